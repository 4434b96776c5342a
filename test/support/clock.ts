import type { Clock } from '../../nodes/HeyGen/api/clock';

interface Timer {
	readonly at: number;
	ring(): void;
}

/** Lets everything that is ready to run, run. */
export async function settled(): Promise<void> {
	await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Time that passes only when a test says so. */
export class FakeClock implements Clock {
	/** How long each sleep was, in the order they began. */
	readonly sleeps: number[] = [];

	private readonly timers = new Set<Timer>();

	constructor(private time = Date.UTC(2026, 10, 21)) {}

	now(): number {
		return this.time;
	}

	async sleep(milliseconds: number): Promise<void> {
		this.sleeps.push(milliseconds);
		await new Promise<void>((resolve) => {
			const timer = {
				at: this.time + milliseconds,
				ring: () => {
					this.timers.delete(timer);
					resolve();
				},
			};
			this.timers.add(timer);
		});
	}

	async nextTurn(): Promise<void> {}

	/** Passes the time, waking every sleeper at its own moment. */
	async advance(milliseconds: number): Promise<void> {
		const end = this.time + milliseconds;
		for (await settled(); this.next(end); await settled()) this.next(end)?.ring();
		this.time = end;
	}

	/** Passes as much time as the work needs, and answers what it answers. */
	async until<Result>(work: Promise<Result>): Promise<Result> {
		let done = false;
		const finish = () => {
			done = true;
		};
		work.then(finish, finish);
		for (await settled(); !done; await settled()) this.next(Infinity)?.ring();
		return await work;
	}

	/** The next sleeper to wake, the time set to its moment. */
	private next(end: number): Timer | undefined {
		const [first] = [...this.timers].sort((a, b) => a.at - b.at);
		if (!first || first.at > end) return undefined;
		this.time = Math.max(this.time, first.at);
		return first;
	}
}
