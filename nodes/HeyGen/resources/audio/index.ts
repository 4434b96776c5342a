export { searchSounds } from './searchSounds';
