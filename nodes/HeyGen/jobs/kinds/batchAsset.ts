import type { Schema } from '../../api/contract';
import type { JobKind } from './kind';
import { partOf } from './part';

/** What becomes of an uploaded file. Of one by itself HeyGen tells no state, but a link once there is one. */
const asset: JobKind<Schema<'Asset'>> = {
	name: 'asset',
	getOperation: 'Asset > Get',
	completed: ['completed'],
	failed: ['failed'],
	calls: ['assetGet'],
	read: async (client, id) => await client.data('assetGet', { path: { asset_id: id } }),
	status: ({ url }) => (url ? 'completed' : undefined),
	failure: () => ({}),
	files: [],
	paidBy: 'nothing',
};

export const batchAsset = partOf(asset, { getOperation: 'Asset > Get Batch', read: 'assetBatchesGet' });
