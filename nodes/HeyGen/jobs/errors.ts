import { NodeApiError, NodeOperationError, type IDataObject, type INode } from 'n8n-workflow';

import { apiError, ownError, quoted } from '../api/errors';
import { isRecord } from '../api/json';
import type { JobKind } from './kinds/kind';

/** A job as messages tell of it. */
type Named = Pick<JobKind<never>, 'name' | 'placeOf' | 'getOperation' | 'paidBy'>;

/** What was paid, as messages tell of it: a job or, without a `getOperation`, what is known by its link alone, such as a speech. */
export type Creation = Omit<Named, 'getOperation'> & Partial<Pick<Named, 'getOperation'>>;

/** How messages tell which one they are about. */
function identified({ name, placeOf, getOperation }: Creation, id: string) {
	if (getOperation === undefined) {
		return { job: `${name} at ${id}`, has: `the address ${id}`, readBy: id, details: { link: id } };
	}
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

/** What it takes to find something again: for the details of an error, and the ID its `getOperation` takes, or its link. */
export function referenceTo(creation: Creation, id: string): { readBy: string; details: IDataObject } {
	const { readBy, details } = identified(creation, id);
	const { name, getOperation } = creation;
	return {
		readBy,
		details: { kind: name, ...details, ...(getOperation ? { read_with: getOperation } : {}) },
	};
}

/** A job that failed at HeyGen. Running the item again under the same key leads to this job again, and costs nothing. */
export function failedJobError<Job>(node: INode, kind: JobKind<Job>, id: string, job: Job): NodeApiError {
	const { code, message, videoId } = kind.failure(job);
	const headline = `HeyGen could not make the ${kind.name}: ${message ?? code ?? 'no reason was given'}`;
	const { has, details } = identified(kind, id);
	return jobError(node, headline, {
		details: { ...details, ...(videoId ? { video_id: videoId } : {}), ...(code ? { code } : {}) },
		description: `The ${kind.name} has ${has}${code ? ` and the code ${code}` : ''}. Change what it was made from, then create a new one; Retry On Fail, and an Idempotency Key of your own, lead here again.`,
	});
}

export function missingJobError<Job>(node: INode, kind: JobKind<Job>, id: string): NodeApiError {
	const { job, details } = identified(kind, id);
	return jobError(node, `HeyGen no longer has the ${job}`, {
		details,
		description: 'It was deleted while this node was waiting for it, or belongs to another account.',
	});
}

function ifPaid({ paidBy }: Pick<Named, 'paidBy'>, words: string): string {
	return paidBy === 'nothing' ? '' : words;
}

function goesOn(kind: Named, readBy: string): string {
	return `HeyGen goes on making it${ifPaid(kind, ' and it is already paid')}: do not create it again. Read it later with ${kind.getOperation} and the ID ${readBy}`;
}

/**
 * How to go on with a job that was created and not waited for, for an AI agent, which reads no documentation and would create
 * it again.
 */
export function createdNote(kind: Named, id: string): string {
	const { job, readBy } = identified(kind, id);
	return `The ${job} was created${ifPaid(kind, ' and is paid')}: do not create it again. Read it later with ${kind.getOperation} and the ID ${readBy}.`;
}

/** The same of a job that is known not to have ended. */
export function unfinishedNote(kind: Named, id: string): string {
	const { job, readBy } = identified(kind, id);
	return `The ${job} is not finished. ${goesOn(kind, readBy)}.`;
}

function minutesOf(limit: number): string {
	const minutes = Math.round(limit / 6_000) / 10;
	return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

/** For a job that was asked about at its limit. */
export function waitLimitError(node: INode, kind: Named, id: string, limit: number): NodeApiError {
	const { job, readBy, details } = identified(kind, id);
	return jobError(node, `The ${job} is not finished after ${minutesOf(limit)}`, {
		details,
		description: `${goesOn(kind, readBy)}, or raise Wait Limit.`,
	});
}

/** For a job that nobody could ask about at its limit: HeyGen's call may have been lost. */
export function unreportedError(node: INode, kind: Named, id: string, limit: number): NodeApiError {
	const { job, readBy, details } = identified(kind, id);
	return jobError(node, `The ${job} was not reported finished within ${minutesOf(limit)}`, {
		details,
		description: `It may be finished all the same${ifPaid(kind, ', and it is already paid')}: do not create it again. Read it with ${kind.getOperation} and the ID ${readBy}.`,
	});
}

/** The same error, beginning with which of several jobs of an item it is about. */
export function among(error: NodeApiError, about: string | undefined): NodeApiError {
	if (about !== undefined) error.message = `${about}: ${error.message}`;
	return error;
}

/** Whether the error already says which job it is about, and that this is the one. */
export function namesJob(error: unknown, kind: Creation, id: string): error is NodeApiError {
	if (!(error instanceof NodeApiError) || !isRecord(error.context.heygen)) return false;
	const { heygen } = error.context;
	return Object.entries(identified(kind, id).details).every(([key, value]) => heygen[key] === value);
}

function descriptionOf(error: unknown): string {
	const known = error instanceof NodeApiError || error instanceof NodeOperationError;
	return known && typeof error.description === 'string' ? error.description : '';
}

/** The statuses whose advice is about the account; that of others is about running the item again. */
const STANDING_ADVICE = [401, 402, 403];

function adviceOf(error: unknown): string {
	if (!(error instanceof NodeApiError) || !isRecord(error.context.heygen)) return descriptionOf(error);
	return STANDING_ADVICE.includes(Number(error.httpCode))
		? descriptionOf(error)
		: quoted(error.context.heygen);
}

/**
 * The same error, saying that the job, or whatever else was paid, exists; one that names it already stays as it is.
 *
 * One answer can be about many jobs, so each gets an error of its own.
 */
export function withJob(node: INode, error: unknown, kind: Creation, id: string): NodeApiError {
	if (namesJob(error, kind, id)) return error;
	const { has, details } = identified(kind, id);
	const { name, getOperation } = kind;
	const [how, advice] = getOperation
		? [`read it with ${getOperation}`, adviceOf(error)]
		: // Advice about jobs would be wrong here: nothing gives a fresh link.
			['load it from there before the link expires', ''];
	const created = `The ${name} was created${ifPaid(kind, ' and is paid')}: do not create it again. It has ${has}; ${how}.`;
	const description = [created, advice].filter(Boolean).join(' ');
	if (error instanceof NodeApiError) return ownError(error, { description, details });
	return jobError(node, error instanceof Error ? error.message : String(error), { description, details });
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
