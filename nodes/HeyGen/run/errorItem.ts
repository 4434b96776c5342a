import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';

import { isoTime } from '../api/clock';
import { Failed, type Output, type Reused } from './output';

export type NodeError = NodeApiError | NodeOperationError;

export function asNodeError(node: INode, error: unknown, itemIndex: number): NodeError {
	const nodeError =
		error instanceof NodeApiError || error instanceof NodeOperationError
			? error
			: new NodeOperationError(node, error instanceof Error ? error : String(error));
	nodeError.context.itemIndex = itemIndex;
	return nodeError;
}

/**
 * The item that stands for an error. n8n sends it to the error output only if it holds nothing but `error`, `message` and
 * `details`.
 */
export function errorItem(error: NodeError, itemIndex: number): INodeExecutionData {
	const details: unknown = error.context.heygen;
	const json: IDataObject = { error: error.message };
	if (error.description) json.message = error.description;
	if (details !== undefined && details !== null) json.details = details;
	return { json, pairedItem: { item: itemIndex } };
}

/**
 * What HeyGen calls `error` (of a look or a group that failed) goes out as `failure`: an item with an `error` looks like a
 * failure of the node, to people and to n8n, which runs the node again under Retry On Fail.
 */
export function withFailure({ error, ...json }: IDataObject): IDataObject {
	return error === undefined ? json : { ...json, failure: error };
}

/** The field of an item that says what its job cost. */
export const ESTIMATE = 'estimated_price';

/** The fields of an item whose job was there before: that it was, and since when. */
export const REUSED = { is: 'reused', since: 'originally_created_at' } as const;

function reusedFields({ createdAt }: Reused): IDataObject {
	const since = isoTime(createdAt);
	return { [REUSED.is]: true, ...(since === undefined ? {} : { [REUSED.since]: since }) };
}

/** The item of an output, paired with the input item it belongs to. */
export function outputItem(
	{ json, binary, price, reused, hint }: Output,
	itemIndex: number,
): INodeExecutionData {
	const told = {
		...withFailure(json),
		...(price ? { [ESTIMATE]: price } : {}),
		...(reused ? reusedFields(reused) : {}),
		...(hint === undefined ? {} : { hint }),
	};
	return { json: told, ...(binary ? { binary } : {}), pairedItem: { item: itemIndex } };
}

/** What one result of an item leaves as. */
export function givenItem(node: INode, result: Output | Failed, itemIndex: number): INodeExecutionData {
	return result instanceof Failed
		? errorItem(asNodeError(node, result.error, itemIndex), itemIndex)
		: outputItem(result, itemIndex);
}
