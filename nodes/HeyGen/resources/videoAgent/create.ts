import type { INodeProperties } from 'n8n-workflow';

import type { Data, RequestBody } from '../../api/contract';
import { glossaryOption, kitOption, readGlossary } from '../../parameters/brand';
import { styleLocator } from '../../parameters/locators';
import { UPLOADS } from '../../parameters/media';
import { waitsForCall } from '../../parameters/wait';
import type { Item } from '../../run/item';
import { optionsFrom } from '../../run/values';
import { jobOperation } from '../jobOperation';
import { materialParameters, MESSAGE_LIMIT, readMaterial } from './request';
import { simplified } from './simplified';

const MODES = {
	chat: {
		name: 'Chat',
		description: 'The agent may stop to ask or to show its storyboard. Answer it with Send Message.',
	},
	generate: { name: 'Generate', description: 'One video, without any question' },
} as const;
const ORIENTATIONS = { landscape: 'Landscape', portrait: 'Portrait' } as const;

const options: readonly INodeProperties[] = [
	glossaryOption,
	kitOption,
	{
		displayName: 'Incognito',
		name: 'incognitoMode',
		type: 'boolean',
		default: false,
		description:
			'Whether the agent neither uses what it remembers of this account nor remembers this session',
	},
	{
		displayName: 'Orientation',
		name: 'orientation',
		type: 'options',
		options: optionsFrom(ORIENTATIONS),
		default: 'landscape',
		description: 'Of the video; the agent decides if this is not added',
	},
];

/** HeyGen calls when there is a video, and nobody knows it to call when there is a question (docs/heygen.md §12). */
function checkWait(item: Item, mode: keyof typeof MODES): void {
	if (mode === 'generate' || !waitsForCall(item)) return;
	throw item.values.refuse(
		'"Wait By" Callback cannot be combined with "Mode" Chat',
		'HeyGen calls when the video is made, not when the agent asks something. Set Wait By to Polling.',
	);
}

async function bodyOf(item: Item): Promise<RequestBody<'videoAgentCreate'>> {
	const { values, options: chosen } = item;
	const mode = values.choice('mode', MODES);
	checkWait(item, mode);
	const plain = {
		prompt: values.text('prompt', { max: MESSAGE_LIMIT }),
		mode,
		style_id: values.optionalId('styleId'),
		brand_glossary_id: readGlossary(chosen),
		orientation: chosen.optionalChoice('orientation', ORIENTATIONS),
		incognito_mode: chosen.optionalFlag('incognitoMode'),
	};
	const provideMaterial = await readMaterial(item);
	return { ...plain, ...(await provideMaterial()) };
}

export const create = jobOperation<'videoAgentCreate', { session: Data<'videoAgentCreate'> }>({
	name: 'Create',
	value: 'create',
	action: 'Create video with agent',
	description:
		'Have an agent make a video of a prompt: script, look, scenes and all; paid by the second. HeyGen takes no idempotency key for it, so a lost answer is not asked for again.',
	calls: ['videoAgentCreate', ...UPLOADS],
	makes: 'session',
	downloads: true,
	paid: { name: 'session', look: 'Look for it with Video Agent > Get Many.' },
	parameters: [
		{
			displayName: 'Prompt',
			name: 'prompt',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. A video of 45 seconds that explains our new tariff to customers',
			description: 'What the video is to be, in at most 10,000 characters',
		},
		{
			displayName: 'Mode',
			name: 'mode',
			type: 'options',
			options: optionsFrom(MODES),
			default: 'generate',
			description: 'Whether the agent may ask',
		},
		...materialParameters,
		styleLocator({
			name: 'styleId',
			displayName: 'Style',
			description: 'How the video looks. Left empty, the agent decides.',
			required: false,
		}),
	],
	options,
	simplify: simplified,
	wait: { until: 'there is a video or, in a chat, the agent asks something', limit: 60 },
	async start(item, createSession) {
		const created = await createSession({ body: await bodyOf(item) });
		return { kind: 'session', id: created.session_id, answer: created };
	},
	output: { session: (_item, answer, session) => ({ ...answer, ...session }) },
});
