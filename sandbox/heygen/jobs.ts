import { HeyGenError } from './errors';
import type { Settings } from './settings';

/** Time and concurrency of everything asynchronous. All timers live here, so that stop() can end them all. */
export class Jobs {
	private readonly timers = new Map<NodeJS.Timeout, { dueAt: number; action: () => void }>();
	private readonly runningIds = new Set<string>();
	private readonly queue: Array<() => void> = [];
	private highest = 0;

	constructor(private readonly settings: Settings) {}

	get running(): number {
		return this.runningIds.size;
	}

	/** The most jobs that ran at once. */
	get peak(): number {
		return this.highest;
	}

	after(milliseconds: number, action: () => void): void {
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			action();
		}, milliseconds);
		this.timers.set(timer, { dueAt: Date.now() + milliseconds, action });
	}

	/** Whether nothing is under way and nothing waits for its turn. */
	get idle(): boolean {
		return this.timers.size === 0 && this.queue.length === 0;
	}

	/** Brings everything that is under way to its end now, in the order in which it would have come to it. */
	runOut(): void {
		for (let next = this.nextDue(); next; next = this.nextDue()) {
			const [timer, { action }] = next;
			clearTimeout(timer);
			this.timers.delete(timer);
			action();
		}
	}

	/** @throws HeyGenError 429 when the account already runs as many jobs as it may. */
	assertRoom(): void {
		if (!this.hasRoom()) {
			throw new HeyGenError(
				'quota_exceeded',
				`Your account runs ${this.running} jobs at once, which is its limit. Try again when one has ended.`,
				undefined,
				{ 'retry-after': retryAfter(this.settings) },
			);
		}
	}

	start(id: string): void {
		this.runningIds.add(id);
		this.highest = Math.max(this.highest, this.running);
	}

	finish(id: string): void {
		this.runningIds.delete(id);
		while (this.queue.length > 0 && this.hasRoom()) this.queue.shift()?.();
	}

	/** Runs at once when there is room, else as soon as another job ends. */
	whenRoom(begin: () => void): void {
		if (this.hasRoom()) begin();
		else this.queue.push(begin);
	}

	clear(): void {
		for (const timer of this.timers.keys()) clearTimeout(timer);
		this.timers.clear();
		this.runningIds.clear();
		this.queue.length = 0;
		this.highest = 0;
	}

	private nextDue() {
		return [...this.timers].sort(([, a], [, b]) => a.dueAt - b.dueAt)[0];
	}

	private hasRoom(): boolean {
		const limit = this.settings.maxConcurrentJobs;
		return limit === null || this.running < limit;
	}
}

/** The value of a Retry-After header: seconds, or the HTTP date they lead to. */
export function retryAfter({ retryAfter: seconds, retryAfterStyle }: Settings): string {
	return retryAfterStyle === 'seconds'
		? String(seconds)
		: new Date(Date.now() + Math.ceil(seconds) * 1000).toUTCString();
}
