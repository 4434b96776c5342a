import type { IDataObject } from 'n8n-workflow';

import type { Job } from './kinds';

export const OUTCOMES = ['finished', 'failed'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** A job that has ended, as it leaves the trigger: the keys of the HeyGen Trigger's events. */
export interface JobEvent extends IDataObject {
	/** Kind and outcome, e.g. `video.finished`. */
	event: string;
	/** The job's ID. */
	id: string;
	/** ISO 8601; absent where HeyGen does not say when the job ended. */
	occurredAt?: string;
	/** The job as HeyGen shows it. */
	data: IDataObject;
}

export interface Ended {
	/** Of the kind, as its events begin. */
	readonly name: string;
	readonly job: Job;
}

export function eventOf({ name, job: { id, state, endedAt, data } }: Ended): JobEvent {
	const occurredAt = endedAt === undefined ? {} : { occurredAt: new Date(endedAt * 1000).toISOString() };
	return { event: `${name}.${state}`, id, ...occurredAt, data };
}

/** When a job is told of among others: of few kinds HeyGen says when they ended. */
function momentOf({ job: { endedAt, createdAt } }: Ended): number {
	return endedAt ?? createdAt ?? Infinity;
}

/** The oldest first. Of the same moment, or of none, they come in the reverse order of HeyGen's lists. */
export function oldestFirst(listed: readonly Ended[]): Ended[] {
	// Two without a moment: the difference is no number.
	return [...listed].reverse().sort((a, b) => momentOf(a) - momentOf(b) || 0);
}
