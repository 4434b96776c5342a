import { unlessAborted, type Clock } from './clock';

/**
 * How fast one execution sends: at most `widest` requests at a time, none while HeyGen has asked to wait, first come first
 * served.
 *
 * After a 429 the window shrinks to a single request that finds out whether there is room again, and widens by one with
 * every success. Ten requests that all ask again at once would only be refused together.
 */
export class Pace {
	private window: number;

	private running = 0;

	private pausedUntil = 0;

	private sleeping = false;

	/** Those whose turn has not come, in order; each is called when it has. */
	private readonly line = new Set<() => void>();

	/** When something last moved: a request was accepted, or a job ended and left its place. */
	private movedAt: number;

	constructor(
		private readonly widest: number,
		private readonly clock: Clock,
	) {
		this.window = widest;
		this.movedAt = clock.now();
	}

	/** Runs `request` when its turn has come. Rejects with the signal's reason when that aborts while it stands in line. */
	async inTurn<Result>(request: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
		await this.turn(signal);
		try {
			return await request();
		} finally {
			this.leave();
		}
	}

	accepted(): void {
		this.moved();
		// What was sent before a pause says nothing about how much room there is after it.
		if (this.clock.now() >= this.pausedUntil) this.window = Math.min(this.widest, this.window + 1);
		this.admit();
	}

	/** HeyGen answered 429: nothing more is sent for `milliseconds`. To be called before the refused request leaves. */
	pause(milliseconds: number): void {
		this.window = 1;
		this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + milliseconds);
	}

	moved(): void {
		this.movedAt = this.clock.now();
	}

	/** Milliseconds since something last moved, counted from `since` at the earliest. */
	stalledFor(since: number): number {
		return this.clock.now() - Math.max(since, this.movedAt);
	}

	private async turn(signal?: AbortSignal): Promise<void> {
		signal?.throwIfAborted();
		let enter = () => {};
		const admitted = new Promise<void>((resolve) => (enter = resolve));
		this.line.add(enter);
		this.admit();
		let inside = false;
		try {
			await unlessAborted(admitted, signal);
			inside = true;
		} finally {
			// Aborted at the very moment its turn came: the place goes to the next in line.
			if (!inside && !this.line.delete(enter)) this.leave();
		}
	}

	private leave(): void {
		this.running--;
		this.admit();
	}

	/** Hands the free places to the first in line, at once or when the pause is over. */
	private admit(): void {
		const wait = this.pausedUntil - this.clock.now();
		if (wait > 0) {
			if (!this.sleeping && this.line.size > 0) void this.admitAfter(wait);
			return;
		}
		for (const enter of this.line) {
			if (this.running >= this.window) return;
			this.line.delete(enter);
			this.running++;
			enter();
		}
	}

	private async admitAfter(wait: number): Promise<void> {
		this.sleeping = true;
		await this.clock.sleep(wait);
		this.sleeping = false;
		this.admit();
	}
}
