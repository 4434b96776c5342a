import type { Resource } from '../../run/operation';
import { generate } from './generate';
import { getGeneration } from './getGeneration';

export const photo: Resource = { name: 'Photo', value: 'photo', operations: [generate, getGeneration] };
