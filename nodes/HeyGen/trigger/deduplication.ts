/** HeyGen repeats a delivery for up to 24 hours; twice that is remembered. */
const MEMORY = 48 * 60 * 60 * 1000;

/** Events remembered at most; the oldest go first. */
const MOST = 2_000;

/** Event ID → when it first came, in milliseconds. */
export type Seen = Record<string, number>;

/**
 * Notes an event.
 *
 * @returns what to remember from now on, or undefined where the event came before.
 */
export function noted(seen: Seen, id: string, now: number): Seen | undefined {
	const entries = Object.entries(seen).filter(([, at]) => now - at < MEMORY);
	if (entries.some(([known]) => known === id)) return undefined;
	return Object.fromEntries([...entries.slice(1 - MOST), [id, now]]);
}
