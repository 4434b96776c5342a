import type { INodeProperties } from 'n8n-workflow';

import type { Data, Schema } from '../../api/contract';
import {
	AUDIO_TYPES,
	mediaList,
	mediaValue,
	PICTURE_TYPES,
	provideMedia,
	provideMediaList,
	readMediaList,
	readMediaValue,
	UPLOADS,
	VIDEO_TYPES,
} from '../../parameters/media';
import type { Item } from '../../run/item';
import { optionsFrom } from '../../run/values';
import { jobOperation } from '../jobOperation';
import { simplified } from './simplified';

const MODEL = 'heygen-video-1';

const MODES = {
	image_to_video: { name: 'Image', description: 'The video begins with a picture' },
	reference_to_video: { name: 'References', description: 'Pictures, videos and sounds show what is meant' },
	text_to_video: { name: 'Prompt Alone', description: 'Nothing but the prompt' },
} as const;

const ASPECT_RATIOS = {
	adaptive: { name: 'Automatic', description: 'That of the first reference; 16:9 for a prompt alone' },
	'1:1': '1:1',
	'16:9': '16:9',
	'21:9': '21:9',
	'3:4': '3:4',
	'4:3': '4:3',
	'9:16': '9:16',
} as const;

const RESOLUTIONS = { '480p': '480p', '768p': '768p', '1080p': '1080p', '2k': '2K' } as const;

const ENHANCEMENTS = {
	disabled: { name: 'None', description: 'The prompt as it is' },
	quality: 'Quality',
	turbo: 'Turbo',
} as const;

const PROMPT_LIMIT = 16_000;
const CALLBACK_ID_LIMIT = 256;

/** docs/heygen.md §10. */
const MOST_REFERENCES = 12;
const FINE = ['1080p', '2k'];

/** What all modes take. */
function commonOf({ values, options }: Item) {
	// Other jobs take an ID of any length.
	options.optionalText('callbackId', { max: CALLBACK_ID_LIMIT });
	return {
		model: MODEL,
		prompt: values.text('prompt', { max: PROMPT_LIMIT }),
		duration: options.number('duration'),
		resolution: options.optionalChoice('resolution', RESOLUTIONS),
		prompt_enhancement: options.optionalChoice('promptEnhancement', ENHANCEMENTS),
		seed: options.number('seed'),
	} as const;
}

/** The aspect ratio, where the resolution can have it (docs/heygen.md §10). */
function aspectRatioOf(
	{ values }: Item,
	resolution: keyof typeof RESOLUTIONS | undefined,
	{ isPrompt }: { isPrompt: boolean },
): keyof typeof ASPECT_RATIOS {
	const chosen = values.choice('aspectRatio', ASPECT_RATIOS);
	const ratio = isPrompt && chosen === 'adaptive' ? '16:9' : chosen;
	if (!resolution || !FINE.includes(resolution) || ['16:9', '9:16'].includes(ratio)) return ratio;
	throw values.refuse(
		`"${values.label('aspectRatio')}" must be 16:9 or 9:16 for a video of ${RESOLUTIONS[resolution]}`,
		'Choose one of the two, or a lower Resolution.',
	);
}

async function ofReferences(item: Item): Promise<Schema<'ReferenceToVideoRequest'>> {
	const common = commonOf(item);
	const ratio = aspectRatioOf(item, common.resolution, { isPrompt: false });
	const images = await readMediaList(item, 'imageReferences', { types: PICTURE_TYPES, most: 9 });
	const videos = await readMediaList(item, 'videoReferences', {
		types: VIDEO_TYPES,
		most: 3,
	});
	const audio = await readMediaList(item, 'audioReferences', { types: AUDIO_TYPES, most: 3 });
	const count = images.length + videos.length + audio.length;
	if (count === 0 || count > MOST_REFERENCES) {
		const names = ['imageReferences', 'videoReferences', 'audioReferences'].map(
			(name) => `"${item.values.label(name)}"`,
		);
		throw item.values.refuse(
			`${names.join(', ')} hold ${count} files together; HeyGen takes 1 to ${MOST_REFERENCES}`,
		);
	}
	return {
		...common,
		mode: 'reference_to_video',
		aspect_ratio: ratio,
		reference_images: await provideMediaList(item, images, 'reference_images'),
		reference_videos: await provideMediaList(item, videos, 'reference_videos'),
		reference_audio: await provideMediaList(item, audio, 'reference_audio'),
	};
}

async function bodyOf(item: Item): Promise<Schema<'CreateModelVideo'>> {
	const { values } = item;
	const mode = values.choice('mode', MODES);
	switch (mode) {
		case 'text_to_video': {
			const common = commonOf(item);
			const ratio = aspectRatioOf(item, common.resolution, { isPrompt: true });
			return { ...common, mode, ...(ratio === 'adaptive' ? {} : { aspect_ratio: ratio }) };
		}
		case 'image_to_video': {
			const common = commonOf(item);
			const image = await readMediaValue(item, item.values, 'image', { types: PICTURE_TYPES });
			return { ...common, mode, image: await provideMedia(item, image, 'image') };
		}
		case 'reference_to_video':
			return await ofReferences(item);
	}
}

const forReferences = { mode: ['reference_to_video'] };

const options: readonly INodeProperties[] = [
	{
		displayName: 'Duration',
		name: 'duration',
		type: 'number',
		typeOptions: { minValue: 5, maxValue: 15, numberPrecision: 0 },
		default: 5,
		description: 'Seconds of video, from 5 to 15. Custom Body takes more, should HeyGen.',
	},
	{
		displayName: 'Prompt Enhancement',
		name: 'promptEnhancement',
		type: 'options',
		options: optionsFrom(ENHANCEMENTS),
		default: 'quality',
		description: 'How HeyGen works on the prompt first',
	},
	{
		displayName: 'Resolution',
		name: 'resolution',
		type: 'options',
		options: optionsFrom(RESOLUTIONS),
		default: '768p',
		description: 'How fine the picture is',
	},
	{
		displayName: 'Seed',
		name: 'seed',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 4_294_967_295, numberPrecision: 0 },
		default: 0,
		description: 'The same number leads to much the same video; chance decides without',
	},
];

export const create = jobOperation<'modelVideosCreate', { modelVideo: Data<'modelVideosCreate'> }>({
	name: 'Create',
	value: 'create',
	action: 'Create model video',
	description:
		"Create a scene with sound by HeyGen's video model, from a prompt, a picture or references; paid by the second",
	calls: ['modelVideosCreate', ...UPLOADS],
	makes: 'modelVideo',
	downloads: true,
	parameters: [
		{
			displayName: 'From',
			name: 'mode',
			type: 'options',
			options: optionsFrom(MODES),
			default: 'text_to_video',
			description: 'What the video is made from, besides the prompt',
		},
		{
			displayName: 'Prompt',
			name: 'prompt',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. A paper boat floats down a quiet stream',
			description: 'What happens, in at most 16,000 characters',
		},
		mediaValue({
			name: 'image',
			displayName: 'Image',
			required: true,
			description: 'The first picture, PNG or JPEG; the video has its shape',
			show: { mode: ['image_to_video'] },
		}),
		mediaList({
			name: 'imageReferences',
			displayName: 'Reference Images',
			description: 'Up to nine pictures, PNG or JPEG',
			show: forReferences,
		}),
		mediaList({
			name: 'videoReferences',
			displayName: 'Reference Videos',
			description: 'Up to three videos, MP4 or WebM',
			show: forReferences,
		}),
		mediaList({
			name: 'audioReferences',
			displayName: 'Reference Audio',
			description: 'Up to three recordings, MP3 or WAV',
			show: forReferences,
		}),
		{
			displayName: 'Aspect Ratio',
			name: 'aspectRatio',
			type: 'options',
			options: optionsFrom(ASPECT_RATIOS),
			default: 'adaptive',
			displayOptions: { show: { mode: ['reference_to_video', 'text_to_video'] } },
			description: 'Width to height of the video',
		},
	],
	options,
	simplify: simplified,
	wait: { until: 'the video is made, some minutes', limit: 60 },
	async start(item, create) {
		const { values } = item;
		const created = await create({
			body: await bodyOf(item),
			labels: {
				reference_images: values.label('imageReferences'),
				reference_videos: values.label('videoReferences'),
				reference_audio: values.label('audioReferences'),
			},
		});
		return { kind: 'modelVideo', id: created.video_id, answer: created };
	},
	output: { modelVideo: (_item, answer, video) => ({ ...answer, ...video }) },
});
