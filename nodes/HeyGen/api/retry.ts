import type { Failure } from './failure';

/** Milliseconds one attempt may take. HeyGen's slowest writes take about 31 s at the 99th percentile. */
export const ATTEMPT_LIMIT = { read: 30_000, write: 120_000, upload: 600_000 } as const;

/** Attempts while the network or HeyGen's servers are at fault: about 15 s of waiting in all. */
const MAX_ATTEMPTS = 5;

/** How long a request may wait in all while nothing of this execution moves on, however long HeyGen asks to wait. */
const PATIENCE = 30 * 60_000;

/** How long to ask again while HeyGen is still working on the same idempotency key. */
const IN_PROGRESS_PATIENCE = 5 * 60_000;

const BACKOFF_START = 1_000;
const BACKOFF_LIMIT = 30_000;

export interface History {
	/** Attempts made so far, this failure's included. */
	readonly attempts: number;
	/** Whether sending the request again can create nothing twice. */
	readonly repeatable: boolean;
	/** Milliseconds since this execution last got a request accepted or a job finished. */
	readonly stalledFor: number;
}

function backoff(attempts: number, random: () => number): number {
	const jitter = 0.75 + random() / 2;
	return Math.min(BACKOFF_LIMIT, BACKOFF_START * 2 ** (attempts - 1)) * jitter;
}

/** HeyGen has as many requests or running jobs from this account as it takes; nothing was created. */
export function isRateLimited(failure: Failure): boolean {
	return failure.status === 429;
}

/** HeyGen's servers, or the way to them, are at fault: the request may or may not have been carried out. */
export function isUncertain({ kind, status }: Failure): boolean {
	return (
		kind === 'lost' || kind === 'unreadable' || status === 408 || (status !== undefined && status >= 500)
	);
}

/** What HeyGen says about the content of a request, which it then has read. */
const ABOUT_CONTENT = [400, 402, 404, 413, 415, 422];

/**
 * HeyGen refused the request itself: had an earlier attempt been carried out, its answer would have come again. A refusal of
 * another kind may come before HeyGen looks what became of the earlier one.
 */
export function isSettled({ kind, status }: Failure): boolean {
	return kind === 'refused' && status !== undefined && ABOUT_CONTENT.includes(status);
}

/**
 * Milliseconds to wait before sending the request again, or undefined to give up.
 *
 * A request that may have been carried out is sent again only where that can create nothing twice (docs/heygen.md §5: 5xx and
 * network loss only on idempotent methods, or under an idempotency key). 429 and an unmade connection created nothing.
 */
export function retryDelay(failure: Failure, history: History, random = Math.random): number | undefined {
	const { attempts, repeatable, stalledFor } = history;
	// "In 0 seconds", or a date that is past by this machine's clock, would have it asked again without any pause.
	const wait = failure.retryAfter || backoff(attempts, random);

	if (isRateLimited(failure)) {
		// A used-up quota does not come back by asking; a full queue does, and HeyGen then says when.
		if (failure.code === 'quota_exceeded' && failure.retryAfter === undefined) return undefined;
		return stalledFor + wait <= PATIENCE ? wait : undefined;
	}
	if (failure.status === 409 && failure.code === 'request_in_progress') {
		return stalledFor + wait <= IN_PROGRESS_PATIENCE ? wait : undefined;
	}
	const mayRepeat = failure.kind === 'unreachable' || (isUncertain(failure) && repeatable);
	return mayRepeat && attempts < MAX_ATTEMPTS && stalledFor + wait <= PATIENCE ? wait : undefined;
}
