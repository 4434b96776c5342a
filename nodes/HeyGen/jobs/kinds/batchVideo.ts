import { readEntryStates } from '../batch';
import { gatherEnded } from '../endedVideos';
import { partOf } from './part';
import { video } from './video';

export const batchVideo = partOf(video, {
	getOperation: 'Video > Get Batch',
	read: 'videoBatchesGet',
	readStates: async (client, ids) =>
		await readEntryStates(
			client,
			'videoStatusesList',
			ids,
			async (videoIds) => await gatherEnded(client, videoIds),
		),
});
