import { readBatchOperation } from '../readBatchOperation';

export const getBatch = readBatchOperation({
	action: 'Get batch of videos',
	description: 'Get the state of a batch and of each video in it',
	calls: ['videoBatchesGet'],
});
