import { createHash, randomUUID } from 'node:crypto';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** What n8n called the node for. It is the same for all tries of Retry On Fail. */
export interface Call {
	/** The execution or, where n8n runs a tool outside of one, something that names this call and no other. */
	readonly id: string;
	/** Which time the node runs in the execution. In a tool of an agent: what it was asked for. */
	readonly round: number | string;
	/** What one try leaves for the next. */
	readonly notes: IDataObject;
}

interface Tries {
	readonly id: string;
	readonly notes: IDataObject;
	round?: string;
}

/**
 * What is known of an agent's calls, by what the agent handed over: n8n hands the same object to every try of a call
 * (n8n-core 2.41, `makeHandleToolInvocation`), and nothing else is the same for them outside of an execution.
 */
const known = new WeakMap<object, Tries>();

function triesOf(handedOver: unknown): Tries {
	const key = typeof handedOver === 'object' && handedOver !== null ? handedOver : {};
	const tries = known.get(key) ?? { id: randomUUID(), notes: {} };
	known.set(key, tries);
	return tries;
}

/** Whether an AI agent called the node. n8n says so in one way for each of its engines. */
export function isTool(context: IExecuteFunctions): boolean {
	return context.isToolExecution() || context.getNode().type.endsWith('Tool');
}

/** The node's context outlives a try. In a call outside of an execution n8n has none and throws. */
function nodeContext(context: IExecuteFunctions): IDataObject | undefined {
	try {
		return context.getContext('node');
	} catch {
		return undefined;
	}
}

/** An agent's call is one item. What each parameter holds for it stands for the request that is made of them. */
function digestOf(context: IExecuteFunctions, properties: readonly INodeProperties[]): string {
	const hash = createHash('sha256');
	for (const { name } of properties) {
		hash.update(JSON.stringify([name, context.getNodeParameter(name, 0, null)]));
	}
	return hash.digest('hex');
}

/**
 * In a tool n8n raises the run index at every try (n8n-core 2.41, `get-input-connection-data`), and an agent that saw no
 * proper answer asks again: both lead to the same job, because the round is what was asked for.
 *
 * @param properties the operation's parameters.
 */
export function callOf(context: IExecuteFunctions, properties: readonly INodeProperties[]): Call {
	const tries = triesOf(context.getInputData()[0]?.json);
	const executionId: string | undefined = context.getExecutionId();
	return {
		id: executionId ?? tries.id,
		// An expression such as $now may give another value at the next try.
		round: isTool(context)
			? (tries.round ??= digestOf(context, properties))
			: Number(context.evaluateExpression('{{ $runIndex }}', 0)) || 0,
		notes: nodeContext(context) ?? tries.notes,
	};
}
