import { readBatchOperation } from '../readBatchOperation';

export const getBatch = readBatchOperation({
	action: 'Get batch of lipsyncs',
	description: 'Get the state of a batch and of each lipsync in it',
	calls: ['lipsyncBatchesGet'],
});
