import type { INodeListSearchItems } from 'n8n-workflow';

import type { HeyGenClient, Page } from '../../api/client';
import type { OperationId } from '../../api/contract';
import type { BatchPlace } from '../batch';
import type { Amount, Rate } from '../prices';

/** A file that HeyGen offers by a link. */
export interface FileKind<Thing> {
	/** The binary property it is put into. */
	readonly name: string;
	readonly displayName: string;
	/** Of a file whose link does not say. */
	readonly ending: string;
	/** Whether there can be more than one, so that their properties are numbered. */
	readonly several?: boolean;
	/** Whether it is wanted where nobody has said which files are. */
	readonly isUsual?: boolean;
	/** The links of the thing's files of this kind; empty where it has none. They expire, so they are read at once. */
	links(thing: Thing): Array<string | null | undefined>;
}

/** Something with files that can be downloaded: a job that has ended, an asset, a speech. */
export interface Linked<Thing> {
	/** As in a sentence: "the video …". */
	readonly name: string;
	readonly files: ReadonlyArray<FileKind<Thing>>;
}

/** Narrow the list of videos, as HeyGen's own list does; other lists know no filter. */
export interface VideoFilters {
	readonly folderId?: string;
	readonly title?: string;
}

/** A list of HeyGen's that a user can choose from. */
export interface Choosable<Entry> {
	/** One page, from `token` on; newest first as a rule that HeyGen nowhere promises. */
	page(client: HeyGenClient, filters: VideoFilters, token?: string): Promise<Page<Entry>>;
	/** As it stands where a user chooses one; its value is the ID. */
	entry(entry: Entry): INodeListSearchItems;
}

/** How the jobs of a kind are listed. */
export interface JobList<Job> extends Choosable<Job> {
	/** Whether {@link VideoFilters} narrow it. */
	readonly filtered?: boolean;
	/** Where polling the list shows what has ended: the name its events begin with, and how the user chooses it. */
	readonly polled?: { readonly name: string; readonly displayName: string };
}

/** @param url what n8n offers to open beside the entry. */
export function listed(name: string, value: string, url?: string | null): INodeListSearchItems {
	return { name, value, ...(url ? { url } : {}) };
}

/** The entry of something that HeyGen gives a title and a state. */
export function titled(
	{ id, title, status }: { readonly id: string; readonly title?: string | null; readonly status: string },
	url?: string | null,
): INodeListSearchItems {
	return listed(`${title ?? id} (${status})`, id, url);
}

/** How the price of a job is estimated. */
export interface Pricing<Job> {
	/**
	 * What HeyGen takes, by the request that makes the job; undefined where that is not known.
	 *
	 * @param client knows what was read for the request.
	 */
	rate(request: Readonly<Record<string, unknown>>, client: HeyGenClient): Rate | undefined;
	/**
	 * How much HeyGen is going to count, as far as the request tells; of a rate for the job it is one.
	 *
	 * @param secondsOf how long an asset plays that was uploaded for it.
	 */
	expect?(
		request: Readonly<Record<string, unknown>>,
		secondsOf: (assetId: string) => number | undefined,
	): Amount | undefined;
	/** How much HeyGen counted of a job that has ended, in what the rate is for; of a rate for the job it is one. */
	amount?(job: Job): number | null | undefined;
}

/**
 * Something HeyGen works on after the answer: how to read it, when it has ended, which files it leaves, how it is listed,
 * what it is paid by and costs. Waiting, downloading, polling, locators, estimates, messages and the simulator all read this
 * one description.
 */
export interface JobKind<Job> extends Linked<Job> {
	/** The operation that reads a job by its ID, as the user finds it. */
	readonly getOperation: string;
	readonly completed: readonly string[];
	readonly failed: readonly string[];
	/** HeyGen's operations by which waiting reads its jobs. */
	readonly calls: readonly OperationId[];
	read(client: HeyGenClient, id: string): Promise<Job>;
	/** The states of up to `idsPerRequest` jobs in one request, where HeyGen offers that; unknown IDs are missing. */
	readonly many?: {
		readonly idsPerRequest: number;
		readonly readStates: (client: HeyGenClient, ids: readonly string[]) => Promise<Map<string, string>>;
	};
	status(job: Job): string | null | undefined;
	/** Of a part of a batch: where it stands. `getOperation` then takes the ID of the batch. */
	placeOf?(id: string): BatchPlace;
	/** When it was created and when it ended, in unix seconds, where HeyGen says so. */
	createdAt?(job: Job): number | null | undefined;
	endedAt?(job: Job): number | null | undefined;
	/** Why a failed job failed, in HeyGen's words; the video's own ID where the job is known by another. */
	failure(job: Job): { code?: string | null; message?: string | null; videoId?: string | null };
	readonly list?: JobList<Job>;
	/**
	 * What HeyGen counts, as a rule, when it takes its price: the seconds it makes, or the job; nothing where it takes none. The
	 * price says it to the point, where it is known.
	 */
	readonly paidBy: 'second' | 'job' | 'nothing';
	/** What it costs, where that is known (docs/heygen.md §11). */
	readonly price?: Pricing<Job>;
}
