import { endpoints } from '../../../contract/endpoints';
import type { HeyGenClient, Page } from './client';
import type { ListItem, ListOperationId, RequestPath, RequestQuery } from './contract';

/** Of a list that says nothing of its pages. */
const DEFAULT_SIZE = 10;

/** The most entries HeyGen gives in one page of a list; asking for more is a 400. */
export function pageSizeOf(operation: ListOperationId): number {
	return endpoints[operation].pageSize ?? DEFAULT_SIZE;
}

export interface PageRequest<Id extends ListOperationId> {
	readonly path?: RequestPath<Id> & object;
	readonly query?: RequestQuery<Id> & object;
	/** The most items to bring; all of them where absent. */
	readonly limit?: number;
}

/** One page of a list, as full as HeyGen gives it, from `token` on. */
export async function fullPage<Id extends ListOperationId>(
	client: HeyGenClient,
	operation: Id,
	{ query, token }: Pick<PageRequest<Id>, 'query'> & { token?: string } = {},
): Promise<Page<ListItem<Id>>> {
	return await client.page(operation, { query: { ...query, limit: pageSizeOf(operation), token } });
}

/**
 * Reads a list page by page until it ends or HeyGen repeats itself. A page can hold none at all though others follow.
 *
 * @param read one page, from the token on.
 */
export async function* allPages<Item>(
	read: (token: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<readonly Item[], void, undefined> {
	const seen = new Set<string>();
	let token: string | undefined;
	for (;;) {
		const page = await read(token);
		yield page.data;
		token = page.next_token ?? undefined;
		// A token that comes twice would lead round in a circle for ever.
		if (!token || page.has_more === false || seen.has(token)) return;
		seen.add(token);
	}
}

/** As {@link allPages}, until `limit` items have come. A page can hold more than was asked for. */
export async function* pages<Id extends ListOperationId>(
	client: HeyGenClient,
	operation: Id,
	{ path, query, limit = Infinity }: PageRequest<Id>,
): AsyncGenerator<ReadonlyArray<ListItem<Id>>, void, undefined> {
	const pageSize = pageSizeOf(operation);
	let left = limit;
	const read = async (token: string | undefined) =>
		await client.page(operation, { path, query: { ...query, limit: Math.min(pageSize, left), token } });
	for await (const page of allPages(read)) {
		yield page;
		left -= page.length;
		if (left <= 0) return;
	}
}

/** The items of a list, at most `limit` of them. */
export async function* items<Id extends ListOperationId>(
	client: HeyGenClient,
	operation: Id,
	request: PageRequest<Id> = {},
): AsyncGenerator<ListItem<Id>, void, undefined> {
	let left = request.limit ?? Infinity;
	for await (const page of pages(client, operation, request)) {
		for (const item of page) {
			if (left-- <= 0) return;
			yield item;
		}
	}
}

export async function collect<Item>(source: AsyncIterable<Item>): Promise<Item[]> {
	const all: Item[] = [];
	for await (const item of source) all.push(item);
	return all;
}
