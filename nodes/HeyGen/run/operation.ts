import type { IBinaryKeyData, IDataObject, INodeProperties } from 'n8n-workflow';

import type { Downloading } from '../jobs/files';
import type { JobName } from '../jobs/kinds';
import type { Item } from './item';

export interface Output {
	readonly json: IDataObject;
	readonly binary?: IBinaryKeyData;
}

/** What it takes to make an output of a job that has ended, be it in the run itself or in the call that resumes it. */
export type Finishing = Downloading;

/** A job that was created, with all that its output needs besides the job itself. It can be kept as JSON. */
export interface StartedJob {
	readonly kind: JobName;
	readonly id: string;
	/** HeyGen's answer to the creation. */
	readonly answer: object;
	/** The names of the files to download. */
	readonly files: readonly string[];
}

/** Stands for the output of an item whose job HeyGen will call back about, so that the execution can be suspended. */
export class Suspended {
	constructor(
		readonly job: StartedJob,
		/** Milliseconds to wait at most. */
		readonly limit: number,
	) {}
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
	run(item: Item): Promise<Output | Output[] | Suspended>;
	/**
	 * Makes the output of a job that has ended, for the operations whose `run` can suspend; undefined where it has not ended:
	 * HeyGen's list of states can be ahead of the job.
	 */
	readonly finish?: (finishing: Finishing, job: StartedJob) => Promise<Output | undefined>;
}

export interface Resource {
	readonly name: string;
	readonly value: string;
	readonly operations: readonly Operation[];
}
