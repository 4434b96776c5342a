import type { INodeProperties } from 'n8n-workflow';

import type { Data, Schema } from '../../api/contract';
import { provideLink, readMedia, UPLOADS, VIDEO_TYPES, videoSource } from '../../parameters/media';
import { optionsFrom, type Values } from '../../run/values';
import { jobOperation } from '../jobOperation';
import { simplified } from './simplified';

type Settings = NonNullable<Schema<'CreateAiClipping'>['output_settings']>;

const ASPECT_RATIOS = {
	landscape: 'Landscape (16:9)',
	portrait: 'Portrait (9:16)',
	square: 'Square (1:1)',
} as const;

const LENGTHS = {
	'30': 'Up to 30 Seconds',
	'60': 'Up to 1 Minute',
	'180': 'Up to 3 Minutes',
	long: 'Longer',
} as const;

const CAPTION_STYLES = {
	block_dark: 'Block Dark',
	bold: 'Bold',
	chunky: 'Chunky',
	clean: 'Clean',
	elegant: 'Elegant',
	energy: 'Energy',
	exotic: 'Exotic',
	golden: 'Golden',
	modern_boxed: 'Modern Boxed',
	modern_dark: 'Modern Dark',
	neon_pink: 'Neon Pink',
	outline_classic: 'Outline Classic',
	pop_purple: 'Pop Purple',
	pop_single: 'Pop Single',
	racing: 'Racing',
	retro_gold: 'Retro Gold',
	shadow_lime: 'Shadow Lime',
	shadow_mint: 'Shadow Mint',
	simple: 'Simple',
	spotlight: 'Spotlight',
	stamp_red: 'Stamp Red',
	subtle_cyan: 'Subtle Cyan',
	subtle_gray: 'Subtle Gray',
	tag_yellow: 'Tag Yellow',
} as const;

/** How the clips are to be; undefined where the user says nothing of that. */
function settingsOf(options: Values): Settings | undefined {
	const lengths = [...new Set(options.many('durationTypes', LENGTHS))];
	const settings: Settings = {
		aspect_ratio: options.optionalChoice('aspectRatio', ASPECT_RATIOS),
		caption_style: options.optionalChoice('captionStyle', CAPTION_STYLES),
		captions: options.optionalFlag('captions'),
		duration_types: lengths.length > 0 ? lengths : undefined,
		prompt: options.optionalText('prompt', { max: 500 }),
	};
	return Object.values(settings).some((value) => value !== undefined) ? settings : undefined;
}

const options: readonly INodeProperties[] = [
	{
		displayName: 'Aspect Ratio',
		name: 'aspectRatio',
		type: 'options',
		options: optionsFrom(ASPECT_RATIOS),
		default: 'portrait',
		description: 'Width to height of the clips',
	},
	{
		displayName: 'Caption Style',
		name: 'captionStyle',
		type: 'options',
		options: optionsFrom(CAPTION_STYLES),
		default: 'outline_classic',
		description: 'How the captions look',
	},
	{
		displayName: 'Captions',
		name: 'captions',
		type: 'boolean',
		default: true,
		description: 'Whether to burn captions into the clips',
	},
	{
		displayName: 'Clip Lengths',
		name: 'durationTypes',
		type: 'multiOptions',
		options: optionsFrom(LENGTHS),
		default: [],
		description: 'How long clips may be; a clip is made for each. None chosen, HeyGen decides.',
	},
	{
		displayName: 'Input Language',
		name: 'inputLanguage',
		type: 'string',
		default: '',
		placeholder: 'e.g. en',
		description: 'Two-letter code of the language that is spoken. HeyGen finds out if this is not added.',
	},
	{
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. What is said about prices',
		description: 'What the clips should show, in at most 500 characters',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		description: 'What the clipping is called in HeyGen',
	},
];

export const create = jobOperation<'aiClippingCreate', { clipping: Data<'aiClippingCreate'> }>({
	name: 'Create',
	value: 'create',
	action: 'Create clipping',
	description: 'Cut the highlights of a long video into short clips; it is paid',
	calls: ['aiClippingCreate', ...UPLOADS],
	makes: 'clipping',
	downloads: true,
	parameters: videoSource,
	options,
	simplify: simplified,
	wait: { until: 'all clips are cut, some minutes', limit: 60 },
	async start(item, createClipping) {
		const { values, options: chosen } = item;
		const video = await readMedia(item, values, 'video', { types: VIDEO_TYPES });
		const settings = {
			title: chosen.optionalText('title', { max: 255 }),
			input_language: chosen.optionalText('inputLanguage')?.trim(),
			output_settings: settingsOf(chosen),
		};
		const created = await createClipping({
			body: { video: await provideLink(item, video, 'video'), ...settings },
		});
		return { kind: 'clipping', id: created.ai_clipping_id, answer: created };
	},
	output: { clipping: (_item, answer, clipping) => ({ ...answer, ...clipping }) },
});
