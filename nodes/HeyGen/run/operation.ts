import type { IBinaryKeyData, IDataObject, INodeProperties } from 'n8n-workflow';

import type { Item } from './item';

export interface Output {
	readonly json: IDataObject;
	readonly binary?: IBinaryKeyData;
}

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
	/** In the order they are shown. Names are unique within the operation. */
	readonly parameters: readonly INodeProperties[];
	/** Members of the operation's Options collection, in any order. */
	readonly options?: readonly INodeProperties[];
	/** Whether it makes a write that HeyGen protects by an idempotency key. */
	readonly keyed?: boolean;
	run(item: Item): Promise<Output | Output[]>;
}

export interface Resource {
	readonly name: string;
	readonly value: string;
	readonly operations: readonly Operation[];
}
