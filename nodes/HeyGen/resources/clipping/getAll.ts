import { listOperation } from '../list';
import { simplified } from './simplified';

export const getAll = listOperation({
	action: 'Get many clippings',
	description: 'List the clippings of the account; only Get shows the progress of one that is under way',
	calls: ['aiClippingList'],
	simplify: simplified,
});
