import { entryStates } from '../batch';
import { lipsync } from './lipsync';
import { partOf } from './part';

export const batchLipsync = partOf(lipsync, {
	getOperation: 'Lipsync > Get Batch',
	read: 'lipsyncBatchesGet',
	readStates: entryStates('lipsyncStatusesList'),
});
