import axios from 'axios';
import { createHash } from 'node:crypto';
import { Bench, readSample, until } from './support';

let bench: Bench;
let voice_id: string;
let imageAsset: string;
let audioAsset: string;
let videoAsset: string;

/** Stock looks by what they support. */
const IV = 'Abigail_Sofa_public';
const ONLY_III = 'Brandon_Sofa_public';
const ALL = 'Carlotta_Sofa_public';
const PHOTO = 'Freja_Sofa_public';
const OLD_NAMES = 'Juno_Office_Front_public';
const VOICELESS = 'Kenji_Office_Front_public';
const TWIN = 'Ibrahim_Sofa_public';

beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(async () => {
	await bench.control.reset();
	voice_id = String((await bench.get('/v3/voices?limit=1')).list('data')[0]?.voice_id);
	imageAsset = await bench.asset('portrait.png', 'image/png');
	audioAsset = await bench.asset('voice.mp3', 'audio/mpeg');
	videoAsset = await bench.asset('video.mp4', 'video/mp4');
});

const avatar = (overrides: Record<string, unknown> = {}) => ({
	type: 'avatar',
	avatar_id: IV,
	script: 'Hello',
	...overrides,
});
const studio = (...scenes: object[]) => ({ type: 'studio', scenes });
const still = (overrides: object = {}) => ({
	type: 'image',
	source: { type: 'asset_id', asset_id: imageAsset },
	...overrides,
});
const clip = (overrides: object = {}) => ({
	type: 'video',
	source: { type: 'asset_id', asset_id: videoAsset },
	...overrides,
});
const V3 = { engine_type: 'elevenlabs', model: 'eleven_v3', stability: 0.4 };
const create = (body: unknown) => bench.post('/v3/videos', body);

describe('videos', () => {
	it.each<[string, () => object, number]>([
		['of a photo look', () => avatar({ avatar_id: PHOTO }), 0.1],
		['of a photo look in 4K', () => avatar({ avatar_id: PHOTO, resolution: '4k' }), 0.1334],
		['of a picture', () => ({ type: 'image', image: still().source, script: 'Hi', voice_id }), 0.1],
		['of a studio look', () => avatar(), 0.1334],
		['of a digital twin in 4K', () => avatar({ avatar_id: TWIN, resolution: '4k' }), 0.1666],
		['by Avatar III', () => avatar({ avatar_id: ONLY_III, engine: { type: 'avatar_iii' } }), 0.0334],
		['of scenes', () => studio(still({ duration: 2 })), 0.1334],
		['that are cinematic', () => ({ type: 'cinematic_avatar', avatar_id: [TWIN], prompt: 'Walks' }), 7],
	])('%s cost what HeyGen says they do', async (_, body, usd) => {
		await create(body());
		expect((await bench.control.state()).wallet.spent).toBeCloseTo(usd, 6);
	});

	it('renders through the states, to links on another origin', async () => {
		// Long enough for each state to be seen on a busy machine.
		await bench.control.set({ renderMs: 2_000 });
		const created = await create(avatar({ title: 'First', caption: { style: 'default' } }));
		expect(created.at('data')).toMatchObject({ status: 'pending', output_format: 'mp4' });
		const path = `/v3/videos/${created.text('data.video_id')}`;
		const seen = new Set<unknown>();
		const done = await until('the video', async () => {
			const video = await bench.get(path);
			seen.add(video.at('data.status'));
			return video.at('data.status') === 'completed' ? video : undefined;
		});
		expect([...seen]).toEqual(expect.arrayContaining(['pending', 'processing', 'completed']));
		expect(done.at('data')).toMatchObject({ title: 'First', duration: 2, gif_url: null, failure_code: null });
		for (const [field, sample] of Object.entries({
			video_url: 'video.mp4',
			captioned_video_url: 'captioned.mp4',
			subtitle_url: 'subtitles.srt',
			thumbnail_url: 'thumbnail.png',
		})) {
			const url = done.text(`data.${field}`);
			expect(new URL(url).origin).toBe(bench.simulator.filesUrl);
			const file = await axios.get<ArrayBuffer>(url, { responseType: 'arraybuffer' });
			expect(Buffer.from(file.data).equals(readSample(sample))).toBe(true);
		}
		expect((await axios.get<string>(done.text('data.video_page_url'))).data).toContain('<video');
	});

	it('comes with a subtitle of all that is said, and with captions burned in where they have a style', async () => {
		const captioned = (scene: object) => ({ ...studio(scene), caption: { style: 'default' } });
		const cases: Array<[unknown, boolean, boolean]> = [
			[avatar(), true, false],
			[avatar({ caption: { file_format: 'srt' } }), true, false],
			[avatar({ caption: { style: 'default' } }), true, true],
			[{ type: 'cinematic_avatar', prompt: 'a chase', avatar_id: [IV] }, false, false],
			[captioned(clip()), false, false],
			[captioned(clip({ script: 'Hi', voice_id })), true, true],
			[captioned({ type: 'avatar_video', input: avatar() }), true, true],
		];
		for (const [body, isSubtitled, isCaptioned] of cases) {
			const path = `/v3/videos/${(await create(body)).text('data.video_id')}`;
			const done = await bench.waitFor(path, 'data.status', 'completed');
			const has = (name: string) => done.at(`data.${name}`) !== null;
			expect([body, has('subtitle_url'), has('captioned_video_url')]).toEqual([
				body,
				isSubtitled,
				isCaptioned,
			]);
		}
		const failed = (await create(avatar({ script: '[fail]' }))).text('data.video_id');
		const video = await bench.waitFor(`/v3/videos/${failed}`, 'data.status', 'failed');
		expect(video.at('data.subtitle_url')).toBeNull();
	});

	it('fails with HTTP 200, a code and a message', async () => {
		const created = await create(avatar({ script: 'please [fail]' }));
		const video = await bench.waitFor(`/v3/videos/${created.text('data.video_id')}`, 'data.status', 'failed');
		expect([video.status, video.at('data.failure_code')]).toEqual([200, 'video_generation_failed']);
		expect(video.at('data.video_url')).toBeNull();
	});

	it('takes every type', async () => {
		const image = { type: 'asset_id', asset_id: imageAsset };
		const bodies = [
			{ type: 'image', image, script: 'Hi', voice_id, expressiveness: 'high', motion_prompt: 'wave' },
			{ type: 'image', image, audio_asset_id: audioAsset, output_format: 'webm' },
			{ type: 'cinematic_avatar', prompt: 'a chase', avatar_id: [IV, PHOTO], references: [image] },
			{
				type: 'studio',
				scenes: [
					{ type: 'avatar_video', input: { type: 'avatar', avatar_id: IV, script: 'One' } },
					{ type: 'image', source: image, duration: 2 },
					{ type: 'video', source: { type: 'asset_id', asset_id: videoAsset } },
				],
			},
			avatar({ audio_url: 'https://example.com/a.mp3', script: undefined }),
			avatar({ avatar_id: ALL, engine: { type: 'avatar_v' }, motion_prompt: 'nod' }),
			avatar({ avatar_id: ONLY_III, engine: { type: 'avatar_iii' } }),
			avatar({ avatar_id: PHOTO, motion_prompt: 'nod', expressiveness: 'low' }),
			avatar({ avatar_id: OLD_NAMES }),
			avatar({ avatar_id: VOICELESS, voice_id }),
			avatar({ background: { type: 'color', value: '#ffffff' } }),
			avatar({ background: { type: 'image', asset_id: imageAsset } }),
			avatar({ watermark: { image } }),
			avatar({
				avatar_id: TWIN,
				engine: { type: 'avatar_v', reference_look_id: 'Ibrahim_Garden_public' },
			}),
			studio(
				still({ script: 'Hi', voice_id }),
				still({ audio_asset_id: audioAsset }),
				clip({ playback: { mute: true, volume: 0.5 } }),
				clip({ playback: { mode: 'fit_to_scene' }, audio_asset_id: audioAsset }),
			),
			// Voice settings act on scripts only.
			avatar({
				script: undefined,
				audio_asset_id: audioAsset,
				voice_settings: { engine_settings: V3 },
			}),
		];
		for (const body of bodies) {
			const answer = await create(body);
			expect([body, answer.status, answer.body]).toEqual([body, 200, answer.body]);
		}
		await until('all to be rendered', async () =>
			(await bench.control.state()).videos.every(({ status }) => status === 'completed'),
		);
		const { videos } = await bench.control.state();
		expect(videos.filter(({ video_url }) => video_url?.includes('video.webm'))).toHaveLength(1);
	});

	const refusals: Array<[string, () => unknown, string]> = [
		['no voice source', () => avatar({ script: undefined }), '400 invalid_parameter script'],
		[
			'two voice sources',
			() => avatar({ audio_asset_id: audioAsset }),
			'400 invalid_parameter audio_asset_id',
		],
		['an empty script', () => avatar({ script: '' }), '400 invalid_parameter script'],
		['a script of blanks', () => avatar({ script: '  ' }), '400 tts_text_invalid script'],
		[
			'no voice where the look has none',
			() => avatar({ avatar_id: VOICELESS }),
			'400 invalid_parameter voice_id',
		],
		[
			'an image without voice',
			() => ({ type: 'image', image: { type: 'asset_id', asset_id: imageAsset }, script: 'x' }),
			'400 invalid_parameter voice_id',
		],
		[
			'an engine on an image',
			() => ({
				type: 'image',
				image: { type: 'asset_id', asset_id: imageAsset },
				script: 'x',
				voice_id,
				engine: { type: 'avatar_iv' },
			}),
			'400 invalid_parameter engine',
		],
		['an unknown voice', () => avatar({ voice_id: 'nope' }), '404 voice_not_found voice_id'],
		['an unknown look', () => avatar({ avatar_id: 'nope' }), '404 avatar_not_found avatar_id'],
		[
			'an engine the look lacks',
			() => avatar({ engine: { type: 'avatar_v' } }),
			'400 invalid_parameter engine',
		],
		[
			'the default engine on a look of III alone',
			() => avatar({ avatar_id: ONLY_III }),
			'400 invalid_parameter engine',
		],
		[
			'a known engine on a look of other names',
			() => avatar({ avatar_id: OLD_NAMES, engine: { type: 'avatar_iii' } }),
			'400 invalid_parameter engine',
		],
		[
			'a motion prompt on a video look',
			() => avatar({ motion_prompt: 'nod' }),
			'400 invalid_parameter motion_prompt',
		],
		[
			'expressiveness on a video look',
			() => avatar({ expressiveness: 'low' }),
			'400 invalid_parameter expressiveness',
		],
		[
			'expressiveness with Avatar V',
			() => avatar({ avatar_id: PHOTO, engine: { type: 'avatar_v' }, expressiveness: 'low' }),
			'400 invalid_parameter expressiveness',
		],
		[
			'a background with webm',
			() => avatar({ output_format: 'webm', background: { type: 'color', value: '#fff' } }),
			'400 invalid_parameter background',
		],
		[
			'a color background without color',
			() => avatar({ background: { type: 'color' } }),
			'400 invalid_parameter background.value',
		],
		[
			'an image background with two images',
			() => avatar({ background: { type: 'image', url: 'https://example.com/a.png', asset_id: imageAsset } }),
			'400 invalid_parameter background',
		],
		['a callback id without URL', () => avatar({ callback_id: 'x' }), '400 invalid_parameter callback_id'],
		[
			'a callback over plain http',
			() => avatar({ callback_url: 'http://example.com' }),
			'400 invalid_parameter callback_url',
		],
		[
			'a callback on cinematic',
			() => ({ type: 'cinematic_avatar', prompt: 'x', avatar_id: [IV], callback_url: 'https://example.com' }),
			'400 invalid_parameter callback_url',
		],
		[
			'sound that is a picture',
			() => avatar({ script: undefined, audio_asset_id: imageAsset }),
			'400 invalid_parameter audio_asset_id',
		],
		[
			'a picture that is sound',
			() => ({ type: 'image', image: { type: 'asset_id', asset_id: audioAsset }, script: 'x', voice_id }),
			'400 invalid_parameter image.asset_id',
		],
		[
			'a speed out of range',
			() => avatar({ voice_settings: { speed: 1.6 } }),
			'400 invalid_parameter voice_settings.speed',
		],
		['a missing type', () => ({ ...avatar(), type: undefined }), '400 invalid_parameter type'],
		[
			'a fault deep in a scene',
			() => ({
				type: 'studio',
				scenes: [
					{
						type: 'avatar_video',
						input: { type: 'avatar', avatar_id: IV, script: 'a', audio_url: 'https://example.com/a.mp3' },
					},
				],
			}),
			'400 invalid_parameter scenes.0.input.audio_url',
		],
		['a silent scene without duration', () => studio(still()), '400 invalid_parameter scenes.0.duration'],
		[
			'a duration of a picture that is spoken over',
			() => studio(still({ script: 'Hi', voice_id, duration: 2 })),
			'400 invalid_parameter scenes.0.duration',
		],
		[
			'two sounds over a clip',
			() => studio(clip({ script: 'Hi', voice_id, audio_asset_id: audioAsset })),
			'400 invalid_parameter scenes.0.audio_asset_id',
		],
		[
			'a script over a clip without voice',
			() => studio(clip({ script: 'Hi' })),
			'400 invalid_parameter scenes.0.voice_id',
		],
		[
			'a way to fit a clip to nothing that is said',
			() => studio(clip({ playback: { mode: 'loop' } })),
			'400 invalid_parameter scenes.0.playback.mode',
		],
		[
			'Avatar III with a motion prompt',
			() => avatar({ avatar_id: 'Gideon_Sofa_public', engine: { type: 'avatar_iii' }, motion_prompt: 'nod' }),
			'400 invalid_parameter motion_prompt',
		],
		[
			'Avatar III with expressiveness',
			() =>
				avatar({ avatar_id: 'Gideon_Sofa_public', engine: { type: 'avatar_iii' }, expressiveness: 'low' }),
			'400 invalid_parameter expressiveness',
		],
		[
			'a manner of another group',
			() => avatar({ avatar_id: ALL, engine: { type: 'avatar_v', reference_look_id: TWIN } }),
			'400 invalid_parameter engine.reference_look_id',
		],
		[
			'a manner of a look that is no digital twin',
			() =>
				avatar({ avatar_id: ALL, engine: { type: 'avatar_v', reference_look_id: 'Carlotta_Garden_public' } }),
			'400 invalid_parameter engine.reference_look_id',
		],
		[
			'a manner in a scene that nobody knows',
			() =>
				studio({
					type: 'avatar_video',
					input: avatar({ avatar_id: TWIN, engine: { type: 'avatar_v', reference_look_id: 'nope' } }),
				}),
			'404 avatar_not_found scenes.0.input.engine.reference_look_id',
		],
		[
			'a stability that eleven_v3 does not have',
			() => avatar({ voice_settings: { engine_settings: V3 } }),
			'400 invalid_parameter voice_settings.engine_settings.stability',
		],
	];
	it.each(refusals)('refuses %s', async (_what, body, refusal) => {
		const answer = await create(body());
		expect(answer.refusal).toBe(refusal);
		const { counts, wallet } = await bench.control.state();
		expect([counts.videos, wallet.spent]).toEqual([0, 0]);
	});

	it('says what HeyGen says about engines', async () => {
		const answer = await create(avatar({ avatar_id: ONLY_III }));
		expect(answer.at('error.message')).toBe('This video avatar does not support Avatar IV video generation');
	});

	it('refuses looks that are not ready', async () => {
		await bench.control.set({ trainingMs: 60_000 });
		const file = { type: 'asset_id', asset_id: imageAsset };
		const training = await bench.post('/v3/avatars', { type: 'photo', name: 'A', file });
		const early = await create(avatar({ avatar_id: training.text('data.avatar_item.id'), voice_id }));
		expect(early.refusal).toBe('409 resource_not_ready avatar_id');
		await bench.control.set({ trainingMs: 20 });
		const footage = { type: 'asset_id', asset_id: await bench.asset('footage.mp4', 'video/mp4') };
		const twin = await bench.post('/v3/avatars', { type: 'digital_twin', name: 'B', file: footage });
		const lookId = twin.text('data.avatar_item.id');
		await bench.waitFor(`/v3/avatars/looks/${lookId}`, 'data.status', 'pending_consent');
		const manner = await create(
			avatar({ avatar_id: ALL, engine: { type: 'avatar_v', reference_look_id: lookId } }),
		);
		expect(manner.refusal).toBe('400 avatar_consent_required engine.reference_look_id');
		const unconsented = await create(avatar({ avatar_id: lookId, voice_id }));
		expect(unconsented.refusal).toBe('400 avatar_consent_required avatar_id');
	});

	it('lists newest first, by title, in pages, and deletes', async () => {
		const ids: string[] = [];
		for (const title of ['Alpha', 'Beta', 'Alphabet']) {
			ids.push((await create(avatar({ title }))).text('data.video_id'));
		}
		const page = await bench.get('/v3/videos?limit=2');
		expect(page.list('data').map(({ title }) => title)).toEqual(['Alphabet', 'Beta']);
		const rest = await bench.get('/v3/videos', { params: { limit: 2, token: page.text('next_token') } });
		expect(rest.list('data').map(({ title }) => title)).toEqual(['Alpha']);
		expect((await bench.get('/v3/videos?title=alpha')).list('data')).toHaveLength(2);
		const path = `/v3/videos/${ids[0] ?? ''}`;
		const deleted = await bench.request({ method: 'DELETE', url: path });
		expect(deleted.at('data')).toEqual({ id: ids[0], deleted: true });
		expect((await bench.get(path)).refusal).toBe('404 video_not_found video_id');
	});

	it('reads a hundred states at once and says which ids it does not know', async () => {
		const id = (await create(avatar())).text('data.video_id');
		const answer = await bench.get(`/v3/videos/statuses?video_ids=${id},nope`);
		expect(answer.list('data').map(({ video_id, status }) => [video_id, status])).toEqual([
			[id, expect.stringMatching(/waiting|pending|processing/)],
			['nope', 'not_found'],
		]);
		const tooMany = Array.from({ length: 101 }, (_, index) => `v${index}`).join(',');
		expect((await bench.get(`/v3/videos/statuses?video_ids=${tooMany}`)).refusal).toBe(
			'400 invalid_parameter video_ids',
		);
		expect((await bench.get(`/v3/videos/statuses?batch_ids=${tooMany}`)).refusal).toBe(
			'400 invalid_parameter batch_ids',
		);
		expect((await bench.get('/v3/videos/statuses')).refusal).toBe('400 invalid_parameter video_ids');
	});

	it('pads result videos to a wanted size', async () => {
		await bench.control.set({ videoBytes: 3_000_000 });
		const created = await create(avatar());
		const done = await bench.waitFor(
			`/v3/videos/${created.text('data.video_id')}`,
			'data.status',
			'completed',
		);
		const file = await axios.get<ArrayBuffer>(done.text('data.video_url'), { responseType: 'arraybuffer' });
		expect(file.headers['content-length']).toBe('3000000');
		const bytes = Buffer.from(file.data);
		const original = readSample('video.mp4');
		expect(bytes.length).toBe(3_000_000);
		expect(bytes.subarray(0, original.length).equals(original)).toBe(true);
		expect(bytes.toString('latin1', original.length + 4, original.length + 8)).toBe('free');
	});
});

describe('batches', () => {
	it('renders each item, keeps their order and reports refused ones apart', async () => {
		const videos = [avatar(), avatar({ avatar_id: 'nope' }), avatar({ script: '[fail]' })];
		const created = await bench.post('/v3/videos/batches', { title: 'Night', videos });
		const id = created.text('data.batch_id');
		expect(created.at('data')).toEqual({ batch_id: id });
		const batch = await bench.waitFor(`/v3/videos/batches/${id}`, 'data.status', 'completed');
		expect(batch.list('data.items').map(({ item_index, status }) => [item_index, status])).toEqual([
			[0, 'completed'],
			[1, 'failed'],
			[2, 'failed'],
		]);
		expect(batch.at('data.items.1.error.code')).toBe('avatar_not_found');
		expect(batch.at('data.counts_by_status')).toEqual({ completed: 1, failed: 2 });
		const video = await bench.get(`/v3/videos/${batch.text('data.items.0.video_id')}`);
		expect(video.at('data.status')).toBe('completed');
		const entries = await bench.get(`/v3/videos/statuses?batch_ids=${id},nope`);
		expect(entries.list('data').map(({ status }) => status)).toEqual([
			'completed',
			'failed',
			'failed',
			'not_found',
		]);
		expect((await bench.control.state()).wallet.spent).toBe(0.2668);
	});

	it('queues what the account limit does not allow at once', async () => {
		await bench.control.set({ maxConcurrentJobs: 2 });
		const created = await bench.post('/v3/videos/batches', {
			videos: Array.from({ length: 5 }, () => avatar()),
		});
		const path = `/v3/videos/batches/${created.text('data.batch_id')}`;
		expect((await bench.get(path)).at('data.counts_by_status')).toEqual({ processing: 2, queued: 3 });
		expect((await create(avatar())).refusal).toBe('429 quota_exceeded');
		await bench.waitFor(path, 'data.status', 'completed');
		expect((await bench.control.state()).jobs).toEqual({ running: 0, peak: 2 });
	});

	it('pages its items and refuses more than a hundred', async () => {
		const created = await bench.post('/v3/videos/batches', {
			videos: Array.from({ length: 3 }, () => avatar()),
		});
		const path = `/v3/videos/batches/${created.text('data.batch_id')}`;
		const first = await bench.get(`${path}?limit=2`);
		const second = await bench.get(path, { params: { limit: 2, token: first.text('data.next_token') } });
		expect(second.list('data.items').map(({ item_index }) => item_index)).toEqual([2]);
		expect(second.at('data.has_more')).toBe(false);
		const tooMany = await bench.post('/v3/videos/batches', {
			videos: Array.from({ length: 101 }, () => avatar()),
		});
		expect(tooMany.refusal).toBe('400 invalid_parameter videos');
		expect((await bench.get('/v3/videos/batches/nope')).refusal).toBe('404 resource_not_found batch_id');
	});
});

describe('voices', () => {
	it('lists stock voices by language and gender, own ones by type', async () => {
		const all = await bench.get('/v3/voices?limit=100');
		expect(all.list('data')).toHaveLength(60);
		const german = await bench.get('/v3/voices?language=german&gender=male');
		expect(german.list('data')).toHaveLength(3);
		const own = await bench.get('/v3/voices?type=private');
		expect(own.list('data').map(({ type }) => type)).toEqual(['private', 'private']);
		const statusOf = async (id: string) => (await bench.get(`/v3/voices/${id}`)).at('data.status');
		expect(await statusOf(voice_id)).toBeNull();
		expect(await statusOf(own.text('data.0.voice_id'))).toBe('complete');
		expect((await bench.get('/v3/voices/nope')).refusal).toBe('404 voice_not_found voice_id');
	});
});

describe('photo generation (v2)', () => {
	const photo = {
		name: 'Ada',
		age: 'Young Adult',
		gender: 'Woman',
		ethnicity: 'White',
		orientation: 'square',
		pose: 'half_body',
		style: 'Realistic',
		appearance: 'a scientist',
	};

	it('makes four pictures and announces its end', async () => {
		const created = await bench.post('/v2/photo_avatar/photo/generate', photo);
		expect(created.at('error')).toBeNull();
		expect([created.header('deprecation'), created.header('sunset')]).toEqual([
			'true',
			'Sat, 31 Oct 2026 00:00:00 GMT',
		]);
		expect(created.at('warning.sunset_date')).toBe('2026-10-31');
		const path = `/v2/photo_avatar/generation/${created.text('data.generation_id')}`;
		expect((await bench.get(path)).at('data.image_url_list')).toBeNull();
		const done = await bench.waitFor(path, 'data.status', 'success');
		const urls = done.at('data.image_url_list');
		expect(urls).toHaveLength(4);
		expect(done.at('data.image_key_list')).toHaveLength(4);
		const picture = await axios.get<ArrayBuffer>(done.text('data.image_url_list.0'), {
			responseType: 'arraybuffer',
		});
		expect(createHash('md5').update(Buffer.from(picture.data)).digest('hex')).toBe(
			createHash('md5').update(readSample('photo-1.png')).digest('hex'),
		);
		const events = await bench.get('/v3/webhooks/events?event_type=photo_avatar_generation.success');
		expect(events.list('data')).toHaveLength(1);
	});

	it('fails when asked to', async () => {
		const created = await bench.post('/v2/photo_avatar/photo/generate', { ...photo, appearance: '[fail]' });
		const path = `/v2/photo_avatar/generation/${created.text('data.generation_id')}`;
		expect((await bench.waitFor(path, 'data.status', 'failed')).at('data.msg')).toMatch(/failed/);
	});

	it('requires all eight attributes', async () => {
		const answer = await bench.post('/v2/photo_avatar/photo/generate', { ...photo, pose: undefined });
		expect(answer.refusal).toBe('400 invalid_parameter pose');
		await bench.control.set({ photoErrorStyle: 'ok200' });
		const hidden = await bench.get('/v2/photo_avatar/generation/nope');
		expect(hidden.refusal).toBe('200 not_found generation_id');
	});

	it.each([
		['404', '404 not_found'],
		['410', '410 gone'],
	] as const)('can be retired with %s', async (photoApi, refusal) => {
		await bench.control.set({ photoApi });
		expect((await bench.post('/v2/photo_avatar/photo/generate', photo)).refusal).toBe(refusal);
		expect((await bench.get('/v2/photo_avatar/generation/x')).refusal).toBe(refusal);
	});
});
