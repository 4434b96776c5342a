import type { HeyGenClient } from './client';
import type { ListItem, ListOperationId, RequestPath, RequestQuery } from './contract';

/** The most HeyGen gives in one page (FACTS §2); asking for more is a 400. */
export const PAGE_SIZE = { avatars: 50, others: 100 } as const;

export interface PageRequest<Id extends ListOperationId> {
	readonly path?: RequestPath<Id> & object;
	readonly query?: RequestQuery<Id> & object;
	readonly pageSize: number;
	/** The most items to bring; all of them where absent. */
	readonly limit?: number;
}

/** Reads a list page by page until it ends, `limit` is reached, or HeyGen repeats itself. */
export async function* items<Id extends ListOperationId>(
	client: HeyGenClient,
	operation: Id,
	{ path, query, pageSize, limit = Infinity }: PageRequest<Id>,
): AsyncGenerator<ListItem<Id>, void, undefined> {
	const seen = new Set<string>();
	let token: string | undefined;
	for (let left = limit; left > 0;) {
		const size = Math.min(pageSize, left);
		const page = await client.page(operation, { path, query: { ...query, limit: size, token } });
		for (const item of page.data) {
			yield item;
			if (--left <= 0) return;
		}
		token = page.next_token ?? undefined;
		// A token that comes twice would lead round in a circle for ever.
		if (!token || page.has_more === false || seen.has(token)) return;
		seen.add(token);
	}
}

export async function collect<Item>(source: AsyncIterable<Item>): Promise<Item[]> {
	const all: Item[] = [];
	for await (const item of source) all.push(item);
	return all;
}
