import { readBatchOperation } from '../readBatchOperation';

export const getBatch = readBatchOperation({
	action: 'Get batch of translations',
	description: 'Get the state of a batch and of each translation in it',
	calls: ['videoTranslateBatchesGet'],
});
