import { readBatch } from '../../jobs/batch';
import type { Operation } from '../../run/operation';

export const getBatch: Operation = {
	name: 'Get Batch',
	value: 'getBatch',
	action: 'Get batch of assets',
	description: 'Get the state of a batch of uploads and of each asset in it',
	calls: ['assetBatchesGet'],
	parameters: [
		{
			displayName: 'Batch ID',
			name: 'batchId',
			type: 'string',
			default: '',
			required: true,
			description: 'The batch_id that Asset > Upload Batch gave',
		},
	],
	async run(item) {
		return { json: await readBatch(item.client, 'assetBatchesGet', item.values.text('batchId').trim()) };
	},
};
