export { rotateSecret } from './rotateSecret';
