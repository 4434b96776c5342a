import { readBatch } from '../../jobs/batch';
import type { Operation } from '../../run/operation';

export const getBatch: Operation = {
	name: 'Get Batch',
	value: 'getBatch',
	action: 'Get batch of videos',
	description: 'Get the state of a batch and of each video in it',
	calls: ['videoBatchesGet'],
	parameters: [
		{
			displayName: 'Batch ID',
			name: 'batchId',
			type: 'string',
			default: '',
			required: true,
			description: 'The batch_id that Video > Create Batch gave',
		},
	],
	async run(item) {
		return { json: await readBatch(item.client, 'videoBatchesGet', item.values.text('batchId').trim()) };
	},
};
