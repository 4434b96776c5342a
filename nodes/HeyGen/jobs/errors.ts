import { NodeApiError, type IDataObject, type INode } from 'n8n-workflow';

import { apiError, ownError } from '../api/errors';
import type { JobKind } from './kinds';

type Named = Pick<JobKind<never>, 'name' | 'placeOf'>;

/** How messages tell which job they are about. */
function identified({ name, placeOf }: Named, id: string) {
	const place = placeOf?.(id);
	if (!place) return { job: `${name} ${id}`, has: `the ID ${id}`, readBy: id, details: { job_id: id } };
	const { batch_id: batch, item_index: index } = place;
	return {
		job: `${name} ${index} of the batch ${batch}`,
		has: `the number ${index} in the batch ${batch}`,
		readBy: batch,
		details: { ...place },
	};
}

/** A job that failed at HeyGen. Running the item again under the same key leads to this job again, and costs nothing. */
export function failedJobError<Job>(node: INode, kind: JobKind<Job>, id: string, job: Job): NodeApiError {
	const { code, message } = kind.failure(job);
	const headline = `HeyGen could not make the ${kind.name}: ${message ?? code ?? 'no reason was given'}`;
	const { has, details } = identified(kind, id);
	return jobError(node, headline, {
		details: { ...details, ...(code ? { code } : {}) },
		description: `The ${kind.name} has ${has}${code ? ` and the code ${code}` : ''}. Change what it was made from, then create a new one; repeating it unchanged leads here again.`,
	});
}

export function missingJobError<Job>(node: INode, kind: JobKind<Job>, id: string): NodeApiError {
	const { job, details } = identified(kind, id);
	return jobError(node, `HeyGen no longer has the ${job}`, {
		details,
		description: 'It was deleted while this node was waiting for it, or belongs to another account.',
	});
}

export function waitLimitError(
	node: INode,
	kind: Named & Pick<JobKind<never>, 'getOperation'>,
	id: string,
	limit: number,
): NodeApiError {
	const minutes = Math.round(limit / 6_000) / 10;
	const { job, readBy, details } = identified(kind, id);
	return jobError(
		node,
		`The ${job} is not finished after ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
		{
			details,
			description: `HeyGen goes on making it and it is already paid: do not create it again. Read it later with ${kind.getOperation} and the ID ${readBy}, or raise Wait Limit.`,
		},
	);
}

/**
 * Where HeyGen could not be asked any more: the job itself is not lost. One answer can be about many jobs, so each gets an
 * error of its own.
 */
export function withJob<Job>(error: unknown, kind: JobKind<Job>, id: string): unknown {
	if (!(error instanceof NodeApiError)) return error;
	const { has, details } = identified(kind, id);
	const created = `The ${kind.name} itself was created and has ${has}: read it with ${kind.getOperation}.`;
	const description = [error.description, created].filter(Boolean).join(' ');
	return ownError(error, { description, details });
}

function jobError(
	node: INode,
	message: string,
	{ description, details }: { description: string; details: IDataObject },
): NodeApiError {
	const error = apiError(node, { message, description });
	error.context.heygen = details;
	return error;
}
