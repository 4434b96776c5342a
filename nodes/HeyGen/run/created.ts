import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../api/json';
import { namesJob, referenceTo } from '../jobs/errors';
import { jobKinds, type JobName } from '../jobs/jobKinds';
import type { NodeError } from './errorItem';

/** IDs named in a sentence; the details hold all of them. */
const READABLE = 5;

interface Created {
	readonly index: number;
	readonly kind: JobName;
	readonly id: string;
}

function sentenceAbout(kind: JobName, jobs: readonly Created[]): string {
	const { name, getOperation, paidBy } = jobKinds[kind];
	const [many, were, them] = jobs.length === 1 ? ['', 'was', 'it'] : ['s', 'were', 'them'];
	const ids = [...new Set(jobs.map(({ id }) => referenceTo(jobKinds[kind], id).readBy))];
	const named = ids.slice(0, READABLE).join(', ');
	const more = ids.length > READABLE ? ` and ${ids.length - READABLE} more` : '';
	const paid = paidBy === 'nothing' ? '' : ` and ${jobs.length === 1 ? 'is' : 'are'} paid`;
	return `${jobs.length} ${name}${many} ${were} created${paid}: do not create ${them} again. Read ${them} with ${getOperation}: ${named}${more}.`;
}

function addDetails(error: NodeError, details: IDataObject): void {
	const known: unknown = error.context.heygen;
	error.context.heygen = { ...(isRecord(known) ? known : {}), ...details };
}

/** The jobs a run has created. They are paid, so an error that stops the run has to tell of them. */
export class CreatedJobs {
	private readonly jobs: Created[] = [];

	add(index: number, kind: JobName, id: string): void {
		this.jobs.push({ index, kind, id });
	}

	/**
	 * Tells, in the error that stops the run, what would be lost with the run: the jobs of the other items, and the errors
	 * of those that failed beside it.
	 *
	 * @param failures by item.
	 */
	tellIn(error: NodeError, failures: ReadonlyArray<NodeError | undefined>): void {
		const others = failures.flatMap((other, item) =>
			other && other !== error ? [{ item, error: other.message }] : [],
		);
		const jobs = this.jobs.filter(({ kind, id }) => !namesJob(error, jobKinds[kind], id));
		const kinds = [...new Set(jobs.map(({ kind }) => kind))];
		const sentences = kinds.map((kind) =>
			sentenceAbout(
				kind,
				jobs.filter((job) => job.kind === kind).sort((one, other) => one.index - other.index),
			),
		);
		if (others.length > 0) {
			sentences.push(
				`${others.length} other ${others.length === 1 ? 'item' : 'items'} failed, too: see the details.`,
			);
			addDetails(error, { others });
		}
		if (jobs.length > 0) {
			const all = [...this.jobs].sort((one, other) => one.index - other.index);
			addDetails(error, {
				jobs: all.map(({ index, kind, id }) => ({
					item: index,
					...referenceTo(jobKinds[kind], id).details,
				})),
			});
		}
		error.description = [error.description, ...sentences].filter(Boolean).join(' ');
	}
}
