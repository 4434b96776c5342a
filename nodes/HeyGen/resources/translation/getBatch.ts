import { readBatch } from '../../jobs/batch';
import type { Operation } from '../../run/operation';

export const getBatch: Operation = {
	name: 'Get Batch',
	value: 'getBatch',
	action: 'Get batch of translations',
	description: 'Get the state of a batch and of each translation in it',
	calls: ['videoTranslateBatchesGet'],
	parameters: [
		{
			displayName: 'Batch ID',
			name: 'batchId',
			type: 'string',
			default: '',
			required: true,
			description: 'The batch_id that Translation > Create Batch gave',
		},
	],
	async run(item) {
		const id = item.values.text('batchId').trim();
		return { json: await readBatch(item.client, 'videoTranslateBatchesGet', id) };
	},
};
