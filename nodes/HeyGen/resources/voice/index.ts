export { clone } from './clone';
export { remove } from './delete';
export { design } from './design';
export { generateSpeech } from './generateSpeech';
export { get } from './get';
export { getAll } from './getAll';
