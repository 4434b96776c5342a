import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';

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
