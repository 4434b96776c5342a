import type { Data } from '../../api/contract';
import { jobOperation } from '../jobOperation';
import { bodyOf, resumeUrl, videoOptions, videoParameters } from './request';

export const create = jobOperation<{ video: Data<'videoCreate'> }>({
	name: 'Create',
	value: 'create',
	action: 'Create video',
	description: 'Create a video in which a look or the person in a picture speaks',
	keyed: true,
	parameters: videoParameters,
	options: videoOptions,
	wait: { until: 'the video is rendered, some minutes and at times hours', limit: 60, callback: true },
	downloads: 'video',
	async start(item) {
		const resume = resumeUrl(item, 'callbackUrl');
		const body = await bodyOf(item);
		const created = await item.client.data('videoCreate', {
			body: resume === undefined ? body : { ...body, callback_url: resume },
			key: item.key,
		});
		return { kind: 'video', id: created.video_id, answer: created };
	},
	output: { video: (_item, answer, video) => ({ ...answer, ...video }) },
});
