import type { INodeProperties } from 'n8n-workflow';

import type { Schema } from '../../api/contract';
import {
	type Media,
	mediaSource,
	PICTURE_TYPES,
	provideLink,
	provideMedia,
	readMedia,
} from '../../parameters/media';
import type { Item } from '../../run/item';
import { optionsFrom } from '../../run/values';
import { SPOKEN } from './types';

// What the picture shows besides the speaker: background and watermark.

const BACKGROUNDS = { none: 'None', color: 'Color', image: 'Image' } as const;

const POSITIONS = {
	bottom_left: 'Bottom Left',
	bottom_right: 'Bottom Right',
	top_left: 'Top Left',
	top_right: 'Top Right',
} as const;

export const backgroundParameters: readonly INodeProperties[] = [
	{
		displayName: 'Background',
		name: 'background',
		type: 'options',
		options: optionsFrom(BACKGROUNDS),
		default: 'none',
		displayOptions: { show: { type: SPOKEN } },
		description: 'What stands behind the speaker. A WebM video has none.',
	},
	{
		displayName: 'Background Color',
		name: 'backgroundColor',
		type: 'color',
		default: '#ffffff',
		displayOptions: { show: { type: SPOKEN, background: ['color'] } },
		description: 'The color behind the speaker, e.g. #f0f4ff',
	},
	...mediaSource({
		name: 'backgroundImage',
		displayName: 'Background Image',
		description: 'A picture, PNG or JPEG',
		show: { type: SPOKEN, background: ['image'] },
	}),
];

export const watermarkParameter: INodeProperties = {
	displayName: 'Watermark',
	name: 'watermark',
	type: 'fixedCollection',
	default: {},
	placeholder: 'Add Watermark',
	displayOptions: { show: { type: [...SPOKEN, 'studio'] } },
	description: 'A picture laid over the video, such as a logo',
	options: [
		{
			displayName: 'Watermark',
			name: 'image',
			values: [
				...mediaSource({ name: 'image', displayName: 'Image', description: 'A picture, PNG or JPEG' }),
				{
					displayName: 'Offset X',
					name: 'offsetX',
					type: 'number',
					typeOptions: { minValue: -1, maxValue: 1, numberPrecision: 2 },
					default: 0,
					description: 'How far it is moved sideways, as a part of the width, from -1 to 1',
				},
				{
					displayName: 'Offset Y',
					name: 'offsetY',
					type: 'number',
					typeOptions: { minValue: -1, maxValue: 1, numberPrecision: 2 },
					default: 0,
					description: 'How far it is moved up or down, as a part of the height, from -1 to 1',
				},
				{
					displayName: 'Opacity',
					name: 'opacity',
					type: 'number',
					typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
					default: 1,
					description: 'From 0 (invisible) to 1',
				},
				{
					displayName: 'Position',
					name: 'position',
					type: 'options',
					options: optionsFrom(POSITIONS),
					default: 'bottom_right',
					description: 'The corner it stands in',
				},
				{
					displayName: 'Scale',
					name: 'scale',
					type: 'number',
					typeOptions: { minValue: 0.01, maxValue: 2, numberPrecision: 2 },
					default: 1,
					description: 'Its size, up to 2; 1 is as it is',
				},
			],
		},
	],
};

export type Background = { readonly color: string } | { readonly image: Media };

export async function readBackground(item: Item): Promise<Background | undefined> {
	const { values } = item;
	switch (values.choice('background', BACKGROUNDS)) {
		case 'none':
			return undefined;
		case 'color':
			return { color: values.text('backgroundColor').trim() };
		case 'image':
			return { image: await readMedia(item, values, 'backgroundImage', { types: PICTURE_TYPES }) };
	}
}

export async function provideBackground(
	item: Item,
	background: Background | undefined,
): Promise<Schema<'Background'> | undefined> {
	if (!background) return undefined;
	if ('color' in background) return { type: 'color', value: background.color };
	const link = await provideLink(item, background.image, 'background');
	return link.type === 'url' ? { type: 'image', url: link.url } : { type: 'image', asset_id: link.asset_id };
}

type WatermarkBody = NonNullable<Schema<'Watermark'>>;

export interface Watermark extends Omit<WatermarkBody, 'image'> {
	readonly image: Media;
}

export async function readWatermark(item: Item): Promise<Watermark | undefined> {
	const [row] = item.values.rows('watermark', 'image');
	if (!row) return undefined;
	return {
		image: await readMedia(item, row, 'image', { types: PICTURE_TYPES }),
		opacity: row.number('opacity'),
		scale: row.number('scale'),
		placement: {
			position: row.optionalChoice('position', POSITIONS),
			offset_x: row.number('offsetX'),
			offset_y: row.number('offsetY'),
		},
	};
}

export async function provideWatermark(
	item: Item,
	watermark: Watermark | undefined,
): Promise<WatermarkBody | undefined> {
	return watermark && { ...watermark, image: await provideMedia(item, watermark.image, 'watermark') };
}
