import { readBatch, type ReadsBatch } from '../jobs/batch';
import type { Operation } from '../run/operation';

interface ReadBatchOperation extends Pick<Operation, 'action' | 'description'> {
	readonly calls: readonly [ReadsBatch];
	/** The operation that gives the batch's ID. */
	readonly givenBy?: string;
}

/** Get Batch: a batch with all of its entries, each with its state and the ID of its job. */
export function readBatchOperation({
	givenBy = 'Create Batch',
	...operation
}: ReadBatchOperation): Operation {
	const [own] = operation.calls;
	return {
		name: 'Get Batch',
		value: 'getBatch',
		...operation,
		parameters: [
			{
				displayName: 'Batch ID',
				name: 'batchId',
				type: 'string',
				default: '',
				required: true,
				description: `The batch_id that ${givenBy} gave`,
			},
		],
		async run(item) {
			return { json: await readBatch(item.client, own, item.values.id('batchId')) };
		},
	};
}
