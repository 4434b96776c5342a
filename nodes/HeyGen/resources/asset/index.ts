import type { Resource } from '../../run/operation';
import { upload } from './upload';

export const asset: Resource = { name: 'Asset', value: 'asset', operations: [upload] };
