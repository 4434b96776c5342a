import type { Resource } from '../../run/operation';
import { create } from './create';
import { createBatch } from './createBatch';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { getBatch } from './getBatch';

export const video: Resource = {
	name: 'Video',
	value: 'video',
	operations: [create, createBatch, remove, get, getBatch, getAll],
};
