import type { INodeProperties } from 'n8n-workflow';

import type { Schema } from '../../api/contract';
import { glossaryOption, readGlossary } from '../../parameters/brand';
import type { Called } from '../../parameters/callback';
import { knownLook } from '../../jobs/looks';
import { folderOption } from '../../parameters/folder';
import { lookLocator, referenceLookLocator } from '../../parameters/locators';
import { mediaSource, PICTURE_TYPES, provideMedia, readMedia } from '../../parameters/media';
import { ASPECT_RATIOS, aspectRatio } from '../../parameters/shared';
import type { Item } from '../../run/item';
import { explainLooks, givenId, type GivenId } from '../../run/mistakenId';
import { optionsFrom, type Values } from '../../run/values';
import { cinematicOptions, cinematicParameters, readCinematic } from './cinematic';
import { checkReference, chooseEngine, ENGINES, needsLook } from './engine';
import {
	pictureOptions,
	provideBackground,
	provideWatermark,
	readBackground,
	readWatermark,
	type Background,
} from './picture';
import { readScenes, studioParameters } from './studio';
import { SPOKEN, TYPES, type VideoRequest } from './types';
import {
	checkOwnVoice,
	provideVoice,
	readVoice,
	readVoiceSettings,
	voiceParameters,
	voiceSettings,
	type Voice,
} from './voice';

const CAPTIONS = {
	none: 'None',
	srt: { name: 'Subtitle File', description: 'An SRT file, which comes of all speech anyway' },
	styled: {
		name: 'Subtitle File, Default Style',
		description: "The SRT file, and a copy of the video with captions in HeyGen's default style",
	},
} as const;

const RESOLUTIONS = { '720p': '720p', '1080p': '1080p', '4k': '4K' } as const;
const FORMATS = { mp4: 'MP4', webm: { name: 'WebM', description: 'With a transparent background' } } as const;
const FITS = { contain: 'Contain', cover: 'Cover' } as const;
const EXPRESSIVENESS = { high: 'High', medium: 'Medium', low: 'Low' } as const;
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
			`A WebM video takes no "${'color' in background ? 'Background Color' : 'Background Image'}"`,
			'WebM has a transparent background. Remove it, or set Output Format to MP4.',
		);
	}
	return format;
}

async function readSpeech(item: Item, voiceRequired: boolean): Promise<Voice> {
	const rules = { voiceRequired, readAudio: readMedia, settings: readVoiceSettings(item.options) };
	return await readVoice(item, item.values, rules);
}

/** The part of the request that both types share; files n8n holds are uploaded once everything has been read. */
async function readCommon(item: Item, voice: Voice): Promise<() => Promise<CommonBody>> {
	const { options } = item;
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

async function engineOf(item: Item, given: GivenId): Promise<Schema<'Engine'> | undefined> {
	const { values, options } = item;
	const wish = {
		engine: options.optionalChoice('engine', ENGINES) ?? 'auto',
		motionPrompt: options.optionalText('motionPrompt') !== undefined,
		expressiveness: options.optionalChoice('expressiveness', EXPRESSIVENESS) !== undefined,
	};
	const read = async (look: GivenId) => await item.look(look.id).catch(explainLooks(item, [look]));
	// What the wish itself rules out is said before the look is read.
	const withoutLook = chooseEngine(wish, undefined, values.refuse);
	const engine = needsLook(wish) ? chooseEngine(wish, await read(given), values.refuse) : withoutLook;
	const referenceId = options.optionalId('referenceLookId');
	if (engine?.type !== 'avatar_v' || referenceId === undefined) return engine;
	checkReference(await read(givenId(options, 'referenceLookId')), await read(given), values.refuse);
	return { ...engine, reference_look_id: referenceId };
}

async function readAvatar(item: Item): Promise<VideoRequest<'CreateAvatarVideo'>> {
	const look = givenId(item.values, 'avatarId');
	const voice = await readSpeech(item, false);
	const provideCommon = await readCommon(item, voice);
	const engine = await engineOf(item, look);
	// Custom Body may name one.
	if (!('voice_id' in item.withCustom({}))) {
		checkOwnVoice(voice, knownLook(item.client, look.id), look.refuse);
	}
	return {
		looks: [look],
		provide: async () => ({ type: 'avatar', avatar_id: look.id, engine, ...(await provideCommon()) }),
	};
}

async function readImage(item: Item): Promise<VideoRequest<'CreateImageVideo'>> {
	const image = await readMedia(item, item.values, 'image', { types: PICTURE_TYPES });
	const provideCommon = await readCommon(item, await readSpeech(item, true));
	return {
		looks: [],
		provide: async () => ({
			type: 'image',
			image: await provideMedia(item, image, 'image'),
			...(await provideCommon()),
		}),
	};
}

async function readStudio(item: Item): Promise<VideoRequest<'CreateStudioVideo'>> {
	const { options } = item;
	const { looks, context, provide } = await readScenes(item);
	const watermark = await readWatermark(item);
	const caption = options.optionalChoice('caption', CAPTIONS);
	return {
		looks,
		provide: async () => ({
			...context,
			type: 'studio',
			title: options.optionalText('title'),
			brand_glossary_id: readGlossary(options) ?? context.brand_glossary_id,
			aspect_ratio: options.optionalChoice('aspectRatio', ASPECT_RATIOS) ?? context.aspect_ratio,
			resolution: options.optionalChoice('resolution', RESOLUTIONS) ?? context.resolution,
			caption: caption ? captionOf(caption) : context.caption,
			scenes: await provide(),
			watermark: await provideWatermark(item, watermark),
		}),
	};
}

/**
 * What is added to a video that its type does not have. n8n hides it, but not where an expression gives the type.
 *
 * @throws what `refuse` makes: the video would be paid without it.
 */
function refuseForeign({ values, options }: Item, type: keyof typeof TYPES): void {
	for (const { name, displayName, displayOptions } of videoOptions) {
		const types = displayOptions?.show?.['/type'];
		if (!options.given(name) || !types || types.some((own) => own === type)) continue;
		throw values.refuse(
			`"${displayName}" does not work with "Who Speaks" ${TYPES[type].name}`,
			`Remove ${displayName}, or choose another for Who Speaks.`,
		);
	}
}

/** The request for an item's video. Everything is read and checked before the first file is uploaded. */
export async function readVideo(item: Item): Promise<VideoRequest> {
	const type = item.values.choice('type', TYPES);
	refuseForeign(item, type);
	switch (type) {
		case 'avatar':
			return await readAvatar(item);
		case 'cinematic_avatar':
			return await readCinematic(item);
		case 'image':
			return await readImage(item);
		case 'studio':
			return await readStudio(item);
	}
}

/**
 * HeyGen takes no address to call about a cinematic video (docs/heygen.md §3).
 *
 * @param called what the user says of whom to call.
 * @param byCall whether the item itself waits for HeyGen's call about this video.
 * @throws what `refuse` makes, by the parameter that names an address.
 */
export function refuseCalls({ values }: Item, called: Called, byCall: boolean): void {
	if (values.choice('type', TYPES) !== 'cinematic_avatar') return;
	if (!byCall && called.callback_url === undefined) return;
	throw values.refuse(
		`${byCall ? '"Wait By" Callback' : '"Callback URL"'} does not work with "Who Speaks" Cinematic`,
		'HeyGen calls nobody about a cinematic video. Remove Callback URL and Callback ID, and set Wait By to Polling.',
	);
}

/** What can be added to it. */
export const videoOptions: readonly INodeProperties[] = [
	aspectRatio,
	{
		displayName: 'Engine',
		name: 'engine',
		type: 'options',
		options: optionsFrom(ENGINES),
		default: 'auto',
		displayOptions: { show: { '/type': ['avatar'] } },
		description: 'What animates the look. Not every look supports every engine.',
	},
	referenceLookLocator({
		name: 'referenceLookId',
		displayName: 'Reference Look',
		description:
			'A look whose manner Avatar V takes up: of a digital twin, of the same avatar group, with consent given',
		required: false,
		show: { '/type': ['avatar'], engine: ['avatar_v'] },
	}),
	...pictureOptions,
	voiceSettings,
	{ ...glossaryOption, displayOptions: { show: { '/type': [...SPOKEN, 'studio'] } } },
	...cinematicOptions,
	{
		displayName: 'Captions',
		name: 'caption',
		type: 'options',
		options: optionsFrom(CAPTIONS),
		default: 'srt',
		displayOptions: { show: { '/type': [...SPOKEN, 'studio'] } },
		description: 'Whether a copy of the video shows what is said',
	},
	{
		displayName: 'Expressiveness',
		name: 'expressiveness',
		type: 'options',
		options: optionsFrom(EXPRESSIVENESS),
		default: 'medium',
		displayOptions: { show: { '/type': SPOKEN } },
		description: 'How lively a photo look acts. Not with Avatar V.',
	},
	{
		displayName: 'Fit',
		name: 'fit',
		type: 'options',
		options: optionsFrom(FITS),
		default: 'contain',
		displayOptions: { show: { '/type': SPOKEN } },
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
		displayOptions: { show: { '/type': SPOKEN } },
		description: 'How the speaker moves. Photo looks on any engine, video looks on Avatar V only.',
	},
	{
		displayName: 'Output Format',
		name: 'outputFormat',
		type: 'options',
		options: optionsFrom(FORMATS),
		default: 'mp4',
		displayOptions: { show: { '/type': SPOKEN } },
		description: 'The file format of the video',
	},
	{
		displayName: 'Remove Background',
		name: 'removeBackground',
		type: 'boolean',
		default: false,
		displayOptions: { show: { '/type': SPOKEN } },
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
		displayName: 'Who Speaks',
		name: 'type',
		type: 'options',
		options: optionsFrom(TYPES),
		default: 'avatar',
		description: 'Or, in a cinematic video, who acts',
	},
	lookLocator({
		name: 'avatarId',
		displayName: 'Look',
		description: 'The outfit or pose of an avatar that speaks or acts; HeyGen calls its ID avatar_id',
		show: { type: ['avatar', 'cinematic_avatar'] },
	}),
	...cinematicParameters,
	...studioParameters,
	...mediaSource({
		name: 'image',
		displayName: 'Image',
		property: 'image',
		description: 'A picture of a person, PNG or JPEG',
		show: { type: ['image'] },
	}),
	...voiceParameters,
];
