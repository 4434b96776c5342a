import { parse } from 'flatted';
import { asObject, asObjects, asOptionalString, asString, isObject, type JsonObject } from './json';

const ENDED = ['success', 'error', 'canceled', 'crashed'] as const;
export const STATUSES = ['new', 'running', 'waiting', 'unknown', ...ENDED] as const;

export type ExecutionStatus = (typeof STATUSES)[number];

/** A line of the list of executions. */
export interface ExecutionSummary {
	id: string;
	workflowId: string;
	/** How it was started: `manual`, `trigger`, `webhook`, `retry`, … */
	mode: string;
	status: ExecutionStatus;
	retryOf?: string;
	retrySuccessId?: string;
	startedAt?: string;
	stoppedAt?: string;
	/** Until when it is suspended. */
	waitTill?: string;
}

export interface Execution extends ExecutionSummary {
	/** Every run of every node so far, by the node's name. */
	runs: Record<string, NodeRun[]>;
	/** What ended the execution, when something did. */
	error?: NodeError;
	lastNode?: string;
}

export interface NodeRun {
	status: ExecutionStatus;
	startedAt: number;
	milliseconds: number;
	/** The items of each output, in the order of the outputs. */
	outputs: Item[][];
	error?: NodeError;
	hints: string[];
	/** What the node gave an AI agent instead of items. */
	raw: JsonObject;
}

export interface Item {
	json: JsonObject;
	binary?: Record<string, BinaryFile>;
	pairedItem?: unknown;
}

export interface BinaryFile {
	mimeType: string;
	fileName?: string;
	fileSize?: string;
	/** Where n8n keeps it; without it, `data` holds the file itself in base64. */
	id?: string;
	data?: string;
}

export interface NodeError {
	message: string;
	description?: string;
	node?: string;
	httpCode?: string;
	context: JsonObject;
}

export function hasEnded(execution: ExecutionSummary): boolean {
	return ENDED.some((status) => status === execution.status);
}

/**
 * The items a node gave on one of its outputs in its last run.
 * @throws with the reason when the node did not run or ended in an error
 */
export function resultOf(execution: Execution, nodeName: string, output = 0): Item[] {
	const run = execution.runs[nodeName]?.at(-1);
	if (!run) {
		throw new Error(`The node "${nodeName}" did not run in ${describe(execution)}.`);
	}
	if (run.error) throw new Error(`The node "${nodeName}" failed: ${readable(run.error)}`);
	return run.outputs[output] ?? [];
}

/** "execution 12, which ended with an error: …", for messages. */
export function describe(execution: Execution): string {
	const reason = execution.error ? `: ${readable(execution.error)}` : '';
	const at = execution.lastNode ? `, last node "${execution.lastNode}"` : '';
	return `execution ${execution.id} (${execution.status}${at})${reason}`;
}

export function readable({ node, message, description, httpCode }: NodeError): string {
	return [
		node ? `"${node}": ` : '',
		message,
		description && description !== message ? ` (${description})` : '',
		httpCode ? ` [HTTP ${httpCode}]` : '',
	].join('');
}

export function toSummary(value: JsonObject, place: string): ExecutionSummary {
	return {
		id: asString(value.id, `${place}.id`),
		workflowId: asString(value.workflowId, `${place}.workflowId`),
		mode: asString(value.mode, `${place}.mode`),
		status: toStatus(value.status),
		retryOf: asOptionalString(value.retryOf, `${place}.retryOf`),
		retrySuccessId: asOptionalString(value.retrySuccessId, `${place}.retrySuccessId`),
		startedAt: asOptionalString(value.startedAt, `${place}.startedAt`),
		stoppedAt: asOptionalString(value.stoppedAt, `${place}.stoppedAt`),
		waitTill: asOptionalString(value.waitTill, `${place}.waitTill`),
	};
}

/** `data` arrives as text in the `flatted` format, because run data refers to the same objects many times. */
export function toExecution(value: JsonObject): Execution {
	const summary = toSummary(value, 'execution');
	const data: unknown = typeof value.data === 'string' ? parse(value.data) : undefined;
	const result = isObject(data) && isObject(data.resultData) ? data.resultData : {};
	const runData = isObject(result.runData) ? result.runData : {};
	return {
		...summary,
		runs: Object.fromEntries(
			Object.entries(runData).map(([name, runs]) => [
				name,
				asObjects(runs, `runData["${name}"]`).map((run) => toNodeRun(run, `runData["${name}"]`)),
			]),
		),
		error: toNodeError(result.error),
		lastNode: asOptionalString(result.lastNodeExecuted, 'resultData.lastNodeExecuted'),
	};
}

function toNodeRun(run: JsonObject, place: string): NodeRun {
	const data = isObject(run.data) ? run.data : {};
	const main = Array.isArray(data.main) ? data.main : [];
	return {
		status: toStatus(run.executionStatus),
		startedAt: Number(run.startTime),
		milliseconds: Number(run.executionTime),
		outputs: main.map((items) => (items === null ? [] : asObjects(items, `${place}.data.main`).map(toItem))),
		error: toNodeError(run.error),
		hints: Array.isArray(run.hints)
			? asObjects(run.hints, `${place}.hints`).map(({ message }) => String(message))
			: [],
		raw: data,
	};
}

function toItem(item: JsonObject): Item {
	return {
		json: asObject(item.json, 'item.json'),
		...(isObject(item.binary)
			? {
					binary: Object.fromEntries(
						Object.entries(item.binary).map(([name, file]) => [name, toBinaryFile(asObject(file, name))]),
					),
				}
			: {}),
		pairedItem: item.pairedItem,
	};
}

function toBinaryFile(file: JsonObject): BinaryFile {
	return {
		mimeType: asString(file.mimeType, 'binary.mimeType'),
		fileName: asOptionalString(file.fileName, 'binary.fileName'),
		fileSize: asOptionalString(file.fileSize, 'binary.fileSize'),
		id: asOptionalString(file.id, 'binary.id'),
		data: asOptionalString(file.data, 'binary.data'),
	};
}

function toNodeError(error: unknown): NodeError | undefined {
	if (!isObject(error)) return undefined;
	const node = isObject(error.node) ? error.node.name : undefined;
	return {
		message: typeof error.message === 'string' ? error.message : JSON.stringify(error),
		description: typeof error.description === 'string' ? error.description : undefined,
		node: typeof node === 'string' ? node : undefined,
		httpCode:
			typeof error.httpCode === 'string' || typeof error.httpCode === 'number'
				? `${error.httpCode}`
				: undefined,
		context: isObject(error.context) ? error.context : {},
	};
}

function toStatus(value: unknown): ExecutionStatus {
	return STATUSES.find((status) => status === value) ?? 'unknown';
}
