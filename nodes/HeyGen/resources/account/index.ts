import type { Resource } from '../../run/operation';
import { get } from './get';

export const account: Resource = { name: 'Account', value: 'account', operations: [get] };
