import { createHash } from 'node:crypto';

/** HeyGen repeats a delivery for up to 24 hours; twice that is remembered. */
const MEMORY = 48 * 60 * 60 * 1000;

/** Events remembered at most for a trigger; the oldest go first. About 160 kB of the workflow's static data. */
const MOST = 10_000;

export const MINUTE = 60_000;

// An event is stored as sixteen characters: eleven of a hash of its key, five of the minute it came.
const MARK = 11;
const STAMP = 5;

function markOf(key: string): string {
	return createHash('sha256').update(key).digest('base64url').slice(0, MARK);
}

/** An event, by what it may be called. */
export interface Named {
	/** Under each of these the same event may come again. */
	readonly keys: readonly string[];
	/** What else is to be remembered of it. */
	readonly traces?: readonly string[];
}

function marksOf({ keys, traces = [] }: Named): string[] {
	return [...keys, ...traces].map(markOf);
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

	/** Takes in what was stored, by this process or another. */
	merge(stored: string): void {
		if (stored === this.merged) return;
		this.merged = stored;
		if (stored.length >= MOST * (MARK + STAMP)) {
			const oldest = parseInt(stored.slice(MARK, MARK + STAMP), 36);
			this.completeSince = Math.max(this.completeSince, oldest * MINUTE || 0);
		}
		const missing = new Map<string, number>();
		for (let from = 0; from + MARK + STAMP <= stored.length; from += MARK + STAMP) {
			const mark = stored.slice(from, from + MARK);
			// At nearly every delivery nothing is new here, so no more is done for what is known.
			if (this.seen.has(mark)) {
				// Its execution was started elsewhere.
				this.open.delete(mark);
				continue;
			}
			const minute = parseInt(stored.slice(from + MARK, from + MARK + STAMP), 36);
			if (Number.isFinite(minute)) missing.set(mark, minute);
		}
		if (missing.size === 0) return;
		const all = [...this.seen, ...missing].sort(([, a], [, b]) => a - b);
		this.seen.clear();
		for (const [mark, at] of all) this.seen.set(mark, at);
	}

	/** From when on it is known of every event whether it was had, in milliseconds. */
	reach(now: number): number {
		return Math.max(now - MEMORY, this.completeSince);
	}

	/** Whether an event came before, under any of its keys. */
	knows({ keys }: Named, now: number): boolean {
		return keys.some((key) => this.has(markOf(key), now));
	}

	/**
	 * Notes an event, unless it is known under any of its keys; answers whether it was new. Until it is settled it is known
	 * to this process alone: should n8n crash meanwhile, it was not had.
	 *
	 * @param at when it came or, where that is known, happened: thousands of old ones together must not make what is
	 * delivered next look older than what is remembered.
	 */
	note(event: Named, now: number, at = NaN): boolean {
		if (this.knows(event, now)) return false;
		for (const mark of marksOf(event)) {
			this.put(mark, at < now ? at : now);
			this.open.add(mark);
		}
		this.trim(now);
		return true;
	}

	/**
	 * Whether an event of HeyGen's history came as one of those that have no ID, of which each stands for one event only:
	 * then it is known by its ID from now on.
	 */
	claim(event: Named & { readonly nameless: string }, now: number): boolean {
		const mark = markOf(event.nameless);
		if (this.open.has(mark) || !this.has(mark, now)) return false;
		this.seen.delete(mark);
		for (const each of marksOf(event)) this.put(each, now);
		return true;
	}

	/** Whether the event still waits for its execution, which another process may have started meanwhile. */
	isOpen({ keys }: Named): boolean {
		return keys.every((key) => this.open.has(markOf(key)));
	}

	/** The event has its execution. */
	settle(event: Named): void {
		for (const mark of marksOf(event)) this.open.delete(mark);
	}

	/** As if the event had not come: its execution could not be started, and it will come again. */
	forget(event: Named): void {
		for (const mark of marksOf(event)) if (this.open.delete(mark)) this.seen.delete(mark);
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

	private has(mark: string, now: number): boolean {
		const at = this.seen.get(mark);
		return at !== undefined && now - at * MINUTE < MEMORY;
	}

	/** Puts a mark at the end, where the newest stand. */
	private put(mark: string, now: number): void {
		this.seen.delete(mark);
		this.seen.set(mark, Math.ceil(now / MINUTE));
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
