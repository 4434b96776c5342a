import { entryStates, readBatch, readEntry, placeId, placeOf } from '../../../nodes/HeyGen/jobs/batch';
import { batch } from '../../support/answers';
import { stubClient } from '../../support/client';

/** A client at which a batch has these states, and what was asked of it. */
async function heygen(states: string[]) {
	const asked: string[] = [];
	const items = () => states.map((status, index) => ({ item_index: index, status, video_id: `v${index}` }));
	const client = await stubClient(async ({ url, qs }) => {
		asked.push(`${url} ${JSON.stringify(qs)}`);
		await new Promise<void>((resolve) => setImmediate(resolve));
		if (!url.endsWith('/statuses')) return { body: { data: batch(items(), { batch_id: 'b-1' }) } };
		const [id] = String((qs as { batch_ids: string }).batch_ids).split(',');
		const entries = id === 'gone' ? [{ batch_id: id, status: 'not_found' }] : items();
		return { body: { data: entries.map((entry) => ({ ...entry, batch_id: id })) } };
	});
	return { client, asked, states };
}

const place = (index: number) => ({ batch_id: 'b-1', item_index: index });

test.each([
	['b', 0],
	['b-1', 99],
	['0f-9-3', 7],
])('the place %s, %d survives being one text', (batchId, index) => {
	const given = { batch_id: batchId, item_index: index };
	expect(placeOf(placeId(given))).toEqual(given);
});

test('a hundred that ask at the same time share a request', async () => {
	const { client, asked } = await heygen(Array.from({ length: 100 }, () => 'processing'));
	const entries = await Promise.all(
		Array.from({ length: 100 }, (_, index) => readEntry(client, 'videoBatchesGet', place(index))),
	);
	expect(entries.map((entry) => entry?.item_index)).toEqual(Array.from({ length: 100 }, (_, index) => index));
	expect(asked).toHaveLength(1);
});

test('what has ended is not asked about again, what has not is', async () => {
	const { client, asked, states } = await heygen(['completed', 'failed', 'processing']);
	for (const index of [0, 1, 0, 1]) await readEntry(client, 'videoBatchesGet', place(index));
	expect(asked).toHaveLength(1);
	states[2] = 'completed';
	expect(await readEntry(client, 'videoBatchesGet', place(2))).toMatchObject({ status: 'completed' });
	expect(asked).toHaveLength(2);
});

test('another client asks anew, and there is no entry beyond the last', async () => {
	const first = await heygen(['completed']);
	await readEntry(first.client, 'videoBatchesGet', place(0));
	const second = await heygen(['completed']);
	expect(await readEntry(second.client, 'videoBatchesGet', place(1))).toBeUndefined();
	expect(second.asked).toHaveLength(1);
});

test('a request that failed is made again', async () => {
	let fail = true;
	const client = await stubClient(() =>
		fail ? { statusCode: 403, body: {} } : { body: { data: batch([]) } },
	);
	await expect(readEntry(client, 'videoBatchesGet', place(0))).rejects.toThrow();
	fail = false;
	expect(await readEntry(client, 'videoBatchesGet', place(0))).toBeUndefined();
});

test('states are asked for batch by batch, whatever the number of their videos; an unknown one is missing', async () => {
	const { client, asked } = await heygen(['completed', 'waiting', 'failed']);
	const ids = [0, 1, 2].flatMap((index) => [`b-1-${index}`, `gone-${index}`]);
	expect([...(await entryStates('videoStatusesList')(client, ids))]).toEqual([
		['b-1-0', 'completed'],
		['b-1-1', 'waiting'],
		['b-1-2', 'failed'],
	]);
	expect(asked).toEqual([
		'/v3/videos/statuses {"batch_ids":"b-1"}',
		'/v3/videos/statuses {"batch_ids":"gone"}',
	]);
});

test('a batch of several pages is read as one', async () => {
	const entry = (index: number) => ({ item_index: index, status: 'queued' });
	const client = await stubClient(({ qs }) => {
		const { token } = qs as { token?: string };
		const index = Number(token ?? 0);
		const next = index < 2 ? String(index + 1) : null;
		return { body: { data: batch([entry(index)], { has_more: next !== null, next_token: next }) } };
	});
	const { items, ...rest } = await readBatch(client, 'videoBatchesGet', 'batch-1');
	expect(items).toEqual([entry(0), entry(1), entry(2)]);
	expect(rest).not.toHaveProperty('has_more');
});
