export { create } from './create';
export { remove } from './delete';
export { get } from './get';
export { getAll } from './getAll';
export { startConsent } from './startConsent';
export { update } from './update';
