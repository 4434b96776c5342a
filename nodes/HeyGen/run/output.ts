import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

import type { Priced } from '../jobs/estimates';
import type { Downloading } from '../jobs/files';
import type { JobName } from '../jobs/jobKinds';
import type { Estimate } from '../jobs/prices';

/** A job that was there before and is given again. */
export interface Reused {
	/** In unix seconds, where HeyGen says so. */
	readonly createdAt?: number;
}

export interface Output {
	readonly json: IDataObject;
	readonly binary?: IBinaryKeyData;
	/** What it cost, about. */
	readonly price?: Estimate;
	/** Of a job that was there before and is given again. */
	readonly reused?: Reused;
	/** What an AI agent has to be told beside the output, whatever is given of that. */
	readonly hint?: string;
}

/** What it takes to make an output of a job that has ended, be it in the run itself or in the call that resumes it. */
export type Finishing = Downloading;

/** A job that was created, with all that its output needs besides the job itself. It can be kept as JSON. */
export interface StartedJob extends Priced {
	readonly kind: JobName;
	readonly id: string;
	/** HeyGen's answer to the creation. */
	readonly answer: object;
	/** The names of the files to download. */
	readonly files: readonly string[];
	readonly reused?: Reused;
	/** Which of several jobs of its item it is, such as its language: what messages about it begin with. */
	readonly about?: string;
	/** How its output is given; all of it where nothing is said. */
	readonly shape?: 'raw' | 'simplified' | readonly string[];
}

/** Stands for the output of a job that went wrong, where the others of its item are given all the same. */
export class Failed {
	constructor(readonly error: unknown) {}
}

/** Stands for the output of an item whose job HeyGen will call back about, so that the execution can be suspended. */
export class Suspended {
	constructor(
		readonly job: StartedJob,
		/** Milliseconds to wait at most. */
		readonly limit: number,
	) {}
}
