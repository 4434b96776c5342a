import { decodeToken, encodeToken } from '../collection';
import { HeyGenError } from '../errors';
import { checkUrl } from '../inputs';
import type { Account, Handlers, RequestBody, Schemas } from '../types';
import { newId, now } from '../world';
import type { Batch, World } from '../world';
import { addVideo, render } from './rendering';
import { checkVideo } from './videoChecks';

type CreateVideo = RequestBody<'videoCreate'>;
type ItemError = { code: string; message: string; param?: string };

export const batches = {
	async videoBatchesCreate({ body, world, account }) {
		if (body.callback_url) checkUrl(body.callback_url, 'callback_url');
		const errors = await Promise.all(body.videos.map((video) => refusalOf(world, video)));
		const id = newId();
		const accepted = errors.flatMap((error, index) => (error ? [] : [`${id}-${index}`]));
		world.charge(account, 'video', accepted);
		const batch = world.batches.add(id, {
			id,
			title: body.title ?? null,
			callbackUrl: body.callback_url ?? undefined,
			createdAt: now(),
			finished: false,
			items: errors.map((error, item_index) => ({
				item_index,
				status: error ? ('failed' as const) : ('queued' as const),
				video_id: null,
				error: error ?? null,
			})),
		});
		for (const [index, video] of body.videos.entries()) {
			if (!errors[index]) queueItem(world, account, batch, index, video);
		}
		// A batch of nothing but refused items is over before it began.
		world.jobs.after(0, () => finishWhenDone(world, batch));
		return { data: { batch_id: id, status: 'processing', total_items: batch.items.length } };
	},

	videoBatchesGet({ path, query, world }) {
		const batch = world.batches.get(path.batch_id);
		if (!batch) {
			throw new HeyGenError('resource_not_found', `Batch ${path.batch_id} not found`, 'batch_id');
		}
		return { data: batchView(batch, query) };
	},
} satisfies Handlers;

/** The batch as the API shows it, one page of its items in order. */
export function batchView(batch: Batch, query: { limit?: number; token?: string } = {}): Schemas['Batch'] {
	const start = query.token === undefined ? 0 : decodeToken(query.token);
	const end = start + (query.limit ?? 100);
	const has_more = end < batch.items.length;
	return {
		batch_id: batch.id,
		title: batch.title,
		status: statusOf(batch),
		created_at: batch.createdAt,
		total_items: batch.items.length,
		counts_by_status: counts(batch),
		items: batch.items.slice(start, end),
		has_more,
		next_token: has_more ? encodeToken(end) : null,
	};
}

/** A batch's items as `/statuses` shows them. */
export function batchEntries(world: World, id: string): Schemas['StatusEntry'][] {
	const batch = world.batches.get(id);
	if (!batch) return [{ batch_id: id, status: 'not_found' }];
	return batch.items.map((item) => ({ ...item, batch_id: id }));
}

async function refusalOf(world: World, video: CreateVideo): Promise<ItemError | undefined> {
	try {
		await checkVideo(world, video);
		return undefined;
	} catch (error) {
		if (!(error instanceof HeyGenError)) throw error;
		const { code, message, param } = error;
		return { code, message, ...(param ? { param } : {}) };
	}
}

function queueItem(world: World, account: Account, batch: Batch, index: number, body: CreateVideo): void {
	const item = batch.items[index];
	if (!item) return;
	world.jobs.whenRoom(() => {
		const video = addVideo(world, account, body, { id: batch.id, index });
		item.video_id = video.id;
		item.status = 'processing';
		render(world, video, () => {
			item.status = video.failure ? 'failed' : 'completed';
			item.error = video.failure ?? null;
			finishWhenDone(world, batch);
		});
	});
}

function finishWhenDone(world: World, batch: Batch): void {
	if (batch.finished || statusOf(batch) === 'processing') return;
	batch.finished = true;
	world.webhooks.emit(
		'batch.finished',
		{
			batch_id: batch.id,
			status: statusOf(batch),
			title: batch.title,
			total_items: batch.items.length,
			counts_by_status: counts(batch),
		},
		{ callbackUrl: batch.callbackUrl },
	);
}

function statusOf(batch: Batch): Schemas['Batch']['status'] {
	if (batch.items.some(({ status }) => status === 'queued' || status === 'processing')) return 'processing';
	return batch.items.every(({ status }) => status === 'failed') ? 'failed' : 'completed';
}

function counts(batch: Batch): Record<string, number> {
	const result: Record<string, number> = {};
	for (const { status } of batch.items) result[status] = (result[status] ?? 0) + 1;
	return result;
}
