export { remove } from './delete';
export { get } from './get';
export { getAll } from './getAll';
export { getBatch } from './getBatch';
export { search } from './search';
export { upload } from './upload';
export { uploadBatch } from './uploadBatch';
