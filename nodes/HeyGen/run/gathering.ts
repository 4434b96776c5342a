/** How the items of a run make requests together. */
export interface Sending<Part, Result> {
	/** The most parts one request takes. */
	readonly most: number;
	/** Makes one request of parts, and answers a result for each in their order. */
	readonly send: (parts: readonly Part[]) => Promise<readonly Result[]>;
}

interface Member<Part, Result> {
	readonly part: Part;
	readonly resolve: (result: Result) => void;
	readonly reject: (error: unknown) => void;
}

/**
 * Where the items of a run come together for requests that hold many of them. Each hands in its part and waits; once every
 * item has handed in its part or is known to bring none, the parts go out in the order of the items, one request after
 * the other. So nothing is sent while an item could still stop the run.
 */
export class Gathering<Part, Result> {
	private readonly awaited: Set<number>;

	private readonly members = new Map<number, Member<Part, Result>>();

	private sendAll = async (): Promise<void> => {};

	/**
	 * @param size the number of the run's items.
	 * @param signal nothing more is sent once it aborts.
	 * @param goOn whether the other requests are made when one fails.
	 */
	constructor(
		size: number,
		private readonly signal: AbortSignal,
		private readonly goOn: boolean,
	) {
		this.awaited = new Set(Array.from({ length: size }, (_, index) => index));
	}

	/** Hands in an item's part and answers its result, or rejects with what became of its request. */
	async join(index: number, part: Part, sending: Sending<Part, Result>): Promise<Result> {
		const result = new Promise<Result>((resolve, reject) => {
			this.members.set(index, { part, resolve, reject });
		});
		this.sendAll = async () => await this.sendParts(sending);
		this.ended(index);
		return await result;
	}

	/** The item brings nothing, or nothing more. It does no harm to say so again. */
	ended(index: number): void {
		if (this.awaited.delete(index) && this.awaited.size === 0) void this.sendAll();
	}

	private async sendParts({ most, send }: Sending<Part, Result>): Promise<void> {
		const members = [...this.members].sort(([one], [other]) => one - other).map(([, member]) => member);
		for (let from = 0; from < members.length; from += most) {
			const together = members.slice(from, from + most);
			try {
				this.signal.throwIfAborted();
				const results = await send(together.map(({ part }) => part));
				for (const [index, result] of results.entries()) together[index]?.resolve(result);
			} catch (error) {
				const concerned = this.goOn ? together : members.slice(from);
				for (const { reject } of concerned) reject(error);
				if (!this.goOn) return;
			}
		}
	}
}
