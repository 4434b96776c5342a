import type { IDataObject } from 'n8n-workflow';

import type { Data, Look, RequestBody } from '../../api/contract';
import { groupLocator, groupLookLocator } from '../../parameters/locators';
import {
	type Media,
	mediaSource,
	PICTURE_TYPES,
	provideMedia,
	readMedia,
	UPLOADS,
	VIDEO_TYPES,
} from '../../parameters/media';
import { ASPECT_RATIOS, aspectRatio } from '../../parameters/shared';
import { withFailure } from '../../run/errorItem';
import type { Item } from '../../run/item';
import type { Finishing } from '../../run/output';
import { optionsFrom } from '../../run/values';
import { jobOperation } from '../jobOperation';
import { simplified } from './simplified';

const TYPES = {
	digital_twin: {
		name: 'Digital Twin',
		description: 'From footage of a person, 15 seconds to 10 minutes long. The person has to consent.',
	},
	photo: { name: 'Photo', description: 'From one front-facing photo' },
	prompt: { name: 'Prompt', description: 'From a description in words, with reference images if you like' },
} as const;

/** docs/heygen.md §2. */
const PROMPT_LIMIT = 1000;
const REFERENCE_LIMIT = 3;
const LEAST_PIXELS = 512;

type Body = RequestBody<'avatarCreate'>;
type Created = Data<'avatarCreate'>;

async function referencesOf(item: Item): Promise<Media[]> {
	const rows = item.values.rows('referenceImages', 'image');
	if (rows.length > REFERENCE_LIMIT) {
		throw item.values.refuse(
			`"${item.values.label('referenceImages')}" holds ${rows.length} images; HeyGen takes at most ${REFERENCE_LIMIT}`,
		);
	}
	return await Promise.all(
		rows.map(async (row) => await readMedia(item, row, 'image', { types: PICTURE_TYPES })),
	);
}

/** The request for an item. Everything is read and checked before the first file is uploaded. */
async function bodyOf(item: Item): Promise<Body> {
	const { values, options } = item;
	const type = values.choice('type', TYPES);
	const common = { name: values.text('name'), avatar_group_id: values.optionalId('avatarGroupId') };
	switch (type) {
		case 'photo': {
			const photo = await readMedia(item, values, 'photo', {
				types: PICTURE_TYPES,
				leastPixels: LEAST_PIXELS,
			});
			return { type, ...common, file: await provideMedia(item, photo, 'file') };
		}
		case 'digital_twin': {
			const footage = await readMedia(item, values, 'footage', { types: VIDEO_TYPES });
			return { type, ...common, file: await provideMedia(item, footage, 'file') };
		}
		case 'prompt': {
			const plain = {
				prompt: values.text('prompt', { max: PROMPT_LIMIT }),
				aspect_ratio: options.optionalChoice('aspectRatio', ASPECT_RATIOS),
				avatar_id: values.optionalId('avatarId'),
			};
			const references = await referencesOf(item);
			const images = await Promise.all(
				references.map(async (media, index) => await provideMedia(item, media, `reference_images.${index}`)),
			);
			return { type, ...common, ...plain, reference_images: images.length > 0 ? images : undefined };
		}
	}
}

/** HeyGen calls the file `file`, whatever it is made from. */
function labelsOf({ values }: Item): Record<string, string> {
	return { file: values.label(values.choice('type', TYPES) === 'photo' ? 'photo' : 'footage') };
}

/** The group's consent status changes while its look trains, so after a wait it is read anew. */
async function outputOf({ client }: Finishing, created: Created, trained?: Look): Promise<IDataObject> {
	const look = trained ?? created.avatar_item;
	const group =
		trained && created.avatar_group
			? await client.data('avatarGet', { path: { group_id: created.avatar_group.id } })
			: created.avatar_group;
	return {
		...created,
		avatar_item: look && withFailure({ ...look }),
		avatar_group: group && withFailure({ ...group }),
	};
}

export const create = jobOperation<'avatarCreate', { look: Created; consentedLook: Created }>({
	name: 'Create',
	value: 'create',
	action: 'Create avatar',
	description: 'Create an avatar from a photo, from footage of a person or from a description; each is paid',
	calls: ['avatarCreate', 'avatarGet', ...UPLOADS],
	makes: 'look',
	parameters: [
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: optionsFrom(TYPES),
			default: 'photo',
			description: 'What the avatar is made from',
		},
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Anna, blue jacket',
			description: 'What the avatar is called in HeyGen',
		},
		...mediaSource({
			name: 'photo',
			displayName: 'Photo',
			description: 'A front-facing photo, PNG or JPEG, at least 512×512 pixels',
			show: { type: ['photo'] },
		}),
		...mediaSource({
			name: 'footage',
			displayName: 'Footage',
			description: 'Footage of one person, MP4 or WebM, 15 to 600 seconds long',
			show: { type: ['digital_twin'] },
		}),
		{
			displayName: 'Prompt',
			name: 'prompt',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. A friendly teacher in her forties in front of a bookshelf',
			displayOptions: { show: { type: ['prompt'] } },
			description: 'What the avatar looks like, in at most 1000 characters',
		},
		{
			displayName: 'Reference Images',
			name: 'referenceImages',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Image' },
			default: {},
			placeholder: 'Add Image',
			displayOptions: { show: { type: ['prompt'] } },
			description: 'Up to three pictures the avatar should resemble',
			options: [
				{
					displayName: 'Image',
					name: 'image',
					values: mediaSource({ name: 'image', displayName: 'Image', description: 'A picture, PNG or JPEG' }),
				},
			],
		},
		groupLocator({
			name: 'avatarGroupId',
			displayName: 'Add to Avatar Group',
			description: 'The character the new look belongs to. Left empty, a new character is created.',
			required: false,
		}),
		groupLookLocator({
			name: 'avatarId',
			displayName: 'Visual Reference Look',
			description:
				'A look whose appearance the new one takes up; of Add to Avatar Group, where one is chosen',
			required: false,
			show: { type: ['prompt'] },
		}),
	],
	simplify: ({ avatar_item: look, avatar_group: group }) => simplified(look, group),
	options: [
		{ ...aspectRatio, displayOptions: { show: { '/type': ['prompt'] } } },
		{
			displayName: 'Wait for Consent',
			name: 'waitForConsent',
			type: 'boolean',
			default: false,
			description:
				'Whether Wait for Completion also waits for the person in the footage to agree. Off, a digital twin that needs consent is passed on at once, so that Start Consent can follow.',
		},
	],
	wait: { until: 'the look is trained, 30 seconds to some minutes', limit: 15 },
	async start(item, create) {
		const kind = item.options.flag('waitForConsent') ? 'consentedLook' : 'look';
		const created = await create({ body: await bodyOf(item), labels: labelsOf(item) });
		const isNewGroup = item.values.optionalId('avatarGroupId') === undefined;
		return {
			kind,
			id: created.avatar_item?.id,
			answer: created,
			// HeyGen does not date a look, but the group that came with it.
			createdAt: isNewGroup ? created.avatar_group?.created_at : undefined,
		};
	},
	output: { look: outputOf, consentedLook: outputOf },
});
