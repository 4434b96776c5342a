export { create } from './create';
export { remove } from './delete';
export { generateSpeech } from './generateSpeech';
export { get } from './get';
export { getAll } from './getAll';
