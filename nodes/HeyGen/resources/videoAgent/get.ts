import { jobKinds } from '../../jobs/jobKinds';
import { readOperation } from '../readOperation';
import { sessionParameter } from './request';
import { simplified } from './simplified';

export const get = readOperation({
	name: 'Get',
	value: 'get',
	action: 'Get session with agent',
	description: 'Get the state of a session, what the agent says and, once it is completed, its video',
	calls: ['videoAgentGet', 'videoGet'],
	reads: jobKinds.session,
	id: sessionParameter,
	simplify: simplified,
});
