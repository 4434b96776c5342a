import type { HeyGenClient } from '../../api/client';
import type { Data, Schema } from '../../api/contract';
import { apiError, throwOwn } from '../../api/errors';
import { jointKey, partKey } from '../../api/idempotency';
import { sha256Of } from '../../api/opened';
import { perClient } from '../../api/perClient';
import { checkSize, declared, put, type UploadFile } from '../../api/uploads';
import { placeId, type BatchPlace } from '../../jobs/batch';
import type { Jobs } from '../../jobs/jobKinds';
import { madeUnlessLost, recognise, type Beginning, type Recognised } from '../../jobs/recognised';
import { CALLBACK_URL } from '../../parameters/callback';
import { payOnceOptions } from '../../parameters/payOnce';
import { batchTitle, idempotencyKeyInBatch } from '../../parameters/shared';
import type { Chain } from '../../run/chain';
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
	/** The item's own key, or what stands for its file. */
	readonly key: string;
	/** The item's own key in any case. */
	readonly own: string;
	readonly byContent?: ByContent;
}

/** What is known where an item counts by its content. */
interface ByContent {
	/** The keys of what a key stands for. */
	readonly chainOf: (key: string) => Chain;
	/** Since when what is found is the item's own. */
	readonly beginning: () => Beginning;
}

type Found = Recognised<Jobs['batchAsset']>;

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
	/** What is known of the asset, where the request may have been made before. */
	readonly found?: Found;
}

interface Uploaded {
	readonly answer: BatchPlace & { readonly asset_id: string };
	readonly found?: Found;
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

type Batch = Data<'assetDirectUploadsBatchesCreate'>;

/** A place lapses that nothing was put to, and with it the batch. */
function hasLapsed(client: HeyGenClient, target: Target, { createdAt, ended }: Found): boolean {
	const now = client.heygenSeconds(client.clock.now());
	return !ended && createdAt !== undefined && createdAt + target.expires_in_seconds <= now;
}

/** What is known of the assets of a batch that may have been there before. */
async function foundIn(
	client: HeyGenClient,
	{ batch_id: batchId, items }: Batch,
	beginning: Beginning,
): Promise<Found[]> {
	const look = async (target: Target, index: number) => {
		const id = placeId({ batch_id: batchId, item_index: index });
		const found = await recognise(client, 'batchAsset', id, beginning);
		return hasLapsed(client, target, found) ? { ...found, isLost: true } : found;
	};
	return await Promise.all(items.map(look));
}

async function reserve(
	client: HeyGenClient,
	gathered: Gathered,
	parts: readonly Part[],
): Promise<Reserved[]> {
	const [first] = parts;
	const ask = async (key: string) => ({
		key,
		batch: await client.data('assetDirectUploadsBatchesCreate', {
			body: { title: first?.title, files: parts.map(({ file }) => file) },
			key,
		}),
	});
	const make = async (): Promise<{ key: string; batch: Batch; found?: readonly Found[] }> => {
		const key = jointKey(parts.map((part) => part.key));
		// Whether files count by what is in them is the same for all items, or it is not the same batch.
		if (!first?.byContent || !parts.every(({ byContent }) => byContent)) return await ask(key);
		const { chainOf, beginning } = first.byContent;
		const chain = chainOf(key);
		return await madeUnlessLost(
			async () => {
				const asked = await chain.send(ask);
				return {
					...asked,
					found: await foundIn(client, asked.batch, beginning()),
				};
			},
			() => chain.lost(),
			// One file that is gone makes the batch another.
			(found) => found.some((one) => one?.isLost),
		);
	};
	const { key, batch, found } = await make();
	const { batch_id: batchId, items } = batch;
	const completion = completionOf(
		gathered,
		parts.length,
		async () =>
			await client.data('assetCompleteBatchesCreate', {
				body: { batch_id: batchId },
				// Another execution completes what this one has left half done, so it is another request.
				key: partKey(jointKey([key, ...parts.map(({ own }) => own)]), 'complete'),
			}),
	);
	return parts.map((_, index) => ({
		place: { batch_id: batchId, item_index: index },
		target: items[index],
		completion,
		found: found?.[index],
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

/** Under which key an item takes part. Where it counts by its content, that is all HeyGen is told and what is in the file. */
async function keysOf(item: Item, file: UploadFile, told: object): Promise<Pick<Part, 'key' | 'byContent'>> {
	if (item.payOncePer !== 'content') return { key: item.key };
	const sum = await sha256Of(await file.open());
	return {
		key: item.contentKey('assetDirectUploadsBatchesCreate', { ...told, sum }),
		byContent: { chainOf: (key) => item.chainOf(key), beginning: () => item.beginning },
	};
}

/**
 * Puts the item's file into HeyGen together with those of others. Nothing of it is paid, so what fails on the way is simply
 * begun anew by a further try; the same items then come to the same assets.
 */
async function upload(item: Item): Promise<Uploaded> {
	const { client, options } = item;
	const file = await readUpload(item);
	const entry = item.withCustom(declared(file));
	const title = options.optionalText(batchTitle.name);
	const part = { file: entry, title, own: item.key, ...(await keysOf(item, file, { entry, title })) };
	const { place, target, completion, found } = await item
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
		if (!found?.ended) {
			await deliver(client, target, file);
			await item.aside(async () => await gathering.join(place.item_index, undefined)).catch(throwOwn);
		}
		return { answer: { asset_id: target.asset_id, ...place }, found };
	} finally {
		// The others do not wait for one that failed.
		arrivals.ended(place.item_index);
	}
}

export const uploadBatch = creatingOperation<
	'assetDirectUploadsBatchesCreate',
	{ batchAsset: Uploaded['answer'] }
>(
	{
		name: 'Upload Batch',
		value: 'uploadBatch',
		action: 'Upload batch of assets',
		description:
			'Put the files of all items into HeyGen, up to 100 in one request, each as an asset of its own',
		calls: ['assetDirectUploadsBatchesCreate', 'assetCompleteBatchesCreate', 'assetStatusesList'],
		makes: 'batchAsset',
		parameters: fileParameters,
		options: [batchTitle, ...payOnceOptions(true), idempotencyKeyInBatch],
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
		const { answer, found } = await item.repeatable(async () => await upload(item));
		return { kind: 'batchAsset', id: placeId(answer), answer, found };
	},
);
