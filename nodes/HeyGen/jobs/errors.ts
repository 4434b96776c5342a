import { NodeApiError, type INode } from 'n8n-workflow';

import { apiError } from '../api/errors';
import { isRecord } from '../api/json';
import type { JobKind } from './kinds';

/** A job that failed at HeyGen. Running the item again under the same key leads to this job again, and costs nothing. */
export function failedJobError<Job>(node: INode, kind: JobKind<Job>, id: string, job: Job): NodeApiError {
	const { code, message } = kind.failure(job);
	const headline = `HeyGen could not make the ${kind.name}: ${message ?? code ?? 'no reason was given'}`;
	return jobError(node, headline, {
		code,
		id,
		description: `The ${kind.name} has the ID ${id}${code ? ` and the code ${code}` : ''}. Change what it was made from, then create a new one; repeating it unchanged leads here again.`,
	});
}

export function missingJobError<Job>(node: INode, kind: JobKind<Job>, id: string): NodeApiError {
	return jobError(node, `HeyGen no longer has the ${kind.name} ${id}`, {
		id,
		description: 'It was deleted while this node was waiting for it, or belongs to another account.',
	});
}

export function waitLimitError(
	node: INode,
	kind: Pick<JobKind<never>, 'name' | 'getOperation'>,
	id: string,
	limit: number,
): NodeApiError {
	const minutes = Math.round(limit / 6_000) / 10;
	return jobError(
		node,
		`The ${kind.name} ${id} is not finished after ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
		{
			id,
			description: `HeyGen goes on making it and it is already paid: do not create it again. Read it later with ${kind.getOperation} and the ID ${id}, or raise Wait Limit.`,
		},
	);
}

/**
 * Where HeyGen could not be asked any more: the job itself is not lost. One answer can be about many jobs, so each gets an
 * error of its own.
 */
export function withJob<Job>(error: unknown, kind: JobKind<Job>, id: string): unknown {
	if (!(error instanceof NodeApiError)) return error;
	const { node, message } = error;
	const description = [
		error.description,
		`The ${kind.name} itself was created and has the ID ${id}: read it with ${kind.getOperation}.`,
	]
		.filter(Boolean)
		.join(' ');
	const own = apiError(node, { message, description, httpCode: error.httpCode ?? undefined });
	const known: unknown = error.context.heygen;
	own.context.heygen = { ...(isRecord(known) ? known : {}), job_id: id };
	return own;
}

function jobError(
	node: INode,
	message: string,
	{ description, id, code }: { description: string; id: string; code?: string | null },
): NodeApiError {
	const error = apiError(node, { message, description });
	error.context.heygen = { job_id: id, ...(code ? { code } : {}) };
	return error;
}
