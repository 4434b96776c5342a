import type { Resource } from '../../run/operation';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';

export const video: Resource = { name: 'Video', value: 'video', operations: [create, remove, get, getAll] };
