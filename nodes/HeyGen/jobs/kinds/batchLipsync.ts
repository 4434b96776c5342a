import { readEntryStates } from '../batch';
import { lipsync } from './lipsync';
import { partOf } from './part';

export const batchLipsync = partOf(lipsync, {
	getOperation: 'Lipsync > Get Batch',
	read: 'lipsyncBatchesGet',
	readStates: async (client, ids) => await readEntryStates(client, 'lipsyncStatusesList', ids),
});
