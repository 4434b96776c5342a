import type { IDataObject } from 'n8n-workflow';

import { runNode } from '../support/engine';
import { useVirtualTime } from '../support/time';
import { Bench, portrait } from './support';

let bench: Bench;
let voice_id: string;
let image: object;
let clip: object;
let audioAsset: string;

const LOOK = 'Abigail_Sofa_public';
const PHOTO = 'Freja_Sofa_public';

beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(async () => {
	await bench.control.reset();
	voice_id = String((await bench.get('/v3/voices?limit=1')).list('data')[0]?.voice_id);
	image = { type: 'asset_id', asset_id: await bench.asset('portrait.png', 'image/png') };
	clip = { type: 'asset_id', asset_id: await bench.asset('video.mp4', 'video/mp4') };
	audioAsset = await bench.asset('voice.mp3', 'audio/mpeg');
});

const create = (body: unknown) => bench.post('/v3/videos', body);
const studio = (...scenes: object[]) => ({ type: 'studio', scenes });
const avatar = (input: object = {}) => ({
	type: 'avatar_video',
	input: { type: 'avatar', avatar_id: LOOK, script: 'Hello', ...input },
});

describe('scenes', () => {
	const refusals: Array<[string, () => object, string]> = [
		['no scene', () => studio(), '400 invalid_parameter scenes'],
		[
			'51 scenes',
			() => studio(...Array.from({ length: 51 }, () => avatar())),
			'400 invalid_parameter scenes',
		],
		[
			'a look that says nothing',
			() => studio(avatar({ script: undefined })),
			'400 invalid_parameter scenes.0.input.script',
		],
		[
			'an unknown look',
			() => studio(avatar(), avatar({ avatar_id: 'nope' })),
			'404 avatar_not_found scenes.1.input.avatar_id',
		],
		[
			'a color that is none',
			() => studio(avatar({ background: { type: 'color', color: 'red' } })),
			'400 invalid_parameter scenes.0.input.background.color',
		],
		[
			'a picture with duration and voice',
			() => studio({ type: 'image', source: image, duration: 2, audio_asset_id: audioAsset }),
			'400 invalid_parameter scenes.0.duration',
		],
		[
			'a picture for no time',
			() => studio({ type: 'image', source: image, duration: 0 }),
			'400 invalid_parameter scenes.0.duration',
		],
		[
			'a picture for too long',
			() => studio({ type: 'image', source: image, duration: 301 }),
			'400 invalid_parameter scenes.0.duration',
		],
		[
			'a picture without a voice',
			() => studio({ type: 'image', source: image, script: 'Look' }),
			'400 invalid_parameter scenes.0.voice_id',
		],
		[
			'a picture that is a clip',
			() => studio({ type: 'image', source: clip, duration: 2 }),
			'400 invalid_parameter scenes.0.source.asset_id',
		],
		[
			'a clip with two narrations',
			() => studio({ type: 'video', source: clip, script: 'Look', voice_id, audio_asset_id: audioAsset }),
			'400 invalid_parameter scenes.0.audio_asset_id',
		],
		[
			'a play mode without a narration',
			() => studio({ type: 'video', source: clip, playback: { mode: 'loop' } }),
			'400 invalid_parameter scenes.0.playback.mode',
		],
		[
			'a format',
			() => ({ ...studio(avatar()), output_format: 'webm' }),
			'400 invalid_parameter output_format',
		],
		[
			'a fourth look',
			() => ({ type: 'cinematic_avatar', prompt: 'x', avatar_id: [LOOK, LOOK, LOOK, LOOK] }),
			'400 invalid_parameter avatar_id',
		],
		[
			'a tenth picture, looks included',
			() => ({
				type: 'cinematic_avatar',
				prompt: 'x',
				avatar_id: [LOOK, PHOTO],
				references: Array.from({ length: 8 }, () => image),
			}),
			'400 invalid_parameter references',
		],
		[
			'a fourth film',
			() => ({
				type: 'cinematic_avatar',
				prompt: 'x',
				avatar_id: [LOOK],
				references: Array.from({ length: 4 }, () => clip),
			}),
			'400 invalid_parameter references',
		],
		[
			'a duration too short',
			() => ({ type: 'cinematic_avatar', prompt: 'x', avatar_id: [LOOK], duration: 3 }),
			'400 invalid_parameter duration',
		],
		[
			'a ratio that cinema does not have',
			() => ({ type: 'cinematic_avatar', prompt: 'x', avatar_id: [LOOK], aspect_ratio: '4:5' }),
			'400 invalid_parameter aspect_ratio',
		],
	];
	it.each(refusals)('are refused with %s', async (_what, body, refusal) => {
		expect((await create(body())).refusal).toBe(refusal);
		expect((await bench.control.state()).counts.videos).toBe(0);
	});

	it('are read back with the same IDs each time, and files by address', async () => {
		const data = portrait.toString('base64');
		const id = (
			await create(
				studio(
					avatar({ background: { type: 'color', color: '#f0f4ff' } }),
					{ type: 'image', source: image, duration: 2 },
					{ type: 'image', source: { type: 'base64', media_type: 'image/png', data }, duration: 2 },
					{ type: 'video', source: clip, audio_asset_id: audioAsset, playback: { mute: true, volume: 0.5 } },
				),
			)
		).text('data.video_id');
		const first = await bench.get(`/v3/videos/${id}/scenes`);
		const again = await bench.get(`/v3/videos/${id}/scenes`);

		expect(first.list('data.scenes').map((scene) => scene.id)).toEqual(
			again.list('data.scenes').map((scene) => scene.id),
		);
		expect(first.at('data.scenes.0')).toMatchObject({
			background: { type: 'color', color: '#f0f4ff' },
			elements: [{ type: 'avatar', avatar_id: LOOK }],
			script: [{ type: 'text', text: 'Hello' }],
		});
		expect(first.at('data.scenes.1')).toMatchObject({
			elements: [{ type: 'image', url: expect.stringContaining('http') }],
			script: [{ type: 'silence', duration: 2 }],
		});
		expect(first.at('data.scenes.2.elements.0.url')).toBeNull();
		expect(first.at('data.scenes.3')).toMatchObject({
			elements: [{ type: 'video', playback: 'freeze', volume: 0 }],
			script: [{ type: 'audio', audio_url: expect.stringContaining('http') }],
		});
		expect((await bench.get('/v3/videos/nope/scenes')).refusal).toBe('404 video_not_found video_id');
	});
});

describe('A finished video', () => {
	useVirtualTime();
	// The node's hours are over before the simulator's milliseconds are.
	beforeEach(async () => await bench.control.set({ renderMs: 0 }));

	let executions = 0;
	const run = async (parameters: IDataObject, items: IDataObject[] = [{}]) => {
		const { apiKey, url: baseUrl } = bench.simulator;
		const { items: given, error } = await runNode({
			parameters: { resource: 'video', ...parameters },
			items: items.map((json) => ({ json })),
			credentials: { heyGenStudioApi: { apiKey, baseUrl } },
			// In the same one, a create would be a repetition.
			executionId: `execution-${++executions}`,
		});
		if (error) throw error;
		return given[0]?.json ?? {};
	};
	const requests = async () => (await bench.control.state()).videos.map(({ request }) => request);

	it('is made anew from its scenes, with one sentence changed', async () => {
		const scenes = [
			avatar({
				script: 'Hello Anna',
				background: { type: 'color', color: '#f0f4ff' },
				engine: { type: 'avatar_iv' },
				voice_id,
				voice_settings: { speed: 1.1, pitch: 0, volume: 1 },
			}),
			{ type: 'image', source: { type: 'url', url: 'https://example.com/a.png' }, duration: 2 },
			{
				type: 'image',
				source: { type: 'url', url: 'https://example.com/b.png' },
				audio_url: 'https://example.com/b.mp3',
			},
			{ type: 'video', source: { type: 'url', url: 'https://example.com/c.mp4' }, playback: { volume: 0.5 } },
			{
				type: 'video',
				source: { type: 'url', url: 'https://example.com/d.mp4' },
				playback: { mode: 'loop', volume: 0.2 },
				script: 'And goodbye',
				voice_id,
			},
		];
		const first = await run({
			operation: 'create',
			type: 'studio',
			scenesFrom: 'json',
			scenesJson: JSON.stringify(scenes),
			options: { aspectRatio: '9:16', resolution: '720p', caption: 'styled' },
		});
		expect(first.status).toBe('completed');

		const told = await run({
			operation: 'getScenes',
			videoId: { __rl: true, mode: 'id', value: first.video_id },
		});
		const changed = JSON.parse(JSON.stringify(told).replace('Hello Anna', 'Hello Ben')) as IDataObject;
		const second = await run(
			{ operation: 'create', type: 'studio', scenesFrom: 'json', scenesJson: '={{ $json }}' },
			[changed],
		);

		expect(second.status).toBe('completed');
		const [before, after] = await requests();
		expect(JSON.stringify(before)).toContain('Hello Anna');
		expect(after).toEqual(JSON.parse(JSON.stringify(before).replace('Hello Anna', 'Hello Ben')));
	});

	it('is made anew with the files HeyGen holds, by their addresses', async () => {
		const first = await run({
			operation: 'create',
			type: 'studio',
			scenesFrom: 'json',
			scenesJson: JSON.stringify([
				{ type: 'image', source: image, duration: 2 },
				{ type: 'video', source: clip, audio_asset_id: audioAsset },
			]),
		});
		const videoId = { __rl: true, mode: 'id', value: first.video_id };
		const told = await run({ operation: 'getScenes', videoId });
		await run(
			{ operation: 'create', type: 'studio', scenesFrom: 'json', scenesJson: '={{ $json.scenes }}' },
			[told],
		);

		const [, after] = await requests();
		expect(after).toMatchObject({
			scenes: [
				{ type: 'image', source: { type: 'url' }, duration: 2 },
				{ type: 'video', source: { type: 'url' }, playback: { mode: 'freeze', volume: 1 } },
			],
		});
	});
});
