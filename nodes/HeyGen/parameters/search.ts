import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { HeyGenClient } from '../api/client';
import { connect } from '../api/connection';
import { isRecord } from '../api/json';
import type { Choosable } from '../jobs/kinds/kind';

// The lists behind the resource locators. HeyGen's lists take no search text (videos aside), so what was typed is looked
// for here, page by page, until a screenful is found.

/** The fewest results to bring before the user is asked to scroll on. */
const SCREENFUL = 20;

/** Pages to read at most for one screenful; scrolling on reads further. */
const MAX_PAGES = 10;

/** As n8n calls it where a user picks something. */
export type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
) => Promise<INodeListSearchResult>;

async function searchOne<Entry>(
	client: HeyGenClient,
	list: Choosable<Entry>,
	filter: string,
	token: string | undefined,
): Promise<INodeListSearchResult> {
	const wanted = filter.trim().toLowerCase();
	const results: INodeListSearchItems[] = [];
	let next = token;
	for (let read = 0; read < MAX_PAGES; read++) {
		const answer = await list.page(client, {}, next);
		const entries = answer.data.map((listed) => list.entry(listed));
		results.push(
			...entries.filter(({ name, value }) => `${name} ${String(value)}`.toLowerCase().includes(wanted)),
		);
		next = (answer.has_more === false ? undefined : answer.next_token) ?? undefined;
		if (!next || results.length >= SCREENFUL) break;
	}
	return { results, paginationToken: next };
}

/** The place in a list after the first: HeyGen's own tokens hold no space. */
const FURTHER = /^list (\d+):(.*)$/;

/** Searches one list after the other. */
async function searchAll<Entry>(
	client: HeyGenClient,
	lists: ReadonlyArray<Choosable<Entry>>,
	filter: string,
	token: string | undefined,
): Promise<INodeListSearchResult> {
	const [, further = '0', place = token] = FURTHER.exec(token ?? '') ?? [];
	const index = Number(further);
	const list = lists[index];
	if (!list) return { results: [] };
	const found = await searchOne(client, list, filter, place || undefined);
	const { results, paginationToken } = found;
	if (paginationToken !== undefined) {
		return index === 0 ? found : { results, paginationToken: `list ${index}:${paginationToken}` };
	}
	if (index + 1 === lists.length) return found;
	const next = `list ${index + 1}:`;
	if (results.length >= SCREENFUL) return { results, paginationToken: next };
	// A list that does not fill its box cannot be scrolled, so what follows would never be asked for.
	const others = await searchAll(client, lists, filter, next);
	// What stands in the first may stand in a wider one, too.
	const known = new Set(results.map(({ value }) => value));
	return { ...others, results: [...results, ...others.results.filter(({ value }) => !known.has(value))] };
}

/** The ID that was picked in another locator; undefined where none was, or where an expression gives it. */
function pickedId(value: unknown): string | undefined {
	const id = isRecord(value) ? value.value : value;
	return typeof id === 'string' && id !== '' && !id.startsWith('=') ? id : undefined;
}

/** Tells what was picked or typed in another parameter, by its name; undefined where nothing was, or where an expression gives it. */
export type Picked = (name: string) => string | undefined;

/**
 * Searches lists that depend on what was picked before.
 *
 * @param listsFor is handed what tells of the parameters beside it.
 */
export function searchingBy<Entry>(
	listsFor: (
		client: HeyGenClient,
		picked: Picked,
	) => ReadonlyArray<Choosable<Entry>> | Promise<ReadonlyArray<Choosable<Entry>>>,
): ListSearch {
	return async function (filter = '', token) {
		const authentication = this.getCurrentNodeParameter('authentication');
		const client = new HeyGenClient(await connect(this, authentication));
		const lists = await listsFor(client, (name) => pickedId(this.getCurrentNodeParameter(name)));
		return await searchAll(client, lists, filter, token);
	};
}

/** Searches lists, the first of them first. */
export function searching<Entry>(...lists: ReadonlyArray<Choosable<Entry>>): ListSearch {
	return searchingBy(() => lists);
}
