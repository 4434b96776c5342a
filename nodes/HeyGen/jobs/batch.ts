import type { HeyGenClient } from '../api/client';
import type { Schema } from '../api/contract';
import { perClient } from '../api/perClient';
import { statesIn } from './states';

export type Batch = Schema<'Batch'>;

/** One of the jobs of a batch, as the batch tells of it. */
export type Entry = Batch['items'][number] & { readonly batchCreatedAt: number };

/** HeyGen's operations that read a batch. */
export type ReadsBatch =
	'assetBatchesGet' | 'lipsyncBatchesGet' | 'videoBatchesGet' | 'videoTranslateBatchesGet';

/** Where a job stands: its batch, and its number among the jobs of the request that created it. */
export interface BatchPlace {
	readonly batch_id: string;
	readonly item_index: number;
}

/** A place as one text, so that a job of a batch can be waited for like any other job. */
export function placeId({ batch_id, item_index }: BatchPlace): string {
	return `${batch_id}-${item_index}`;
}

export function placeOf(id: string): BatchPlace {
	const end = id.lastIndexOf('-');
	return { batch_id: id.slice(0, end), item_index: Number(id.slice(end + 1)) };
}

/** A batch with all of its items, however many pages HeyGen gives them in. */
export async function readBatch(
	client: HeyGenClient,
	operation: ReadsBatch,
	id: string,
): Promise<Omit<Batch, 'has_more' | 'next_token'>> {
	const read = async (token?: string) =>
		await client.data(operation, { path: { batch_id: id }, query: { limit: 100, token } });
	const { has_more: more, next_token: next, ...batch } = await read();
	const items = [...batch.items];
	const seen = new Set<string>();
	let token = more ? next : undefined;
	// A token that comes twice would lead round in a circle for ever.
	while (token && !seen.has(token)) {
		seen.add(token);
		const page = await read(token);
		items.push(...page.items);
		token = page.has_more ? page.next_token : undefined;
	}
	return { ...batch, items };
}

/**
 * The items of batches, as one run reads them. A hundred items of the run ask about the same batch, so those that ask at
 * the same time share a request, and what has ended is not asked about again.
 */
class Entries {
	private readonly known = new Map<string, Entry>();

	private readonly underWay = new Map<string, Promise<void>>();

	constructor(private readonly client: HeyGenClient) {}

	async find(operation: ReadsBatch, place: BatchPlace): Promise<Entry | undefined> {
		const id = placeId(place);
		const known = this.known.get(id);
		if (known?.status === 'completed' || known?.status === 'failed') return known;
		await this.read(operation, place.batch_id);
		return this.known.get(id);
	}

	private async read(operation: ReadsBatch, batchId: string): Promise<void> {
		const reading =
			this.underWay.get(batchId) ??
			this.readAnew(operation, batchId).finally(() => {
				this.underWay.delete(batchId);
			});
		this.underWay.set(batchId, reading);
		await reading;
	}

	private async readAnew(operation: ReadsBatch, batchId: string): Promise<void> {
		const { items, created_at: batchCreatedAt } = await readBatch(this.client, operation, batchId);
		for (const entry of items) {
			this.known.set(placeId({ ...entry, batch_id: batchId }), { ...entry, batchCreatedAt });
		}
	}
}

const entriesOf = perClient((client) => new Entries(client));

/** What the batch says about one of its jobs; undefined where it has none of this number. */
export async function readEntry(
	client: HeyGenClient,
	operation: ReadsBatch,
	place: BatchPlace,
): Promise<Entry | undefined> {
	return await entriesOf(client).find(operation, place);
}

/** HeyGen's operations that tell the states of many jobs at once, by IDs of batches too. */
type TellsStates = 'lipsyncStatusesList' | 'videoStatusesList' | 'videoTranslateStatusesList';

/**
 * How the states of jobs of batches are read, by their places. One batch a request: it has as many entries as HeyGen answers
 * at once (docs/heygen.md §3).
 *
 * @param gather is told which jobs have ended well, before anybody reads them.
 */
export function entryStates(
	operation: TellsStates,
	gather?: (client: HeyGenClient, ids: readonly string[]) => Promise<void>,
) {
	return async (client: HeyGenClient, ids: readonly string[]): Promise<Map<string, string>> => {
		const batchIds = new Set(ids.map((id) => placeOf(id).batch_id));
		const states = new Map<string, string>();
		for (const batchId of batchIds) {
			const entries = await client.data(operation, { query: { batch_ids: batchId } });
			for (const { item_index: index, status } of entries) {
				if (typeof index === 'number') states.set(placeId({ batch_id: batchId, item_index: index }), status);
			}
			const asked = entries.filter(
				({ item_index: index, status }) =>
					status === 'completed' &&
					typeof index === 'number' &&
					ids.includes(placeId({ batch_id: batchId, item_index: index })),
			);
			await gather?.(client, [...statesIn(asked).keys()]);
		}
		return states;
	};
}
