import type { Data } from '../../api/contract';
import { provideMedia, readMedia, UPLOADS, VIDEO_TYPES, videoSource } from '../../parameters/media';
import { optionsFrom } from '../../run/values';
import { jobOperation } from '../jobOperation';

const LAYERS = {
	background: { name: 'Background', description: 'The scene without the person' },
	foreground: { name: 'Foreground', description: 'The person on a transparent background' },
	mask: { name: 'Mask', description: 'Where the person is, in shades of grey' },
} as const;

export const create = jobOperation<
	'backgroundRemovalCreate',
	{ backgroundRemoval: Data<'backgroundRemovalCreate'> }
>({
	name: 'Create',
	value: 'create',
	action: 'Create background removal',
	description:
		"Cut the person in a video out of what is behind; it is paid. HeyGen's public reference leaves this out, so it may change.",
	calls: ['backgroundRemovalCreate', ...UPLOADS],
	makes: 'backgroundRemoval',
	downloads: true,
	parameters: videoSource,
	options: [
		{
			displayName: 'Layers',
			name: 'layers',
			type: 'multiOptions',
			options: optionsFrom(LAYERS),
			default: [],
			description: 'What to make of the video; all three if none is chosen',
		},
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			description: 'What the video is called in HeyGen',
		},
	],
	wait: { until: 'the background is removed, some minutes', limit: 60 },
	async start(item, createRemoval) {
		const { values, options } = item;
		const video = await readMedia(item, values, 'video', { types: VIDEO_TYPES });
		const layers = options.many('layers', LAYERS);
		const title = options.optionalText('title');
		const created = await createRemoval({
			body: {
				video: await provideMedia(item, video, 'video'),
				layers: layers.length > 0 ? layers : undefined,
				title,
			},
		});
		return { kind: 'backgroundRemoval', id: created.id, answer: created };
	},
	output: { backgroundRemoval: (_item, answer, removal) => ({ ...answer, ...removal }) },
});
