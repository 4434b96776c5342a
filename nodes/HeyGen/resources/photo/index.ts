export { generate } from './generate';
export { getGeneration } from './getGeneration';
