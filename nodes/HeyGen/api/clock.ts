import { sleep } from 'n8n-workflow';

/** Time, as the waiting code sees it; a test brings its own. */
export interface Clock {
	now(): number;
	sleep(milliseconds: number): Promise<void>;
	/** Lets the event loop do first what is ready: send what was written, take in what has arrived. */
	nextTurn(): Promise<void>;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	sleep,
	nextTurn: async () => await sleep(0),
};

function reasonOf({ reason }: AbortSignal): Error {
	return reason instanceof Error ? reason : new Error('Aborted');
}

type Listener = (reason: Error) => void;

/** Who waits on a signal. Node warns of a leak where hundreds of items each put a listener of their own on one. */
const waiting = new WeakMap<AbortSignal, Set<Listener>>();

function waitingOn(signal: AbortSignal): Set<Listener> {
	const known = waiting.get(signal);
	if (known) return known;
	const listeners = new Set<Listener>();
	waiting.set(signal, listeners);
	const tell = () => {
		for (const listener of listeners) listener(reasonOf(signal));
	};
	signal.addEventListener('abort', tell, { once: true });
	return listeners;
}

/** Settles as `work` does, or rejects with the signal's reason as soon as it aborts. */
export async function unlessAborted<Result>(work: Promise<Result>, signal?: AbortSignal): Promise<Result> {
	if (!signal) return await work;
	const listeners = waitingOn(signal);
	let listener: Listener = () => {};
	const aborted = new Promise<never>((_, reject) => {
		listener = reject;
		if (signal.aborted) reject(reasonOf(signal));
		else listeners.add(listener);
	});
	try {
		// `work` is listened to even where the signal has aborted already: its own rejection must not go unheard.
		return await Promise.race([aborted, work]);
	} finally {
		listeners.delete(listener);
	}
}

/** A time as n8n's other nodes give it, of unix seconds; undefined where there is none. */
export function isoTime(seconds: unknown): string | undefined {
	return typeof seconds === 'number' ? new Date(seconds * 1000).toISOString() : undefined;
}
