import type { Data } from '../../api/contract';
import { kitOption } from '../../parameters/brand';
import { UPLOADS } from '../../parameters/media';
import { jobOperation } from '../jobOperation';
import { materialParameters, MESSAGE_LIMIT, readMaterial, sessionParameter } from './request';
import { simplified } from './simplified';

export const sendMessage = jobOperation<'videoAgentSend', { session: Data<'videoAgentSend'> }>({
	name: 'Send Message',
	value: 'sendMessage',
	action: 'Send message to agent',
	description:
		'Answer the agent in a chat, approve its storyboard or ask for another version of the video, which costs as a new one',
	calls: ['videoAgentSend', ...UPLOADS],
	makes: 'session',
	downloads: true,
	isRepeatable: true,
	unwaitedNote:
		'The message was sent: do not send it again. Video Agent > Get tells what the agent says to it.',
	paid: { name: 'message', look: 'Look in the messages of the session with Video Agent > Get.' },
	parameters: [
		sessionParameter,
		{
			displayName: 'Message',
			name: 'message',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. Good, but with a shorter ending',
			description: 'What to tell the agent, in at most 10,000 characters',
		},
		...materialParameters,
	],
	options: [kitOption],
	simplify: simplified,
	wait: { until: 'there is a video or, in a chat, the agent asks something', limit: 60 },
	async start(item, send) {
		const path = { session_id: item.values.id(sessionParameter.name) };
		const message = item.values.text('message', { max: MESSAGE_LIMIT });
		const provideMaterial = await readMaterial(item);
		const sent = await send({ path, body: { message, ...(await provideMaterial()) } });
		return { kind: 'session', id: sent.session_id, answer: sent };
	},
	output: { session: (_item, answer, session) => ({ ...answer, ...session }) },
});
