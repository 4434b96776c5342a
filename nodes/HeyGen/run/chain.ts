import { NodeApiError } from 'n8n-workflow';

import { partKey } from '../api/idempotency';

// A request that counts by its content has a chain of keys: where what HeyGen gives under one is no good any more, the next is
// taken. HeyGen keeps what stands under each for a day, so a chain can be walked anew from its start at any time; what this
// process remembers only spares it the walk.

/** For how long HeyGen gives what it gave first, in milliseconds (docs/heygen.md §5). */
const REMEMBERED_FOR = 24 * 60 * 60 * 1000;

/** The most that a process remembers; the oldest goes first. */
const CAPACITY = 10_000;

class Memory<Value> {
	private readonly entries = new Map<string, { readonly value: Value; readonly until: number }>();

	get(name: string): Value | undefined {
		const entry = this.entries.get(name);
		return entry && entry.until > Date.now() ? entry.value : undefined;
	}

	set(name: string, value: Value): void {
		this.entries.delete(name);
		this.entries.set(name, { value, until: Date.now() + REMEMBERED_FOR });
		const [oldest] = this.entries.keys();
		if (this.entries.size > CAPACITY && oldest !== undefined) this.entries.delete(oldest);
	}

	clear(): void {
		this.entries.clear();
	}
}

/** What is known of a chain by the numbers of its links. */
interface Known {
	/** The first that is not known to lead to something lost. */
	readonly first: number;
	/** Where that one is refused: the next that was never refused. */
	readonly next: number;
}

const chains = new Memory<Known>();

/** Answers to writes that HeyGen protects by no key, by the keys they would stand under. */
const answers = new Memory<object>();

/** Keys under which HeyGen has given something. */
const used = new Memory<true>();

/** What stands under a write's key was put there as its answer. */
function isAnswer<Answer extends object>(value: object | undefined): value is Answer {
	return value !== undefined;
}

/** As after a restart of n8n. */
export function forgetChains(): void {
	chains.clear();
	answers.clear();
	used.clear();
}

/** Statuses that say nothing of the request itself. */
const PASSING = [401, 408, 409, 429];

/**
 * Answers to HeyGen refusing the request, which it may do again for a day under the same key, whatever has changed since; passes
 * all other errors on. For `.catch()`.
 */
function onRefusal<Answer>(answer: (error: NodeApiError) => Answer): (error: unknown) => Answer {
	return (error) => {
		const status = error instanceof NodeApiError ? Number(error.httpCode) : 0;
		if (error instanceof NodeApiError && status >= 400 && status < 500 && !PASSING.includes(status)) {
			return answer(error);
		}
		throw error;
	};
}

/** @param link the number of the key in its chain. */
type Send<Answer> = (key: string, link: number) => Promise<Answer>;

/** The keys of one request that counts by its content. */
export class Chain {
	/** The link that led to what was given last. */
	private given = 0;

	/** Whether what was given last is of before, where this process knows that. */
	isEarlier?: boolean;

	/** Whether HeyGen had given this process something under the last key before. */
	isRepeated = false;

	/**
	 * @param base the first key.
	 * @param account tells whose account it is for: another knows nothing of these keys.
	 */
	constructor(
		readonly base: string,
		private readonly account: string,
	) {}

	/**
	 * Sends the request under the first key that is not known to be lost. A refusal may be one of before that HeyGen repeats, so
	 * after one the request is sent once more, under a key that was not refused yet: nothing is paid by a request that is
	 * refused.
	 */
	async send<Answer>(send: Send<Answer>): Promise<Answer> {
		const { first, next } = this.known;
		const again = Math.max(next, first + 1);
		const noted = async (key: string, link: number) => {
			const answer = await send(key, link);
			const name = this.nameOf(key);
			this.isRepeated = used.get(name) ?? false;
			// HeyGen counts its day from the first time.
			if (!this.isRepeated) used.set(name, true);
			return answer;
		};
		const sendAgain = async () => {
			const answer = await this.at(again, noted);
			this.known = { first: again, next: again + 1 };
			return answer;
		};
		return await this.at(first, noted)
			.catch(onRefusal(sendAgain))
			.catch(
				onRefusal((error) => {
					this.known = { first, next: again + 1 };
					throw error;
				}),
			);
	}

	/** Makes a write for which HeyGen takes no key: this process remembers its answer instead. */
	async remember<Answer extends object>(send: Send<Answer>): Promise<Answer> {
		return await this.at(this.known.first, async (key, link) => {
			const name = this.nameOf(key);
			const known = answers.get(name);
			this.isEarlier = known !== undefined;
			if (isAnswer<Answer>(known)) return known;
			const answer = await send(key, link);
			answers.set(name, answer);
			return answer;
		});
	}

	/** What was given last is no good any more: the next key counts from now on. */
	lost(): void {
		const first = Math.max(this.known.first, this.given + 1);
		this.known = { first, next: first + 1 };
	}

	/** Sends the request under the key of one link. */
	async at<Answer>(link: number, send: Send<Answer>): Promise<Answer> {
		this.given = link;
		return await send(link === 0 ? this.base : partKey(this.base, `link ${link}`), link);
	}

	private get known(): Known {
		return chains.get(this.nameOf(this.base)) ?? { first: 0, next: 1 };
	}

	private set known(known: Known) {
		chains.set(this.nameOf(this.base), known);
	}

	private nameOf(key: string): string {
		return `${this.account} ${key}`;
	}
}
