import type { INodeExecutionData } from 'n8n-workflow';

import { batch as batchOf } from '../support/answers';
import { errorOf, runNode, type RunOptions } from '../support/engine';
import { itemWith, keepFilesIn, mp4, png } from '../support/files';
import { data, FILE_HOST, lost, useFakeHeyGen, type Reply } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();
beforeEach(async () => await keepFilesIn('memory'));

const RESERVE = '/v3/assets/direct-uploads/batches';
const COMPLETE = '/v3/assets/complete/batches';
const BATCH = /^\/v3\/assets\/batches\/./;
const PUT = '/put';

const upload = { resource: 'asset', operation: 'uploadBatch' };
const continuing: RunOptions['settings'] = { onError: 'continueRegularOutput' };
const retrying: RunOptions['settings'] = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

interface Reserving {
	title?: string;
	files: Array<{ filename: string; content_type: string; size_bytes: number }>;
}

/** The names of the files in every request for places. */
const named = () =>
	heygen()
		.to('POST', RESERVE)
		.map(({ json }) => (json as Reserving).files.map(({ filename }) => filename));

const keysTo = (path: string) =>
	heygen()
		.to('POST', path)
		.map(({ headers }) => headers['idempotency-key']);

async function files(...names: string[]): Promise<INodeExecutionData[]> {
	return await Promise.all(names.map(async (fileName) => await itemWith(png(), { fileName })));
}

/** A HeyGen that keeps what is put to it. The same key leads to the same places; what is called `bad` fails in the end. */
function keeping(put: (name: string) => Reply = () => ({ status: 200 })): Map<string, Buffer> {
	const kept = new Map<string, Buffer>();
	const batches = new Map<string, { id: string; names: string[]; completed: boolean }>();
	heygen().serves('POST', RESERVE, ({ json, headers }) => {
		const { files: wanted } = json as Reserving;
		const key = headers['idempotency-key'] ?? '';
		const known = batches.get(key) ?? {
			id: `batch-${batches.size}`,
			names: wanted.map(({ filename }) => filename),
			completed: false,
		};
		batches.set(key, known);
		return data({
			batch_id: known.id,
			items: known.names.map((name) => ({
				asset_id: `asset-${name}`,
				upload_url: `${FILE_HOST}${PUT}?name=${name}`,
				upload_headers: { 'Content-Type': 'image/png' },
				expires_in_seconds: 3600,
				max_bytes: 1_000_000,
				status: 'pending_upload',
			})),
		});
	});
	heygen().serves('POST', COMPLETE, ({ json }) => {
		const { batch_id: id } = json as { batch_id: string };
		const found = [...batches.values()].find((batch) => batch.id === id);
		if (found) found.completed = true;
		return { status: 202, body: { data: { batch_id: id } } };
	});
	heygen().serves('PUT', `${FILE_HOST}${PUT}`, ({ query: { name = '' }, bytes }) => {
		kept.set(name, bytes);
		return put(name);
	});
	heygen().serves('GET', BATCH, ({ path }) => {
		const found = [...batches.values()].find(({ id }) => path.endsWith(`/${id}`));
		const { names = [], id, completed } = found ?? {};
		const items = names.map((name, index) => ({
			item_index: index,
			video_id: `asset-${name}`,
			status: !completed ? 'queued' : name === 'bad' ? 'failed' : 'completed',
			error: name === 'bad' ? { code: 'invalid_file', message: 'It cannot be read' } : null,
		}));
		return data(batchOf(items, { batch_id: id }));
	});
	heygen().serves('GET', /^\/v3\/assets\/asset-/, ({ path }) => {
		const id = path.slice('/v3/assets/'.length);
		const about = { name: id, type: 'image', owner: 'anna', space_id: 's', uploaded_at: 1_790_000_000 };
		return data({ id, ...about, url: `${FILE_HOST}/${id}` });
	});
	return kept;
}

const refused = (): Reply => ({ status: 403, body: 'AccessDenied' });

describe('Asset > Upload Batch', () => {
	it('asks for the places of all files at once, and completes the batch when every file is there', async () => {
		const kept = keeping();
		const items = await files('a', 'b', 'c');

		const { items: given } = await runNode({
			parameters: { ...upload, simplify: false, options: { batchTitle: 'Photos' } },
			items,
		});

		expect(heygen().to('POST', RESERVE)[0]?.json).toEqual({
			title: 'Photos',
			files: ['a', 'b', 'c'].map((filename) => ({
				filename,
				content_type: 'image/png',
				size_bytes: png().length,
			})),
		});
		const writes = heygen().sent.filter(({ method }) => method !== 'GET');
		expect(writes.map(({ method, path }) => (method === 'PUT' ? 'PUT' : path))).toEqual([
			RESERVE,
			'PUT',
			'PUT',
			'PUT',
			COMPLETE,
		]);
		for (const [index, name] of ['a', 'b', 'c'].entries()) {
			expect(kept.get(name)?.toString('base64')).toBe(items[index]?.binary?.data?.data);
		}
		expect(given).toEqual(
			['a', 'b', 'c'].map((name, index) => ({
				json: {
					asset_id: `asset-${name}`,
					batch_id: 'batch-0',
					item_index: index,
					status: 'completed',
					id: `asset-${name}`,
					name: `asset-${name}`,
					type: 'image',
					owner: 'anna',
					space_id: 's',
					uploaded_at: 1_790_000_000,
					url: `${FILE_HOST}/asset-${name}`,
				},
				pairedItem: { item: index },
			})),
		);
		const [reserving] = keysTo(RESERVE);
		const [completing] = keysTo(COMPLETE);
		expect(reserving).toMatch(/^n8n-/);
		expect(completing).toMatch(/^n8n-/);
		expect(completing).not.toBe(reserving);
	});

	it('gives the asset and its place at once where it does not wait', async () => {
		keeping();

		const { items } = await runNode({ parameters: { ...upload, wait: false }, items: await files('a') });

		expect(items.map(({ json }) => json)).toEqual([
			{ asset_id: 'asset-a', batch_id: 'batch-0', item_index: 0 },
		]);
		expect(heygen().to('POST', COMPLETE)).toHaveLength(1);
	});

	it('puts a hundred into one request, and what is more into the next', async () => {
		keeping();
		const names = Array.from({ length: 101 }, (_, index) => `file-${index}`);

		const { items } = await runNode({
			parameters: { ...upload, wait: false },
			items: await files(...names),
		});

		expect(named().map(({ length }) => length)).toEqual([100, 1]);
		expect(items.map(({ json }) => json.asset_id)).toEqual(names.map((name) => `asset-${name}`));
		expect(heygen().to('POST', COMPLETE)).toHaveLength(2);
	});

	it('asks for no place before every file is known to be one HeyGen takes', async () => {
		keeping();
		const [good] = await files('a');

		const { message } = await errorOf({
			parameters: upload,
			items: [good!, await itemWith(Buffer.from('hello'), { fileName: 'b.png' })],
		});

		expect(message).toContain('is not a file of a kind HeyGen takes here');
		expect(heygen().sent).toEqual([]);
	});

	it('leaves a file that cannot be put to its own item, and completes the batch for the others', async () => {
		keeping((name) => (name === 'b' ? refused() : { status: 200 }));
		heygen().on('GET', '/v3/assets/statuses', data([{ video_id: 'asset-b', status: 'pending_upload' }]));

		const { items } = await runNode({
			parameters: upload,
			items: await files('a', 'b', 'c'),
			settings: continuing,
		});

		expect(items.map(({ json }) => json.asset_id ?? json.error)).toEqual([
			'asset-a',
			'The file host did not complete the upload of b: HTTP status 403',
			'asset-c',
		]);
		expect(heygen().to('POST', COMPLETE)).toHaveLength(1);
	});

	it('takes a file for put that is there already', async () => {
		keeping(refused);
		heygen().on('GET', '/v3/assets/statuses', data([{ video_id: 'asset-a', status: 'completed' }]));

		const { items } = await runNode({ parameters: upload, items: await files('a') });

		expect(items[0]?.json).toMatchObject({ asset_id: 'asset-a', status: 'completed' });
	});

	it('sends nothing that is larger than HeyGen says', async () => {
		keeping();

		const { message } = await errorOf({
			parameters: upload,
			items: [await itemWith(mp4(2_000_000), { fileName: 'long.mp4', mimeType: 'video/mp4' })],
		});

		expect(message).toBe('HeyGen does not take long.mp4: it has 2 MB, and 1 MB are the most');
		expect(heygen().to('PUT', PUT)).toEqual([]);
		expect(heygen().to('POST', COMPLETE)).toEqual([]);
	});

	it('says which files HeyGen named no place for', async () => {
		heygen().on('POST', RESERVE, data({ batch_id: 'b', items: [] }));

		expect((await errorOf({ parameters: upload, items: await files('a') })).message).toBe(
			'HeyGen named no place to put a to',
		);
	});

	it('says why HeyGen could not use a file, and nothing of money', async () => {
		keeping();

		const { message, description } = await errorOf({ parameters: upload, items: await files('bad') });

		expect(message).toBe('HeyGen could not make the asset: It cannot be read');
		expect(description).not.toContain('paid');
	});

	it('says that an asset exists which is not ready in time, and nothing of money', async () => {
		heygen().serves('GET', BATCH, data(batchOf([{ item_index: 0, status: 'processing' }])));
		keeping();

		const { message, description } = await errorOf({
			parameters: { ...upload, options: { waitLimit: 1 } },
			items: await files('a'),
		});

		expect(message).toBe('The asset 0 of the batch batch-0 is not finished after 1 minute');
		expect(description).toContain('do not create it again. Read it later with Asset > Get Batch');
		expect(description).not.toContain('paid');
	});
});

describe('Retry On Fail of Asset > Upload Batch', () => {
	it('comes to the same places where the answer was lost', async () => {
		heygen().on('POST', RESERVE, lost());
		heygen().on('POST', COMPLETE, lost());
		keeping();

		const { error } = await runNode({ parameters: upload, items: await files('a', 'b'), settings: retrying });

		expect(error).toBeUndefined();
		expect(keysTo(RESERVE)).toHaveLength(2);
		expect(new Set(keysTo(RESERVE)).size).toBe(1);
		expect(keysTo(COMPLETE)).toHaveLength(2);
		expect(new Set(keysTo(COMPLETE)).size).toBe(1);
	});

	it('begins anew with the places of before where a file could not be put', async () => {
		let refusals = 1;
		keeping((name) => (name === 'b' && refusals-- > 0 ? refused() : { status: 200 }));
		heygen().on('GET', '/v3/assets/statuses', data([{ video_id: 'asset-b', status: 'pending_upload' }]));

		const { items, error } = await runNode({
			parameters: upload,
			items: await files('a', 'b'),
			settings: retrying,
		});

		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.asset_id)).toEqual(['asset-a', 'asset-b']);
	});

	it('uploads nothing twice where a file turned out to be unusable', async () => {
		const put: string[] = [];
		keeping((name) => (put.push(name), { status: 200 }));

		await errorOf({ parameters: upload, items: await files('a', 'bad'), settings: retrying });

		expect(put.sort()).toEqual(['a', 'bad']);
		expect(heygen().to('POST', RESERVE)).toHaveLength(1);
	});
});
