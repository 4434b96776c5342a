/** How many items are worked on at the same time. An item that waits for HeyGen gives its slot to the next. */
export class Slots {
	private readonly queue: Array<() => void> = [];

	constructor(private free: number) {}

	async take(): Promise<void> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((resolve) => this.queue.push(resolve));
	}

	give(): void {
		const next = this.queue.shift();
		if (next) next();
		else this.free++;
	}
}
