import type { IDataObject } from 'n8n-workflow';

import type { HeyGenClient } from '../api/client';
import { onStatus } from '../api/errors';
import { allPages } from '../api/pages';
import { jobKinds } from '../jobs/jobKinds';
import type { JobKind, JobList, VideoFilters } from '../jobs/kinds/kind';

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

/** A kind of job whose list shows states, so that polling it finds what has ended. */
export interface PolledKind {
	/** What its events begin with. */
	readonly name: string;
	/** As the user chooses it. */
	readonly displayName: string;
	/** Whether {@link VideoFilters} narrow its list. */
	readonly filtered: boolean;
	/** The jobs of the account, page by page. */
	list(client: HeyGenClient, filters: VideoFilters): AsyncIterable<readonly Job[]>;
	/** Looks at jobs one by one or, where HeyGen offers that, together; undefined stands for one that is no more. */
	read(client: HeyGenClient, ids: readonly string[]): Promise<Map<string, Job | undefined>>;
}

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
	{ many, completed, failed }: JobKind<Item>,
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

function polled<Item extends object>(
	kind: JobKind<Item>,
	list: JobList<Item>,
	{ name, displayName }: NonNullable<JobList<Item>['polled']>,
): PolledKind {
	const { completed, failed } = kind;
	const toJob = (item: Item): Job => {
		const status = kind.status(item) ?? '';
		return {
			id: String(list.entry(item).value),
			state: completed.includes(status) ? 'finished' : failed.includes(status) ? 'failed' : 'pending',
			createdAt: secondsOf(kind.createdAt?.(item)),
			endedAt: secondsOf(kind.endedAt?.(item)),
			data: toData(item),
		};
	};
	return {
		name,
		displayName,
		filtered: list.filtered ?? false,
		async *list(client, filters) {
			const pages = allPages(async (token) => await list.page(client, filters, token));
			for await (const page of pages) yield page.map(toJob);
		},
		async read(client, ids) {
			const found = new Map<string, Job | undefined>();
			for (const portion of portions(await worthReading(client, kind, ids), READS_AT_ONCE)) {
				await Promise.all(
					portion.map(async (id) => {
						const item = await kind.read(client, id).catch(onStatus(404, 410));
						found.set(id, item && toJob(item));
					}),
				);
			}
			return found;
		},
	};
}

function polledOf<Item extends object>(kind: JobKind<Item>): PolledKind[] {
	const { list } = kind;
	return list?.polled ? [polled(kind, list, list.polled)] : [];
}

/**
 * The kinds that can be polled, by the names their events begin with. Missing are those of which HeyGen has no
 * list, and the video agent's sessions, whose list shows no state.
 */
export const polledKinds: ReadonlyMap<string, PolledKind> = new Map(
	Object.values(jobKinds)
		.flatMap((kind) => polledOf<object>(kind))
		.sort((one, other) => one.displayName.localeCompare(other.displayName))
		.map((kind) => [kind.name, kind]),
);
