export { create } from './create';
export { remove } from './delete';
export { get } from './get';
export { getAll } from './getAll';
