import type { IDataObject } from 'n8n-workflow';

import { group, look, video, voice } from '../support/answers';
import { errorOf, itemsOf, outputOf, runNode } from '../support/engine';
import { page, useFakeHeyGen, type Sent } from '../support/heygen';

const heygen = useFakeHeyGen();

const lists = [
	{ resource: 'avatar', path: '/v3/avatars', pageSize: 50, entry: (id: string) => group({ id }) },
	{ resource: 'look', path: '/v3/avatars/looks', pageSize: 50, entry: (id: string) => look({ id }) },
	{
		resource: 'template',
		path: '/v3/templates',
		pageSize: 100,
		entry: (id: string) => ({ id, name: `Template ${id}` }),
	},
	{ resource: 'video', path: '/v3/videos', pageSize: 100, entry: (id: string) => video(id) },
	{ resource: 'voice', path: '/v3/voices', pageSize: 100, entry: (id: string) => voice(id) },
];

/** HeyGen's side of a list of `total` entries: the token is the position to go on from. */
function listOf(total: number, entry: (id: string) => object) {
	return ({ query }: Sent) => {
		const from = Number(query.token ?? 0);
		const to = Math.min(total, from + Number(query.limit));
		const entries = Array.from({ length: to - from }, (_, index) => entry(`id-${from + index}`));
		return page(entries, to < total ? String(to) : null);
	};
}

function idsOf(output: IDataObject[]): unknown[] {
	return output.map(({ id, voice_id }) => id ?? voice_id);
}

function idsTo(total: number): string[] {
	return Array.from({ length: total }, (_, index) => `id-${index}`);
}

describe.each(lists)('Get Many of $resource', ({ resource, path, pageSize, entry }) => {
	const parameters = { resource, operation: 'getAll' };

	it('brings everything with Return All, in the largest pages HeyGen gives', async () => {
		heygen().always('GET', path, listOf(2 * pageSize + 7, entry));

		const output = await outputOf({ parameters: { ...parameters, returnAll: true } });

		expect(idsOf(output)).toEqual(idsTo(2 * pageSize + 7));
		expect(heygen().sent.map(({ query }) => query)).toEqual([
			{ limit: String(pageSize) },
			{ limit: String(pageSize), token: String(pageSize) },
			{ limit: String(pageSize), token: String(2 * pageSize) },
		]);
	});

	it('asks for no more than Limit', async () => {
		heygen().always('GET', path, listOf(500, entry));

		const output = await outputOf({ parameters: { ...parameters, limit: pageSize + 3 } });

		expect(idsOf(output)).toEqual(idsTo(pageSize + 3));
		expect(heygen().sent.map(({ query }) => query)).toEqual([
			{ limit: String(pageSize) },
			{ limit: '3', token: String(pageSize) },
		]);
	});

	it('takes 50 where Limit was not touched', async () => {
		heygen().always('GET', path, listOf(500, entry));

		expect(await outputOf({ parameters })).toHaveLength(50);
	});

	it('gives nothing for an empty list', async () => {
		heygen().on('GET', path, page([]));

		expect(await outputOf({ parameters: { ...parameters, returnAll: true } })).toEqual([]);
	});
});

describe('A list', () => {
	const parameters = { resource: 'video', operation: 'getAll', returnAll: true };

	it('ends when HeyGen repeats a token, instead of going round for ever', async () => {
		heygen().always('GET', '/v3/videos', page([video('a')], 'same'));

		expect(await outputOf({ parameters })).toHaveLength(2);
		expect(heygen().sent.map(({ query }) => query.token)).toEqual([undefined, 'same']);
	});

	it('ends when HeyGen says there is no more, whatever token it gives', async () => {
		heygen().on('GET', '/v3/videos', {
			body: { data: [video('a')], has_more: false, next_token: 'again' },
		});

		expect(await outputOf({ parameters })).toHaveLength(1);
	});

	it('pairs every entry with the item that asked for it', async () => {
		heygen().always('GET', '/v3/videos', ({ query }) =>
			page([video(`${query.title}-1`), video(`${query.title}-2`)]),
		);

		const { items } = await runNode({
			parameters: { ...parameters, filters: { title: '={{ $json.title }}' } },
			items: itemsOf({ title: 'a' }, { title: 'b' }),
		});

		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			['a-1', { item: 0 }],
			['a-2', { item: 0 }],
			['b-1', { item: 1 }],
			['b-2', { item: 1 }],
		]);
	});

	it.each([0, -1, 2.5, 'many'])('refuses %s as Limit before anything is sent', async (limit) => {
		const { message } = await errorOf({ parameters: { ...parameters, returnAll: false, limit } });

		expect(message).toMatch(/^"Limit" must be /);
		expect(heygen().sent).toEqual([]);
	});

	it('says so when the answer is no list', async () => {
		heygen().on('GET', '/v3/videos', { body: { data: { videos: [] } }, unlikeHeyGen: true });

		const { message } = await errorOf({ parameters });

		expect(message).toBe("HeyGen's answer could not be read: the answer holds no list");
	});
});

describe('Voice > Get Many', () => {
	it('passes every filter on', async () => {
		heygen().on('GET', '/v3/voices', page([voice('v')]));

		await outputOf({
			parameters: {
				resource: 'voice',
				operation: 'getAll',
				filters: { type: 'private', language: 'English', gender: 'male', engine: 'starfish' },
			},
		});

		expect(heygen().only.query).toEqual({
			limit: '50',
			type: 'private',
			language: 'English',
			gender: 'male',
			engine: 'starfish',
		});
	});
});

describe('Video > Get Many', () => {
	it('passes every filter on', async () => {
		heygen().on('GET', '/v3/videos', page([video('v')]));

		await outputOf({
			parameters: {
				resource: 'video',
				operation: 'getAll',
				filters: { folderId: 'f-1', title: 'Hello & you' },
			},
		});

		expect(heygen().only.query).toEqual({ limit: '50', folder_id: 'f-1', title: 'Hello & you' });
	});
});
