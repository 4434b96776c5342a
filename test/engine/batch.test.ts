import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { batch as batchOf, look, LOOK_ID, video } from '../support/answers';
import { byId, errorOf, itemsOf, outputOf, runNode, type NodeRun, type RunOptions } from '../support/engine';
import { png } from '../support/files';
import { data, FILE_HOST, lost, outline, page, refusal, useFakeHeyGen, type Reply } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
const time = useVirtualTime();

const BATCHES = '/v3/videos/batches';
const STATUSES = '/v3/videos/statuses';
const LOOK = `/v3/avatars/looks/${LOOK_ID}`;

/** Where a look is unknown, the node asks whether its ID is one of an avatar group. */
function servesNoGroup(): void {
	heygen().serves('GET', `/v3/avatars/${LOOK_ID}`, refusal(404, 'avatar_group_not_found', 'Not found'));
}
const BATCH = /^\/v3\/videos\/batches\/./;
const VIDEO = /^\/v3\/videos\/video-/;

const videos = {
	resource: 'video',
	operation: 'createBatch',
	avatarId: byId(LOOK_ID),
	script: '={{ $json.script ?? "Hello" }}',
	options: { engine: 'default' },
};
const unwaited = { ...videos, wait: false };
const continuing: RunOptions['settings'] = { onError: 'continueRegularOutput' };
const retrying: RunOptions['settings'] = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const rows = (count: number) =>
	itemsOf(...Array.from({ length: count }, (_, row) => ({ row, script: `Hello ${row}` })));

interface BatchBody {
	title?: string;
	callback_url?: string;
	folder_id?: string;
	videos: Array<{ script: string; title?: string; callback_url?: string }>;
}

/** The body of every batch that was asked for. */
const bodies = () =>
	heygen()
		.to('POST', BATCHES)
		.map(({ json }) => json as BatchBody);
const scripts = () => bodies().map((body) => body.videos.map(({ script }) => script));

/** A HeyGen that renders the videos of a batch; what says `fail` fails. Each batch tells its items backwards. */
function rendering(milliseconds: (script: string) => number = () => 20_000) {
	const batches: Array<{ at: number; scripts: string[] }> = [];
	const entryOf = (batch: number, index: number) => {
		const { at, scripts: all } = batches[batch]!;
		const script = all[index]!;
		const over = time().now() - at >= milliseconds(script);
		const failed = over && script.includes('fail');
		return {
			item_index: index,
			status: failed ? 'failed' : over ? 'completed' : 'processing',
			video_id: `video-${script}`,
			error: failed ? { code: 'render_failed', message: 'Out of memory' } : null,
		};
	};
	const entriesOf = (id: string) => {
		const batch = Number(id.slice('batch-'.length));
		return (batches[batch]?.scripts ?? []).map((_, index) => entryOf(batch, index)).reverse();
	};
	heygen().serves('POST', BATCHES, ({ json }) => {
		const { videos: all } = json as BatchBody;
		batches.push({ at: time().now(), scripts: all.map(({ script }) => script) });
		return data({
			batch_id: `batch-${batches.length - 1}`,
			status: 'processing',
			total_items: all.length,
		});
	});
	heygen().serves('GET', STATUSES, ({ query }) => {
		const ids = (query.batch_ids ?? '').split(',');
		return data(ids.flatMap((id) => entriesOf(id).map((entry) => ({ ...entry, batch_id: id }))));
	});
	heygen().serves('GET', '/v3/videos', () =>
		page(
			batches
				.flatMap(({ scripts: all }) => all)
				.map((script) => video(`video-${script}`, { video_url: `${FILE_HOST}/video.mp4` })),
		),
	);
	heygen().serves('GET', BATCH, ({ path }) => {
		const id = path.slice(`${BATCHES}/`.length);
		const items = entriesOf(id);
		const open = items.some(({ status }) => status === 'processing');
		return data(batchOf(items, { batch_id: id, status: open ? 'processing' : 'completed' }));
	});
	heygen().serves('GET', VIDEO, ({ path }) => {
		const id = decodeURIComponent(path.slice('/v3/videos/'.length));
		return data(video(id, { title: id, video_url: `${FILE_HOST}/video.mp4` }));
	});
	return batches;
}

const created = (batch: string, total: number) =>
	data({ batch_id: batch, status: 'processing', total_items: total });

const jsonOf = (items: INodeExecutionData[]) => items.map(({ json }) => json);

/** What the node keeps in its context. */
const contextOf = ({ run }: NodeRun) => run.data.executionData?.contextData['node:HeyGen'] ?? {};

describe('Video > Create Batch', () => {
	it('creates the videos of all items in one request, in their order, and answers each its number', async () => {
		heygen().on('POST', BATCHES, created('batch-0', 3));

		const { items } = await runNode({ parameters: unwaited, items: rows(3) });

		expect(outline(heygen().only)).toEqual({
			call: `POST ${BATCHES}`,
			query: {},
			json: {
				videos: [0, 1, 2].map((row) => ({ type: 'avatar', avatar_id: LOOK_ID, script: `Hello ${row}` })),
			},
		});
		expect(items).toEqual(
			[0, 1, 2].map((index) => ({
				json: { batch_id: 'batch-0', status: 'processing', item_index: index },
				pairedItem: { item: index },
			})),
		);
	});

	it('makes a request for every hundred, one after the other', async () => {
		let open = 0;
		heygen().always('POST', BATCHES, async ({ json }) => {
			expect(++open).toBe(1);
			await new Promise<void>((resolve) => setImmediate(resolve));
			open--;
			const { videos: all } = json as BatchBody;
			return created(`batch of ${all[0]?.script}`, all.length);
		});

		const output = await outputOf({ parameters: unwaited, items: rows(250) });

		expect(scripts().map(({ length }) => length)).toEqual([100, 100, 50]);
		expect(scripts().flat()).toEqual(rows(250).map(({ json }) => json.script));
		expect(output.map(({ batch_id: id, item_index: index }) => [id, index])).toEqual(
			rows(250).map((_, row) => [`batch of Hello ${row - (row % 100)}`, row % 100]),
		);
	});

	it('gives the batch the title and address of the first item of its request, and each video its own', async () => {
		heygen().always('POST', BATCHES, created('b', 1));

		await outputOf({
			parameters: {
				...unwaited,
				options: {
					batchTitle: '=Batch from {{ $json.row }}',
					batchCallbackUrl: '=https://example.com/{{ $json.row }}',
					title: '=Video {{ $json.row }}',
					callbackUrl: '=https://example.com/video/{{ $json.row }}',
				},
			},
			items: rows(101),
		});

		expect(bodies().map(({ title, callback_url: url }) => [title, url])).toEqual([
			['Batch from 0', 'https://example.com/0'],
			['Batch from 100', 'https://example.com/100'],
		]);
		expect(bodies()[0]?.videos[7]).toMatchObject({
			title: 'Video 7',
			callback_url: 'https://example.com/video/7',
		});
	});

	it('puts each video into the folder of its item: a request for each folder, which it stands on', async () => {
		heygen().always('POST', BATCHES, ({ json }) => {
			const { folder_id: folder = 'root', videos: all } = json as BatchBody;
			return created(`batch in ${folder}`, all.length);
		});

		const output = await outputOf({
			parameters: { ...unwaited, options: { folderId: '={{ $json.folder }}' } },
			items: itemsOf(
				{ script: 'a', folder: 'f-1' },
				{ script: 'b', folder: ' ' },
				{ script: 'c', folder: 'f-1' },
				{ script: 'd' },
			),
		});

		expect(scripts().sort()).toEqual([
			['a', 'c'],
			['b', 'd'],
		]);
		expect(output.map(({ batch_id: id, item_index: index }) => [id, index])).toEqual([
			['batch in f-1', 0],
			['batch in root', 0],
			['batch in f-1', 1],
			['batch in root', 1],
		]);
	});

	it('says which parameter HeyGen means, of the batch or of a video', async () => {
		heygen().on(
			'POST',
			BATCHES,
			refusal(400, 'invalid_parameter', 'No', { param: 'title' }),
			refusal(400, 'invalid_parameter', 'No', { param: 'videos.3.title' }),
			refusal(400, 'invalid_parameter', 'No', { param: 'videos.3.background.value' }),
		);

		expect((await errorOf({ parameters: unwaited })).message).toContain('"Batch Title"');
		expect((await errorOf({ parameters: unwaited })).message).toContain('"Title"');
		expect((await errorOf({ parameters: unwaited })).message).toContain('"Background"');
	});

	it('gives every item an error of its own where HeyGen refuses the request', async () => {
		heygen().on('POST', BATCHES, refusal(402, 'insufficient_credit', 'No'), created('b', 20));

		const { items } = await runNode({ parameters: unwaited, items: rows(120), settings: continuing });

		expect(items.slice(0, 100).every(({ json }) => json.error === 'HeyGen refused the request: No')).toBe(
			true,
		);
		expect(items[3]).toMatchObject({
			json: { details: { code: 'insufficient_credit' } },
			pairedItem: { item: 3 },
		});
		expect(jsonOf(items.slice(100))).toMatchObject(rows(20).map((_, row) => ({ item_index: row })));
	});

	it('stops at the first request that HeyGen refuses, and names its first item', async () => {
		heygen().on('POST', BATCHES, created('b', 100), refusal(402, 'insufficient_credit', 'No'));

		const { context, description } = await errorOf({ parameters: unwaited, items: rows(300) });

		expect(heygen().to('POST', BATCHES)).toHaveLength(2);
		expect(context?.itemIndex).toBe(100);
		expect(description).toContain('100 of 300 items were already done');
	});
});

describe('An item that is refused before anything is sent', () => {
	const items = itemsOf({ script: 'one' }, { script: ' ' }, { script: 'three' });

	it('keeps the whole run from sending anything', async () => {
		for (const concurrency of [1, 10]) {
			const { message, context } = await errorOf({
				parameters: { ...unwaited, options: { concurrency } },
				items,
			});
			expect([message, context?.itemIndex]).toEqual(['"Script" is empty', 1]);
		}
		expect(heygen().sent).toEqual([]);
	});

	it('keeps 250 items from sending anything, were it the last', async () => {
		const { message } = await errorOf({
			parameters: unwaited,
			items: [...rows(250), { json: { script: '' } }],
		});

		expect(message).toBe('"Script" is empty');
		expect(heygen().sent).toEqual([]);
	});

	it('is left out of the batch under Continue On Fail, and disturbs no other', async () => {
		heygen().on('POST', BATCHES, created('b', 2));

		const { items: output } = await runNode({ parameters: unwaited, items, settings: continuing });

		expect(scripts()).toEqual([['one', 'three']]);
		expect(jsonOf(output)).toMatchObject([
			{ item_index: 0 },
			{ error: '"Script" is empty' },
			{ item_index: 1 },
		]);
	});

	it.each<[string, IDataObject, string]>([
		[
			'an address that is not public',
			{ options: { batchCallbackUrl: 'http://example.com/' } },
			'"Batch Callback URL" must be an https URL',
		],
		[
			'an address of its own beside the one it waits at',
			{ options: { waitBy: 'callback', batchCallbackUrl: 'https://example.com/' } },
			'"Batch Callback URL" cannot be combined with "Wait By" Callback',
		],
	])('is one with %s', async (_, parameters, message) => {
		expect((await errorOf({ parameters: { ...videos, ...parameters } })).message).toBe(message);
	});
});

describe('Waiting for a batch', () => {
	it('gives every item its own video, whatever order HeyGen tells them in', async () => {
		rendering((script) => (script.endsWith('1') ? 5_000 : 40_000));

		const { items } = await runNode({ parameters: videos, items: rows(3) });

		expect(items).toMatchObject(
			[0, 1, 2].map((row) => ({
				json: {
					batch_id: 'batch-0',
					item_index: row,
					id: `video-Hello ${row}`,
					video_id: `video-Hello ${row}`,
					status: 'completed',
				},
				pairedItem: { item: row },
			})),
		);
		expect(items.every(({ json }) => json.error === undefined)).toBe(true);
	});

	it('gives the item of a failed video HeyGen’s reason, and the others theirs', async () => {
		rendering();

		const { items } = await runNode({
			parameters: videos,
			items: itemsOf({ script: 'a' }, { script: 'fail' }, { script: 'c' }),
			settings: continuing,
		});

		expect(jsonOf(items)).toMatchObject([
			{ id: 'video-a' },
			{
				error: 'HeyGen could not make the video: Out of memory',
				message: expect.stringContaining('number 1 in the batch batch-0 and the code render_failed'),
				details: { batch_id: 'batch-0', item_index: 1, video_id: 'video-fail', code: 'render_failed' },
			},
			{ id: 'video-c' },
		]);
		expect(heygen().to('GET', VIDEO)).toHaveLength(2);
	});

	it.each<[string, object | null, Reply, string, string | undefined]>([
		[
			'reads why a video failed from the video itself, where the batch does not say',
			null,
			data(video('v', { status: 'failed', failure_code: 'too_loud', failure_message: 'It was too loud' })),
			'It was too loud',
			'too_loud',
		],
		[
			'keeps the code of the batch where only the video has words',
			{ code: 'render_failed' },
			data(video('v', { status: 'failed', failure_message: 'It was too loud' })),
			'It was too loud',
			'render_failed',
		],
		[
			'says that there is no reason where the video cannot be read',
			null,
			refusal(404, 'video_not_found', 'No such video'),
			'no reason was given',
			undefined,
		],
	])('%s', async (_, error, reply, reason, code) => {
		heygen().on('POST', BATCHES, created('b', 1));
		const entry = { item_index: 0, status: 'failed', video_id: 'v', error };
		heygen().on('GET', STATUSES, data([{ ...entry, batch_id: 'b' }]));
		heygen().on('GET', `${BATCHES}/b`, data(batchOf([entry], { batch_id: 'b' })));
		heygen().on('GET', '/v3/videos/v', reply);

		const { message, context } = await errorOf({ parameters: videos });

		expect(message).toBe(`HeyGen could not make the video: ${reason}`);
		expect(context?.heygen).toEqual({
			batch_id: 'b',
			item_index: 0,
			video_id: 'v',
			...(code ? { code } : {}),
		});
	});

	it('asks about a batch once for all its items, and reads it once when it has ended', async () => {
		rendering(() => 60_000);

		const output = await outputOf({ parameters: videos, items: rows(100) });

		expect(output).toHaveLength(100);
		const asked = heygen().to('GET', STATUSES);
		expect(asked.every(({ query }) => query.batch_ids === 'batch-0')).toBe(true);
		expect(asked.length).toBeLessThanOrEqual(9);
		expect(heygen().to('GET', BATCH)).toHaveLength(1);
		expect(heygen().to('GET', '/v3/videos')).toHaveLength(1);
		expect(heygen().to('GET', VIDEO)).toEqual([]);
	});

	it('reads a batch whose videos end one by one no more often than it asks', async () => {
		rendering((script) => Number(script.slice('Hello '.length)) * 3_000);

		await outputOf({ parameters: videos, items: rows(50) });

		expect(heygen().to('GET', BATCH).length).toBeLessThanOrEqual(heygen().to('GET', STATUSES).length);
		expect(heygen().to('GET', STATUSES).length).toBeLessThanOrEqual(15);
	});

	it('downloads the video of each item', async () => {
		rendering();
		heygen().always('GET', `${FILE_HOST}/video.mp4`, { body: png() });

		const { items } = await runNode({ parameters: { ...videos, download: ['video'] }, items: rows(2) });

		expect(items.map(({ binary }) => binary?.video?.fileName)).toEqual([
			'batch-0-0-video.mp4',
			'batch-0-1-video.mp4',
		]);
	});

	it('ends at the limit with the place of the item and the ID of the batch', async () => {
		rendering(() => 600_000);

		const { message, description, context } = await errorOf({
			parameters: { ...videos, options: { waitLimit: 1 } },
		});

		expect(message).toBe('The video 0 of the batch batch-0 is not finished after 1 minute');
		expect(description).toContain('Read it later with Video > Get Batch and the ID batch-0');
		expect(context?.heygen).toEqual({ batch_id: 'batch-0', item_index: 0 });
	});

	it('ends for a batch that HeyGen no longer has', async () => {
		heygen().on('POST', BATCHES, created('b', 1));
		heygen().on('GET', STATUSES, data([{ batch_id: 'b', status: 'not_found' }]));
		heygen().on('GET', `${BATCHES}/b`, refusal(404, 'resource_not_found', 'No such batch'));

		expect((await errorOf({ parameters: videos })).message).toBe(
			'HeyGen no longer has the video 0 of the batch b',
		);
	});

	it('outlasts a list of states that does not know the batch yet', async () => {
		heygen().on('GET', STATUSES, data([{ batch_id: 'batch-0', status: 'not_found' }]));
		rendering();

		expect(await outputOf({ parameters: videos, items: rows(2) })).toHaveLength(2);
	});

	it('by callback names one address for the batch, and suspends once', async () => {
		rendering();

		const { run, items } = await runNode({
			parameters: { ...videos, options: { waitBy: 'callback' } },
			items: rows(3),
			settings: retrying,
		});

		expect(run.waitTill).toBeDefined();
		expect(items).toEqual([]);
		expect(bodies()).toHaveLength(1);
		expect(bodies()[0]?.callback_url).toMatch(/^https:\/\/n8n\.example\.com\/webhook-waiting\/.*heygen=/);
		expect(bodies()[0]?.videos.every((each) => each.callback_url === undefined)).toBe(true);
	});

	it.each<[string, IDataObject[], number]>([
		['the first one', [{ url: 'https://example.com/done', wait: false }, { wait: true }], 1],
		['a later one', [{ wait: true }, { url: 'https://example.com/done', wait: false }], 1],
		[
			'one of another request',
			[
				{ url: 'https://example.com/done', wait: false },
				...Array.from({ length: 100 }, () => ({ wait: false })),
				{ wait: true },
			],
			101,
		],
	])('by callback is refused beside an address of %s, before anything is sent', async (_, rowsOf, item) => {
		const { message, description, context } = await errorOf({
			parameters: {
				...videos,
				wait: '={{ $json.wait }}',
				options: { waitBy: 'callback', batchCallbackUrl: '={{ $json.url ?? "" }}', concurrency: 1 },
			},
			items: itemsOf(...rowsOf),
		});

		expect(message).toBe('"Batch Callback URL" cannot be combined with "Wait By" Callback');
		expect(description).toContain('another item');
		expect(context?.itemIndex).toBe(item);
		expect(heygen().sent).toEqual([]);
	});

	it('by callback names the address even where the first item does not wait for it', async () => {
		rendering();

		await runNode({
			parameters: { ...videos, wait: '={{ $json.row > 0 }}', options: { waitBy: 'callback' } },
			items: rows(2),
		});

		expect(bodies()[0]?.callback_url).toContain('heygen=');
	});
});

describe('A batch is not paid twice by Retry On Fail', () => {
	const failingFirst = (script: string) => (script === 'fail' ? 5_000 : Infinity);

	it('when a video of it fails', async () => {
		rendering(failingFirst);

		const { message } = await errorOf({
			parameters: videos,
			items: itemsOf({ script: 'a' }, { script: 'fail' }),
			settings: retrying,
		});

		expect(message).toBe('HeyGen could not make the video: Out of memory');
		expect(heygen().to('POST', BATCHES)).toHaveLength(1);
	});

	it('when another request of the run is refused: that one alone is sent again', async () => {
		heygen().on(
			'POST',
			BATCHES,
			created('first', 100),
			refusal(400, 'voice_unavailable', 'Not now'),
			created('second', 50),
		);

		const run = await runNode({ parameters: unwaited, items: rows(150), settings: retrying });

		expect(run.error).toBeUndefined();
		expect(scripts().map((each) => each[0])).toEqual(['Hello 0', 'Hello 100', 'Hello 100']);
		expect(run.items.map(({ json }) => json.batch_id)).toEqual(
			rows(150).map((_, row) => (row < 100 ? 'first' : 'second')),
		);
		expect(contextOf(run)).toEqual({});
	});

	it('when another request was refused: it is sent again while the others still wait for their videos', async () => {
		const sentAt: number[] = [];
		heygen().on(
			'POST',
			BATCHES,
			() => created('batch-0', 100),
			() => refusal(400, 'voice_unavailable', 'Not now'),
			() => (sentAt.push(time().elapsed()), created('batch-1', 1)),
		);
		const over = () => time().elapsed() >= 60_000;
		heygen().always('GET', STATUSES, ({ query }) =>
			data(
				Array.from({ length: query.batch_ids === 'batch-0' ? 100 : 1 }, (_, index) => ({
					batch_id: query.batch_ids,
					item_index: index,
					status: over() ? 'completed' : 'processing',
				})),
			),
		);
		heygen().always('GET', BATCH, ({ path }) => {
			const id = path.slice(`${BATCHES}/`.length);
			const items = Array.from({ length: id === 'batch-0' ? 100 : 1 }, (_, index) => ({
				item_index: index,
				status: 'completed',
				video_id: `video-${index}`,
			}));
			return data(batchOf(items, { batch_id: id }));
		});
		heygen().always('GET', VIDEO, data(video('v')));

		const output = await outputOf({ parameters: videos, items: rows(101), settings: retrying });

		expect(output).toHaveLength(101);
		expect(sentAt).toHaveLength(1);
		expect(sentAt[0]).toBeLessThan(60_000);
	});

	const keys = () =>
		heygen()
			.to('POST', BATCHES)
			.map(({ headers }) => headers['idempotency-key']);

	it.each<[string, Reply]>([
		['was lost', lost()],
		['is not HeyGen’s', { status: 502, body: '<html>', unlikeHeyGen: true }],
		['is not JSON', { status: 200, body: 'ok', unlikeHeyGen: true }],
		['holds no data', { status: 200, body: {}, unlikeHeyGen: true }],
	])('when an answer %s: the same is asked for again under the same key', async (_, reply) => {
		heygen().on('POST', BATCHES, reply, created('b', 3));

		const output = await outputOf({ parameters: unwaited, items: rows(3), settings: retrying });

		expect(output).toMatchObject([{ item_index: 0 }, { item_index: 1 }, { item_index: 2 }]);
		const [first, ...others] = heygen().to('POST', BATCHES);
		expect(others.length).toBeGreaterThan(0);
		for (const { json } of others) expect(json).toEqual(first?.json);
		expect(new Set(keys()).size).toBe(1);
		expect(keys()[0]).toMatch(/^n8n-/);
	});

	it('when the answer to the second request was lost: that one is repeated under its own key', async () => {
		heygen().on('POST', BATCHES, created('first', 100), lost(), created('second', 50));

		const run = await runNode({ parameters: unwaited, items: rows(150), settings: retrying });

		expect(scripts().map((each) => each[0])).toEqual(['Hello 0', 'Hello 100', 'Hello 100']);
		const [first, second, repeated] = keys();
		expect(second).toBe(repeated);
		expect(first).not.toBe(second);
		expect(run.items.map(({ json }) => json.batch_id)).toEqual(
			rows(150).map((_, row) => (row < 100 ? 'first' : 'second')),
		);
	});

	describe('whose answer stays missing', () => {
		/** Nobody hears HeyGen until the first try has given up. */
		function mute(replies: (sent: number) => Reply): void {
			let sent = 0;
			heygen().serves('POST', BATCHES, () => (tries === 1 ? lost() : replies(sent++)));
		}
		let tries = 0;
		const someAutomatic = { ...unwaited, options: { engine: '={{ $json.row < 1 ? "auto" : "default" }}' } };

		it('is asked for by the same items, though another could join them now', async () => {
			servesNoGroup();
			heygen().serves('GET', LOOK, () =>
				++tries === 1 ? refusal(404, 'avatar_not_found', 'Not yet') : data(look()),
			);
			mute((sent) => created(['first', 'second'][sent] ?? 'third', 2));

			const run = await runNode({
				parameters: someAutomatic,
				items: rows(3),
				settings: { ...continuing, ...retrying },
			});

			const lastTwo = scripts().slice(-2);
			expect(lastTwo).toEqual(expect.arrayContaining([['Hello 1', 'Hello 2'], ['Hello 0']]));
			const own = keys().filter((_, index) => scripts()[index]?.length === 1);
			const shared = keys().filter((_, index) => scripts()[index]?.length === 2);
			expect(new Set(shared).size).toBe(1);
			expect(own).toHaveLength(1);
			expect(shared).not.toContain(own[0]);
			expect(jsonOf(run.items).map(({ item_index: index }) => index)).toEqual([0, 0, 1]);
			expect(contextOf(run)).toEqual({});
		});

		it('is not asked for by fewer than were in it', async () => {
			servesNoGroup();
			heygen().serves('GET', LOOK, () =>
				++tries === 1 ? data(look()) : refusal(404, 'avatar_not_found', 'Gone'),
			);
			mute(() => created('never', 2));

			const run = await runNode({
				parameters: someAutomatic,
				items: rows(3),
				settings: { ...continuing, ...retrying },
			});

			expect(new Set(keys()).size).toBe(1);
			expect(scripts().every((each) => each.length === 3)).toBe(true);
			expect(jsonOf(run.items)).toMatchObject([
				{ error: expect.stringContaining('Gone') },
				{ error: expect.stringContaining('An earlier try sent this batch') },
				{ error: expect.stringContaining('An earlier try sent this batch') },
			]);
		});

		beforeEach(() => {
			tries = 0;
		});
	});

	it('when the first item could join only in the second try: it gets a batch of its own', async () => {
		servesNoGroup();
		heygen().on('GET', LOOK, refusal(404, 'avatar_not_found', 'Not yet'), data(look()));
		heygen().on('POST', BATCHES, created('others', 2), created('own', 1));

		const run = await runNode({
			parameters: { ...unwaited, options: { engine: '={{ $json.row === 0 ? "auto" : "default" }}' } },
			items: rows(3),
			settings: { ...continuing, ...retrying },
		});

		expect(scripts()).toEqual([['Hello 1', 'Hello 2'], ['Hello 0']]);
		expect(jsonOf(run.items)).toMatchObject([
			{ batch_id: 'own', item_index: 0 },
			{ batch_id: 'others', item_index: 0 },
			{ batch_id: 'others', item_index: 1 },
		]);
		expect(contextOf(run)).toEqual({});
	});

	it('when those alone wait for a call that the first try created: the second suspends for them', async () => {
		heygen().on(
			'POST',
			BATCHES,
			created('awaited', 100),
			refusal(400, 'voice_unavailable', 'Not now'),
			created('own', 1),
		);
		const open = rows(100).map((_, index) => ({ item_index: index, status: 'processing' }));
		heygen().always('GET', STATUSES, data(open.map((entry) => ({ ...entry, batch_id: 'awaited' }))));

		const { run, items } = await runNode({
			parameters: { ...videos, wait: '={{ $json.row < 100 }}', options: { waitBy: 'callback' } },
			items: rows(101),
			settings: retrying,
		});

		expect(scripts().map(({ length }) => length)).toEqual([100, 1, 1]);
		expect(run.waitTill).toBeDefined();
		expect(items).toEqual([]);
	});

	it('when an item would be refused that is in it already', async () => {
		rendering(failingFirst);
		let reads = 0;
		heygen().serves('GET', LOOK, () =>
			reads++ === 0 ? data(look()) : refusal(404, 'avatar_not_found', 'Gone'),
		);

		await errorOf({
			parameters: { ...videos, options: { engine: 'auto' } },
			items: itemsOf({ script: 'a' }, { script: 'fail' }),
			settings: retrying,
		});

		expect(heygen().to('POST', BATCHES)).toHaveLength(1);
		expect(heygen().to('GET', LOOK)).toHaveLength(1);
	});

	it('but is created anew in another round of a loop', async () => {
		heygen().always('POST', BATCHES, created('b', 1));
		await outputOf({ parameters: unwaited });
		await outputOf({ parameters: unwaited, runsBefore: 1 });
		expect(heygen().to('POST', BATCHES)).toHaveLength(2);
	});
});

describe('Photos are not paid twice by Retry On Fail', () => {
	const GENERATE = '/v2/photo_avatar/photo/generate';
	const photos = {
		resource: 'photo',
		operation: 'generate',
		name: '={{ $json.name }}',
		appearance: 'Brown hair',
	};
	const items = itemsOf({ name: 'Anna' }, { name: 'Ben' });
	const names = () =>
		heygen()
			.to('POST', GENERATE)
			.map(({ json }) => (json as { name: string }).name);

	it('when another item is refused', async () => {
		let refused = false;
		heygen().always('POST', GENERATE, ({ json }) => {
			const { name } = json as { name: string };
			if (name === 'Anna' || refused) return data({ generation_id: name });
			refused = true;
			return refusal(400, 'invalid_parameter', 'Not now');
		});

		const run = await runNode({ parameters: { ...photos, wait: false }, items, settings: retrying });

		expect(jsonOf(run.items)).toMatchObject([{ generation_id: 'Anna' }, { generation_id: 'Ben' }]);
		expect(names().sort()).toEqual(['Anna', 'Ben', 'Ben']);
		expect(contextOf(run)).toEqual({});
	});

	it('when an answer was lost: the others come, and it says how to look', async () => {
		heygen().always('POST', GENERATE, ({ json }) => {
			const { name } = json as { name: string };
			return name === 'Anna' ? lost() : data({ generation_id: name });
		});

		const run = await runNode({
			parameters: { ...photos, wait: false },
			items,
			settings: { ...continuing, ...retrying },
		});

		expect(names().sort()).toEqual(['Anna', 'Ben']);
		expect(jsonOf(run.items)).toMatchObject([
			{
				error: expect.stringContaining('An earlier try sent this request'),
				message: expect.stringContaining(
					'The photo generation may have been created and paid. Look in HeyGen',
				),
			},
			{ generation_id: 'Ben' },
		]);
	});

	it('when the generation itself fails', async () => {
		heygen().on('POST', GENERATE, data({ generation_id: 'g' }));
		heygen().always('GET', /generation\/g$/, data({ id: 'g', status: 'failed', msg: 'No face' }));

		await errorOf({ parameters: { ...photos, name: 'Anna' }, settings: retrying });

		expect(heygen().to('POST', GENERATE)).toHaveLength(1);
	});
});

describe('Video > Get Batch', () => {
	const page = (indexes: number[], next: string | null) =>
		data(
			batchOf(
				indexes.map((index) => ({ item_index: index, status: 'completed', video_id: `v${index}` })),
				{ batch_id: 'b', title: 'Mine', total_items: 3, has_more: next !== null, next_token: next },
			),
		);

	it('reads all pages into one', async () => {
		heygen().on('GET', `${BATCHES}/b`, page([0, 1], 'more'), page([2], null));

		const output = await outputOf({
			parameters: { resource: 'video', operation: 'getBatch', batchId: ' b ' },
		});

		expect(output).toEqual([
			{
				batch_id: 'b',
				title: 'Mine',
				status: 'completed',
				total_items: 3,
				counts_by_status: {},
				created_at: 1_790_000_000,
				items: [0, 1, 2].map((index) => ({ item_index: index, status: 'completed', video_id: `v${index}` })),
			},
		]);
		expect(heygen().sent.map(({ query }) => query)).toEqual([
			{ limit: '100' },
			{ limit: '100', token: 'more' },
		]);
	});

	it('ends where HeyGen gives the same page for ever', async () => {
		heygen().on('GET', `${BATCHES}/b`, page([0], 'more'), page([1], 'more'));

		const [output] = await outputOf({
			parameters: { resource: 'video', operation: 'getBatch', batchId: 'b' },
		});

		expect(output?.items).toHaveLength(2);
	});
});
