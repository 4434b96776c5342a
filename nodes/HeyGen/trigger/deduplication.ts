import { createHash } from 'node:crypto';

/** HeyGen repeats a delivery for up to 24 hours; twice that is remembered. */
export const MEMORY = 48 * 60 * 60 * 1000;

/** Events remembered at most for a trigger; the oldest go first. About 160 kB of the workflow's static data. */
const MOST = 10_000;

const MINUTE = 60_000;

// An event is stored as sixteen characters: eleven of a hash of its key, five of the minute it came.
const MARK = 11;
const STAMP = 5;

function markOf(key: string): string {
	return createHash('sha256').update(key).digest('base64url').slice(0, MARK);
}

/**
 * What this process has seen of one trigger. n8n keeps what a workflow stores in its database, but deliveries that come at
 * the same moment all read it before the first of them has written: only one process's own memory is that fast.
 */
export class Memory {
	/** Mark → the minute it came, the oldest first. */
	private readonly seen = new Map<string, number>();

	/** Marks of events whose execution n8n has not started yet. */
	private readonly open = new Set<string>();

	private merged = '';

	/** Of what came before this moment some was forgotten to make room, in milliseconds. */
	completeSince = 0;

	/** When HeyGen's history was last looked at for missed events, in milliseconds. */
	lookedAt?: number;

	/** Whether this process has found, by such a look, that nothing is missing. */
	isComplete = false;

	/** When it was last asked whether the secret is another by now, in milliseconds. */
	secretDoubtedAt?: number;

	/** Takes in what was stored, by this process or another. */
	merge(stored: string): void {
		if (stored === this.merged) return;
		this.merged = stored;
		const missing = new Map<string, number>();
		for (let from = 0; from + MARK + STAMP <= stored.length; from += MARK + STAMP) {
			const mark = stored.slice(from, from + MARK);
			// At nearly every delivery nothing is new here, so no more is done for what is known.
			if (this.seen.has(mark)) continue;
			const minute = parseInt(stored.slice(from + MARK, from + MARK + STAMP), 36);
			if (Number.isFinite(minute)) missing.set(mark, minute);
		}
		if (missing.size === 0) return;
		const all = [...this.seen, ...missing].sort(([, a], [, b]) => a - b);
		this.seen.clear();
		for (const [mark, at] of all) this.seen.set(mark, at);
	}

	/** Whether an event came before, under any of its keys. */
	knows(keys: readonly string[], now: number): boolean {
		return keys.some((key) => {
			const at = this.seen.get(markOf(key));
			return at !== undefined && now - at * MINUTE < MEMORY;
		});
	}

	/**
	 * Notes an event, unless it is known under any of its keys; answers whether it was new. Until it is settled it is known
	 * to this process alone: should n8n crash meanwhile, it was not had.
	 */
	note(keys: readonly string[], now: number): boolean {
		if (this.knows(keys, now)) return false;
		for (const mark of keys.map(markOf)) {
			// Put at the end, where the newest stand.
			this.seen.delete(mark);
			this.seen.set(mark, Math.ceil(now / MINUTE));
			this.open.add(mark);
		}
		this.trim(now);
		return true;
	}

	/** The event has its execution. */
	settle(keys: readonly string[]): void {
		for (const key of keys) this.open.delete(markOf(key));
	}

	/** As if the event had not come: its execution could not be started, and HeyGen will deliver it again. */
	forget(keys: readonly string[]): void {
		this.settle(keys);
		for (const key of keys) this.seen.delete(markOf(key));
	}

	/** All that is settled as text, to be stored. */
	toString(): string {
		let text = '';
		let minute = NaN;
		let stamp = '';
		for (const [mark, at] of this.seen) {
			if (this.open.has(mark)) continue;
			if (at !== minute) [minute, stamp] = [at, at.toString(36).padStart(STAMP, '0')];
			text += mark + stamp;
		}
		this.merged = text;
		return text;
	}

	private trim(now: number): void {
		for (const [mark, at] of this.seen) {
			const tooMany = this.seen.size > MOST;
			if (!tooMany && now - at * MINUTE < MEMORY) return;
			if (tooMany) this.completeSince = Math.max(this.completeSince, at * MINUTE);
			this.seen.delete(mark);
		}
	}
}

const memories = new Map<string, Memory>();

/**
 * The memory of a trigger, with what was stored of it.
 *
 * @param trigger tells one trigger from another.
 */
export function memoryOf(trigger: string, stored: string): Memory {
	const memory = memories.get(trigger) ?? new Memory();
	memories.set(trigger, memory);
	memory.merge(stored);
	return memory;
}
