import { listOperation } from '../list';
import { simplified } from './simplified';

export const getAll = listOperation({
	action: 'Get many renders of HTML projects',
	description: 'List the HyperFrames renders of the account',
	calls: ['hyperframesRendersList'],
	simplify: simplified,
});
