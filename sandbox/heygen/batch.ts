import type { JobName } from '../../nodes/HeyGen/jobs/jobKinds';
import { collection, decodeToken, encodeToken } from './collection';
import type { Kept } from './collection';
import { HeyGenError } from './errors';
import { checkCallback } from './inputs';
import type { BatchPlace, Failure, Payer } from './rendering';
import { statusesBy } from './statuses';
import type { Status } from './statuses';
import type { Schemas } from './types';
import { newId, now } from './world';
import type { World } from './world';

interface Progress {
	item_index: number;
	/** What the item is, whatever HeyGen makes of it; null until it has begun (docs/heygen.md §3). */
	video_id: string | null;
	status: 'queued' | 'processing' | 'completed' | 'failed';
	error: (Failure & { param?: string }) | null;
}

/** A job by itself. */
interface Part {
	status: string;
	failure: Failure | undefined;
	batch: BatchPlace | undefined;
}

export interface Batch {
	id: string;
	title: string | null;
	callbackUrl: string | undefined;
	createdAt: number;
	items: Progress[];
	finished: boolean;
}

/** What batches are made of; a rendering is such a thing. */
interface Content<Request> {
	readonly kind: JobName;
	readonly collection: Kept<string, Part>;
	/** Takes the price of requests that are not refused. */
	readonly charge: (payer: Payer, requests: readonly Request[]) => void;
	/** @throws HeyGenError for a request that is refused; the others of the batch go on */
	readonly check: (world: World, request: Request) => Promise<void>;
	/** Begins one that is paid. */
	readonly render: (
		world: World,
		request: Request,
		place: BatchPlace,
		onEnd: (ended: { failure: Failure | undefined }) => void,
	) => { id: string };
}

interface Declaration<Name extends string, Request> {
	/** Its collection's. */
	readonly name: Name;
	readonly of: Content<Request>;
}

interface CreateCall extends Payer {
	body: { title?: string | null; callback_url?: string | null };
}

interface PageQuery {
	limit?: number;
	token?: string;
}

interface GetCall {
	path: { batch_id: string };
	query: PageQuery;
	world: World;
}

const ITEMS_PER_PAGE = 100;

/** Many requests in one: accepted together, begun as there is room, announced when all have ended. */
export function batchOf<Name extends string, Request>({ name, of }: Declaration<Name, Request>) {
	const batches = collection(name).of<Batch>();

	const queue = (world: World, batch: Batch, item: Progress, request: Request): void => {
		world.jobs.whenRoom(() => {
			const { id } = of.render(world, request, { id: batch.id, index: item.item_index }, ({ failure }) => {
				item.status = failure ? 'failed' : 'completed';
				item.error = failure ?? null;
				finishWhenDone(world, batch);
			});
			item.video_id = id;
			item.status = 'processing';
		});
	};

	return {
		collection: batches,
		view: batchView,

		create: async ({ body, world, account }: CreateCall, requests: Request[]) => {
			checkCallback(body);
			const errors = await Promise.all(requests.map((request) => refusalOf(of.check(world, request))));
			const id = newId();
			of.charge(
				{ world, account },
				requests.filter((_, index) => !errors[index]),
			);
			const batch: Batch = {
				id,
				title: body.title ?? null,
				callbackUrl: body.callback_url ?? undefined,
				createdAt: now(),
				finished: false,
				items: errors.map((error, item_index) => ({
					item_index,
					video_id: null,
					status: error ? ('failed' as const) : ('queued' as const),
					error: error ?? null,
				})),
			};
			world.of(batches).add(id, batch);
			for (const [index, request] of requests.entries()) {
				const item = batch.items[index];
				if (item && !item.error) queue(world, batch, item, request);
			}
			// A batch of nothing but refused items is over before it began.
			world.jobs.after(0, () => finishWhenDone(world, batch));
			return { data: { batch_id: id } };
		},

		get: ({ path, query, world }: GetCall) => {
			const batch = world.of(batches).get(path.batch_id);
			if (!batch) {
				throw new HeyGenError('resource_not_found', `Batch ${path.batch_id} not found`, 'batch_id');
			}
			return { data: batchView(batch, query) };
		},

		/** The handler that tells the states of many jobs at once, and of all items of batches. */
		states: <Param extends string>(param: Param) =>
			statusesBy(
				param,
				(world, id) => statusOfJob(of.kind, world.of(of.collection).get(id)),
				(world, id) => entriesOf(world.of(batches).get(id)),
			),
	};
}

/** A batch as the API shows it, one page of its items in order. */
export function batchView(batch: Batch, { limit = ITEMS_PER_PAGE, token }: PageQuery = {}) {
	const start = token === undefined ? 0 : decodeToken(token);
	const end = start + limit;
	const has_more = end < batch.items.length;
	return {
		...summary(batch),
		created_at: batch.createdAt,
		items: batch.items.slice(start, end),
		has_more,
		next_token: has_more ? encodeToken(end) : null,
	};
}

/** The items of a batch as its states are told; undefined where there is no such batch. */
export function entriesOf(batch: Batch | undefined) {
	return batch?.items.map((item) => ({ ...item, batch_id: batch.id }));
}

/** Of videos HeyGen tells the states they have by themselves, of all else those an item of a batch has. */
const ITEM_STATES: Record<string, string> = { pending: 'queued', running: 'processing' };

function statusOfJob(kind: JobName, job: Part | undefined): Status {
	if (!job) return { status: 'not_found' };
	const { failure = null, batch } = job;
	const status = kind === 'video' ? job.status : (ITEM_STATES[job.status] ?? job.status);
	return { status, error: failure, batch_id: batch?.id ?? null, item_index: batch?.index ?? null };
}

/** HeyGen's reason for refusing one request of many; undefined where it takes it. */
async function refusalOf(checked: Promise<void>): Promise<Progress['error'] | undefined> {
	try {
		await checked;
		return undefined;
	} catch (error) {
		if (!(error instanceof HeyGenError)) throw error;
		const { code, message, param } = error;
		return { code, message, ...(param ? { param } : {}) };
	}
}

function finishWhenDone(world: World, batch: Batch): void {
	if (batch.finished || statusOf(batch) === 'processing') return;
	batch.finished = true;
	world.webhooks.emit('batch.finished', summary(batch), { callbackUrl: batch.callbackUrl });
}

function summary(batch: Batch) {
	const counts_by_status: Record<string, number> = {};
	for (const { status } of batch.items) counts_by_status[status] = (counts_by_status[status] ?? 0) + 1;
	return {
		batch_id: batch.id,
		title: batch.title,
		status: statusOf(batch),
		total_items: batch.items.length,
		counts_by_status,
	};
}

function statusOf({ items }: Batch): Schemas['Batch']['status'] {
	if (items.some(({ status }) => status === 'queued' || status === 'processing')) return 'processing';
	return items.every(({ status }) => status === 'failed') ? 'failed' : 'completed';
}
