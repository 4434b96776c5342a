import type { INodeExecutionData } from 'n8n-workflow';

import type { HeyGenClient } from '../api/client';
import { haveEnded } from '../jobs/ended';
import { withJob } from '../jobs/errors';
import { jobKinds, type JobName } from '../jobs/kinds';
import type { Run } from './item';
import { Suspended, type Finishing, type Operation, type StartedJob } from './operation';

/** Items finished at the same time, downloads included. */
const AT_ONCE = 10;

/** Milliseconds the look right before suspending may take. */
const LOOK_LIMIT = 10_000;

/** What each item of a run has given so far. */
export type Outputs = Array<INodeExecutionData[] | Suspended>;

/** Does what follows the creation of a job. Whatever fails from here on says that the job exists. */
export async function aboutJob<Result>(
	{ connection, signal }: HeyGenClient,
	{ kind, id }: Pick<StartedJob, 'kind' | 'id'>,
	work: () => Promise<Result>,
): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		// What stops the run is about the run.
		const stopped = signal?.aborted && error === signal.reason;
		throw stopped ? error : withJob(connection.context.getNode(), error, jobKinds[kind], id);
	}
}

/** Whether HeyGen says of all these jobs that they have ended. */
export async function allEnded(client: HeyGenClient, jobs: readonly StartedJob[]): Promise<boolean> {
	const idsByKind = new Map<JobName, string[]>();
	for (const { kind, id } of jobs) idsByKind.set(kind, [...(idsByKind.get(kind) ?? []), id]);
	for (const [kind, ids] of idsByKind) if (!(await haveEnded(client, kind, ids))) return false;
	return true;
}

/** Does the same for all entries, some at a time. */
export async function eachOf<Entry>(
	entries: readonly Entry[],
	work: (entry: Entry, index: number) => Promise<void>,
): Promise<void> {
	for (let from = 0; from < entries.length; from += AT_ONCE) {
		const part = entries.slice(from, from + AT_ONCE);
		await Promise.all(part.map(async (entry, offset) => await work(entry, from + offset)));
	}
}

/**
 * Finishes the jobs a run would be suspended for, if all have ended by now: n8n refuses HeyGen's call as long as the
 * execution runs, and HeyGen may not call again.
 *
 * @param settle puts what an item gives, or its error, where it belongs.
 */
export async function finishEarly(
	{ context, client, hints }: Run,
	{ finish }: Operation,
	outputs: Readonly<Outputs>,
	settle: (index: number, give: () => ReturnType<Operation['run']>) => Promise<void>,
): Promise<void> {
	const waiting = outputs.flatMap((output, index) =>
		output instanceof Suspended ? [{ index, suspended: output }] : [],
	);
	if (!finish || waiting.length === 0 || client.signal?.aborted) return;
	const jobs = waiting.map(({ suspended }) => suspended.job);
	// Not to know it does no harm: the run is suspended then, and holds no worker for a HeyGen that is busy.
	const tooLate = client.clock.sleep(LOOK_LIMIT).then(() => false);
	if (!(await Promise.race([allEnded(client, jobs), tooLate]).catch(() => false))) return;
	const finishing: Finishing = { client, helpers: context.helpers, hint: (message) => hints.add(message) };
	await eachOf(waiting, async ({ index, suspended }) => {
		const { job } = suspended;
		await settle(
			index,
			async () => (await aboutJob(client, job, async () => await finish(finishing, job))) ?? suspended,
		);
	});
}
