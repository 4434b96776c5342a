import type { INodeProperties } from 'n8n-workflow';

import type { Schema } from '../../api/contract';
import { glossaryOption, readGlossary } from '../../parameters/brand';
import { folderOption } from '../../parameters/folder';
import { lookLocator, referenceLookLocator } from '../../parameters/locators';
import { mediaSource, provideMedia, readMedia } from '../../parameters/media';
import type { Item } from '../../run/item';
import { optionsFrom, type Values } from '../../run/values';
import { checkReference, chooseEngine, ENGINES, needsLook } from './engine';
import {
	backgroundParameters,
	PICTURES,
	provideBackground,
	provideWatermark,
	readBackground,
	readWatermark,
	watermarkParameter,
	type Background,
} from './picture';
import { provideVoice, readVoice, voiceParameters } from './voice';

const TYPES = {
	avatar: { name: 'Avatar', description: 'A look of an avatar speaks' },
	image: { name: 'Image', description: 'The person in any picture speaks' },
} as const;

const CAPTIONS = {
	none: 'None',
	srt: { name: 'Subtitle File', description: 'An SRT file beside the video' },
	styled: {
		name: 'Subtitle File, Default Style',
		description: "An SRT file, and captions in HeyGen's default style",
	},
} as const;

const RESOLUTIONS = { '720p': '720p', '1080p': '1080p', '4k': '4K' } as const;
const FORMATS = { mp4: 'MP4', webm: { name: 'WebM', description: 'With a transparent background' } } as const;
const FITS = { contain: 'Contain', cover: 'Cover' } as const;
const EXPRESSIVENESS = { high: 'High', medium: 'Medium', low: 'Low' } as const;
const ASPECT_RATIOS = {
	'16:9': '16:9',
	'9:16': '9:16',
	'4:5': '4:5',
	'5:4': '5:4',
	'1:1': '1:1',
	auto: 'Automatic',
} as const;

/** The folder stands beside it: of a batch on the batch. */
type CommonBody = Omit<Schema<'CreateImageVideo'>, 'type' | 'image' | 'folder_id'>;

function captionOf(choice: keyof typeof CAPTIONS | undefined): CommonBody['caption'] {
	if (choice === undefined || choice === 'none') return undefined;
	return choice === 'styled' ? { file_format: 'srt', style: 'default' } : { file_format: 'srt' };
}

function formatOf(options: Values, background: Background | undefined): CommonBody['output_format'] {
	const format = options.optionalChoice('outputFormat', FORMATS);
	if (format === 'webm' && background) {
		throw options.refuse(
			'A WebM video takes no "Background"',
			'WebM has a transparent background. Set Background to None or Output Format to MP4.',
		);
	}
	return format;
}

/** The part of the request that both types share; files n8n holds are uploaded once everything has been read. */
async function readCommon(item: Item, voiceRequired: boolean): Promise<() => Promise<CommonBody>> {
	const { options } = item;
	const voice = await readVoice(item, { voiceRequired });
	const background = await readBackground(item);
	const watermark = await readWatermark(item);
	const plain: CommonBody = {
		title: options.optionalText('title'),
		brand_glossary_id: readGlossary(options),
		aspect_ratio: options.optionalChoice('aspectRatio', ASPECT_RATIOS),
		resolution: options.optionalChoice('resolution', RESOLUTIONS),
		fit: options.optionalChoice('fit', FITS),
		output_format: formatOf(options, background),
		caption: captionOf(options.optionalChoice('caption', CAPTIONS)),
		motion_prompt: options.optionalText('motionPrompt'),
		expressiveness: options.optionalChoice('expressiveness', EXPRESSIVENESS),
		remove_background: options.optionalFlag('removeBackground'),
	};
	return async () => ({
		...plain,
		...(await provideVoice(item, voice)),
		background: await provideBackground(item, background),
		watermark: await provideWatermark(item, watermark),
	});
}

async function engineOf(item: Item, lookId: string): Promise<Schema<'Engine'> | undefined> {
	const { values, options } = item;
	const wish = {
		engine: values.choice('engine', ENGINES),
		motionPrompt: options.optionalText('motionPrompt') !== undefined,
		expressiveness: options.optionalChoice('expressiveness', EXPRESSIVENESS) !== undefined,
	};
	// What the wish itself rules out is said before the look is read.
	const withoutLook = chooseEngine(wish, undefined, values.refuse);
	const engine = needsLook(wish) ? chooseEngine(wish, await item.look(lookId), values.refuse) : withoutLook;
	const referenceId = values.optionalId('referenceLookId');
	if (engine?.type !== 'avatar_v' || referenceId === undefined) return engine;
	checkReference(await item.look(referenceId), await item.look(lookId), values.refuse);
	return { ...engine, reference_look_id: referenceId };
}

/** The request for an item's video. Everything is read and checked before the first file is uploaded. */
export async function bodyOf(item: Item): Promise<Schema<'CreateAvatarVideo'> | Schema<'CreateImageVideo'>> {
	const { values } = item;
	if (values.choice('type', TYPES) === 'image') {
		const image = await readMedia(item, values, 'image', { types: PICTURES });
		const provideCommon = await readCommon(item, true);
		return { type: 'image', image: await provideMedia(item, image, 'image'), ...(await provideCommon()) };
	}
	const lookId = values.id('avatarId');
	const provideCommon = await readCommon(item, false);
	const engine = await engineOf(item, lookId);
	return { type: 'avatar', avatar_id: lookId, engine, ...(await provideCommon()) };
}

/** What can be added to it. */
export const videoOptions: readonly INodeProperties[] = [
	{
		displayName: 'Aspect Ratio',
		name: 'aspectRatio',
		type: 'options',
		options: optionsFrom(ASPECT_RATIOS),
		default: '16:9',
		description: 'Width to height of the video',
	},
	glossaryOption,
	{
		displayName: 'Captions',
		name: 'caption',
		type: 'options',
		options: optionsFrom(CAPTIONS),
		default: 'srt',
		description: 'Whether captions are made of what is said',
	},
	{
		displayName: 'Expressiveness',
		name: 'expressiveness',
		type: 'options',
		options: optionsFrom(EXPRESSIVENESS),
		default: 'medium',
		description: 'How lively a photo look acts. Not with Avatar V.',
	},
	{
		displayName: 'Fit',
		name: 'fit',
		type: 'options',
		options: optionsFrom(FITS),
		default: 'contain',
		description: 'How the speaker is fitted into the frame',
	},
	folderOption,
	{
		displayName: 'Motion Prompt',
		name: 'motionPrompt',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Waves at the camera, then smiles',
		description: 'How the speaker moves. Photo looks on any engine, video looks on Avatar V only.',
	},
	{
		displayName: 'Output Format',
		name: 'outputFormat',
		type: 'options',
		options: optionsFrom(FORMATS),
		default: 'mp4',
		description: 'The file format of the video',
	},
	{
		displayName: 'Remove Background',
		name: 'removeBackground',
		type: 'boolean',
		default: false,
		description: 'Whether to cut the speaker out of what is behind; WebM does it anyway',
	},
	{
		displayName: 'Resolution',
		name: 'resolution',
		type: 'options',
		options: optionsFrom(RESOLUTIONS),
		default: '1080p',
		description: 'How fine the picture is',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		description: 'What the video is called in HeyGen',
	},
];

/** What describes one video. */
export const videoParameters: readonly INodeProperties[] = [
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: optionsFrom(TYPES),
		default: 'avatar',
		description: 'Who speaks',
	},
	lookLocator({
		name: 'avatarId',
		displayName: 'Look',
		description: 'The outfit or pose of an avatar that speaks; HeyGen calls its ID avatar_id',
		show: { type: ['avatar'] },
	}),
	...mediaSource({
		name: 'image',
		displayName: 'Image',
		description: 'A picture of a person, PNG or JPEG',
		show: { type: ['image'] },
	}),
	...voiceParameters,
	{
		displayName: 'Engine',
		name: 'engine',
		type: 'options',
		options: optionsFrom(ENGINES),
		default: 'auto',
		displayOptions: { show: { type: ['avatar'] } },
		description: 'What animates the look. Not every look supports every engine.',
	},
	referenceLookLocator({
		name: 'referenceLookId',
		displayName: 'Reference Look',
		description:
			'A look whose manner Avatar V takes up: of a digital twin, of the same avatar group, with consent given',
		required: false,
		show: { type: ['avatar'], engine: ['avatar_v'] },
	}),
	...backgroundParameters,
	watermarkParameter,
];
