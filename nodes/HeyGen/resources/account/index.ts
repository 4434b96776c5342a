export { get } from './get';
export { getApiKey } from './getApiKey';
