import { HeyGenClient } from '../api/client';
import { Pace } from '../api/pace';
import { haveEnded } from '../jobs/ended';
import { among, withJob, type Creation } from '../jobs/errors';
import { jobKinds, type JobName } from '../jobs/jobKinds';
import { Failed, type StartedJob } from './output';

/** Jobs finished at the same time, downloads included. */
const AT_ONCE = 10;

/**
 * Does what follows something paid. Whatever fails from here on says that it exists.
 *
 * @param about which of several of an item it is.
 */
export async function aboutCreation<Result>(
	{ connection, signal }: HeyGenClient,
	creation: Creation,
	id: string,
	work: () => Promise<Result>,
	about?: string,
): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		// What stops the run is about the run.
		const stopped = signal?.aborted && error === signal.reason;
		throw stopped ? error : among(withJob(connection.context.getNode(), error, creation, id), about);
	}
}

/** As {@link aboutCreation}, of a job by the name of its kind. */
export async function aboutJob<Result>(
	client: HeyGenClient,
	{ kind, id, about }: Pick<StartedJob, 'kind' | 'id' | 'about'>,
	work: () => Promise<Result>,
): Promise<Result> {
	return await aboutCreation(client, jobKinds[kind], id, work, about);
}

/** Whether HeyGen says of all these jobs that they have ended. */
export async function allEnded(client: HeyGenClient, jobs: readonly StartedJob[]): Promise<boolean> {
	const idsByKind = new Map<JobName, string[]>();
	for (const { kind, id } of jobs) idsByKind.set(kind, [...(idsByKind.get(kind) ?? []), id]);
	for (const [kind, ids] of idsByKind) if (!(await haveEnded(client, kind, ids))) return false;
	return true;
}

/** A look at jobs that ends in time, with the client it asked by: what that has read, it need not read again. */
export interface Look {
	readonly client: HeyGenClient;
	/** Undefined where HeyGen did not say in time; the client is of no use then. */
	readonly ended: boolean | undefined;
}

/** @param limit milliseconds the look may take. */
export async function lookAt(
	{ connection, clock, signal }: HeyGenClient,
	jobs: readonly StartedJob[],
	limit: number,
): Promise<Look> {
	const stop = new AbortController();
	const client = new HeyGenClient(connection, {
		clock,
		signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
	});
	let isOpen = true;
	const late = clock.sleep(limit).then(() => {
		if (isOpen) stop.abort(new Error('HeyGen did not answer in time'));
		return undefined;
	});
	const looked = allEnded(client, jobs).catch((error: unknown) => {
		if (stop.signal.aborted) return undefined;
		throw error;
	});
	try {
		return { client, ended: await Promise.race([looked, late]) };
	} finally {
		isOpen = false;
	}
}

/** Lets jobs be finished some at a time. */
export function finishingPace({ clock }: HeyGenClient): Pace {
	return new Pace(AT_ONCE, clock);
}

/**
 * What each job of an item gives, in their order.
 *
 * @param goOn what goes wrong with one stands in its place; else it is thrown, and nobody waits for the others.
 */
export async function eachJob<Job, Result>(
	jobs: readonly Job[],
	goOn: boolean,
	work: (job: Job) => Promise<Result>,
): Promise<Array<Result | Failed>> {
	const results = jobs.map(async (job) => {
		const working = work(job);
		return goOn ? await working.catch((error: unknown) => new Failed(error)) : await working;
	});
	return await Promise.all(results);
}
