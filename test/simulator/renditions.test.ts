import axios from 'axios';
import { Bench, readSample, Receiver, until } from './support';

let bench: Bench;
let receiver: Receiver;
let video: { type: 'asset_id'; asset_id: string };
let audio: { type: 'asset_id'; asset_id: string };

beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(async () => {
	receiver = await Receiver.start();
	await bench.control.reset();
	video = { type: 'asset_id', asset_id: await bench.asset('video.mp4', 'video/mp4') };
	audio = { type: 'asset_id', asset_id: await bench.asset('voice.mp3', 'audio/mpeg') };
});

afterEach(() => receiver.stop());

const asText = (value: unknown) => {
	if (typeof value !== 'string') throw new Error(`${JSON.stringify(value)} is no text`);
	return value;
};

/** Creates one and answers its ID. */
const translate = async (body: object = {}) => {
	const made = await bench.post('/v3/video-translations', { video, output_languages: ['French'], ...body });
	return made.at('data.video_translation_ids.0') ?? made.refusal;
};
const lipsync = async (body: object = {}) => {
	const made = await bench.post('/v3/lipsyncs', { video, audio, ...body });
	return made.at('data.lipsync_id') ?? made.refusal;
};

describe.each([
	['translations', '/v3/video-translations', translate],
	['lipsyncs', '/v3/lipsyncs', lipsync],
])('%s', (name, path, create) => {
	it('render through the states, to a link on another origin', async () => {
		const id = asText(await create({ title: 'First' }));
		expect((await bench.get(`${path}/${id}`)).at('data')).toMatchObject({
			id,
			status: 'pending',
			title: 'First',
			video_url: null,
			created_at: expect.closeTo(Date.now() / 1000, -1),
		});
		await bench.waitFor(`${path}/${id}`, 'data.status', 'running');
		const done = await bench.waitFor(`${path}/${id}`, 'data.status', 'completed');
		expect(done.at('data.failure_message')).toBeNull();
		const url = done.text('data.video_url');
		expect(new URL(url).origin).toBe(bench.simulator.filesUrl);
		const file = await axios.get<ArrayBuffer>(url, { responseType: 'arraybuffer' });
		expect(Buffer.from(file.data).equals(readSample('video.mp4'))).toBe(true);
	});

	it('fail where they are asked to, with a reason', async () => {
		const id = asText(await create({ title: 'A [fail]' }));
		const failed = await bench.waitFor(`${path}/${id}`, 'data.status', 'failed');
		expect(failed.at('data')).toMatchObject({
			failure_message: expect.stringMatching(/failed/),
			video_url: null,
		});
	});

	it('are listed newest first, page by page', async () => {
		const ids = [await create(), await create(), await create()];
		const first = await bench.get(`${path}?limit=2`);
		const second = await bench.get(`${path}?limit=2&token=${first.text('next_token')}`);
		expect([first, second].flatMap((page) => page.list('data').map(({ id }) => id))).toEqual(ids.reverse());
		expect([first.at('has_more'), second.at('has_more')]).toEqual([true, false]);
	});

	it('are gone when they are deleted', async () => {
		const id = asText(await create());
		expect((await bench.request({ method: 'DELETE', url: `${path}/${id}` })).at('data.id')).toBe(id);
		expect((await bench.get(`${path}/${id}`)).refusal).toMatch(/^404 resource_not_found/);
		expect((await bench.get(path)).list('data')).toEqual([]);
	});

	it('take what the contract allows, and cost money', async () => {
		expect(await create({ video: { type: 'asset_id', asset_id: 'none' } })).toMatch(
			/^404 asset_not_found video/,
		);
		expect(await create({ video: audio })).toMatch(/^400 invalid_parameter video/);
		expect(await create({ callback_id: 'row-1' })).toBe('400 invalid_parameter callback_id');
		expect(await create({ script: 'Hi' })).toBe('400 invalid_parameter script');
		expect((await bench.control.state()).wallet.spent).toBe(0);
		await create();
		expect((await bench.control.state()).wallet.spent).toBe(2 * 0.0333);
		await create({ mode: 'precision' });
		expect((await bench.control.state()).wallet.spent).toBeCloseTo(2 * (0.0333 + 0.0667), 6);
	});

	it(`are forgotten on reset (${name})`, async () => {
		await create();
		await bench.control.reset();
		expect((await bench.get(path)).list('data')).toEqual([]);
	});
});

const FILES: Record<string, string> = {
	audio_url: 'voice.mp3',
	srt_caption_url: 'subtitles.srt',
	vtt_caption_url: 'subtitles.vtt',
	caption_url: 'subtitles.srt',
};

it.each([
	['translations', '/v3/video-translations', translate, ['audio_url', 'srt_caption_url', 'vtt_caption_url']],
	['lipsyncs', '/v3/lipsyncs', lipsync, ['caption_url']],
] as const)('%s come with all their files, whatever is said of captions', async (_, path, create, names) => {
	for (const enable_caption of [undefined, false, true]) {
		const id = asText(await create({ enable_caption }));
		const begun = await bench.get(`${path}/${id}`);
		expect(names.map((name) => begun.at(`data.${name}`))).toEqual(names.map(() => null));
		const done = await bench.waitFor(`${path}/${id}`, 'data.status', 'completed');
		for (const name of names) {
			const file = await axios.get<ArrayBuffer>(done.text(`data.${name}`), { responseType: 'arraybuffer' });
			expect(Buffer.from(file.data).equals(readSample(FILES[name] ?? ''))).toBe(true);
		}
	}
});

describe('lipsyncs', () => {
	it.each([
		['First', 'lipsync.success'],
		['A [fail]', 'lipsync.fail'],
	])('call an address of their own, though there is no event of them: %s', async (title, type) => {
		const id = await lipsync({ title, callback_id: 'row-1', callback_url: receiver.url });
		await until('the callback', () => receiver.posts.length === 1);
		expect(receiver.posts[0]?.event).toMatchObject({
			event_type: type,
			event_data: { lipsync_id: id, callback_id: 'row-1' },
		});
		expect((await bench.get('/v3/webhooks/events')).list('data')).toEqual([]);
	});

	it('take another title', async () => {
		const path = `/v3/lipsyncs/${asText(await lipsync({ title: 'Old', callback_id: null }))}`;
		const change = (data: object) => bench.request({ method: 'PATCH', url: path, data });
		expect((await change({ title: 'New' })).at('data')).toMatchObject({ title: 'New', status: 'pending' });
		expect((await bench.get(path)).at('data.title')).toBe('New');
		expect((await change({})).refusal).toBe('400 invalid_parameter title');
		expect((await change({ title: 'New', mode: 'speed' })).refusal).toBe('400 invalid_parameter mode');
		expect(
			(await bench.request({ method: 'PATCH', url: '/v3/lipsyncs/none', data: { title: 'New' } })).refusal,
		).toBe('404 resource_not_found lipsync_id');
	});

	it('are of a part of the video that begins before it ends', async () => {
		expect(await lipsync({ start_time: -1 })).toBe('400 invalid_parameter start_time');
		expect(await lipsync({ start_time: 2, end_time: 2 })).toBe('400 invalid_parameter end_time');
		expect(await lipsync({ end_time: 0 })).toBe('400 invalid_parameter end_time');
		expect(asText(await lipsync({ start_time: 1, end_time: 2 }))).toMatch(/^[0-9a-f]{32}$/);
	});

	it('are made many in one request, told of together, and can be read each', async () => {
		const lipsyncs = [
			{ video, audio },
			{ video: audio, audio },
		];
		const id = (await bench.post('/v3/lipsyncs/batches', { lipsyncs })).text('data.batch_id');
		const done = await bench.waitFor(`/v3/lipsyncs/batches/${id}`, 'data.status', 'completed');
		expect(done.at('data.counts_by_status')).toEqual({ completed: 1, failed: 1 });
		expect(done.at('data.items.1.error')).toMatchObject({ param: 'video.asset_id' });
		const made = done.text('data.items.0.video_id');
		expect((await bench.get(`/v3/lipsyncs/${made}`)).at('data.status')).toBe('completed');
		const states = await bench.get(`/v3/lipsyncs/statuses?lipsync_ids=${made}&batch_ids=${id}`);
		expect(states.list('data').map(({ status }) => status)).toEqual(['completed', 'completed', 'failed']);
	});
});

describe('translations', () => {
	it('are one a language, each with an event of its own', async () => {
		const made = await bench.post('/v3/video-translations', {
			video,
			output_languages: ['French', 'Spanish'],
			callback_id: 'row-1',
			callback_url: receiver.url,
		});
		const ids = made.at('data.video_translation_ids');
		for (const id of Array.isArray(ids) ? ids : []) {
			await bench.waitFor(`/v3/video-translations/${asText(id)}`, 'data.status', 'completed');
		}
		const listed = (await bench.get('/v3/video-translations')).list('data');
		expect(listed.map(({ output_language: language }) => language).sort()).toEqual(['French', 'Spanish']);
		const events = (await bench.get('/v3/webhooks/events')).list('data');
		expect(events.map(({ event_type: type, event_data: data }) => [type, data])).toEqual(
			expect.arrayContaining([
				[
					'video_translate.success',
					expect.objectContaining({ video_translate_id: listed[0]?.id, callback_id: 'row-1' }),
				],
			]),
		);
		expect(events).toHaveLength(2);
		await until('both callbacks', () => receiver.posts.length === 2);
	});
});

describe('clippings', () => {
	const path = '/v3/ai-clipping';
	const create = async (body: object = {}) => {
		const made = await bench.post(path, { video, ...body });
		return made.at('data.ai_clipping_id') ?? made.refusal;
	};

	it('end in clips, announced and called back', async () => {
		await bench.control.set({ renderMs: 1000 });
		const id = asText(
			await create({
				title: 'Talk',
				output_settings: { aspect_ratio: 'square' },
				callback_url: receiver.url,
				callback_id: 'row-1',
			}),
		);
		const begun = await bench.get(`${path}/${id}`);
		expect(begun.at('data')).toMatchObject({ id, status: 'pending', title: 'Talk', progress: 0, clips: [] });
		await bench.waitFor(`${path}/${id}`, 'data.status', 'running');
		const done = await bench.waitFor(`${path}/${id}`, 'data.status', 'completed');
		expect(done.at('data.progress')).toBe(100);
		expect(done.list('data.clips')).toEqual(
			['First Highlight', 'Second Highlight'].map((title): unknown =>
				expect.objectContaining({ title, status: 'completed', aspect_ratio: 'square', duration_seconds: 2 }),
			),
		);
		const file = await axios.get<ArrayBuffer>(done.text('data.clips.1.video_url'), {
			responseType: 'arraybuffer',
		});
		expect(Buffer.from(file.data).equals(readSample('video.mp4'))).toBe(true);
		await until('the callback', () => receiver.posts.length === 1);
		expect(receiver.posts[0]?.event).toMatchObject({
			event_type: 'ai_clipping.success',
			event_data: { id, status: 'completed', callback_id: 'row-1' },
		});
	});

	it('fail where they are asked to, with a reason', async () => {
		const id = asText(await create({ output_settings: { prompt: '[fail]' } }));
		const failed = await bench.waitFor(`${path}/${id}`, 'data.status', 'failed');
		expect(failed.at('data')).toMatchObject({ failure_message: expect.stringMatching(/failed/), clips: [] });
		const events = (await bench.get('/v3/webhooks/events')).list('data');
		expect(events.map(({ event_type: type }) => type)).toEqual(['ai_clipping.fail']);
	});

	it('show how far they have come to a single read only', async () => {
		await bench.waitFor(`${path}/${asText(await create())}`, 'data.status', 'completed');
		await bench.control.set({ renderMs: 2000 });
		const id = asText(await create());
		const read = await bench.waitFor(`${path}/${id}`, 'data.status', 'running');
		expect(read.at('data.progress')).toBe(40);
		expect((await bench.get(path)).list('data')).toMatchObject([
			{ id, status: 'running', progress: 0 },
			{ status: 'completed', progress: 100 },
		]);
	});

	it('take an unknown caption style for the usual one, and refuse any other unknown value', async () => {
		expect(await create({ output_settings: { caption_style: 'of_tomorrow' } })).toMatch(/^[0-9a-f]{32}$/);
		expect(await create({ output_settings: { aspect_ratio: 'of_tomorrow' } })).toBe(
			'400 invalid_parameter output_settings.aspect_ratio',
		);
		expect(await create({ output_settings: { duration_types: [] } })).toMatch(/^400 invalid_parameter/);
	});

	it('are listed, deleted, counted and paid like any other', async () => {
		expect(await create({ video: audio })).toMatch(/^400 invalid_parameter video/);
		expect(await create({ callback_id: 'row-1' })).toBe('400 invalid_parameter callback_id');
		const ids = [asText(await create()), asText(await create())];
		const { counts, wallet } = await bench.control.state();
		expect([counts.clippings, wallet.spent]).toEqual([2, 1]);
		expect((await bench.get(path)).list('data').map(({ id }) => id)).toEqual([...ids].reverse());
		const deleted = await bench.request({ method: 'DELETE', url: `${path}/${ids[0]}` });
		expect(deleted.at('data.id')).toBe(ids[0]);
		expect((await bench.get(`${path}/${ids[0]}`)).refusal).toBe('404 resource_not_found job_id');
		expect((await bench.get(path)).list('data')).toHaveLength(1);
	});
});

describe('filler word removals', () => {
	const path = '/v3/filler-word-removals';
	const create = async (body: object = {}) => {
		const made = await bench.post(path, { video, ...body });
		return made.at('data.filler_word_removal_id') ?? made.refusal;
	};

	it('end in a shorter video, announced and called back, for the price of a minute', async () => {
		const id = asText(await create({ callback_url: receiver.url, callback_id: 'row-1' }));
		const done = await bench.waitFor(`${path}/${id}`, 'data.status', 'completed');
		expect(done.at('data')).toMatchObject({
			title: 'Filler Removal',
			progress: 100,
			original_duration: 2.5,
			output_duration: 2,
			num_cuts: 2,
			reduction_pct: 20,
		});
		const file = await axios.get<ArrayBuffer>(done.text('data.video_url'), { responseType: 'arraybuffer' });
		expect(Buffer.from(file.data).equals(readSample('video.mp4'))).toBe(true);
		await until('the callback', () => receiver.posts.length === 1);
		expect(receiver.posts[0]?.event).toMatchObject({
			event_type: 'filler_word_removal.success',
			event_data: { filler_word_removal_id: id, callback_id: 'row-1' },
		});
		expect((await bench.control.state()).wallet.spent).toBe(0.3);
	});

	it('fail where they are asked to, with a reason', async () => {
		const id = asText(await create({ title: 'A [fail]' }));
		const failed = await bench.waitFor(`${path}/${id}`, 'data.status', 'failed');
		expect(failed.at('data')).toMatchObject({
			failure_message: expect.stringMatching(/failed/),
			video_url: null,
			num_cuts: null,
		});
		const events = (await bench.get('/v3/webhooks/events')).list('data');
		expect(events.map(({ event_type: type }) => type)).toEqual(['filler_word_removal.fail']);
	});

	it('take a link or an asset that is a video, and no base64; there is no list and no delete', async () => {
		const base64 = {
			type: 'base64',
			media_type: 'video/mp4',
			data: readSample('video.mp4').toString('base64'),
		};
		expect(await create({ video: base64 })).toBe('400 invalid_parameter video.type');
		expect(await create({ video: audio })).toMatch(/^400 invalid_parameter video/);
		expect(await create({ callback_id: 'row-1' })).toBe('400 invalid_parameter callback_id');
		const id = asText(await create());
		expect((await bench.get(path)).status).toBe(404);
		expect((await bench.request({ method: 'DELETE', url: `${path}/${id}` })).status).toBe(404);
	});
});

describe('background removals', () => {
	const path = '/v3/background-removals';
	const create = async (body: object = {}, headers: Record<string, string> = {}) => {
		const made = await bench.post(path, { video, ...body }, headers);
		return made.at('data.id') ?? made.refusal;
	};

	it('end in the layers that were asked for, all of them unless some were', async () => {
		const [all, one] = [asText(await create()), asText(await create({ layers: ['mask'] }))];
		const done = await bench.waitFor(`${path}/${all}`, 'data.status', 'completed');
		expect(Object.keys(done.at('data.layers') ?? {})).toEqual(['foreground', 'mask', 'background']);
		const masked = await bench.waitFor(`${path}/${one}`, 'data.status', 'completed');
		expect(masked.at('data')).toMatchObject({ duration: 2, error: null });
		expect(Object.keys(masked.at('data.layers') ?? {})).toEqual(['mask']);
		expect(await create({ layers: ['hat'] })).toBe('400 invalid_parameter layers.0');
		expect((await bench.get('/v3/webhooks/events')).list('data')).toEqual([]);
	});

	it('fail where they are asked to, with a reason', async () => {
		const failed = await bench.waitFor(
			`${path}/${asText(await create({ title: '[fail]' }))}`,
			'data.status',
			'failed',
		);
		expect(failed.at('data')).toMatchObject({ layers: {}, completed_at: null });
		expect(failed.at('data.error')).toMatch(/failed/);
	});

	it('are known by their request_id, not by the header', async () => {
		const named = { request_id: 'row-7' };
		const [first, again, other] = [
			await create(named),
			await create({ ...named, title: 'Other' }),
			await create(),
		];
		expect(again).toBe(first);
		expect(other).not.toBe(first);
		const key = { 'Idempotency-Key': 'row-8' };
		expect(await create({}, key)).not.toBe(await create({}, key));
		expect((await bench.control.state()).wallet.spent).toBe(2);
	});

	it('are one, though asked for twice at once under one request_id', async () => {
		const ids = await Promise.all([create({ request_id: 'row-7' }), create({ request_id: 'row-7' })]);
		expect(new Set(ids).size).toBe(1);
		expect((await bench.control.state()).wallet.spent).toBe(0.5);
	});

	it('are listed and deleted like any other', async () => {
		const id = asText(await create());
		expect((await bench.get(path)).list('data')).toMatchObject([{ id, layers: {} }]);
		const deleted = await bench.request({ method: 'DELETE', url: `${path}/${id}` });
		expect(deleted.at('data')).toEqual({ id, deleted: true });
		expect((await bench.get(`${path}/${id}`)).refusal).toBe('404 resource_not_found job_id');
	});
});

describe('HyperFrames renders', () => {
	const path = '/v3/hyperframes/renders';
	const zip = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(100)]);
	const project = { type: 'base64', media_type: 'application/zip', data: zip.toString('base64') };
	const create = async (body: object = {}) => {
		const made = await bench.post(path, { project, ...body });
		return made.at('data.render_id') ?? made.refusal;
	};

	it('end in a video of the format that was asked for, announced and called back', async () => {
		await bench.control.set({ renderMs: 1000 });
		const id = asText(
			await create({ format: 'webm', fps: 60, callback_url: receiver.url, callback_id: 'row-1' }),
		);
		expect((await bench.get(`${path}/${id}`)).at('data')).toMatchObject({
			status: 'queued',
			fps: 60,
			composition: 'index.html',
		});
		await bench.waitFor(`${path}/${id}`, 'data.status', 'rendering');
		const done = await bench.waitFor(`${path}/${id}`, 'data.status', 'completed');
		const file = await axios.get<ArrayBuffer>(done.text('data.video_url'), { responseType: 'arraybuffer' });
		expect(Buffer.from(file.data).equals(readSample('video.webm'))).toBe(true);
		await until('the callback', () => receiver.posts.length === 1);
		expect(receiver.posts[0]?.event).toMatchObject({
			event_type: 'hyperframes_video.success',
			event_data: { render_id: id, callback_id: 'row-1' },
		});
	});

	it('fail where they are asked to, with a reason', async () => {
		const id = asText(await create({ variables: { headline: '[fail]' } }));
		const failed = await bench.waitFor(`${path}/${id}`, 'data.status', 'failed');
		expect(failed.at('data.failure_message')).toMatch(/failed/);
	});

	it('cost one and a half times as much in 4K', async () => {
		await create();
		expect((await bench.control.state()).wallet.spent).toBe(0.2);
		await create({ resolution: '4k' });
		expect((await bench.control.state()).wallet.spent).toBe(0.5);
	});

	it('are made of a ZIP file, and are listed and deleted like any other', async () => {
		expect(await create({ project: video })).toMatch(/^400 invalid_parameter project/);
		expect(await create({ fps: 0 })).toBe('400 invalid_parameter fps');
		expect(await create({ callback_id: 'row-1' })).toBe('400 invalid_parameter callback_id');
		const id = asText(await create({ title: 'Quarter' }));
		expect((await bench.get(path)).list('data')).toMatchObject([{ render_id: id, title: 'Quarter' }]);
		const deleted = await bench.request({ method: 'DELETE', url: `${path}/${id}` });
		expect(deleted.at('data')).toEqual({ render_id: id });
		expect((await bench.get(`${path}/${id}`)).refusal).toBe('404 resource_not_found render_id');
	});
});
