import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Data, RequestBody } from '../../api/contract';
import { textOf } from '../../api/json';
import { glossaryOption, readGlossary } from '../../parameters/brand';
import { folderOption, readFolder } from '../../parameters/folder';
import { UPLOADS } from '../../parameters/media';
import { template, variableParameters } from '../../parameters/templateVariables';
import type { Item } from '../../run/item';
import { optionsFrom, type Values } from '../../run/values';
import { jobOperation } from '../jobOperation';
import { simplified } from '../video/simplified';
import { LABEL, readVariables } from './variables';

type Body = RequestBody<'templateGenerate'>;

const FRAME_RATES = { '25': '25', '30': '30', '60': '60' } as const;

/** Pixels; docs/heygen.md §3. */
const SIDE = { minValue: 128, maxValue: 4096, numberPrecision: 0 };

function sideOf(options: Values, name: 'width' | 'height'): number | undefined {
	const side = options.number(name);
	if (side === undefined || side % 2 === 0) return side;
	throw options.refuse(`"${options.label(name)}" must be an even number; it is ${side}`);
}

function dimensionOf(options: Values): Body['dimension'] {
	const [width, height] = [sideOf(options, 'width'), sideOf(options, 'height')];
	if (width === undefined && height === undefined) return undefined;
	if (width !== undefined && height !== undefined) return { width, height };
	throw options.refuse(
		`"${options.label('width')}" and "${options.label('height')}" go together`,
		"Set both, in the template's ratio, or neither.",
	);
}

type Subtitles = NonNullable<Body['subtitles']>;

/** What else stands in it, HeyGen checks: a refusal costs nothing. */
function isStyle(value: IDataObject): value is Subtitles & IDataObject {
	return textOf(value.preset_name) !== undefined;
}

function subtitlesOf(options: Values): Body['subtitles'] {
	const style = options.object('subtitles');
	if (style === undefined || isStyle(style)) return style;
	throw options.refuse(
		`"${options.label('subtitles')}" has no preset_name`,
		'Give an object such as {"preset_name": "classic"}.',
	);
}

function frameRateOf(options: Values): number | undefined {
	const rate = options.optionalChoice('fps', FRAME_RATES);
	return rate && Number(rate);
}

/** The request for an item's video. Everything is read and checked before the first file is uploaded. */
async function bodyOf(item: Item, templateId: string): Promise<Body> {
	const { options } = item;
	const scenes = options.list('sceneIds');
	const plain: Omit<Body, 'variables'> = {
		title: options.optionalText('title'),
		caption: options.optionalFlag('burnCaptions'),
		subtitles: subtitlesOf(options),
		folder_id: readFolder(options),
		brand_glossary_id: readGlossary(options),
		dimension: dimensionOf(options),
		fps: frameRateOf(options),
		scene_ids: scenes.length > 0 ? scenes : undefined,
		reorder_music: options.optionalFlag('reorderMusic'),
		keep_text_vertically_centered: options.optionalFlag('keepTextVerticallyCentered'),
		include_gif: options.optionalFlag('includeGif'),
		enable_sharing: options.optionalFlag('enableSharing'),
	};
	const provide = await readVariables(item, templateId);
	return { ...plain, variables: await provide() };
}

const options: readonly INodeProperties[] = [
	glossaryOption,
	{
		displayName: 'Burn In Captions',
		name: 'burnCaptions',
		type: 'boolean',
		default: false,
		description: 'Whether to put captions of what is said into the picture',
	},
	{
		displayName: 'Enable Sharing',
		name: 'enableSharing',
		type: 'boolean',
		default: false,
		description: "Whether anybody can open the video's share page",
	},
	folderOption,
	{
		displayName: 'Frame Rate',
		name: 'fps',
		type: 'options',
		options: optionsFrom(FRAME_RATES),
		default: '25',
		description: 'Pictures per second',
	},
	{
		displayName: 'Height',
		name: 'height',
		type: 'number',
		typeOptions: SIDE,
		default: 1080,
		description: "Pixels, an even number, together with Width in the template's ratio",
	},
	{
		displayName: 'Include GIF',
		name: 'includeGif',
		type: 'boolean',
		default: false,
		description: "Whether HeyGen's events and calls about the video bring an animated preview",
	},
	{
		displayName: 'Keep Text Vertically Centered',
		name: 'keepTextVerticallyCentered',
		type: 'boolean',
		default: false,
		description: 'Whether replaced texts are centered anew by their height',
	},
	{
		displayName: 'Reorder Music',
		name: 'reorderMusic',
		type: 'boolean',
		default: true,
		description: 'Whether background music moves along with its scenes',
	},
	{
		displayName: 'Scene IDs',
		name: 'sceneIds',
		type: 'string',
		default: '',
		description:
			'The scenes to render, in this order, as often as named, by IDs that Template > Get gives, separated by commas',
	},
	{
		displayName: 'Subtitle Style (JSON)',
		name: 'subtitles',
		type: 'json',
		default: '{"preset_name": "classic"}',
		description:
			'Burns captions in by a preset, e.g. classic, bold or bright; alignment, disable_highlight, font_size and position may stand beside it',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		description: 'What the video is called in HeyGen',
	},
	{
		displayName: 'Width',
		name: 'width',
		type: 'number',
		typeOptions: SIDE,
		default: 1920,
		description: "Pixels, an even number, together with Height in the template's ratio",
	},
];

export const generate = jobOperation<'templateGenerate', { video: Data<'templateGenerate'> }>({
	name: 'Generate',
	value: 'generate',
	action: 'Generate video from template',
	description:
		'Make a video of a template with your own texts, pictures, sounds, looks and voices; paid by the second',
	calls: ['templateGenerate', 'templateGet', ...UPLOADS],
	makes: 'video',
	downloads: true,
	parameters: [template, ...variableParameters],
	options,
	simplify: simplified,
	wait: { until: 'the video is rendered, some minutes and at times hours', limit: 60 },
	async start(item, create) {
		const id = item.values.id('templateId');
		const created = await create({
			path: { template_id: id },
			body: await bodyOf(item, id),
			// HeyGen names a variable by the template's own name, which may be that of an option.
			labels: { variables: LABEL },
		});
		return { kind: 'video', id: created.id, answer: created };
	},
	// What a repeated creation says is how the video stood at its first (docs/heygen.md §3).
	output: { video: (_item, answer, video) => ({ ...answer, ...video }) },
});
