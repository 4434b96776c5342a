import type { IHttpRequestOptions } from 'n8n-workflow';

import { collect, items } from '../../../nodes/HeyGen/api/pages';
import { stubClient, type StubAnswer } from '../../support/client';

type Queries = Array<{ limit?: number; token?: string }>;

/** A list of `total` voices, served as HeyGen does; `answer` may bend a page. */
async function listOf(
	total: number,
	answer: (page: StubAnswer, number: number) => StubAnswer = (page) => page,
) {
	const queries: Queries = [];
	const client = await stubClient(({ qs }: IHttpRequestOptions) => {
		const { limit = 10, token } = qs as Queries[number];
		queries.push({ limit, token });
		const from = Number(token ?? 0);
		const to = Math.min(total, from + limit);
		const data = Array.from({ length: to - from }, (_, index) => ({ voice_id: `v${from + index}` }));
		const has_more = to < total;
		return answer({ body: { data, has_more, next_token: has_more ? String(to) : null } }, queries.length);
	});
	const read = async (limit?: number) =>
		(await collect(items(client, 'voiceList', { query: { type: 'private' }, limit }))).map(
			({ voice_id: id }) => id,
		);
	return { read, queries };
}

const ids = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);

test('all pages are read, in order, the last one included', async () => {
	const { read, queries } = await listOf(250);
	expect(await read()).toEqual(ids(250));
	expect(queries).toEqual([
		{ limit: 100, token: undefined },
		{ limit: 100, token: '100' },
		{ limit: 100, token: '200' },
	]);
});

test.each([
	[1, [1]],
	[99, [99]],
	[100, [100]],
	[101, [100, 1]],
	[150, [100, 50]],
])('a limit of %i asks for no more than it needs: %j', async (limit, sizes) => {
	const { read, queries } = await listOf(1000);
	expect(await read(limit)).toEqual(ids(limit));
	expect(queries.map((query) => query.limit)).toEqual(sizes);
});

test('a limit above what there is brings what there is', async () => {
	const { read } = await listOf(120);
	expect(await read(5000)).toEqual(ids(120));
});

test('a limit holds even if HeyGen gives more than was asked for', async () => {
	const { read } = await listOf(1000, () => ({
		body: { data: ids(30).map((voice_id) => ({ voice_id })), has_more: true, next_token: 'x' },
	}));
	expect(await read(7)).toEqual(ids(7));
});

test('an empty list is read with one request', async () => {
	const { read, queries } = await listOf(0);
	expect(await read()).toEqual([]);
	expect(queries).toHaveLength(1);
});

test('an empty page in the middle does not end the list', async () => {
	const { read, queries } = await listOf(0, (_, number) =>
		number === 1
			? { body: { data: [], has_more: true, next_token: 'b' } }
			: { body: { data: [{ voice_id: 'v0' }], has_more: false } },
	);
	expect(await read()).toEqual(['v0']);
	expect(queries.map(({ token }) => token)).toEqual([undefined, 'b']);
});

test('a token that comes again ends the list instead of going round for ever', async () => {
	const tokens = ['a', 'b', 'a', 'b'];
	const { read, queries } = await listOf(0, (_, number) => ({
		body: { data: [{ voice_id: `v${number - 1}` }], has_more: true, next_token: tokens[number - 1] },
	}));
	expect(await read()).toEqual(ids(3));
	expect(queries).toHaveLength(3);
});

test.each([
	{ has_more: false, next_token: 'b' },
	{ has_more: true, next_token: null },
	{ has_more: true },
	{},
])('%j ends the list', async (end) => {
	const { read, queries } = await listOf(0, () => ({ body: { data: [{ voice_id: 'v0' }], ...end } }));
	expect(await read()).toEqual(['v0']);
	expect(queries).toHaveLength(1);
});

test('a token alone leads on: not every list says has_more', async () => {
	const { read } = await listOf(0, (_, number) => ({
		body: { data: [{ voice_id: `v${number - 1}` }], next_token: number === 1 ? 'b' : '' },
	}));
	expect(await read()).toEqual(ids(2));
});

test('reading stops asking where the reader stops', async () => {
	const { queries } = await listOf(0);
	expect(queries).toEqual([]);
	const client = await stubClient(() => ({
		body: { data: [{ voice_id: 'a' }, { voice_id: 'b' }], has_more: true, next_token: 'x' },
	}));
	const request = jest.spyOn(client, 'page');
	for await (const { voice_id: id } of items(client, 'voiceList')) {
		expect(id).toBe('a');
		break;
	}
	expect(request).toHaveBeenCalledTimes(1);
});

test('an answer that holds no list is an error', async () => {
	const { read } = await listOf(0, () => ({ body: { data: { not: 'a list' } } }));
	await expect(read()).rejects.toThrow('the answer holds no list');
});
