import { Collection } from './collection';
import { HeyGenError } from './errors';

/** A finished answer, as it goes over the wire. */
export interface WireAnswer {
	status: number;
	headers: Record<string, string>;
	body: unknown;
}

interface Entry {
	/** undefined while the first request is in flight. */
	answer: WireAnswer | undefined;
	expiresAt: number;
}

const LIFETIME_MS = 24 * 60 * 60 * 1000;
const CAPACITY = 50_000;

/** A key counts for one method and path. */
interface Scope {
	method: string;
	path: string;
	key: string;
}

/** Replays the first answer to a key for 24 h, whatever the later body says. */
export class Idempotency {
	private readonly entries = new Collection<Entry>(CAPACITY);

	/** Whether the key was used before, so that what is sent under it now does not matter. */
	knows(scope: Scope): boolean {
		return this.known(scope) !== undefined;
	}

	/** @throws HeyGenError 409 while the first request with this key is in flight */
	async run(
		scope: Scope,
		process: () => Promise<WireAnswer>,
	): Promise<{ answer: WireAnswer; replayed: boolean }> {
		const id = idOf(scope);
		const known = this.known(scope);
		if (known) {
			if (known.answer) return { answer: known.answer, replayed: true };
			throw new HeyGenError(
				'request_in_progress',
				'A request with this Idempotency-Key is still being processed',
			);
		}
		const entry = this.entries.add(id, { answer: undefined, expiresAt: Date.now() + LIFETIME_MS });
		try {
			const answer = await process();
			// What says "later" or "my fault" must not stick to the key.
			if (answer.status >= 500 || answer.status === 429) this.forget(id, entry);
			else entry.answer = answer;
			return { answer, replayed: false };
		} catch (error) {
			this.forget(id, entry);
			throw error;
		}
	}

	reset(): void {
		this.entries.clear();
	}

	private known(scope: Scope): Entry | undefined {
		const entry = this.entries.get(idOf(scope));
		return entry && entry.expiresAt > Date.now() ? entry : undefined;
	}

	private forget(id: string, entry: Entry): void {
		// After a reset the key may belong to another request.
		if (this.entries.get(id) === entry) this.entries.delete(id);
	}
}

function idOf({ method, path, key }: Scope): string {
	return `${method} ${path} ${key}`;
}
