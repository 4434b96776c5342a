import { setTimeout as sleep } from 'node:timers/promises';

export interface PollOptions {
	/** What is waited for, as it reads after "waiting for". */
	what: string;
	timeoutMs: number;
	/** The pause between two reads, or how it grows. 100 ms unless given. */
	intervalMs?: number | ((attempt: number) => number);
	signal?: AbortSignal;
	/** Said when time is up: what was seen last. */
	lastSeen?: () => string;
}

/** Calls `read` until it answers something other than undefined. Throws when the time is up or the signal is aborted. */
export async function poll<T>(read: () => Promise<T | undefined>, options: PollOptions): Promise<T> {
	const { what, timeoutMs, intervalMs = 100, signal, lastSeen } = options;
	const deadline = Date.now() + timeoutMs;
	for (let attempt = 0; ; attempt++) {
		signal?.throwIfAborted();
		const value = await read();
		if (value !== undefined) return value;
		if (Date.now() >= deadline) {
			const seen = lastSeen?.();
			throw new Error(`Gave up waiting for ${what} after ${timeoutMs / 1000} s${seen ? `: ${seen}` : ''}.`);
		}
		const pause = typeof intervalMs === 'number' ? intervalMs : intervalMs(attempt);
		await sleep(Math.min(pause, Math.max(deadline - Date.now(), 0)), undefined, { signal });
	}
}
