import type { INodeProperties } from 'n8n-workflow';

import type { Schema } from '../../api/contract';
import type { MediaType } from '../../api/media';
import { mediaValue, provideMedia, readMediaValue } from '../../parameters/media';
import type { Item } from '../../run/item';
import { givenId } from '../../run/mistakenId';
import type { VideoRequest } from './types';

// A video in which looks act as a prompt says. What HeyGen knows of it: docs/heygen.md §3.

/** By the contract; a test holds them against it. */
const PROMPT_LIMIT = 10_000;
const LOOKS_LIMIT = 3;

const ASPECT_RATIOS = { '16:9': '16:9', '9:16': '9:16', '1:1': '1:1' } as const;
const RESOLUTIONS = { '720p': '720p', '1080p': '1080p' } as const;

const REFERENCES: readonly MediaType[] = [
	'image/png',
	'image/jpeg',
	'video/mp4',
	'video/webm',
	'audio/mpeg',
	'audio/wav',
];

const show = { type: ['cinematic_avatar'] };

export const cinematicParameters: readonly INodeProperties[] = [
	{
		displayName: 'Further Looks',
		name: 'furtherLooks',
		type: 'string',
		default: '',
		displayOptions: { show },
		description: 'IDs of up to two more looks that act, separated by commas',
	},
	{
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. She walks through a sunlit office towards a whiteboard, handheld camera',
		displayOptions: { show },
		description: 'What happens, where, and how the camera moves, in at most 10000 characters',
	},
	{
		displayName: 'References',
		name: 'references',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add Reference',
		displayOptions: { show },
		description:
			'What the video takes style, motion or composition from. Looks included, at most 9 pictures.',
		options: [
			{
				displayName: 'Reference',
				name: 'reference',
				values: [
					mediaValue({
						required: true,
						name: 'file',
						displayName: 'File',
						description: 'A picture, video or recording',
					}),
				],
			},
		],
	},
];

/** Members of Options. */
export const cinematicOptions: readonly INodeProperties[] = [
	{
		displayName: 'Automatic Duration',
		name: 'autoDuration',
		type: 'boolean',
		default: false,
		displayOptions: { show: { '/type': show.type } },
		description: 'Whether HeyGen chooses how long the video is',
	},
	{
		displayName: 'Duration (Seconds)',
		name: 'duration',
		type: 'number',
		typeOptions: { minValue: 4, maxValue: 15, numberPrecision: 0 },
		default: 10,
		displayOptions: { show: { '/type': show.type } },
		description: 'How long the video is, from 4 to 15 seconds',
	},
	{
		displayName: 'Enhance Prompt',
		name: 'enhancePrompt',
		type: 'boolean',
		default: false,
		displayOptions: { show: { '/type': show.type } },
		description: 'Whether HeyGen may write more into the prompt',
	},
];

function looksOf({ values }: Item): string[] {
	const further = values.list('furtherLooks');
	if (further.length < LOOKS_LIMIT) return [values.id('avatarId'), ...further];
	throw values.refuse(
		`"${values.label('furtherLooks')}" holds ${further.length} looks; HeyGen takes at most ${LOOKS_LIMIT} with "${values.label('avatarId')}"`,
	);
}

/** The request for a cinematic video, checked; what n8n holds of it is uploaded when it is provided. */
export async function readCinematic(item: Item): Promise<VideoRequest<'CreateCinematicVideo'>> {
	const { values, options } = item;
	const looks = looksOf(item);
	const automatic = options.optionalFlag('autoDuration');
	const duration = options.number('duration');
	if (automatic && duration !== undefined) {
		throw options.refuse(
			`"${options.label('duration')}" does not work with "${options.label('autoDuration')}"`,
			'Remove one of the two.',
		);
	}
	const plain: Omit<Schema<'CreateCinematicVideo'>, 'references'> = {
		type: 'cinematic_avatar',
		prompt: values.text('prompt', { max: PROMPT_LIMIT }),
		avatar_id: looks,
		title: options.optionalText('title'),
		aspect_ratio: options.optionalChoice('aspectRatio', ASPECT_RATIOS),
		resolution: options.optionalChoice('resolution', RESOLUTIONS),
		auto_duration: automatic,
		duration,
		enhance_prompt: options.optionalFlag('enhancePrompt'),
	};
	const references = await Promise.all(
		values
			.rows('references', 'reference', (index) => `Reference ${index + 1}`)
			.map(async (row) => await readMediaValue(item, row, 'file', { types: REFERENCES })),
	);
	const first = givenId(values, 'avatarId');
	const others = looks
		.slice(1)
		.map((id) => ({ label: values.label('furtherLooks'), id, refuse: values.refuse }));
	return {
		looks: [first, ...others],
		provide: async () => ({
			...plain,
			references:
				references.length === 0
					? undefined
					: await Promise.all(
							references.map(async (media, index) => await provideMedia(item, media, `references.${index}`)),
						),
		}),
	};
}
