import type { INodeProperties } from 'n8n-workflow';

import type { Data } from '../../api/contract';
import { onStatus } from '../../api/errors';
import type { Item } from '../../run/item';
import { optionsFrom } from '../../run/values';
import { simplified } from '../avatar/simplified';
import { jobOperation, type Create, type Started } from '../jobOperation';
import { APPEARANCE_LIMIT, ATTRIBUTES, promptOf, type Attributes } from './attributes';
import { RETIRED, retiredError } from './retired';

const IF_RETIRED = {
	stop: { name: 'Stop', description: 'With an error that says what to use instead' },
	promptAvatar: {
		name: 'Create Prompt Avatar Instead',
		description: 'The same attributes, written into the prompt of a v3 avatar, which is paid',
	},
} as const;

function attribute(name: keyof typeof ATTRIBUTES, displayName: string, description: string): INodeProperties {
	const [first = ''] = Object.keys(ATTRIBUTES[name]);
	return {
		displayName,
		name,
		type: 'options',
		options: optionsFrom(ATTRIBUTES[name]),
		default: first,
		description,
	};
}

function attributesOf({ values }: Item): Attributes {
	return {
		name: values.text('name'),
		age: values.choice('age', ATTRIBUTES.age),
		gender: values.choice('gender', ATTRIBUTES.gender),
		ethnicity: values.choice('ethnicity', ATTRIBUTES.ethnicity),
		orientation: values.choice('orientation', ATTRIBUTES.orientation),
		pose: values.choice('pose', ATTRIBUTES.pose),
		style: values.choice('style', ATTRIBUTES.style),
		appearance: values.text('appearance', { max: APPEARANCE_LIMIT }),
	};
}

/** HeyGen takes no Idempotency-Key for a v2 generation. */
const PAID = { name: 'photo generation', look: 'Look in HeyGen whether it is there.' };

/** A v2 generation, or the v3 prompt avatar in its place. */
type Answers = { photoGeneration: Data<'photoGenerate'>; look: Data<'avatarCreate'> };

async function startGeneration(item: Item, create: Create<'photoGenerate'>): Promise<Started<Answers>> {
	const attributes = attributesOf(item);
	const retired = item.values.choice('ifRetired', IF_RETIRED);
	const generation = await create({ body: attributes }).catch(onStatus(...RETIRED));
	if (generation) return { kind: 'photoGeneration', id: generation.generation_id, answer: generation };
	if (retired === 'stop') throw retiredError(item.node);
	const created = await item.write('avatarCreate', {
		body: { type: 'prompt', name: attributes.name, prompt: promptOf(attributes) },
	});
	const { avatar_item: look, avatar_group: group } = created;
	return { kind: 'look', id: look?.id, answer: created, createdAt: group?.created_at };
}

export const generate = jobOperation<'photoGenerate', Answers>({
	name: 'Generate',
	value: 'generate',
	action: 'Generate photo',
	description: 'Generate four photos of a person that does not exist (v2); each set is paid',
	calls: ['photoGenerate', 'avatarCreate'],
	makes: 'photoGeneration',
	downloads: true,
	paid: PAID,
	parameters: [
		{
			displayName:
				'HeyGen announced the end of this v2 endpoint for 31 October 2026, so it may be gone. If Retired says what happens then.',
			name: 'retirementNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Anna',
			description: 'What the photos are called in HeyGen',
		},
		{
			displayName: 'Appearance',
			name: 'appearance',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			required: true,
			placeholder: 'e.g. Short brown hair, green sweater, in a bright office',
			description: 'What the person and the surroundings look like, in at most 1000 characters',
		},
		attribute('age', 'Age', 'How old the person is'),
		attribute('gender', 'Gender', 'Which gender the person has'),
		attribute('ethnicity', 'Ethnicity', 'Which ethnicity the person has'),
		attribute('orientation', 'Orientation', 'Which format the photo has'),
		attribute('pose', 'Pose', 'How much of the person is seen'),
		attribute('style', 'Style', 'How the photo looks'),
		{
			displayName: 'If Retired',
			name: 'ifRetired',
			type: 'options',
			options: optionsFrom(IF_RETIRED),
			default: 'stop',
			description: 'What to do when HeyGen has ended v2 photo generation. The output says which way it went.',
		},
	],
	wait: { until: 'the photos are generated, about a minute', limit: 15 },
	start: startGeneration,
	output: {
		photoGeneration: (_item, answer, generation) => ({
			...answer,
			...generation,
			generated_by: 'v2_photo_generation',
		}),
		look: (_item, answer, trained) => ({
			...simplified(trained ?? answer.avatar_item, answer.avatar_group),
			generated_by: 'v3_prompt_avatar',
		}),
	},
});
