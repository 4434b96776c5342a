import type { Data } from '../../api/contract';
import {
	mediaList,
	mediaValue,
	PICTURE_TYPES,
	provideMedia,
	provideMediaList,
	readMediaList,
	readMediaValue,
	UPLOADS,
} from '../../parameters/media';
import type { Item } from '../../run/item';
import { optionsFrom } from '../../run/values';
import { jobOperation, type Create } from '../jobOperation';

const ASPECT_RATIOS = {
	'1:1': '1:1',
	'2:3': '2:3',
	'3:2': '3:2',
	'3:4': '3:4',
	'4:3': '4:3',
	'4:5': '4:5',
	'5:4': '5:4',
	'9:16': '9:16',
	'16:9': '16:9',
} as const;

async function bodyOf(item: Item): Promise<Parameters<Create<'modelImagesCreate'>>[0]['body']> {
	const { values, options } = item;
	const plain = {
		aspect_ratio: options.optionalChoice('aspectRatio', ASPECT_RATIOS),
		num_images: options.number('numImages'),
		seed: options.number('seed'),
	};
	const people = await readMediaList(item, 'identityImages', { types: PICTURE_TYPES, most: 5 });
	if (people.length === 0) {
		throw values.refuse(
			`"${values.label('identityImages')}" is empty`,
			'Name 1 to 5 pictures of the person.',
		);
	}
	const reference = await readMediaValue(item, item.values, 'reference', { types: PICTURE_TYPES });
	return {
		model: 'heygen-image-1',
		mode: 'identity_remix',
		...plain,
		identity_images: (await provideMediaList(item, people, 'identity_images')) ?? [],
		reference_images: [await provideMedia(item, reference, 'reference_images.0')],
	};
}

export const create = jobOperation<'modelImagesCreate', { modelImage: Data<'modelImagesCreate'> }>({
	name: 'Create',
	value: 'create',
	action: 'Create model images',
	description:
		"Put a person into the scene of another picture by HeyGen's image model; it is paid. A private beta of HeyGen's: not every account has it.",
	needs: {
		message: 'The image model is a private beta: not every account has it.',
	},
	calls: ['modelImagesCreate', ...UPLOADS],
	makes: 'modelImage',
	downloads: true,
	parameters: [
		mediaList({
			name: 'identityImages',
			displayName: 'Identity Images',
			required: true,
			description: 'One to five pictures of the person, PNG or JPEG, with one face each',
		}),
		mediaValue({
			name: 'reference',
			displayName: 'Reference Image',
			required: true,
			description:
				'The picture whose clothes, pose and surroundings are taken up, PNG or JPEG, with one face',
		}),
	],
	options: [
		{
			displayName: 'Aspect Ratio',
			name: 'aspectRatio',
			type: 'options',
			options: optionsFrom(ASPECT_RATIOS),
			default: '1:1',
			description: 'Width to height of the images; that of the reference image if this is not added',
		},
		{
			displayName: 'Number of Images',
			name: 'numImages',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 5, numberPrecision: 0 },
			default: 1,
			description: 'How many images to make',
		},
		{
			displayName: 'Seed',
			name: 'seed',
			type: 'number',
			typeOptions: { numberPrecision: 0 },
			default: 0,
			description: 'The same number leads to much the same images; chance decides without',
		},
	],
	wait: { until: 'the images are made, about a minute', limit: 15 },
	async start(item, create) {
		const { values } = item;
		const created = await create({
			body: await bodyOf(item),
			labels: { reference_images: values.label('reference') },
		});
		return { kind: 'modelImage', id: created.generation_id, answer: created };
	},
	output: { modelImage: (_item, answer, generation) => ({ ...answer, ...generation }) },
});
