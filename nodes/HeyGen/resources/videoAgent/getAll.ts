import { listOperation } from '../list';

export const getAll = listOperation({
	action: 'Get many sessions with agent',
	description: 'List the sessions of the account, without their states',
	calls: ['videoAgentList'],
});
