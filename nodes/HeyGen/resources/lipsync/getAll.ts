import { listOperation } from '../list';
import { simplified } from './simplified';

export const getAll = listOperation({
	action: 'Get many lipsyncs',
	description: 'List the lipsyncs of the account',
	calls: ['lipsyncList'],
	simplify: simplified,
});
