import { isRecord } from '../api/json';
import type { Job } from './kinds';

/** A job's ID and its creation in unix seconds; null where HeyGen does not say. */
export type Remembered = [id: string, createdAt: number | null];

/**
 * What the trigger keeps of one kind from poll to poll.
 *
 * Everything created before `watermark` is known: it was there at the start, or its event went out, or it is `pending`.
 * Of what was created since, `known` lists what has ended. So are jobs without a time of creation, for good.
 */
export interface Memory {
	/** The account and filter it is about; under another, nothing of it holds. */
	readonly source: string;
	/** Unix seconds. */
	readonly watermark: number;
	readonly known: readonly Remembered[];
	readonly pending: readonly Remembered[];
}

/** What one poll read. */
export interface Observation {
	readonly jobs: ReadonlyMap<string, Job>;
	/** Remembered jobs that HeyGen no longer has. */
	readonly gone: ReadonlySet<string>;
	/** The list was read to its end. */
	readonly complete: boolean;
}

export interface Step {
	readonly memory: Memory;
	/** The jobs that ended since, as the list has them. */
	readonly ended: Job[];
	/** Pending jobs that are watched no more, because there are more than can be remembered. */
	readonly forgotten: string[];
	/** The watermark had to follow more closely than {@link OVERLAP}. */
	readonly narrowed: boolean;
}

/**
 * Seconds the watermark stays behind the newest job. A job that HeyGen lists late, or that slipped to a page already read
 * because others were deleted, is found by a later poll within this time.
 */
export const OVERLAP = 60 * 60;

/** Static data is stored with the workflow, so it stays small: about 40 bytes a job. */
export const MOST_KNOWN = 5_000;
export const MOST_PENDING = 2_000;

function isRemembered(value: unknown): value is Remembered {
	if (!Array.isArray(value)) return false;
	const entry: unknown[] = value;
	const [id, createdAt] = entry;
	return typeof id === 'string' && (createdAt === null || typeof createdAt === 'number');
}

function rememberedIn(value: unknown): Remembered[] {
	return Array.isArray(value)
		? value.filter(isRemembered).map(([id, createdAt]): Remembered => [id, createdAt])
		: [];
}

/** Reads what was stored, or undefined where there is nothing, or it is about another account or filter. */
export function memoryIn(stored: unknown, source: string): Memory | undefined {
	if (!isRecord(stored) || stored.source !== source || typeof stored.watermark !== 'number') return undefined;
	return {
		source,
		watermark: stored.watermark,
		known: rememberedIn(stored.known),
		pending: rememberedIn(stored.pending),
	};
}

function newestOf(times: Iterable<number | null | undefined>): number {
	let newest = 0;
	for (const time of times) newest = Math.max(newest, time ?? 0);
	return newest;
}

/** Those that fit, and those that do not. Without a time of creation one counts as the newest. */
function fitting(entries: readonly Remembered[], most: number): { kept: Remembered[]; over: Remembered[] } {
	const byAge = [...entries].sort(([, a], [, b]) => (b ?? Infinity) - (a ?? Infinity) || 0);
	return { kept: byAge.slice(0, most), over: byAge.slice(most) };
}

/** Those that could still be taken for new. */
function notBefore(watermark: number, known: readonly Remembered[]): Remembered[] {
	return known.filter(([, createdAt]) => createdAt === null || createdAt >= watermark);
}

/** Takes what need not be known, or does not fit, out of the memory, in the way that loses least. */
function bounded(memory: Memory, { jobs, complete }: Observation): Omit<Step, 'ended'> {
	const { kept: pending, over: forgotten } = fitting(memory.pending, MOST_PENDING);
	let known = notBefore(memory.watermark, memory.known);
	if (known.length > MOST_KNOWN && complete) {
		// A job that no list shows any more cannot come again.
		known = known.filter(([id, createdAt]) => createdAt !== null || jobs.has(id));
	}
	const { kept, over } = fitting(known, MOST_KNOWN);
	const watermark = over.reduce(
		(latest, [, createdAt]) => Math.max(latest, (createdAt ?? -1) + 1),
		memory.watermark,
	);
	return {
		memory: { ...memory, watermark, known: notBefore(watermark, kept), pending },
		forgotten: forgotten.map(([id]) => id),
		narrowed: watermark > memory.watermark,
	};
}

/** Whether so many jobs without a time of creation are there that they cannot be told apart any more. */
export function isOverfull(before: Memory | undefined, { jobs, complete }: Observation): boolean {
	const listed = [...jobs.values()].filter(({ createdAt }) => createdAt === undefined).map(({ id }) => id);
	// Those that a whole list does not show any more are forgotten when room is needed.
	const kept = complete ? [] : (before?.known ?? []).filter(([, createdAt]) => createdAt === null);
	return new Set([...listed, ...kept.map(([id]) => id)]).size > MOST_KNOWN;
}

const toRemembered = ({ id, createdAt }: Job): Remembered => [id, createdAt ?? null];

/**
 * The first look: what has ended is old news, and what has not is watched from now on. A list that shows nothing yet, be it
 * by a mistake of HeyGen's, does not make all that it shows later new.
 */
function begin(source: string, observation: Observation, now: number): Step {
	const jobs = [...observation.jobs.values()];
	const watermark = (newestOf(jobs.map(({ createdAt }) => createdAt)) || now) - OVERLAP;
	const known = jobs.filter(({ state }) => state !== 'pending');
	const pending = jobs.filter(({ state }) => state === 'pending');
	const memory = { source, watermark, known: known.map(toRemembered), pending: pending.map(toRemembered) };
	return { ...bounded(memory, observation), ended: [] };
}

/**
 * Lays what a poll read over what was known.
 *
 * It does not matter how old `observation` is: what another poll has told of meanwhile is in `before`, and is not told
 * again. So polls may overlap, as n8n lets them when one takes longer than the time between two.
 *
 * @param now unix seconds.
 */
export function advance(
	before: Memory | undefined,
	source: string,
	observation: Observation,
	now: number,
): Step {
	if (!before) return begin(source, observation, now);
	const { jobs, gone } = observation;
	const known = new Map(before.known);
	const pending = new Map(before.pending);
	for (const id of gone) pending.delete(id);
	const ended: Job[] = [];
	for (const job of jobs.values()) {
		const { id, state, createdAt = Infinity } = job;
		const isNew = !known.has(id) && createdAt >= before.watermark;
		if (!pending.has(id) && !isNew) continue;
		if (state === 'pending') {
			pending.set(...toRemembered(job));
			continue;
		}
		pending.delete(id);
		known.set(...toRemembered(job));
		ended.push(job);
	}
	const times = [...[...jobs.values()].map(({ createdAt }) => createdAt), ...known.values()];
	const watermark = Math.max(before.watermark, newestOf(times) - OVERLAP);
	const memory: Memory = {
		source,
		watermark,
		known: [...known],
		pending: [...pending],
	};
	return { ...bounded(memory, observation), ended };
}
