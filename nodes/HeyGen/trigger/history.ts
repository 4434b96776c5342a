import type { HeyGenClient } from '../api/client';
import type { RequestQuery } from '../api/contract';
import { fullPage } from '../api/pages';
import { ALL_EVENTS, EVENTS, readRecorded, timeOf, type RecordedEvent } from './events';

// HeyGen keeps a history of its events, delivered or not. What it says needs no signature: it was asked.

type EventType = NonNullable<RequestQuery<'webhookEventsList'>['event_type']>;

function isEventType(type: string): type is EventType {
	return Object.hasOwn(EVENTS, type);
}

/** The lists to read for these events; undefined is the list of all. An event unknown here is not one HeyGen lists by. */
function listsOf(chosen: readonly string[]): Array<EventType | undefined> {
	const types = chosen.filter(isEventType);
	return chosen.includes(ALL_EVENTS) || types.length < chosen.length ? [undefined] : types;
}

/** A search of the history, which can be carried on where it was cut short. Times are in milliseconds. */
export class Search {
	readonly found: RecordedEvent[] = [];

	private readonly lists: Array<EventType | undefined>;

	private token?: string;

	private readonly tokens = new Set<string>();

	/** @param isMissing whether an event of this time is looked for at all. */
	constructor(
		chosen: readonly string[],
		readonly from: number,
		readonly until: number,
		private readonly isMissing: (event: RecordedEvent) => boolean,
	) {
		this.lists = listsOf(chosen);
	}

	/**
	 * Reads on to the end; what was missing is then found, in its order.
	 *
	 * A list is taken to begin with the newest, as HeyGen's do: a page of older events ends it.
	 */
	async carryOn(client: HeyGenClient): Promise<RecordedEvent[]> {
		while (this.lists.length > 0) {
			const { data, next_token: next } = await fullPage(client, 'webhookEventsList', {
				query: { event_type: this.lists[0] },
				token: this.token,
			});
			// Too late: whoever looks on from here has to read this page again.
			client.signal?.throwIfAborted();
			const read = data.map(readRecorded).filter((each) => each !== undefined);
			this.found.push(
				...read.filter((each) => {
					const time = timeOf(each);
					return time > this.from && time <= this.until && this.isMissing(each);
				}),
			);
			const isPast = read.length > 0 && read.every((each) => timeOf(each) <= this.from);
			// A token that comes twice would lead round in a circle for ever.
			if (isPast || !next || this.tokens.has(next)) {
				this.lists.shift();
				this.token = undefined;
				this.tokens.clear();
			} else {
				this.token = next;
				this.tokens.add(next);
			}
		}
		// What happened in the same millisecond was read newest first, too.
		return [...this.found].reverse().sort((a, b) => timeOf(a) - timeOf(b));
	}
}
