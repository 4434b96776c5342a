import { sleep } from 'n8n-workflow';

/** Time, as the waiting code sees it; a test brings its own. */
export interface Clock {
	now(): number;
	sleep(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = { now: () => Date.now(), sleep };

function reasonOf({ reason }: AbortSignal): Error {
	return reason instanceof Error ? reason : new Error('Aborted');
}

/** Settles as `work` does, or rejects with the signal's reason as soon as it aborts. */
export async function unlessAborted<Result>(work: Promise<Result>, signal?: AbortSignal): Promise<Result> {
	if (!signal) return await work;
	signal.throwIfAborted();
	let stopListening = () => {};
	const aborted = new Promise<never>((_, reject) => {
		const onAbort = () => reject(reasonOf(signal));
		stopListening = () => signal.removeEventListener('abort', onAbort);
		signal.addEventListener('abort', onAbort, { once: true });
	});
	try {
		return await Promise.race([work, aborted]);
	} finally {
		stopListening();
	}
}
