import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { OperationId } from '../api/contract';
import { takesKey } from '../api/idempotency';
import type { Item } from './item';
import type { Failed, Finishing, Output, StartedJob, Suspended } from './output';

/** At least one of HeyGen's operations. */
export type Calls = readonly [OperationId, ...OperationId[]];

/**
 * One thing the node can do: what the user sees and what it does, side by side.
 *
 * `run` handles one item. What it throws becomes the item's error; several outputs all belong to the item.
 */
export interface Operation {
	/** As in the Operation list, e.g. "Start Consent". */
	readonly name: string;
	readonly value: string;
	/** As in the node panel, e.g. "Start consent for an avatar". */
	readonly action: string;
	readonly description: string;
	/** All of HeyGen's operations it may call. The first is its own: what it is for. */
	readonly calls: Calls;
	/** In the order they are shown. Names are unique within the operation. */
	readonly parameters: readonly INodeProperties[];
	/** Members of the operation's Options collection, in any order. */
	readonly options?: readonly INodeProperties[];
	/** The few fields of an output that matter, where there are more than ten; the user chooses how much to have. */
	readonly simplify?: (json: IDataObject) => IDataObject;
	/** What an account needs for it that not every one has, as HTML; where `when`, an expression of n8n's, is true, if it is given. */
	readonly needs?: { readonly message: string; readonly when?: string };
	/** Whether the same request can be meant twice, such as "Yes" to two questions: an agent's second one is sent, too. */
	readonly isRepeatable?: boolean;
	run(item: Item): Promise<Output | Array<Output | Failed> | Suspended>;
	/**
	 * Makes the output of a job that has ended, for the operations whose `run` can suspend; undefined where it has not ended:
	 * HeyGen's list of states can be ahead of the job.
	 */
	readonly finish?: (finishing: Finishing, job: StartedJob) => Promise<Output | undefined>;
}

/** Whether HeyGen protects its own write by an idempotency key, so that the user may bring one. */
export function isKeyed({ calls: [own] }: Pick<Operation, 'calls'>): boolean {
	return takesKey(own);
}

/**
 * The operations of HeyGen's whose writes stand under the items' own keys: its own, and the first that takes a key. Where a
 * try of before may have made such a write, another key would make it a second time.
 */
export function ownCalls({ calls }: Pick<Operation, 'calls'>): OperationId[] {
	return [calls[0], calls.find(takesKey) ?? calls[0]];
}

export interface Resource {
	readonly name: string;
	readonly value: string;
	/** The one that is chosen where nobody chose. */
	readonly usual: Operation;
	/** By name. */
	readonly operations: readonly Operation[];
}
