import { readBatchOperation } from '../readBatchOperation';

export const getBatch = readBatchOperation({
	action: 'Get batch of assets',
	description: 'Get the state of a batch of uploads and of each asset in it',
	calls: ['assetBatchesGet'],
	givenBy: 'Upload Batch',
});
