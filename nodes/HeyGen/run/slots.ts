import type { Clock } from '../api/clock';

/**
 * How many items are worked on at the same time. An item that waits for HeyGen gives its slot to the next.
 *
 * No two go ahead in the same turn of the event loop. Ten answers that arrive together would otherwise lead to ten items
 * prepared in a row, ten requests that leave together once the last is ready, and ten answers together again.
 */
export class Slots {
	private readonly queue: Array<() => void> = [];

	/** Resolves when the next may go ahead. */
	private turn: Promise<void> = Promise.resolve();

	constructor(
		private free: number,
		private readonly clock: Pick<Clock, 'nextTurn'>,
	) {}

	async take(): Promise<void> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((resolve) => this.queue.push(resolve));
		const turn = this.turn;
		this.turn = turn.then(async () => await this.clock.nextTurn());
		await turn;
	}

	give(): void {
		const next = this.queue.shift();
		if (next) next();
		else this.free++;
	}
}
