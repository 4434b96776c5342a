import type { INodeProperties } from 'n8n-workflow';

import type { Schema } from '../../api/contract';
import {
	type Media,
	mediaSource,
	PICTURE_TYPES,
	provideLink,
	mediaValue,
	provideMedia,
	readMedia,
	readOptionalMediaValue,
} from '../../parameters/media';
import type { Item } from '../../run/item';
import { optionsFrom } from '../../run/values';
import { SPOKEN } from './types';

// What the picture shows besides the speaker: background and watermark.

const POSITIONS = {
	bottom_left: 'Bottom Left',
	bottom_right: 'Bottom Right',
	top_left: 'Top Left',
	top_right: 'Top Right',
} as const;

const spoken = { '/type': SPOKEN };

const backgroundColor: INodeProperties = {
	displayName: 'Background Color',
	name: 'backgroundColor',
	type: 'color',
	default: '#ffffff',
	displayOptions: { show: spoken },
	description: 'The color behind the speaker, e.g. #f0f4ff. A WebM video has no background.',
};

const backgroundImage = mediaValue({
	name: 'backgroundImage',
	displayName: 'Background Image',
	description: 'A picture, PNG or JPEG, that stands behind the speaker',
	show: spoken,
});

const watermark: INodeProperties = {
	displayName: 'Watermark',
	name: 'watermark',
	type: 'fixedCollection',
	default: {},
	placeholder: 'Add Watermark',
	displayOptions: { show: { '/type': [...SPOKEN, 'studio'] } },
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

/** Members of Options. */
export const pictureOptions: readonly INodeProperties[] = [backgroundColor, backgroundImage, watermark];

export type Background = { readonly color: string } | { readonly image: Media };

export async function readBackground(item: Item): Promise<Background | undefined> {
	const { options } = item;
	const rule = { types: PICTURE_TYPES };
	const color = options.optionalText(backgroundColor.name)?.trim();
	const image = await readOptionalMediaValue(item, options, backgroundImage.name, rule);
	if (color !== undefined && image) {
		throw options.refuse(
			`"${backgroundColor.displayName}" cannot be combined with "${backgroundImage.displayName}"`,
			'Remove one of the two.',
		);
	}
	return color === undefined ? image && { image } : { color };
}

/** How HeyGen's `background` is called here: two parameters stand for it. */
export function backgroundLabel({ options }: Item): string {
	return (options.given(backgroundImage.name) ? backgroundImage : backgroundColor).displayName;
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
	const [row] = item.options.rows(watermark.name, 'image');
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
