import type { HeyGenClient } from '../api/client';
import type { VideoFilters } from '../jobs/kinds/kind';
import type { Job, PolledKind } from './kinds';
import type { Memory, Observation } from './memory';

/**
 * Seconds behind the newest job in which the first poll looks for jobs that are still being made, so that it need not read
 * the whole history of an account. HeyGen's queue takes hours at worst (docs/heygen.md §2).
 */
const LOOK_BACK = 24 * 60 * 60;

/** How often a poll reads a list of several pages at most, until it shows nothing it has not shown. */
const MOST_SWEEPS = 3;

type Jobs = Map<string, Job>;

/** A job can come twice, on two pages or in two sweeps. That it has ended holds for good. */
function note(jobs: Jobs, page: readonly Job[]): void {
	for (const job of page) if ((jobs.get(job.id)?.state ?? 'pending') === 'pending') jobs.set(job.id, job);
}

interface Sweep {
	readonly pages: number;
	/** The list was read to its end. */
	readonly complete: boolean;
}

/**
 * Reads the list until a whole page is over, or to its end. Nothing is told from the order within a page, nor from an
 * empty one.
 */
async function sweep(
	list: AsyncIterable<readonly Job[]>,
	jobs: Jobs,
	isOver: (job: Job) => boolean,
): Promise<Sweep> {
	let pages = 0;
	for await (const page of list) {
		pages++;
		note(jobs, page);
		if (page.length > 0 && page.every(isOver)) return { pages, complete: false };
	}
	return { pages, complete: true };
}

/**
 * Reads several pages again until they show nothing new: while one was read, a job that was deleted on an earlier one can
 * have moved another job from the next page to where it had been read already.
 */
async function sweeps(
	list: () => AsyncIterable<readonly Job[]>,
	isOver: (job: Job, jobs: Jobs) => boolean,
): Promise<{ jobs: Jobs; complete: boolean }> {
	const jobs: Jobs = new Map();
	for (let left = MOST_SWEEPS; ; left--) {
		const shown = jobs.size;
		const { pages, complete } = await sweep(list(), jobs, (job) => isOver(job, jobs));
		if (pages <= 1 || jobs.size === shown || left <= 1) return { jobs, complete };
	}
}

const behind = ({ createdAt = Infinity }: Job, time: number) => createdAt < time;

function newestOf(jobs: Jobs): number {
	let newest = 0;
	for (const { createdAt = 0 } of jobs.values()) newest = Math.max(newest, createdAt);
	return newest;
}

/**
 * Reads what is needed to tell which jobs of a kind have ended: the list, as far back as the memory does not reach, and
 * the remembered pending jobs it did not show.
 */
export async function observe(
	client: HeyGenClient,
	kind: PolledKind,
	filters: VideoFilters,
	memory: Memory | undefined,
): Promise<Observation> {
	const { jobs, complete } = await sweeps(
		() => kind.list(client, filters),
		memory
			? (job) => behind(job, memory.watermark)
			: (job, seen) => job.state !== 'pending' && behind(job, newestOf(seen) - LOOK_BACK),
	);
	const unshown = (memory?.pending ?? []).map(([id]) => id).filter((id) => !jobs.has(id));
	const gone = new Set<string>();
	for (const [id, job] of await kind.read(client, unshown)) {
		if (job) jobs.set(id, job);
		else gone.add(id);
	}
	return { jobs, gone, complete };
}
