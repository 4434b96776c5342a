import type { Schema } from '../../api/contract';
import { callbackOptions, readCalled } from '../../parameters/callback';
import { readFolder } from '../../parameters/folder';
import { UPLOADS } from '../../parameters/media';
import { batchOperation } from '../batchOperation';
import { readVideo, refuseCalls, videoOptions, videoParameters } from './request';
import { simplified } from './simplified';

export const createBatch = batchOperation<'videoBatchesCreate', 'batchVideo', Schema<'CreateVideo'>>({
	name: 'Create Batch',
	value: 'createBatch',
	action: 'Create batch of videos',
	description:
		'Create a video of every item, up to 100 in one request; paid by the second, cinematic ones by the video',
	calls: ['videoBatchesCreate', 'avatarLooksGet', 'avatarGet', ...UPLOADS],
	makes: 'batchVideo',
	downloads: true,
	// docs/heygen.md §3.
	most: 100,
	parameters: videoParameters,
	options: [...videoOptions, ...callbackOptions(['callback_id', 'callback_url'], 'video')],
	simplify: simplified,
	wait: {
		until: 'the videos are rendered, each item for its own, some minutes and at times hours',
		limit: 60,
	},
	async entries(item) {
		// Before the first file is uploaded.
		const called = readCalled(item.options);
		refuseCalls(item, called, false);
		const { provide } = await readVideo(item);
		return [{ ...(await provide()), ...called }];
	},
	common: ({ options }) => ({ folder_id: readFolder(options) }),
	body: (videos, whole) => ({ ...whole, videos: [...videos] }),
	batchId: ({ batch_id: id }) => id,
	labels: { 'videos.background': 'Background' },
	output: {
		batchVideo: (_item, answer, { entry, job } = {}) => ({
			...answer,
			...(entry ? { status: entry.status, video_id: entry.video_id } : {}),
			...job,
		}),
	},
});
