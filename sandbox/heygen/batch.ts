import { collection, decodeToken, encodeToken } from './collection';
import type { Kept } from './collection';
import { HeyGenError, invalid } from './errors';
import { checkUrl } from './inputs';
import type { Account, Price } from './purse';
import type { BatchPlace, Failure } from './rendering';
import type { Schemas } from './types';
import { newId, now } from './world';
import type { World } from './world';

interface Progress {
	item_index: number;
	status: 'queued' | 'processing' | 'completed' | 'failed';
	error: (Failure & { param?: string }) | null;
}

/** A job by itself. */
interface Part {
	status: string;
	failure: Failure | undefined;
	batch: BatchPlace | undefined;
}

export interface Batch<Named> {
	id: string;
	title: string | null;
	callbackUrl: string | undefined;
	createdAt: number;
	items: Array<Named & Progress>;
	finished: boolean;
}

/** What batches are made of; a rendering is such a thing. */
interface Content<Request> {
	readonly collection: Kept<string, Part>;
	readonly price: Price;
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

interface Declaration<Name extends string, Request, Named> {
	/** Its collection's. */
	readonly name: Name;
	readonly of: Content<Request>;
	/** How HeyGen calls the ID of an item, which it has only once it has begun. */
	readonly named: (id: string | null) => Named;
}

interface CreateCall {
	body: { title?: string | null; callback_url?: string | null };
	world: World;
	account: Account;
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

interface StatesCall<Param extends string> {
	query: { [Key in Param | 'batch_ids']?: string };
	world: World;
}

const ITEMS_PER_PAGE = 100;
const IDS_AT_ONCE = 100;

/** Many requests in one: accepted together, begun as there is room, announced when all have ended. */
export function batchOf<Name extends string, Request, Named extends object>({
	name,
	of,
	named,
}: Declaration<Name, Request, Named>) {
	const batches = collection(name).of<Batch<Named>>();

	const queue = (world: World, batch: Batch<Named>, item: Named & Progress, request: Request): void => {
		world.jobs.whenRoom(() => {
			const { id } = of.render(world, request, { id: batch.id, index: item.item_index }, ({ failure }) => {
				item.status = failure ? 'failed' : 'completed';
				item.error = failure ?? null;
				finishWhenDone(world, batch);
			});
			Object.assign(item, named(id));
			item.status = 'processing';
		});
	};

	const entriesOf = (world: World, id: string): Array<State | (Named & State)> => {
		const batch = world.of(batches).get(id);
		if (!batch) return [{ batch_id: id, status: 'not_found' }];
		return batch.items.map((item) => ({ ...item, batch_id: id }));
	};

	/** The batch as the API shows it, one page of its items in order. */
	const view = (batch: Batch<Named>, { limit = ITEMS_PER_PAGE, token }: PageQuery = {}) => {
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
	};

	return {
		collection: batches,
		view,

		create: async ({ body, world, account }: CreateCall, requests: Request[]) => {
			if (body.callback_url) checkUrl(body.callback_url, 'callback_url');
			const errors = await Promise.all(requests.map((request) => refusalOf(of.check(world, request))));
			const id = newId();
			world.purse.charge(account, of.price, errors.filter((error) => !error).length);
			const batch: Batch<Named> = {
				id,
				title: body.title ?? null,
				callbackUrl: body.callback_url ?? undefined,
				createdAt: now(),
				finished: false,
				items: errors.map((error, item_index) => ({
					...named(null),
					item_index,
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
			return { data: { batch_id: id, status: 'processing' as const, total_items: batch.items.length } };
		},

		get: ({ path, query, world }: GetCall) => {
			const batch = world.of(batches).get(path.batch_id);
			if (!batch) {
				throw new HeyGenError('resource_not_found', `Batch ${path.batch_id} not found`, 'batch_id');
			}
			return { data: view(batch, query) };
		},

		/** The handler that tells the states of many jobs at once, and of all items of batches. */
		states:
			<Param extends string>(param: Param) =>
			({ query, world }: StatesCall<Param>) => {
				const ids = idsIn(query[param]);
				const batchIds = idsIn(query.batch_ids);
				if (ids.length + batchIds.length === 0) {
					throw invalid(param, `${param} or batch_ids is required`);
				}
				if (ids.length > IDS_AT_ONCE) throw invalid(param, `At most ${IDS_AT_ONCE} ids at once`);
				return {
					data: [
						...ids.map((id) => ({ ...named(id), ...stateOf(world.of(of.collection).get(id)) })),
						...batchIds.flatMap((id) => entriesOf(world, id)),
					],
					has_more: false,
					next_token: null,
				};
			},
	};
}

interface State {
	status: string;
	error?: Progress['error'];
	batch_id?: string | null;
	item_index?: number | null;
}

function stateOf(job: Part | undefined): State {
	if (!job) return { status: 'not_found' };
	const { status, failure = null, batch } = job;
	return { status, error: failure, batch_id: batch?.id ?? null, item_index: batch?.index ?? null };
}

function idsIn(value: string | undefined): string[] {
	return (value ?? '')
		.split(',')
		.map((id) => id.trim())
		.filter((id) => id !== '');
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

function finishWhenDone(world: World, batch: Batch<unknown>): void {
	if (batch.finished || statusOf(batch) === 'processing') return;
	batch.finished = true;
	world.webhooks.emit('batch.finished', summary(batch), { callbackUrl: batch.callbackUrl });
}

function summary(batch: Batch<unknown>) {
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

function statusOf({ items }: Batch<unknown>): Schemas['Batch']['status'] {
	if (items.some(({ status }) => status === 'queued' || status === 'processing')) return 'processing';
	return items.every(({ status }) => status === 'failed') ? 'failed' : 'completed';
}
