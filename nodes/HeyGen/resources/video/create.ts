import { readFolder } from '../../parameters/folder';
import { UPLOADS } from '../../parameters/media';
import { jobOperation } from '../jobOperation';
import { existingOption, existingOr, type VideoAnswer } from './existing';
import { bodyOf, videoOptions, videoParameters } from './request';
import { simplified } from './simplified';

export const create = jobOperation<'videoCreate', { video: VideoAnswer }>({
	name: 'Create',
	value: 'create',
	action: 'Create video',
	description: 'Create a video in which a look or the person in a picture speaks',
	calls: ['videoCreate', 'avatarLooksGet', ...UPLOADS],
	makes: 'video',
	downloads: true,
	parameters: videoParameters,
	options: [...videoOptions, existingOption],
	simplify: simplified,
	wait: { until: 'the video is rendered, some minutes and at times hours', limit: 60 },
	async start(item, create) {
		const folder_id = readFolder(item.options);
		const created = await create({ body: { ...(await bodyOf(item)), folder_id } });
		return { kind: 'video', id: created.video_id, answer: created };
	},
	instead: existingOr,
	output: { video: (_item, answer, video) => ({ ...answer, ...video }) },
});
