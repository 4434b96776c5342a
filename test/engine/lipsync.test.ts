import type { IDataObject } from 'n8n-workflow';

import { batch } from '../support/answers';
import { byId, errorOf, itemsOf, outputOf, runNode } from '../support/engine';
import { itemWith, mp4, wav } from '../support/files';
import { data, FILE_HOST, lost, outline, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

const LIPSYNCS = '/v3/lipsyncs';
const BATCHES = '/v3/lipsyncs/batches';
const STATUSES = '/v3/lipsyncs/statuses';

const VIDEO = 'https://example.com/talk.mp4';
const AUDIO = 'https://example.com/voice.mp3';
const lipsync = { resource: 'lipsync', operation: 'create', video: VIDEO, audio: AUDIO, wait: false };
const request = {
	mode: 'speed',
	video: { type: 'url', url: VIDEO },
	audio: { type: 'url', url: AUDIO },
};

const created = (id: string) => data({ lipsync_id: id });

describe('Lipsync > Create', () => {
	it('sends the video and the audio, and only the settings that were made', async () => {
		heygen().on('POST', LIPSYNCS, created('l-1'));

		expect(await outputOf({ parameters: lipsync })).toEqual([{ lipsync_id: 'l-1' }]);

		expect(outline(heygen().only)).toEqual({ call: `POST ${LIPSYNCS}`, query: {}, json: request });
	});

	it('sends a setting that is off, too, and a part of the video', async () => {
		heygen().on('POST', LIPSYNCS, created('l-1'));

		await outputOf({
			parameters: {
				...lipsync,
				mode: 'precision',
				settings: { enableDynamicDuration: false, startTime: 1.5, endTime: 4, folderId: ' folder-1 ' },
			},
		});

		expect(heygen().only.json).toEqual({
			...request,
			mode: 'precision',
			enable_dynamic_duration: false,
			start_time: 1.5,
			end_time: 4,
			folder_id: 'folder-1',
		});
	});

	it.each([{ endTime: 0 }, { startTime: 3, endTime: 3 }, { startTime: 3, endTime: 2 }])(
		'refuses a part that ends before it begins: %p',
		async (settings) => {
			const { message } = await errorOf({ parameters: { ...lipsync, settings } });

			expect(message).toContain('"End Time"');
			expect(message).toContain('"Start Time"');
			expect(heygen().sent).toEqual([]);
		},
	);

	it('uploads neither file where the other is not what HeyGen takes', async () => {
		const film = await itemWith(mp4(), { fileName: 'film.mp4', mimeType: 'video/mp4' });

		const { message } = await errorOf({
			parameters: { ...lipsync, video: 'data', audio: 'data' },
			items: [film],
		});

		expect(message).toContain('"Audio" is not a file of a kind HeyGen takes here: film.mp4');
		expect(heygen().sent).toEqual([]);
	});

	it('uploads what n8n holds, and what is pasted as base64', async () => {
		heygen().on('POST', '/v3/assets', ...['a-1', 'a-2'].map((id) => asset(id)));
		heygen().on('POST', LIPSYNCS, created('l-1'));

		await outputOf({
			parameters: {
				...lipsync,
				video: 'data',
				audioSource: 'base64',
				audioBase64: wav().toString('base64'),
			},
			items: [await itemWith(mp4(), { fileName: 'film.mp4', mimeType: 'video/mp4' })],
		});

		const [, , { json } = { json: undefined }] = heygen().sent;
		expect(json).toMatchObject({
			video: { type: 'asset_id', asset_id: 'a-1' },
			audio: { type: 'asset_id', asset_id: 'a-2' },
		});
	});

	it('waits by the states of all its items together, and downloads', async () => {
		let created = 0;
		let asked = 0;
		heygen().always('POST', LIPSYNCS, () => data({ lipsync_id: `l-${created++}` }));
		heygen().always('GET', STATUSES, ({ query }) => {
			asked++;
			return data(
				(query.lipsync_ids ?? '')
					.split(',')
					.map((id) => ({ video_id: id, status: asked > 1 ? 'completed' : 'queued' })),
			);
		});
		heygen().always('GET', /^\/v3\/lipsyncs\/l-\d$/, ({ path }) =>
			data({ id: path.slice(-3), status: 'completed', video_url: `${FILE_HOST}/video.mp4` }),
		);
		heygen().always('GET', `${FILE_HOST}/video.mp4`, { body: mp4() });

		const { items } = await runNode({
			parameters: { ...lipsync, wait: true, download: ['video'] },
			items: itemsOf({}, {}, {}),
		});

		expect(items.map(({ json, binary }) => [json.id, json.status, Object.keys(binary ?? {})])).toEqual(
			['l-0', 'l-1', 'l-2'].map((id) => [id, 'completed', ['video']]),
		);
		expect(heygen().to('GET', STATUSES)).toHaveLength(2);
		expect(heygen().to('GET', /^\/v3\/lipsyncs\/l-/)).toHaveLength(3);
	});

	it('is asked for once more under its key, not made a second time', async () => {
		heygen().on('POST', LIPSYNCS, lost(), created('l-1'));

		expect(await outputOf({ parameters: lipsync })).toEqual([{ lipsync_id: 'l-1' }]);

		const keys = heygen().sent.map(({ headers }) => headers['idempotency-key']);
		expect(keys).toEqual([keys[0], keys[0]]);
		expect(keys[0]).toMatch(/^n8n-/);
	});
});

function asset(id: string) {
	return data({ asset_id: id, url: 'https://example.com/a', mime_type: 'video/mp4', size_bytes: 1 });
}

describe('Lipsync > Create Batch', () => {
	const batched = { ...lipsync, operation: 'createBatch' };
	const rows = (count: number) =>
		itemsOf(...Array.from({ length: count }, (_, row): IDataObject => ({ row })));
	const bodies = () =>
		heygen()
			.to('POST', BATCHES)
			.map(({ json }) => json as { lipsyncs: object[] });

	it('makes a request for every hundred items, each lipsync with a title and an address of its own', async () => {
		let count = 0;
		heygen().always('POST', BATCHES, () => data({ batch_id: `b-${count++}` }));

		const output = await outputOf({
			parameters: {
				...batched,
				settings: { title: '=Row {{ $json.row }}' },
				options: { callbackUrl: 'https://example.com/done' },
			},
			items: rows(101),
		});

		expect(bodies().map(({ lipsyncs }) => lipsyncs.length)).toEqual([100, 1]);
		expect(bodies()[0]?.lipsyncs[7]).toEqual({
			...request,
			title: 'Row 7',
			callback_url: 'https://example.com/done',
		});
		expect(output[7]).toEqual({ batch_id: 'b-0', item_index: 7 });
		expect(output[100]).toEqual({ batch_id: 'b-1', item_index: 0 });
	});

	it('gives every item its own lipsync, or its own reason', async () => {
		heygen().on('POST', BATCHES, data({ batch_id: 'b-1' }));
		const entries = [
			{ item_index: 1, status: 'failed', video_id: null, error: { code: 'bad', message: 'No face' } },
			{ item_index: 0, status: 'completed', video_id: 'l-0' },
		];
		heygen().always('GET', STATUSES, data(entries.map((entry) => ({ ...entry, batch_id: 'b-1' }))));
		heygen().always('GET', `${BATCHES}/b-1`, data(batch(entries, { batch_id: 'b-1' })));
		heygen().on('GET', `${LIPSYNCS}/l-0`, data({ id: 'l-0', status: 'completed', duration: 2 }));

		const { items } = await runNode({
			parameters: { ...batched, wait: true },
			items: rows(2),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(heygen().to('GET', STATUSES)[0]?.query).toEqual({ batch_ids: 'b-1' });
		expect(items.map(({ json }) => json)).toMatchObject([
			{ batch_id: 'b-1', item_index: 0, lipsync_id: 'l-0', id: 'l-0', status: 'completed', duration: 2 },
			{
				error: 'HeyGen could not make the lipsync: No face',
				details: { batch_id: 'b-1', item_index: 1, code: 'bad' },
			},
		]);
	});
});

describe('Lipsync > Update', () => {
	it('sends the new title, and gives the lipsync', async () => {
		const job = { id: 'l-1', status: 'completed', title: 'New' };
		heygen().on('PATCH', `${LIPSYNCS}/l-1`, data(job));

		const parameters = { resource: 'lipsync', operation: 'update', lipsyncId: byId('l-1'), title: 'New' };
		expect(await outputOf({ parameters })).toEqual([job]);

		expect(heygen().only.json).toEqual({ title: 'New' });
	});
});
