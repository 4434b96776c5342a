/** Knows which items of a run may still bring something to a request that holds several of them. */
export class Arrivals {
	/** Resolves once no item is awaited any more. */
	readonly all: Promise<void>;

	private readonly awaited: Set<number>;

	private resolve = (): void => {};

	/** @param size the number of the run's items. */
	constructor(size: number) {
		this.awaited = new Set(Array.from({ length: size }, (_, index) => index));
		this.all = new Promise((resolve) => (this.resolve = resolve));
	}

	/** The item brings nothing more. It does no harm to say so again. */
	ended(index: number): void {
		if (this.awaited.delete(index) && this.awaited.size === 0) this.resolve();
	}
}

/** What the items of a run that come together have in common. */
export interface Gathered {
	readonly arrivals: Arrivals;
	/** Nothing more is sent once it aborts. */
	readonly signal: AbortSignal;
	/** Whether the other requests are made when one fails. */
	readonly goOn: boolean;
}

/** How the items of a run make requests together. */
export interface Sending<Part, Result> {
	/** How much one request takes at most. */
	readonly most: number;
	/** How much a part is of that, at most all of it; 1 where nothing is said. */
	readonly sizeOf?: (part: Part) => number;
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
	private readonly members = new Map<number, Member<Part, Result>>();

	constructor(
		private readonly gathered: Gathered,
		private readonly sending: Sending<Part, Result>,
	) {}

	/** Hands in an item's part and answers its result, or rejects with what became of its request. */
	async join(index: number, part: Part): Promise<Result> {
		const result = new Promise<Result>((resolve, reject) => {
			this.members.set(index, { part, resolve, reject });
		});
		const { arrivals } = this.gathered;
		if (this.members.size === 1) void arrivals.all.then(async () => await this.sendAll());
		arrivals.ended(index);
		return await result;
	}

	private async sendAll(): Promise<void> {
		const { send } = this.sending;
		const { signal, goOn } = this.gathered;
		const members = [...this.members].sort(([one], [other]) => one - other).map(([, member]) => member);
		for (let from = 0, to = 0; from < members.length; from = to) {
			to = this.endOf(members, from);
			const together = members.slice(from, to);
			try {
				signal.throwIfAborted();
				const results = await send(together.map(({ part }) => part));
				for (const [index, result] of results.entries()) together[index]?.resolve(result);
			} catch (error) {
				const concerned = goOn ? together : members.slice(from);
				for (const { reject } of concerned) reject(error);
				if (!goOn) return;
			}
		}
	}

	/** Where the request ends that begins with this member. */
	private endOf(members: ReadonlyArray<Member<Part, Result>>, from: number): number {
		const { most, sizeOf = () => 1 } = this.sending;
		let size = 0;
		const tooMuch = members.findIndex(({ part }, index) => {
			if (index < from) return false;
			size += sizeOf(part);
			return index > from && size > most;
		});
		return tooMuch === -1 ? members.length : tooMuch;
	}
}
