import { entryStates } from '../batch';
import { partOf } from './part';
import { translation } from './translation';

export const batchTranslation = partOf(translation, {
	getOperation: 'Translation > Get Batch',
	read: 'videoTranslateBatchesGet',
	readStates: entryStates('videoTranslateStatusesList'),
});
