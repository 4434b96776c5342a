import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { HeyGenClient } from '../api/client';
import { connect } from '../api/connection';
import type { ListItem, ListOperationId, RequestQuery } from '../api/contract';
import { PAGE_SIZE } from '../api/pages';

// The lists behind the resource locators. HeyGen's lists take no search text (videos aside), so what was typed is looked
// for here, page by page, until a screenful is found.

const AVATAR_TYPES: Readonly<Record<string, string>> = {
	digital_twin: 'digital twin',
	photo_avatar: 'photo',
	studio_avatar: 'studio',
};

/** The fewest results to bring before the user is asked to scroll on. */
const SCREENFUL = 20;

/** Pages to read at most for one screenful; scrolling on reads further. */
const MAX_PAGES = 10;

interface Source<Id extends ListOperationId> {
	readonly operation: Id;
	readonly pageSize: number;
	readonly query?: RequestQuery<Id> & object;
	readonly entry: (item: ListItem<Id>) => INodeListSearchItems;
}

async function search<Id extends ListOperationId>(
	context: ILoadOptionsFunctions,
	{ operation, pageSize, query, entry }: Source<Id>,
	filter: string,
	token: string | undefined,
): Promise<INodeListSearchResult> {
	const client = new HeyGenClient(await connect(context, context.getCurrentNodeParameter('authentication')));
	const wanted = filter.trim().toLowerCase();
	const results: INodeListSearchItems[] = [];
	let next = token;
	for (let page = 0; page < MAX_PAGES; page++) {
		const answer = await client.page(operation, { query: { ...query, limit: pageSize, token: next } });
		const entries = answer.data.map(entry);
		results.push(
			...entries.filter(({ name, value }) => `${name} ${String(value)}`.toLowerCase().includes(wanted)),
		);
		next = (answer.has_more === false ? undefined : answer.next_token) ?? undefined;
		if (!next || results.length >= SCREENFUL) break;
	}
	return { results, paginationToken: next };
}

/** One list after the other: what the user owns stands above HeyGen's stock. */
async function searchBoth(
	read: (mine: boolean, token: string | undefined) => Promise<INodeListSearchResult>,
	token: string | undefined,
): Promise<INodeListSearchResult> {
	const [mark, ...rest] = (token ?? 'mine:').split(':');
	const position = rest.join(':') || undefined;
	if (mark === 'stock') {
		const stock = await read(false, position);
		return { ...stock, paginationToken: stock.paginationToken && `stock:${stock.paginationToken}` };
	}
	const mine = await read(true, position);
	if (mine.paginationToken) return { ...mine, paginationToken: `mine:${mine.paginationToken}` };
	if (mine.results.length >= SCREENFUL) return { ...mine, paginationToken: 'stock:' };
	// A list that does not fill its box cannot be scrolled, so what follows would never be asked for.
	const stock = await searchBoth(read, 'stock:');
	return { ...stock, results: [...mine.results, ...stock.results] };
}

export async function searchLooks(this: ILoadOptionsFunctions, filter = '', token?: string) {
	return await searchBoth(
		async (mine, position) =>
			await search(
				this,
				{
					operation: 'avatarLooksList',
					pageSize: PAGE_SIZE.avatars,
					query: { ownership: mine ? 'private' : 'public' },
					entry: ({ id, name, avatar_type: type, status }) => ({
						name: `${name} (${AVATAR_TYPES[type] ?? type}${status && status !== 'completed' ? `, ${status}` : ''})`,
						value: id,
					}),
				},
				filter,
				position,
			),
		token,
	);
}

export async function searchGroups(this: ILoadOptionsFunctions, filter = '', token?: string) {
	return await search(
		this,
		{
			operation: 'avatarList',
			pageSize: PAGE_SIZE.avatars,
			query: { ownership: 'private' },
			entry: ({ id, name, looks_count: looks }) => ({
				name: `${name} (${looks} ${looks === 1 ? 'look' : 'looks'})`,
				value: id,
			}),
		},
		filter,
		token,
	);
}

export async function searchVoices(this: ILoadOptionsFunctions, filter = '', token?: string) {
	return await searchBoth(
		async (mine, position) =>
			await search(
				this,
				{
					operation: 'voiceList',
					pageSize: PAGE_SIZE.others,
					query: { type: mine ? 'private' : 'public' },
					entry: ({ voice_id: id, name, language, gender }) => ({
						name: `${name} (${language}, ${gender})`,
						value: id,
					}),
				},
				filter,
				position,
			),
		token,
	);
}

export async function searchVideos(this: ILoadOptionsFunctions, filter = '', token?: string) {
	return await search(
		this,
		{
			operation: 'videoList',
			pageSize: PAGE_SIZE.others,
			entry: ({ id, title, status, video_page_url: url }) => ({
				name: `${title ?? id} (${status})`,
				value: id,
				...(url ? { url } : {}),
			}),
		},
		filter,
		token,
	);
}

export async function searchWebhooks(this: ILoadOptionsFunctions, filter = '', token?: string) {
	return await search(
		this,
		{
			operation: 'webhookEndpointsList',
			pageSize: PAGE_SIZE.others,
			entry: ({ endpoint_id: id, url, status }) => ({ name: `${url} (${status})`, value: id }),
		},
		filter,
		token,
	);
}
