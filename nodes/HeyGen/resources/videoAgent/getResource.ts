import type { Operation } from '../../run/operation';
import { sessionParameter } from './request';

export const getResource: Operation = {
	name: 'Get Resource',
	value: 'getResource',
	action: 'Get resource of agent',
	description: 'Get something the agent shows in a session, such as a storyboard, with its links',
	calls: ['videoAgentResourcesGet'],
	parameters: [
		sessionParameter,
		{
			displayName: 'Resource ID',
			name: 'resourceId',
			type: 'string',
			default: '',
			required: true,
			description: 'From the resource_ids of a message of the session, as Get gives them without Simplify',
		},
	],
	async run({ client, values }) {
		const path = {
			session_id: values.id(sessionParameter.name),
			resource_id: values.id('resourceId'),
		};
		return { json: { ...(await client.data('videoAgentResourcesGet', { path })) } };
	},
};
