/** HeyGen repeats a delivery for up to 24 hours; twice that is remembered. */
const MEMORY = 48 * 60 * 60 * 1000;

/** Events remembered at most for a trigger; the oldest go first. */
const MOST = 2_000;

/** Event ID → when it first came, in milliseconds. */
export type Seen = Record<string, number>;

/**
 * What this process has seen of each trigger. n8n keeps what a workflow stores in its database, but deliveries that come
 * at the same moment all read it before the first of them has written: only one process's own memory is that fast.
 */
const memories = new Map<string, Map<string, number>>();

function memoryOf(trigger: string, stored: Seen): Map<string, number> {
	const memory = memories.get(trigger) ?? new Map<string, number>();
	memories.set(trigger, memory);
	// The oldest first: an object keeps keys that look like numbers in an order of its own.
	const byAge = Object.entries(stored).sort(([, a], [, b]) => a - b);
	for (const [id, at] of byAge) if (!memory.has(id)) memory.set(id, at);
	return memory;
}

function trim(memory: Map<string, number>, now: number): void {
	for (const [id, at] of memory) {
		if (memory.size <= MOST && now - at < MEMORY) return;
		memory.delete(id);
	}
}

/**
 * Notes an event.
 *
 * @param trigger tells one trigger from another.
 * @param stored what was stored before, by this process or another.
 * @returns what to store from now on, or undefined where the event came before.
 */
export function noted(trigger: string, stored: Seen, id: string, now: number): Seen | undefined {
	const memory = memoryOf(trigger, stored);
	const at = memory.get(id);
	if (at !== undefined && now - at < MEMORY) return undefined;
	// Put at the end, where the newest stand.
	memory.delete(id);
	memory.set(id, now);
	trim(memory, now);
	return Object.fromEntries(memory);
}
