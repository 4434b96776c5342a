import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { HeyGenClient } from '../api/client';
import { connect } from '../api/connection';
import { haveEnded } from '../jobs/ended';
import { withJob } from '../jobs/errors';
import { jobKinds } from '../jobs/kinds';
import { asNodeError, errorItem } from './errorItem';
import type { Finishing, Operation, StartedJob } from './operation';
import { jobsOf, recall, type Memory } from './suspension';

/** Items finished at the same time, downloads included. */
const AT_ONCE = 10;

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

async function allEnded(client: HeyGenClient, memory: Memory): Promise<boolean> {
	for (const [kind, jobs] of jobsOf(memory)) {
		const ids = jobs.map(({ id }) => id);
		if (!(await haveEnded(client, kind, ids))) return false;
	}
	return true;
}

async function finishAll(
	context: IWebhookFunctions,
	client: HeyGenClient,
	operation: Operation,
	{ items }: Memory,
): Promise<INodeExecutionData[]> {
	const finishing: Finishing = {
		client,
		helpers: context.helpers,
		// There is nowhere to show a hint when an execution is resumed.
		hint: (message) => context.logger.info(message),
	};
	const finish = async (job: StartedJob, index: number): Promise<INodeExecutionData[]> => {
		try {
			if (!operation.finish) throw new Error(`${operation.name} cannot be resumed`);
			return [{ ...(await operation.finish(finishing, job)), pairedItem: { item: index } }];
		} catch (error) {
			// A failed job cannot fail a node that n8n does not run again, so it says so in its item.
			const node = context.getNode();
			return [errorItem(asNodeError(node, withJob(node, error, jobKinds[job.kind], job.id), index), index)];
		}
	};
	const results = new Array<INodeExecutionData[]>(items.length);
	for (let from = 0; from < items.length; from += AT_ONCE) {
		const part = items.slice(from, from + AT_ONCE).map(async (kept, offset) => {
			results[from + offset] = 'job' in kept ? await finish(kept.job, from + offset) : [...kept.outputs];
		});
		await Promise.all(part);
	}
	return results.flat();
}

/**
 * Takes a callback of HeyGen's for a suspended run. What it says is not trusted: every job is read anew, and the execution
 * goes on once all have ended. It never throws: n8n would then resume with an empty item.
 *
 * @param findOperation the operation the node is set to.
 */
export async function resume(
	context: IWebhookFunctions,
	findOperation: () => Operation | undefined,
): Promise<IWebhookResponseData> {
	let key: string | undefined;
	try {
		const memory = recall(context);
		const operation = findOperation();
		if (!memory || !operation) {
			// A late duplicate, or a callback of an earlier round of a loop.
			answer(context, 200);
			return ANSWERED;
		}
		key = `${context.getExecutionId()}:${memory.nonce}`;
		const running = looking.get(key);
		if (running) {
			running.again = true;
			key = undefined;
			answer(context, 200);
			return ANSWERED;
		}
		const look = { again: true };
		looking.set(key, look);
		const client = new HeyGenClient(await connect(context, context.getNodeParameter('authentication')));
		let ended = false;
		while (look.again && !ended) {
			look.again = false;
			ended = await allEnded(client, memory);
		}
		// HeyGen waits ten seconds for an answer (FACTS §7); reading and downloading can take longer.
		answer(context, 200);
		if (!ended) return ANSWERED;
		return { ...ANSWERED, workflowData: [await finishAll(context, client, operation, memory)] };
	} catch (error) {
		context.logger.error(
			`A callback of HeyGen's could not be handled: ${asNodeError(context.getNode(), error, 0).message}`,
		);
		// HeyGen then calls again.
		answer(context, 503);
		return ANSWERED;
	} finally {
		if (key !== undefined) looking.delete(key);
	}
}
