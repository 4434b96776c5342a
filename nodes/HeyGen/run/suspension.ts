import { createHash } from 'node:crypto';
import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { systemClock } from '../api/clock';
import { isRecord, textOf } from '../api/json';
import { unreachable } from '../api/reachable';
import { unreportedError } from '../jobs/errors';
import { isJobName, jobKinds } from '../jobs/jobKinds';
import { isTool, type Call } from './call';
import { errorItem } from './errorItem';
import { Suspended, type StartedJob } from './output';
import { GRACE, reminders, type Reminder } from './reminders';

// Suspending: the execution sleeps in n8n's database, and HeyGen's callback wakes it. n8n suspends and resumes a node's
// run once, whatever the number of its items, so all of them are kept together until the last job has ended.

/** An item that waits for its job, in milliseconds at most. */
interface WaitingItem {
	readonly job: StartedJob;
	readonly limit: number;
}

/** What becomes of one input item: what it gave already, or the job it still waits for. */
type Kept = { readonly outputs: INodeExecutionData[] } | WaitingItem;

/** What is kept of a suspended run, item by item. */
export interface Memory extends Reminder {
	/** Tells the callbacks of this run from those of another run of the node in the same execution. */
	readonly nonce: string;
	readonly items: readonly Kept[];
}

/** Milliseconds that downloading a file at the limit takes on average: several are under way at once. */
const FOR_EACH_FILE = 1_000;

/** Where the memory stands in the node's context, and the nonce in the callback's URL. */
const CONTEXT_KEY = 'heyGenSuspension';
const NONCE_PARAMETER = 'heygen';

/**
 * Ends the path of the address. n8n finds the node to resume by method and path alone: without a path of its own, a late
 * call would resume whichever node waits next in the execution.
 */
export const RESUME_PATH = 'heygen-callback';

export interface Callback {
	readonly url: string;
	readonly nonce: string;
}

/**
 * The address HeyGen calls back to. n8n signs it, so nobody else can know it.
 *
 * The nonce is derived: when Retry On Fail runs the node again, HeyGen answers with the job of the first attempt, which
 * knows the first attempt's address.
 *
 * @throws NodeOperationError where HeyGen could not call, or nothing could be resumed.
 */
export function callbackOf(context: IExecuteFunctions, baseUrl: string, round: Call['round']): Callback {
	const node = context.getNode();
	// Outside of an execution there is nothing that could be resumed.
	if (isTool(context) || !context.getExecutionId()) {
		throw new NodeOperationError(node, '"Wait By" Callback does not work in a tool of an AI agent', {
			description: 'The agent cannot be suspended while it waits for its tool. Set Wait By to Polling.',
		});
	}
	const resumeUrl: unknown = context.evaluateExpression('{{ $execution.resumeUrl }}', 0);
	if (typeof resumeUrl !== 'string' || !URL.canParse(resumeUrl)) {
		throw new NodeOperationError(node, 'n8n gave no address to resume this execution at', {
			description: 'Save the workflow and run it again, or set Wait By to Polling.',
		});
	}
	const problem = unreachable(resumeUrl, baseUrl);
	if (problem) {
		throw new NodeOperationError(node, problem.message, {
			description: `${problem.description} Or set Wait By to Polling.`,
		});
	}
	const nonce = createHash('sha256')
		.update(JSON.stringify([resumeUrl, node.id, round]))
		.digest('hex')
		.slice(0, 32);
	const url = new URL(resumeUrl);
	url.pathname += `/${RESUME_PATH}`;
	url.searchParams.set(NONCE_PARAMETER, nonce);
	return { url: url.href, nonce };
}

/**
 * Suspends the execution until HeyGen has called back for the last job, or the longest wait limit is reached.
 *
 * At the limit this process calls the run itself. Where it no longer can, n8n ends the wait soon after: it does not ask the
 * node, but passes on what the input array holds by then. So each element is replaced by what its item gives in that case;
 * the previous node's own output stays as it is.
 *
 * @returns what the node gives while it waits. It is nothing: Retry On Fail would take an error in the first item for a
 * failure of the node, and run it again.
 */
export async function suspend(
	context: IExecuteFunctions,
	{ nonce, url }: Callback,
	results: ReadonlyArray<INodeExecutionData[] | Suspended>,
): Promise<INodeExecutionData[]> {
	const node = context.getNode();
	const input = context.getInputData();
	const since = systemClock.now();
	const until =
		since + Math.max(...results.map((result) => (result instanceof Suspended ? result.limit : 0)));
	const files = results.flatMap((result) => (result instanceof Suspended ? result.job.files : [])).length;
	const ends = until + GRACE + files * FOR_EACH_FILE;
	const memory: Memory = {
		nonce,
		url,
		since,
		until,
		ends,
		items: results.map((result) =>
			result instanceof Suspended ? { job: result.job, limit: result.limit } : { outputs: result },
		),
	};
	// As text: a context object of n8n's reports every change of its members.
	context.getContext('node')[CONTEXT_KEY] = JSON.stringify(memory);

	const atLimit = results.flatMap((result, index) => {
		if (!(result instanceof Suspended)) return result;
		const { kind, id } = result.job;
		return [errorItem(unreportedError(node, jobKinds[kind], id, result.limit), index)];
	});
	input.splice(0, input.length, ...atLimit);

	context.setMetadata({ resumeUrl: url });
	await context.putExecutionToWait(new Date(ends));
	reminders.remember(memory, context.helpers);
	return [];
}

function isStartedJob(value: unknown): value is StartedJob {
	return (
		isRecord(value) &&
		typeof value.kind === 'string' &&
		isJobName(value.kind) &&
		typeof value.id === 'string' &&
		isRecord(value.answer) &&
		Array.isArray(value.files)
	);
}

function isKept(value: unknown): value is Kept {
	if (!isRecord(value)) return false;
	return Array.isArray(value.outputs) || (isStartedJob(value.job) && typeof value.limit === 'number');
}

function isMemory(value: unknown): value is Memory {
	return (
		isRecord(value) &&
		typeof value.nonce === 'string' &&
		typeof value.url === 'string' &&
		typeof value.since === 'number' &&
		typeof value.until === 'number' &&
		typeof value.ends === 'number' &&
		Array.isArray(value.items) &&
		value.items.every(isKept)
	);
}

/** What {@link suspend} kept, if the call is for it. */
export function recall(context: IWebhookFunctions): Memory | undefined {
	const query: unknown = context.getQueryData();
	const called = isRecord(query) ? textOf(query[NONCE_PARAMETER]) : undefined;
	// A closing brace in the node's name would end the expression.
	const name = JSON.stringify(context.getNode().name).replace(
		/[{}]/g,
		(brace) => `\\u00${brace === '{' ? '7b' : '7d'}`,
	);
	const kept = textOf(context.evaluateExpression(`{{ $node[${name}].context["${CONTEXT_KEY}"] }}`, 0));
	const memory: unknown = kept === undefined ? undefined : JSON.parse(kept);
	return isMemory(memory) && memory.nonce === called ? memory : undefined;
}
