import type { Resource } from '../../run/operation';
import { getAll } from './getAll';

export const voice: Resource = { name: 'Voice', value: 'voice', operations: [getAll] };
