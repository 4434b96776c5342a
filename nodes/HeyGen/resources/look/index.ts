import type { Resource } from '../../run/operation';
import { get } from './get';
import { getAll } from './getAll';

export const look: Resource = { name: 'Look', value: 'look', operations: [get, getAll] };
