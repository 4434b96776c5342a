import type { IDataObject } from 'n8n-workflow';

import type { HeyGenClient } from '../api/client';
import type { Schema } from '../api/contract';
import { onStatus } from '../api/errors';
import { PAGE_SIZE, pages } from '../api/pages';
import { jobKinds, type JobKind } from '../jobs/kinds';

/** A job as one look at HeyGen found it, whatever its kind. */
export interface Job {
	readonly id: string;
	readonly state: 'pending' | 'finished' | 'failed';
	/** Unix seconds; absent where HeyGen does not say. */
	readonly createdAt?: number;
	readonly endedAt?: number;
	/** All that HeyGen tells of it. */
	readonly data: IDataObject;
}

/** Narrow the list of videos, as HeyGen's own list does; other lists know no filter. */
export interface VideoFilters {
	readonly folderId?: string;
	readonly title?: string;
}

/** A kind of job whose list shows states, so that polling it finds what has ended. */
export interface PolledKind {
	/** As the user chooses it. */
	readonly displayName: string;
	/** Whether {@link VideoFilters} narrow its list. */
	readonly filtered?: boolean;
	/** The jobs of the account, page by page, newest first as a rule that HeyGen nowhere promises. */
	list(client: HeyGenClient, filters: VideoFilters): AsyncIterable<readonly Job[]>;
	/** Looks at jobs one by one or, where HeyGen offers that, together; undefined stands for one that is no more. */
	read(client: HeyGenClient, ids: readonly string[]): Promise<Map<string, Job | undefined>>;
}

/** What polling needs of a job kind. */
type Source<Item> = Pick<JobKind<Item>, 'completed' | 'failed' | 'read' | 'many' | 'status' | 'createdAt'> & {
	endedAt?(item: Item): number | null | undefined;
};

/** Reads that are under way together; one that fails ends the rest. */
const READS_AT_ONCE = 10;

/** A time as far as it is one: an answer that says it otherwise must not pass for a very old or a very new job. */
function secondsOf(value: unknown): number | undefined {
	return typeof value === 'number' && value > 0 && value < 1e11 ? value : undefined;
}

const toData = (item: object): IDataObject => ({ ...item });

function* portions<Item>(all: readonly Item[], size: number): Generator<readonly Item[]> {
	for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

/** Those that HeyGen's bulk read says have ended or does not know; the others need no read of their own. */
async function worthReading<Item>(
	client: HeyGenClient,
	{ many, completed, failed }: Source<Item>,
	ids: readonly string[],
): Promise<string[]> {
	if (!many) return [...ids];
	const over: string[] = [];
	for (const portion of portions(ids, many.idsPerRequest)) {
		const states = await many.readStates(client, portion);
		const isOver = (status = 'not_found') => [...completed, ...failed, 'not_found'].includes(status);
		over.push(...portion.filter((id) => isOver(states.get(id))));
	}
	return over;
}

function polled<Item extends { id: string }>(
	displayName: string,
	source: Source<Item>,
	list: (client: HeyGenClient, filters: VideoFilters) => AsyncIterable<readonly Item[]>,
	{ filtered = false } = {},
): PolledKind {
	const { completed, failed } = source;
	const toJob = (item: Item): Job => {
		const status = source.status(item) ?? '';
		return {
			id: item.id,
			state: completed.includes(status) ? 'finished' : failed.includes(status) ? 'failed' : 'pending',
			createdAt: secondsOf(source.createdAt?.(item)),
			endedAt: secondsOf(source.endedAt?.(item)),
			data: toData(item),
		};
	};
	return {
		displayName,
		filtered,
		async *list(client, filters) {
			for await (const page of list(client, filters)) yield page.map(toJob);
		},
		async read(client, ids) {
			const found = new Map<string, Job | undefined>();
			for (const portion of portions(await worthReading(client, source, ids), READS_AT_ONCE)) {
				await Promise.all(
					portion.map(async (id) => {
						const item = await source.read(client, id).catch(onStatus(404, 410));
						found.set(id, item && toJob(item));
					}),
				);
			}
			return found;
		},
	};
}

const translation: Source<Schema<'VideoTranslation'>> = {
	completed: ['completed'],
	failed: ['failed'],
	read: async (client, id) => await client.data('videoTranslateGet', { path: { video_translation_id: id } }),
	status: ({ status }) => status,
	createdAt: ({ created_at: createdAt }) => createdAt,
};

const lipsync: Source<Schema<'Lipsync'>> = {
	completed: ['completed'],
	failed: ['failed'],
	read: async (client, id) => await client.data('lipsyncGet', { path: { lipsync_id: id } }),
	status: ({ status }) => status,
	createdAt: ({ created_at: createdAt }) => createdAt,
};

/** A cancelled one counts as failed: nobody waits for it any more, and it gave nothing. */
const clipping: Source<Schema<'AiClipping'>> = {
	completed: ['completed'],
	failed: ['failed', 'cancelled'],
	read: async (client, id) => await client.data('aiClippingGet', { path: { job_id: id } }),
	status: ({ status }) => status,
	createdAt: ({ created_at: createdAt }) => createdAt,
};

const pageSize = PAGE_SIZE.others;

/**
 * The kinds that can be polled, under the names their events begin with. Missing are those whose list does not show what
 * polling needs: the video agent's sessions (no state) and background removals (states nobody has documented).
 *
 * A look's list shows no time of creation, and stock looks are not the account's own. A look that waits for the consent of
 * the person in its footage has not ended.
 */
export const polledKinds = {
	clipping: polled('Clippings', clipping, (client) => pages(client, 'aiClippingList', { pageSize })),
	lipsync: polled('Lipsyncs', lipsync, (client) => pages(client, 'lipsyncList', { pageSize })),
	look: polled('Looks', jobKinds.consentedLook, (client) =>
		pages(client, 'avatarLooksList', { pageSize: PAGE_SIZE.avatars, query: { ownership: 'private' } }),
	),
	translation: polled('Translations', translation, (client) =>
		pages(client, 'videoTranslateList', { pageSize }),
	),
	video: polled(
		'Videos',
		{ ...jobKinds.video, endedAt: ({ completed_at: endedAt }) => endedAt },
		(client, { folderId, title }) =>
			pages(client, 'videoList', { pageSize, query: { folder_id: folderId, title } }),
		{ filtered: true },
	),
} satisfies Record<string, PolledKind>;

export type PolledName = keyof typeof polledKinds;
