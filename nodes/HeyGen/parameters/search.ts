import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { HeyGenClient } from '../api/client';
import { connect } from '../api/connection';
import type { AvatarGroup, Schema, Voice } from '../api/contract';
import { fullPage } from '../api/pages';
import type { Choosable } from '../jobs/kinds/kind';
import { lookList } from '../jobs/kinds/look';
import { videoList } from '../jobs/kinds/video';

// The lists behind the resource locators. HeyGen's lists take no search text (videos aside), so what was typed is looked
// for here, page by page, until a screenful is found.

/** The fewest results to bring before the user is asked to scroll on. */
const SCREENFUL = 20;

/** Pages to read at most for one screenful; scrolling on reads further. */
const MAX_PAGES = 10;

async function search<Entry>(
	context: ILoadOptionsFunctions,
	list: Choosable<Entry>,
	filter: string,
	token: string | undefined,
): Promise<INodeListSearchResult> {
	const client = new HeyGenClient(await connect(context, context.getCurrentNodeParameter('authentication')));
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
	const read = async (mine: boolean, position?: string) =>
		await search(this, lookList(mine ? 'private' : 'public'), filter, position);
	return await searchBoth(read, token);
}

const groups: Choosable<AvatarGroup> = {
	page: async (client, _, token) =>
		await fullPage(client, 'avatarList', { query: { ownership: 'private' }, token }),
	entry: ({ id, name, looks_count: looks }) => ({
		name: `${name} (${looks} ${looks === 1 ? 'look' : 'looks'})`,
		value: id,
	}),
};

export async function searchGroups(this: ILoadOptionsFunctions, filter = '', token?: string) {
	return await search(this, groups, filter, token);
}

const voices = (type: 'private' | 'public'): Choosable<Voice> => ({
	page: async (client, _, token) => await fullPage(client, 'voiceList', { query: { type }, token }),
	entry: ({ voice_id: id, name, language, gender }) => ({
		name: `${name} (${language}, ${gender})`,
		value: id,
	}),
});

export async function searchVoices(this: ILoadOptionsFunctions, filter = '', token?: string) {
	const read = async (mine: boolean, position?: string) =>
		await search(this, voices(mine ? 'private' : 'public'), filter, position);
	return await searchBoth(read, token);
}

export async function searchVideos(this: ILoadOptionsFunctions, filter = '', token?: string) {
	return await search(this, videoList, filter, token);
}

const webhooks: Choosable<Schema<'WebhookEndpoint'>> = {
	page: async (client, _, token) => await fullPage(client, 'webhookEndpointsList', { token }),
	entry: ({ endpoint_id: id, url, status }) => ({ name: `${url} (${status})`, value: id }),
};

export async function searchWebhooks(this: ILoadOptionsFunctions, filter = '', token?: string) {
	return await search(this, webhooks, filter, token);
}
