import { listOperation } from '../list';

export const getAll = listOperation({
	action: 'Get many lipsyncs',
	description: 'List the lipsyncs of the account',
	calls: ['lipsyncList'],
});
