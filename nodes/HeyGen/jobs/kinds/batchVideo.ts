import { entryStates } from '../batch';
import { gatherEnded } from '../endedVideos';
import { partOf } from './part';
import { video } from './video';

export const batchVideo = partOf(video, {
	getOperation: 'Video > Get Batch',
	read: 'videoBatchesGet',
	readStates: entryStates('videoStatusesList', gatherEnded),
});
