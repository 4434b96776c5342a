import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../api/json';
import { namesJob, referenceTo, type Creation } from '../jobs/errors';
import type { NodeError } from './errorItem';

/** IDs named in a sentence; the details hold all of them. */
const READABLE = 5;

interface Created {
	readonly index: number;
	readonly what: Creation;
	readonly id: string;
}

function pluralOf(name: string): string {
	return name.endsWith('ch') ? `${name}es` : `${name}s`;
}

function sentenceAbout(what: Creation, jobs: readonly Created[]): string {
	const [one, were, are, them] =
		jobs.length === 1 ? [true, 'was', 'is', 'it'] : [false, 'were', 'are', 'them'];
	const paid = what.paidBy === 'nothing' ? '' : ` and ${are} paid`;
	const name = one ? what.name : pluralOf(what.name);
	const ids = [...new Set(jobs.map(({ id }) => referenceTo(what, id).readBy))];
	const named = ids.slice(0, READABLE).join(', ');
	const more = ids.length > READABLE ? ` and ${ids.length - READABLE} more` : '';
	const how = what.getOperation
		? `Read ${them} with ${what.getOperation}`
		: `Load ${them} before the ${one ? 'link expires' : 'links expire'}`;
	return `${jobs.length} ${name} ${were} created${paid}: do not create ${them} again. ${how}: ${named}${more}.`;
}

function addDetails(error: NodeError, details: IDataObject): void {
	const known: unknown = error.context.heygen;
	error.context.heygen = { ...(isRecord(known) ? known : {}), ...details };
}

/** What a run has created. It is paid, so an error that stops the run has to tell of it. */
export class Creations {
	private readonly all: Created[] = [];

	/** @param id a job's ID, or the link of what has no other name. */
	add(index: number, what: Creation, id: string): void {
		this.all.push({ index, what, id });
	}

	/**
	 * Tells, in the error that stops the run, what would be lost with the run: what the other items created, and the errors
	 * of those that failed beside it.
	 *
	 * @param failures by item.
	 */
	tellIn(error: NodeError, failures: ReadonlyArray<NodeError | undefined>): void {
		const others = failures.flatMap((other, item) =>
			other && other !== error ? [{ item, error: other.message }] : [],
		);
		const all = [...this.all].sort((one, other) => one.index - other.index);
		const untold = all.filter(({ what, id }) => !namesJob(error, what, id));
		const kinds = [...new Set(untold.map(({ what }) => what))];
		const sentences = kinds.map((kind) =>
			sentenceAbout(
				kind,
				untold.filter(({ what }) => what === kind),
			),
		);
		if (others.length > 0) {
			sentences.push(
				`${others.length} other ${others.length === 1 ? 'item' : 'items'} failed, too: see the details.`,
			);
			addDetails(error, { others });
		}
		if (untold.length > 0) {
			addDetails(error, {
				jobs: all.map(({ index, what, id }) => ({ item: index, ...referenceTo(what, id).details })),
			});
		}
		error.description = [error.description, ...sentences].filter(Boolean).join(' ');
	}
}
