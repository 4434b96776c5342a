import type { Operation } from '../../run/operation';
import { sessionParameter } from './request';

export const stop: Operation = {
	name: 'Stop',
	value: 'stop',
	action: 'Stop agent',
	description: 'Stop what the agent is doing in a session; what it has made so far stays',
	calls: ['videoAgentStop'],
	parameters: [sessionParameter],
	async run(item) {
		const path = { session_id: item.values.id(sessionParameter.name) };
		return { json: { ...(await item.write('videoAgentStop', { path, body: {} })) } };
	},
};
