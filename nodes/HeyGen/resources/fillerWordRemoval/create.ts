import type { Data } from '../../api/contract';
import { provideLink, readMedia, UPLOADS, VIDEO_TYPES, videoSource } from '../../parameters/media';
import { jobOperation } from '../jobOperation';
import { simplified } from './simplified';

export const create = jobOperation<
	'fillerWordRemovalCreate',
	{ fillerWordRemoval: Data<'fillerWordRemovalCreate'> }
>({
	name: 'Create',
	value: 'create',
	action: 'Create filler word removal',
	description:
		'Cut filler words and long silences out of a video. It is paid by the minute of the video; HeyGen refunds it only if nothing at all was cut.',
	calls: ['fillerWordRemovalCreate', ...UPLOADS],
	makes: 'fillerWordRemoval',
	downloads: true,
	parameters: videoSource,
	options: [
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			description: 'What the video is called in HeyGen',
		},
	],
	simplify: simplified,
	wait: { until: 'the video is cut, some minutes', limit: 60 },
	async start(item, createRemoval) {
		const video = await readMedia(item, item.values, 'video', { types: VIDEO_TYPES });
		const title = item.options.optionalText('title');
		const created = await createRemoval({ body: { video: await provideLink(item, video, 'video'), title } });
		return { kind: 'fillerWordRemoval', id: created.filler_word_removal_id, answer: created };
	},
	output: { fillerWordRemoval: (_item, answer, removal) => ({ ...answer, ...removal }) },
});
