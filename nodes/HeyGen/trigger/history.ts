import type { HeyGenClient } from '../api/client';
import { items, PAGE_SIZE } from '../api/pages';
import { readRecorded, type ReadEvent } from './events';

// HeyGen keeps a history of its events, delivered or not. What it says needs no signature: it was asked.

const NEWEST = 2 * PAGE_SIZE.others;

/** When it happened, in milliseconds; not a number where HeyGen did not say. */
export function timeOf({ event }: ReadEvent): number {
	return event.occurredAt === undefined ? NaN : Date.parse(event.occurredAt);
}

/**
 * The events of a span of time, in their order; times are in milliseconds.
 *
 * The history is taken to begin with the newest, as HeyGen's lists do; a full page of older events ends the search.
 */
export async function recordedBetween(
	client: HeyGenClient,
	from: number,
	until: number,
): Promise<ReadEvent[]> {
	const found: ReadEvent[] = [];
	let olderInARow = 0;
	for await (const entry of items(client, 'webhookEventsList', { pageSize: PAGE_SIZE.others })) {
		const read = readRecorded(entry);
		const time = read ? timeOf(read) : NaN;
		if (read && time > from && time <= until) found.push(read);
		olderInARow = time <= from ? olderInARow + 1 : 0;
		if (olderInARow >= PAGE_SIZE.others) break;
	}
	return found.sort((a, b) => timeOf(a) - timeOf(b));
}

/** The event as HeyGen recorded it, if it is one of the newest. */
export async function recordedAs(client: HeyGenClient, { keys }: ReadEvent): Promise<ReadEvent | undefined> {
	for await (const entry of items(client, 'webhookEventsList', {
		pageSize: PAGE_SIZE.others,
		limit: NEWEST,
	})) {
		const read = readRecorded(entry);
		if (read?.keys.some((key) => keys.includes(key))) return read;
	}
	return undefined;
}
