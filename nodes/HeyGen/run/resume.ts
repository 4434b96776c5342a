import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { HeyGenClient } from '../api/client';
import { connect } from '../api/connection';
import { waitLimitError } from '../jobs/errors';
import { jobKinds } from '../jobs/jobKinds';
import { asNodeError, errorItem, outputItem } from './errorItem';
import { aboutJob, finishingPace, lookAt } from './finishing';
import type { Operation } from './operation';
import type { Finishing, Output, StartedJob } from './output';
import { reminders } from './reminders';
import { finished } from './shape';
import { recall, type Memory } from './suspension';

/** Milliseconds after which the call is answered at the latest: HeyGen waits ten seconds (docs/heygen.md §7). */
const ANSWER_WITHIN = 8_000;

/** The call was answered here; without items the execution goes on waiting. */
const ANSWERED: IWebhookResponseData = { noWebhookResponse: true };

/**
 * The runs for which a callback is being handled now. Of a hundred jobs that end together a hundred callbacks come: those
 * that come meanwhile only ask for one more look.
 */
const looking = new Map<string, { again: boolean }>();

function answer(context: IWebhookFunctions, status: number): void {
	const response = context.getResponseObject();
	if (!response.headersSent) response.status(status).end();
}

/**
 * The items of a run whose jobs have ended; undefined where one has not after all.
 *
 * @param over the wait limit is reached: what has not ended says so in its item.
 */
async function finishAll(
	context: IWebhookFunctions,
	client: HeyGenClient,
	operation: Operation,
	{ items, over }: Pick<Memory, 'items'> & { over: boolean },
): Promise<INodeExecutionData[] | undefined> {
	const node = context.getNode();
	const finishing: Finishing = {
		client,
		helpers: context.helpers,
		// There is nowhere to show a hint when an execution is resumed.
		hint: (message) => context.logger.info(message),
	};
	let goesOn = false;
	const finish = async (job: StartedJob, limit: number): Promise<Output | undefined> => {
		if (goesOn) return undefined;
		const output = await finished(operation, finishing, job);
		if (!output && over) throw waitLimitError(node, jobKinds[job.kind], job.id, limit);
		goesOn ||= !output;
		return output;
	};
	const pace = finishingPace(client);
	const results = items.map(async (kept, index) => {
		if ('outputs' in kept) return kept.outputs;
		const { job, limit } = kept;
		try {
			const doing = async () => await aboutJob(client, job, async () => await finish(job, limit));
			const output = await pace.inTurn(doing);
			return output ? [outputItem(output, index)] : [];
		} catch (error) {
			// A failed job cannot fail a node that n8n does not run again, so it says so in its item.
			return [errorItem(asNodeError(node, error, index), index)];
		}
	});
	const given = (await Promise.all(results)).flat();
	return goesOn ? undefined : given;
}

/**
 * Takes a call for a suspended run: HeyGen's, or one of its own. What it says is not trusted: every job is read anew, and
 * the execution goes on once all have ended. It never throws: n8n would then resume with an empty item.
 *
 * @param findOperation the operation the node is set to.
 */
export async function resume(
	context: IWebhookFunctions,
	findOperation: () => Operation | undefined,
): Promise<IWebhookResponseData> {
	let key: string | undefined;
	let memory: Memory | undefined;
	const goOnWaiting = (status: number): IWebhookResponseData => {
		answer(context, status);
		if (memory) reminders.remember(memory, context.helpers);
		return ANSWERED;
	};
	try {
		memory = recall(context);
		const operation = findOperation();
		// A late duplicate, or a callback of an earlier round of a loop.
		if (!memory || !operation) return goOnWaiting(200);
		key = `${context.getExecutionId()}:${memory.nonce}`;
		const other = looking.get(key);
		if (other) {
			other.again = true;
			key = undefined;
			answer(context, 200);
			return ANSWERED;
		}
		const running = { again: true };
		looking.set(key, running);
		const client = new HeyGenClient(await connect(context, context.getNodeParameter('authentication')));
		const jobs = memory.items.flatMap((kept) => ('job' in kept ? [kept.job] : []));
		const { until } = memory;
		// At the limit every job is read, whether the others have ended or not.
		const isOver = () => client.clock.now() >= until;
		let items: INodeExecutionData[] | undefined;
		let status = 200;
		while (running.again && !items) {
			running.again = false;
			const look = isOver() ? { client, ended: false } : await lookAt(client, jobs, ANSWER_WITHIN);
			const over = isOver();
			// Where HeyGen did not say in time, it is to call again.
			if (look.ended === undefined && !over) return goOnWaiting(503);
			if (!look.ended && !over) continue;
			const finishing = finishAll(context, look.client, operation, { items: memory.items, over });
			// Answered before that, the call would be over for HeyGen, and a crash of n8n on the way would go unnoticed.
			const late = client.clock.sleep(ANSWER_WITHIN).then((): true => true);
			if (await Promise.race([finishing, late])) answer(context, 200);
			items = await finishing;
			// HeyGen's list of states was ahead of a job: this call is to come again.
			status = 503;
		}
		if (!items) return goOnWaiting(status);
		reminders.forget(memory.url);
		return { ...ANSWERED, workflowData: [items] };
	} catch (error) {
		context.logger.error(
			`A callback of HeyGen's could not be handled: ${asNodeError(context.getNode(), error, 0).message}`,
		);
		return goOnWaiting(503);
	} finally {
		if (key !== undefined) looking.delete(key);
	}
}
