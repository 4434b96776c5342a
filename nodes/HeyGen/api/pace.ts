import { unlessAborted, type Clock } from './clock';

/**
 * How fast one execution sends: at most `widest` requests at a time, none while HeyGen has asked to wait.
 *
 * After a 429 the window shrinks to a single request that finds out whether there is room again, and widens by one with
 * every success. Ten requests that all ask again at once would only be refused together.
 */
export class Pace {
	private window: number;

	private running = 0;

	private pausedUntil = 0;

	private readonly queue: Array<() => void> = [];

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
			this.running--;
			this.admit();
		}
	}

	accepted(): void {
		this.moved();
		this.window = Math.min(this.widest, this.window + 1);
		this.admit();
	}

	/** HeyGen answered 429: nothing more is sent for `milliseconds`. */
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
		for (;;) {
			signal?.throwIfAborted();
			const wait = this.pausedUntil - this.clock.now();
			if (wait > 0) {
				await unlessAborted(this.clock.sleep(wait), signal);
			} else if (this.running >= this.window) {
				await unlessAborted(new Promise<void>((resolve) => this.queue.push(resolve)), signal);
			} else {
				this.running++;
				return;
			}
		}
	}

	/** Lets those in line look again; each checks for itself whether there is room. */
	private admit(): void {
		for (let room = this.window - this.running; room > 0; room--) this.queue.shift()?.();
	}
}
