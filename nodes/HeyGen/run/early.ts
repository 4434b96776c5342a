import type { INodeExecutionData } from 'n8n-workflow';

import { aboutJob, finishingPace, lookAt } from './finishing';
import type { Run } from './item';
import type { Operation } from './operation';
import { Suspended, type Finishing } from './output';
import { finished } from './shape';

/** Milliseconds the look right before suspending may take. */
const LOOK_LIMIT = 10_000;

/** What each item of a run has given so far. */
export type Outputs = Array<INodeExecutionData[] | Suspended>;

/**
 * Finishes the jobs a run would be suspended for, if all have ended by now: n8n refuses HeyGen's call as long as the
 * execution runs, and HeyGen may not call again.
 *
 * @param settle puts what an item gives, or its error, where it belongs.
 */
export async function finishEarly(
	{ context, client, hints }: Run,
	operation: Operation,
	outputs: Readonly<Outputs>,
	settle: (index: number, give: () => ReturnType<Operation['run']>) => Promise<void>,
): Promise<void> {
	const waiting = outputs.flatMap((output, index) =>
		output instanceof Suspended ? [{ index, suspended: output }] : [],
	);
	if (waiting.length === 0 || client.signal?.aborted) return;
	const jobs = waiting.map(({ suspended }) => suspended.job);
	// Not to know it does no harm: the run is suspended then, and holds no worker for a HeyGen that is busy.
	const look = await lookAt(client, jobs, LOOK_LIMIT).catch(() => undefined);
	if (!look?.ended) return;
	const finishing: Finishing = {
		client: look.client,
		helpers: context.helpers,
		hint: (message) => hints.add(message),
	};
	const pace = finishingPace(client);
	const give = async (suspended: Suspended) => {
		const { job } = suspended;
		const finish = async () => await finished(operation, finishing, job);
		const output = await pace.inTurn(async () => await aboutJob(client, job, finish), client.signal);
		// HeyGen's list of states was ahead of the job.
		return output ?? suspended;
	};
	await Promise.all(
		waiting.map(async ({ index, suspended }) => await settle(index, async () => await give(suspended))),
	);
}
