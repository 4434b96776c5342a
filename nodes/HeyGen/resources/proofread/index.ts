export { create } from './create';
export { generate } from './generate';
export { get } from './get';
export { getSubtitles } from './getSubtitles';
export { updateSubtitles } from './updateSubtitles';
