export { create } from './create';
export { createBatch } from './createBatch';
export { remove } from './delete';
export { get } from './get';
export { getAll } from './getAll';
export { getBatch } from './getBatch';
export { getLanguages } from './getLanguages';
export { update } from './update';
