export { getAll } from './getAll';
export { getAllEvents } from './getAllEvents';
export { rotateSecret } from './rotateSecret';
