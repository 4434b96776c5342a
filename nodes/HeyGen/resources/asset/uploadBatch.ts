import type { HeyGenClient } from '../../api/client';
import type { Schema } from '../../api/contract';
import { apiError, throwOwn } from '../../api/errors';
import { jointKey, partKey } from '../../api/idempotency';
import { perClient } from '../../api/perClient';
import { checkSize, declared, put, type UploadFile } from '../../api/uploads';
import { placeId, type BatchPlace } from '../../jobs/batch';
import { CALLBACK_URL } from '../../parameters/callback';
import { batchTitle, idempotencyKeyInBatch } from '../../parameters/shared';
import { Arrivals, Gathering, type Gathered } from '../../run/gathering';
import type { Item } from '../../run/item';
import { creatingOperation } from '../jobOperation';
import { fileParameters, readUpload } from './file';
import { simplified } from './simplified';

/** docs/heygen.md §4. */
const MOST_FILES = 100;

/** What an item brings to a request. */
interface Part {
	readonly file: Schema<'DirectUploadFile'>;
	readonly title?: string;
	/** The item's own key. */
	readonly key: string;
}

/** Where the items of one request come together once more: the batch is completed when each has put its file. */
interface Completion {
	readonly arrivals: Arrivals;
	readonly gathering: Gathering<undefined, undefined>;
}

type Target = Schema<'DirectUpload'>;

/** What an item gets back of the request: where it stands, and where its file is to go. */
interface Reserved {
	readonly place: BatchPlace;
	readonly target?: Target;
	readonly completion: Completion;
}

interface Uploaded extends BatchPlace {
	readonly asset_id: string;
}

function completionOf(
	{ signal, goOn }: Gathered,
	size: number,
	complete: () => Promise<unknown>,
): Completion {
	const arrivals = new Arrivals(size);
	const gathering = new Gathering<undefined, undefined>(
		{ arrivals, signal, goOn },
		{
			most: size,
			async send(parts) {
				await complete();
				return parts.map(() => undefined);
			},
		},
	);
	return { arrivals, gathering };
}

async function reserve(
	client: HeyGenClient,
	gathered: Gathered,
	parts: readonly Part[],
): Promise<Reserved[]> {
	const key = jointKey(parts.map((part) => part.key));
	const { batch_id: batchId, items } = await client.data('assetDirectUploadsBatchesCreate', {
		body: { title: parts[0]?.title, files: parts.map(({ file }) => file) },
		key,
	});
	const completion = completionOf(
		gathered,
		parts.length,
		async () =>
			await client.data('assetCompleteBatchesCreate', {
				body: { batch_id: batchId },
				key: partKey(key, 'complete'),
			}),
	);
	return parts.map((_, index) => ({
		place: { batch_id: batchId, item_index: index },
		target: items[index],
		completion,
	}));
}

const runOf = perClient((): { gathering?: Gathering<Part, Reserved> } => ({}));

/** Where the items of a run come together. */
function gatheringOf({ client, gathered }: Item): Gathering<Part, Reserved> {
	const run = runOf(client);
	run.gathering ??= new Gathering<Part, Reserved>(gathered, {
		most: MOST_FILES,
		send: async (parts) => await reserve(client, gathered, parts),
	});
	return run.gathering;
}

/** Whether the asset's file has come. Where that cannot be read, it is the file host that has something to say. */
async function isThere(client: HeyGenClient, { asset_id: id }: Target): Promise<boolean> {
	const [state] = await client.data('assetStatusesList', { query: { asset_ids: id } }).catch(() => []);
	return ['processing', 'completed'].includes(state?.status ?? '');
}

/** Puts a file where HeyGen wants it, unless it is there: under a key HeyGen gives the place of an earlier try again. */
async function deliver(client: HeyGenClient, target: Target, file: UploadFile): Promise<void> {
	checkSize(client, target, file);
	await put(client, target, file).catch(async (error: unknown) => {
		if (!(await isThere(client, target))) throw error;
	});
}

/**
 * Puts the item's file into HeyGen together with those of others. Nothing of it is paid, so what fails on the way is simply
 * begun anew by a further try; the same items then come to the same assets.
 */
async function upload(item: Item): Promise<Uploaded> {
	const { client, options } = item;
	const file = await readUpload(item);
	const part = {
		file: item.withCustom(declared(file)),
		title: options.optionalText(batchTitle.name),
		key: item.key,
	};
	const { place, target, completion } = await item
		.aside(async () => await gatheringOf(item).join(item.index, part))
		.catch(throwOwn);
	const { arrivals, gathering } = completion;
	try {
		if (!target) {
			throw apiError(item.node, {
				message: `HeyGen named no place to put ${file.name} to`,
				description: 'It named fewer places than there are files. Run this item again.',
			});
		}
		await deliver(client, target, file);
		await item.aside(async () => await gathering.join(place.item_index, undefined)).catch(throwOwn);
		return { asset_id: target.asset_id, ...place };
	} finally {
		// The others do not wait for one that failed.
		arrivals.ended(place.item_index);
	}
}

export const uploadBatch = creatingOperation<'assetDirectUploadsBatchesCreate', { batchAsset: Uploaded }>(
	{
		name: 'Upload Batch',
		value: 'uploadBatch',
		action: 'Upload batch of assets',
		description:
			'Put the files of all items into HeyGen, up to 100 in one request, each as an asset of its own',
		calls: ['assetDirectUploadsBatchesCreate', 'assetCompleteBatchesCreate', 'assetStatusesList'],
		makes: 'batchAsset',
		parameters: fileParameters,
		options: [batchTitle, idempotencyKeyInBatch],
		simplify: simplified,
		wait: { until: 'HeyGen has looked into the files, each item for its own, seconds as a rule', limit: 15 },
		output: {
			batchAsset: (_item, answer, { entry, job } = {}) => ({
				...answer,
				...(entry ? { status: entry.status } : {}),
				...job,
			}),
		},
	},
	CALLBACK_URL,
	async (item) => {
		const answer = await item.repeatable(async () => await upload(item));
		return { kind: 'batchAsset', id: placeId(answer), answer };
	},
);
