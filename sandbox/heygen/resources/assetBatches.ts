import { batchView, entriesOf, type Batch } from '../batch';
import { collection } from '../collection';
import { HeyGenError } from '../errors';
import type { Resource } from '../resource';
import { statusesBy } from '../statuses';
import { newId, now } from '../world';
import type { World } from '../world';
import { checkedFile, checkReceived, keptAssets, reserved } from './assets';

const batches = collection('assetBatches').of<Batch>();

function find(world: World, id: string): Batch {
	const batch = world.of(batches).get(id);
	if (!batch) throw new HeyGenError('resource_not_found', `Batch ${id} not found`, 'batch_id');
	return batch;
}

/** A file is looked into in so small a part of the time that a video takes. */
const PART_OF_RENDERING = 1 / 10;

/** Several direct uploads under one roof: reserved together, put one by one, completed together. */
export const assetBatches = {
	collections: [batches],
	handlers: {
		// An address to call is taken, and nothing calls it (docs/heygen.md §4).
		assetDirectUploadsBatchesCreate({ body, world }) {
			for (const [index, file] of body.files.entries()) checkedFile(file, `files.${index}.`);
			const targets = body.files.map((file) => reserved(world, file));
			const id = newId();
			world.of(batches).add(id, {
				id,
				title: body.title ?? null,
				callbackUrl: undefined,
				createdAt: now(),
				finished: false,
				items: targets.map(({ asset_id }, item_index) => ({
					item_index,
					video_id: asset_id,
					status: 'queued',
					error: null,
				})),
			});
			return { data: { batch_id: id, items: targets } };
		},

		assetCompleteBatchesCreate({ body, world }) {
			const batch = find(world, body.batch_id);
			const open = batch.items.filter(({ status }) => status === 'queued');
			for (const item of open) {
				const asset = world.of(keptAssets).get(item.video_id ?? '');
				try {
					if (!asset) throw new HeyGenError('asset_not_found', 'The asset was deleted', 'asset_id');
					checkReceived(asset);
				} catch (error) {
					if (!(error instanceof HeyGenError)) throw error;
					item.status = 'failed';
					item.error = { code: error.code, message: error.message };
					if (asset) asset.status = 'failed';
					continue;
				}
				item.status = 'processing';
				asset.status = 'processing';
				world.jobs.after(world.settings.renderMs * PART_OF_RENDERING, () => {
					item.status = 'completed';
					asset.status = 'completed';
				});
			}
			return { data: { batch_id: batch.id } };
		},

		assetBatchesGet: ({ path, query, world }) => ({ data: batchView(find(world, path.batch_id), query) }),

		assetStatusesList: statusesBy(
			'asset_ids',
			(world, id) => ({ status: world.of(keptAssets).get(id)?.status ?? 'not_found' }),
			(world, id) => entriesOf(world.of(batches).get(id)),
		),
	},
} satisfies Resource;
