import { readEntryStates } from '../batch';
import { partOf } from './part';
import { video } from './video';

export const batchVideo = partOf(video, {
	getOperation: 'Video > Get Batch',
	read: 'videoBatchesGet',
	readStates: readEntryStates,
});
