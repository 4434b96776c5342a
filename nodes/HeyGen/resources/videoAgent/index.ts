export { create } from './create';
export { get } from './get';
export { getAll } from './getAll';
export { getResource } from './getResource';
export { getStyles } from './getStyles';
export { getVideos } from './getVideos';
export { sendMessage } from './sendMessage';
export { stop } from './stop';
