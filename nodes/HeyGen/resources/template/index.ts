export { generate } from './generate';
export { get } from './get';
export { getAll } from './getAll';
export { getVariables } from './getVariables';
