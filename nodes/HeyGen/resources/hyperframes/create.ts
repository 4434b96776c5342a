import type { INodeProperties } from 'n8n-workflow';

import type { Data } from '../../api/contract';
import { mediaSource, provideMedia, readMedia, UPLOADS } from '../../parameters/media';
import { optionsFrom } from '../../run/values';
import { jobOperation } from '../jobOperation';
import { simplified } from './simplified';

const ASPECT_RATIOS = { '16:9': '16:9', '9:16': '9:16', '1:1': '1:1' } as const;
const FORMATS = {
	mp4: 'MP4',
	webm: { name: 'WebM', description: 'May have a transparent background' },
	mov: { name: 'MOV', description: 'May have a transparent background' },
} as const;
const QUALITIES = { draft: 'Draft', standard: 'Standard', high: 'High' } as const;
const RESOLUTIONS = { '1080p': '1080p', '4k': '4K' } as const;

const options: readonly INodeProperties[] = [
	{
		displayName: 'Aspect Ratio',
		name: 'aspectRatio',
		type: 'options',
		options: optionsFrom(ASPECT_RATIOS),
		default: '16:9',
		description: 'Width to height of the video',
	},
	{
		displayName: 'Composition',
		name: 'composition',
		type: 'string',
		default: '',
		placeholder: 'e.g. compositions/intro.html',
		description: 'Path in the ZIP file of the HTML file to render; index.html if this is not added',
	},
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		options: optionsFrom(FORMATS),
		default: 'mp4',
		description: 'The file format of the video',
	},
	{
		// HeyGen calls it fps. A template's, which may have three values only, goes by that name.
		displayName: 'Frame Rate',
		name: 'frameRate',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 240, numberPrecision: 0 },
		default: 30,
		description: 'Pictures per second',
	},
	{
		displayName: 'Quality',
		name: 'quality',
		type: 'options',
		options: optionsFrom(QUALITIES),
		default: 'standard',
		description: 'The better, the slower',
	},
	{
		displayName: 'Resolution',
		name: 'resolution',
		type: 'options',
		options: optionsFrom(RESOLUTIONS),
		default: '1080p',
		description: 'How fine the picture is; 4K costs one and a half times as much',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		description: 'What the video is called in HeyGen',
	},
	{
		displayName: 'Variables (JSON)',
		name: 'variables',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. {"headline": "Third quarter"}',
		description: 'An object with values for the variables that the composition declares',
	},
];

export const create = jobOperation<
	'hyperframesRendersCreate',
	{ hyperframesRender: Data<'hyperframesRendersCreate'> }
>({
	name: 'Create',
	value: 'create',
	action: 'Create render of HTML project',
	description: 'Render a project of HTML, CSS and JavaScript as a video, by HyperFrames; it is paid',
	calls: ['hyperframesRendersCreate', ...UPLOADS],
	makes: 'hyperframesRender',
	downloads: true,
	parameters: mediaSource({
		name: 'project',
		displayName: 'Project',
		description: 'A ZIP file with an index.html and all it needs',
	}),
	options,
	simplify: simplified,
	wait: { until: 'the video is rendered, some minutes', limit: 60 },
	async start(item, createRender) {
		const { values, options: chosen } = item;
		const project = await readMedia(item, values, 'project', { types: ['application/zip'] });
		const settings = {
			aspect_ratio: chosen.optionalChoice('aspectRatio', ASPECT_RATIOS),
			composition: chosen.optionalText('composition', { max: 512 })?.trim(),
			format: chosen.optionalChoice('format', FORMATS),
			fps: chosen.number('frameRate'),
			quality: chosen.optionalChoice('quality', QUALITIES),
			resolution: chosen.optionalChoice('resolution', RESOLUTIONS),
			title: chosen.optionalText('title', { max: 500 }),
			variables: chosen.object('variables'),
		};
		const created = await createRender({
			body: { project: await provideMedia(item, project, 'project'), ...settings },
			labels: { fps: chosen.label('frameRate') },
		});
		return { kind: 'hyperframesRender', id: created.render_id, answer: created };
	},
	output: { hyperframesRender: (_item, answer, render) => ({ ...answer, ...render }) },
});
