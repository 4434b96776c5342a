import { invalid } from './errors';

export interface Page<T> {
	items: T[];
	has_more: boolean;
	next_token: string | null;
}

interface PageQuery<T> {
	limit: number;
	token?: string;
	where?: (item: T) => boolean;
}

/** All that a collection holds, in a form that can be written down. */
export interface SavedCollection<T> {
	sequence: number;
	entries: Array<[id: string, entry: { sequence: number; item: T }]>;
}

/** Things by id, listed newest first. A page token names the last item seen, so that pages stay stable while items come and go. */
export class Collection<T> {
	private readonly items = new Map<string, { sequence: number; item: T }>();
	private sequence = 0;

	constructor(
		/** Oldest items are dropped beyond this many. */
		private readonly capacity: number = Number.POSITIVE_INFINITY,
	) {}

	get size(): number {
		return this.items.size;
	}

	add(id: string, item: T): T {
		this.sequence += 1;
		this.items.set(id, { sequence: this.sequence, item });
		if (this.items.size > this.capacity) {
			const oldest = this.items.keys().next();
			if (!oldest.done) this.items.delete(oldest.value);
		}
		return item;
	}

	get(id: string): T | undefined {
		return this.items.get(id)?.item;
	}

	delete(id: string): boolean {
		return this.items.delete(id);
	}

	clear(): void {
		this.items.clear();
	}

	/** Oldest first. */
	values(): T[] {
		return [...this.items.values()].map(({ item }) => item);
	}

	saved(): SavedCollection<T> {
		return { sequence: this.sequence, entries: [...this.items] };
	}

	/** Holds what was saved, and nothing else. */
	restore({ sequence, entries }: SavedCollection<T>): void {
		this.items.clear();
		for (const [id, entry] of entries) this.items.set(id, entry);
		this.sequence = sequence;
	}

	page({ limit, token, where }: PageQuery<T>): Page<T> {
		const before = token === undefined ? Number.POSITIVE_INFINITY : decodeToken(token);
		const found: Array<{ sequence: number; item: T }> = [];
		const newestFirst = [...this.items.values()].reverse();
		for (const entry of newestFirst) {
			if (entry.sequence >= before || (where && !where(entry.item))) continue;
			found.push(entry);
			if (found.length > limit) break;
		}
		const kept = found.slice(0, limit);
		const last = kept.at(-1);
		const has_more = found.length > limit;
		return {
			items: kept.map(({ item }) => item),
			has_more,
			next_token: has_more && last ? encodeToken(last.sequence) : null,
		};
	}
}

interface KeptOptions<Item> {
	/** Oldest items are dropped beyond this many. */
	readonly capacity?: number;
	/** Which of them are counted where tests look behind the scenes. Default: all. */
	counted?(item: Item): boolean;
}

/** A collection as it is declared: each world has one of its own. */
export class Kept<Name extends string, Item> {
	private readonly collections = new WeakMap<object, Collection<Item>>();

	constructor(
		readonly name: Name,
		private readonly options: KeptOptions<Item>,
	) {}

	in(owner: object): Collection<Item> {
		const known = this.collections.get(owner);
		if (known) return known;
		const made = new Collection<Item>(this.options.capacity);
		this.collections.set(owner, made);
		return made;
	}

	/** The items that count, oldest first. */
	countedIn(owner: object): Item[] {
		return this.in(owner)
			.values()
			.filter((item) => this.options.counted?.(item) ?? true);
	}
}

/** Declares a collection: `collection('videos').of<Video>()`. */
export function collection<Name extends string>(name: Name) {
	return {
		of: <Item>(options: KeptOptions<Item> = {}): Kept<Name, Item> => new Kept<Name, Item>(name, options),
	};
}

/** Page tokens are opaque to clients; a made-up one is refused. */
export function encodeToken(position: number): string {
	return Buffer.from(`page:${position}`).toString('base64url');
}

export function decodeToken(token: string): number {
	const match = /^page:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'));
	if (!match) throw invalid('token', 'The page token is not valid');
	return Number(match[1]);
}
