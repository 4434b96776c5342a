import type { IDataObject } from 'n8n-workflow';

import type { Schema } from '../../nodes/HeyGen/api/contract';
import { asset, look, LOOK_ID } from '../support/answers';
import { byId, errorOf, outputOf, runNode } from '../support/engine';
import { itemWith, keepFilesIn, mp4, png } from '../support/files';
import { data, outline, refusal, useFakeHeyGen } from '../support/heygen';
import { allScenes } from '../support/scenes';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();
beforeEach(async () => await keepFilesIn('memory'));

const studio = { resource: 'video', operation: 'create', type: 'studio', wait: false };
const link = 'https://example.com/file';
const source = { type: 'url', url: link };

const withScenes = (...scene: IDataObject[]) => ({ ...studio, scenes: { scene } });
const withJson = (scenesJson: unknown, change: IDataObject = {}) => ({
	...studio,
	...change,
	scenesFrom: 'json',
	scenesJson: typeof scenesJson === 'string' ? scenesJson : JSON.stringify(scenesJson),
});

interface Sent {
	readonly scenes: Array<Schema<'Scene'>>;
}

async function sentFor(parameters: IDataObject): Promise<Sent> {
	heygen().on('POST', '/v3/videos', data({ video_id: 'video-1', status: 'pending' }));
	await outputOf({ parameters });
	return heygen().to('POST', '/v3/videos')[0]?.json as Sent;
}

async function refusalOf(parameters: IDataObject): Promise<string> {
	const { message } = await errorOf({ asAdded: true, parameters });
	expect(heygen().sent).toEqual([]);
	return message;
}

const avatarScene = { sceneType: 'avatar', avatarId: byId(LOOK_ID), script: 'Hello' };
const stillScene = { sceneType: 'still', source: link, duration: 3 };
const spoken = { script: 'Look here', voiceId: byId('voice-1') };

describe('A studio video of fields', () => {
	it('shows scenes of every type, in their order', async () => {
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(look({ supported_api_engines: ['avatar_iii'] })));

		const sent = await sentFor(
			withScenes(
				{ ...avatarScene, voiceId: byId('voice-2'), color: '#f0f4ff' },
				{ sceneType: 'image', source: link, ...spoken },
				stillScene,
				{ sceneType: 'clip', source: link, clipVolume: 0.3 },
				{ sceneType: 'narratedClip', source: link, ...spoken, mode: 'loop' },
			),
		);

		const said = { script: 'Look here', voice_id: 'voice-1' };
		expect(sent).toEqual({
			type: 'studio',
			scenes: [
				{
					type: 'avatar_video',
					input: {
						type: 'avatar',
						avatar_id: LOOK_ID,
						// Stock looks often support no other.
						engine: { type: 'avatar_iii' },
						background: { type: 'color', color: '#f0f4ff' },
						script: 'Hello',
						voice_id: 'voice-2',
					},
				},
				{ type: 'image', source, ...said },
				{ type: 'image', source, duration: 3 },
				{ type: 'video', source, playback: { volume: 0.3 } },
				{ type: 'video', source, playback: { mode: 'loop', volume: 1 }, ...said },
			],
		});
	});

	it('takes recordings and files in whatever way they are given', async () => {
		heygen().on('POST', '/v3/assets', data(asset('asset-9')));

		heygen().on('POST', '/v3/videos', data({ video_id: 'video-1', status: 'pending' }));
		await outputOf({
			parameters: withScenes(
				{ ...stillScene, source: 'picture' },
				{ sceneType: 'image', source: 'asset-1', voiceSource: 'audio', audio: link },
				{ sceneType: 'narratedClip', source: link, voiceSource: 'audio', audio: 'asset-2' },
			),
			items: [await itemWith(png(), { property: 'picture' })],
		});

		expect((heygen().to('POST', '/v3/videos')[0]?.json as Sent).scenes).toEqual([
			{ type: 'image', source: { type: 'asset_id', asset_id: 'asset-9' }, duration: 3 },
			{ type: 'image', source: { type: 'asset_id', asset_id: 'asset-1' }, audio_url: link },
			{ type: 'video', source, playback: { mode: 'freeze', volume: 1 }, audio_asset_id: 'asset-2' },
		]);
	});

	it('has the title, captions, format and watermark of a whole video', async () => {
		const sent = await sentFor({
			...withScenes(stillScene),
			options: {
				watermark: { image: { image: link } },
				title: 'Tour',
				aspectRatio: '9:16',
				resolution: '4k',
				caption: 'srt',
				callbackUrl: link,
			},
		});

		expect(sent).toMatchObject({
			title: 'Tour',
			aspect_ratio: '9:16',
			resolution: '4k',
			caption: { file_format: 'srt' },
			callback_url: link,
			watermark: { image: source },
		});
	});

	it('moves its look on an engine that can', async () => {
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(look()));

		const { scenes } = await sentFor(withScenes({ ...avatarScene, motionPrompt: 'Waves' }));

		expect(scenes[0]).toMatchObject({ input: { engine: { type: 'avatar_iv' }, motion_prompt: 'Waves' } });
	});

	it('can be one of a batch', async () => {
		heygen().on('POST', '/v3/videos/batches', data({ batch_id: 'b', status: 'processing', total_items: 1 }));

		await outputOf({ parameters: { ...withScenes(stillScene), operation: 'createBatch' } });

		expect(heygen().only.json).toEqual({
			videos: [{ type: 'studio', scenes: [{ type: 'image', source, duration: 3 }] }],
		});
	});

	it.each<[string, IDataObject, string]>([
		['no scene', withScenes(), '"Scenes" is empty'],
		[
			'51 scenes',
			withScenes(...Array.from({ length: 51 }, () => stillScene)),
			'"Scenes" holds 51 scenes; HeyGen takes at most 50',
		],
		[
			'no look',
			withScenes(stillScene, { ...avatarScene, avatarId: byId('={{ "" }}') }),
			'Scene 2: "Look" is empty',
		],
		['nothing to say', withScenes({ ...avatarScene, script: '={{ " " }}' }), 'Scene 1: "Script" is empty'],
		[
			'a picture without a voice',
			withScenes(stillScene, stillScene, { sceneType: 'image', source: link, script: 'Hi' }),
			'Scene 3: "Voice" is empty',
		],
		[
			'a picture for too long',
			withScenes({ ...stillScene, duration: 301 }),
			'Scene 1: "Duration (Seconds)" must be',
		],
		[
			'a picture for no time',
			withScenes({ ...stillScene, duration: 0 }),
			'Scene 1: "Duration (Seconds)" must be',
		],
		[
			'a file by http',
			withScenes({ ...stillScene, source: 'http://example.com/a.png' }),
			'Scene 1: "Picture or Clip"',
		],
		[
			'a clip too loud',
			withScenes({ sceneType: 'clip', source: link, clipVolume: 2 }),
			'Scene 1: "Clip Volume"',
		],
		[
			'a color that is none',
			withScenes({ ...avatarScene, color: 'red' }),
			'Scene 1: "Background Color" must be',
		],
		[
			'an unknown type',
			withScenes({ ...stillScene, sceneType: 'dance' }),
			'Scene 1: "Scene Type" must be one of',
		],
		[
			'a WebM video, where an expression gives the type',
			{
				...withScenes(stillScene),
				type: '={{ "studio" }}',
				script: 'Hello',
				avatarId: byId(LOOK_ID),
				prompt: 'Hello',
				scenesJson: '[1]',
				options: { outputFormat: 'webm' },
			},
			'"Output Format" does not work with "Who Speaks" Studio',
		],
	])('is refused with %s', async (_, parameters, message) => {
		expect(await refusalOf(parameters)).toContain(message);
	});

	it('is refused with a clip where a picture belongs, before the others are uploaded', async () => {
		const item = await itemWith(mp4(), { fileName: 'a.mp4', mimeType: 'video/mp4', property: 'film' });
		item.binary = { ...item.binary, ...(await itemWith(png(), { property: 'picture' })).binary };

		const { message } = await errorOf({
			parameters: withScenes({ ...stillScene, source: 'picture' }, { ...stillScene, source: 'film' }),
			items: [item],
		});

		expect(message).toContain('Scene 2: "Picture or Clip" is not a file of a kind HeyGen takes here: a.mp4');
		expect(heygen().sent).toEqual([]);
	});

	it('says what a look cannot do, by its scene', async () => {
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(look({ avatar_type: 'digital_twin' })));

		const { message } = await errorOf({
			parameters: withScenes(stillScene, { ...avatarScene, motionPrompt: 'Waves' }),
		});

		expect(message).toMatch(/^Scene 2: "Motion Prompt" does not work with the engines of the look/);
	});
});

describe('A studio video of JSON', () => {
	it("is sent as it is, in HeyGen's own words", async () => {
		const scenes = allScenes();

		expect(await sentFor(withJson(scenes))).toEqual({ type: 'studio', scenes });
		expect(heygen().calls).toEqual(['POST /v3/videos']);
	});

	it.each([
		['a list', `={{ [{ type: "image", source: { type: "url", url: "${link}" }, duration: 3 }] }}`],
		['one scene', { type: 'image', source, duration: 3 }],
		['an object of scenes', { scenes: [{ type: 'image', source, duration: 3 }] }],
	])('may be %s', async (_, json) => {
		expect((await sentFor(withJson(json))).scenes).toEqual([{ type: 'image', source, duration: 3 }]);
	});

	const still = { type: 'image', source, duration: 3 };
	const clip = { type: 'video', source };
	const avatar = (input: IDataObject) => ({
		type: 'avatar_video',
		input: { type: 'avatar', avatar_id: LOOK_ID, ...input },
	});

	it.each<[string, unknown, string]>([
		['no scene', [], '"Scenes (JSON)" is empty'],
		['51 scenes', Array.from({ length: 51 }, () => still), '"Scenes (JSON)" holds 51 scenes'],
		['what is no JSON', '[{', '"Scenes (JSON)" must be a JSON list of objects'],
		['a list of texts', ['Hello'], '"Scenes (JSON)" must be a JSON list of objects'],
		[
			'an unknown type',
			[still, { type: 'text' }],
			'scene 2: "type" must be one of avatar_video, image, video',
		],
		['no input', [{ type: 'avatar_video' }], 'scene 1: "input" is missing'],
		['no look', [{ type: 'avatar_video', input: { script: 'Hi' } }], 'scene 1: "input.avatar_id" is missing'],
		['a look that says nothing', [avatar({})], 'scene 1: it needs "script", "audio_url" or "audio_asset_id"'],
		[
			'a look that says two things',
			[avatar({ script: 'Hi', audio_url: link })],
			'scene 1: "script" and "audio_url" are given; a scene takes one of them',
		],
		['an empty script', [avatar({ script: ' ' })], 'scene 1: "script" is empty'],
		[
			'a picture behind a look',
			[avatar({ script: 'Hi', background: { type: 'image', url: link } })],
			'scene 1: "background" must be {"type": "color"',
		],
		[
			'a color that is none',
			[avatar({ script: 'Hi', background: { type: 'color', color: 'red' } })],
			'scene 1: "background" must be {"type": "color"',
		],
		['no source', [{ type: 'image', duration: 3 }], 'scene 1: "source" must be'],
		['a picture for no time', [{ ...still, duration: 0 }], 'scene 1: "duration" must be more than 0'],
		[
			'a picture for too long',
			[{ ...still, duration: 301 }],
			'scene 1: "duration" must be a number from 0 to 300',
		],
		['a duration in words', [{ ...still, duration: '3' }], 'scene 1: "duration" must be a number'],
		[
			'neither duration nor voice',
			[{ type: 'image', source }],
			'scene 1: it needs "duration", or something that is said',
		],
		[
			'both duration and voice',
			[still, { ...still, audio_url: link }],
			'scene 2: it has "duration" and something that is said',
		],
		[
			'a picture without a voice',
			[{ type: 'image', source, script: 'Hi' }],
			'scene 1: "voice_id" is missing',
		],
		[
			'a clip with two narrations',
			[{ ...clip, audio_url: link, audio_asset_id: 'asset-1' }],
			'scene 1: "audio_url" and "audio_asset_id" are given; a scene takes one of them',
		],
		[
			'a play mode without a narration',
			[{ ...clip, playback: { mode: 'loop' } }],
			'scene 1: "playback.mode" says how a clip fills a narration',
		],
		[
			'a clip too loud',
			[{ ...clip, playback: { volume: 2 } }],
			'scene 1: "volume" must be a number from 0 to 1',
		],
		[
			'a speed out of range',
			[avatar({ script: 'Hi', voice_settings: { speed: 3 } })],
			'scene 1: "speed" must be a number from 0.5 to 1.5',
		],
		[
			'a style out of range',
			[
				avatar({
					script: 'Hi',
					voice_settings: { engine_settings: { engine_type: 'elevenlabs', style: 2 } },
				}),
			],
			'scene 1: "style" must be a number from 0 to 1',
		],
		[
			'a stability that Eleven v3 does not know',
			[
				avatar({
					script: 'Hi',
					voice_settings: {
						engine_settings: { engine_type: 'elevenlabs', model: 'eleven_v3', stability: 0.7 },
					},
				}),
			],
			'scene 1: "stability" must be 0, 0.5, 1 with eleven_v3',
		],
	])('is refused with %s', async (_, json, message) => {
		expect(await refusalOf(withJson(json))).toContain(message);
	});

	it('says which scene has the ID of an avatar group', async () => {
		heygen().on(
			'POST',
			'/v3/videos',
			refusal(404, 'avatar_not_found', 'No such look', { param: 'scenes.0.input.avatar_id' }),
		);
		heygen().on(
			'GET',
			`/v3/avatars/${LOOK_ID}`,
			data({ id: LOOK_ID, name: 'Anna', created_at: 1, looks_count: 3 }),
		);

		const { message } = await errorOf({ parameters: withJson([avatar({ script: 'Hi' })]) });

		expect(message).toBe(
			'"Scenes (JSON)", scene 1: "avatar_id" is the ID of the avatar group Anna (3 looks), not of a look',
		);
	});
});

/** What HeyGen tells of a video of three scenes. */
const told: Schema<'VideoScenesResponse'> = {
	video_id: 'video-1',
	video: {
		title: 'Tour',
		aspect_ratio: '9:16',
		resolution: '720p',
		caption: { enabled: true },
		brand_glossary_id: 'glossary-1',
	},
	scenes: [
		{
			id: 's1',
			background: { type: 'color', color: '#f0f4ff' },
			elements: [
				{
					id: 'g1',
					type: 'group',
					children: [{ id: 'e1', type: 'avatar', avatar_id: LOOK_ID, engine: 'avatar_iv' }],
				},
			],
			script: [
				{
					id: 't1',
					type: 'text',
					text: 'Hello',
					voice_id: null,
					voice_settings: { speed: 1.1, pitch: null, engine_settings: null },
				},
			],
		},
		{
			id: 's2',
			background: null,
			elements: [{ id: 'e2', type: 'image', url: link }],
			script: [{ id: 'q1', type: 'silence', duration: 3 }],
		},
		{
			id: 's3',
			background: { id: 'b3', type: 'video', url: link, playback: 'loop', volume: 0.2, speed_multiplier: 1 },
			elements: [],
			script: [{ id: 't3', type: 'text', text: 'Bye', voice_id: 'voice-1' }],
		},
	],
};

const remade = [
	{
		type: 'avatar_video',
		input: {
			type: 'avatar',
			avatar_id: LOOK_ID,
			engine: { type: 'avatar_iv' },
			background: { type: 'color', color: '#f0f4ff' },
			script: 'Hello',
			voice_settings: { speed: 1.1 },
		},
	},
	{ type: 'image', source, duration: 3 },
	{ type: 'video', source, playback: { mode: 'loop', volume: 0.2 }, script: 'Bye', voice_id: 'voice-1' },
];

describe('Video > Get Scenes', () => {
	it('gives what HeyGen tells', async () => {
		heygen().on('GET', '/v3/videos/video-1/scenes', data(told));

		const { items } = await runNode({
			parameters: { resource: 'video', operation: 'getScenes', videoId: byId('video-1') },
		});

		expect(items).toEqual([{ json: told, pairedItem: { item: 0 } }]);
		expect(outline(heygen().only)).toEqual({
			call: 'GET /v3/videos/video-1/scenes',
			query: {},
			json: undefined,
		});
	});
});

describe('A video that is made anew from its scenes', () => {
	/** The scenes with one of them changed. */
	const change = (index: number, scene: object) =>
		told.scenes?.map((each, at) => (at === index ? { ...each, ...scene } : each));

	it('has them, and what was said of the whole', async () => {
		expect(await sentFor(withJson(told))).toEqual({
			type: 'studio',
			aspect_ratio: '9:16',
			resolution: '720p',
			caption: { file_format: 'srt', style: 'default' },
			brand_glossary_id: 'glossary-1',
			scenes: remade,
		});
	});

	it('goes by its own options first', async () => {
		const options = { aspectRatio: '1:1', resolution: '4k', caption: 'none', title: 'Anew' };

		expect(await sentFor(withJson(told, { options }))).toEqual({
			type: 'studio',
			title: 'Anew',
			aspect_ratio: '1:1',
			resolution: '4k',
			brand_glossary_id: 'glossary-1',
			scenes: remade,
		});
	});

	it('differs in the one sentence that was changed', async () => {
		const scenes = change(2, { script: [{ id: 't3', type: 'text', text: 'See you', voice_id: 'voice-1' }] });

		expect((await sentFor(withJson(scenes))).scenes).toEqual([
			...remade.slice(0, 2),
			{ ...remade[2], script: 'See you' },
		]);
	});

	it("may have scenes in HeyGen's own words beside", async () => {
		const still = { type: 'image', source, duration: 5 };

		expect((await sentFor(withJson([still, ...(told.scenes ?? [])]))).scenes).toEqual([still, ...remade]);
	});

	it('joins what one voice says in several entries', async () => {
		const script = [
			{ id: 't3', type: 'text', text: 'Bye', voice_id: 'voice-1' },
			{ id: 't4', type: 'text', text: 'for now', voice_id: 'voice-1' },
			{ id: 'q4', type: 'silence', duration: 0 },
		];

		expect((await sentFor(withJson(change(2, { script })))).scenes[2]).toMatchObject({
			script: 'Bye\nfor now',
		});
	});

	it('speaks a recording', async () => {
		const script = [{ id: 'a1', type: 'audio', audio_url: link }];

		expect((await sentFor(withJson(change(1, { script })))).scenes[1]).toEqual({
			type: 'image',
			source,
			audio_url: link,
		});
	});

	const text = { id: 't1', type: 'text', text: 'Hi' };

	it.each<[string, unknown, string]>([
		[
			'what a request has no words for',
			change(1, { elements: [{ id: 'x', type: 'text_box' }] }),
			'scene 2: it shows a text_box, which Create Studio has no words for',
		],
		[
			'several things at once',
			change(1, {
				elements: [
					{ id: 'e2', type: 'image', url: link },
					{ id: 'x', type: 'text_box' },
				],
			}),
			'scene 2: it shows image, text_box at once',
		],
		[
			'a picture behind a look',
			change(0, { background: { id: 'b', type: 'image', url: link } }),
			'scene 1: it shows image, avatar at once',
		],
		['nothing to see', change(1, { elements: [] }), 'scene 2: it shows nothing'],
		[
			'a file without an address',
			change(1, { elements: [{ id: 'e2', type: 'image', url: null }] }),
			'scene 2: HeyGen gives no address of its picture or clip',
		],
		[
			'a recording without an address',
			change(1, { script: [{ id: 'a1', type: 'audio', audio_url: null }] }),
			'scene 2: HeyGen gives no address of its recording',
		],
		['a look that says nothing', change(0, { script: [] }), 'scene 1: its look says nothing'],
		[
			'two voices',
			change(0, { script: [text, { ...text, id: 't2', voice_id: 'voice-2' }] }),
			'scene 1: its script is made of several voices, recordings or pauses',
		],
		[
			'a pause between',
			change(0, { script: [text, { id: 'q', type: 'silence', duration: 1 }] }),
			'scene 1: its script is made of several voices, recordings or pauses',
		],
		[
			'a picture without end',
			change(1, { script: [] }),
			'scene 2: it needs "duration", or something that is said',
		],
		[
			'a clip that is cut',
			change(2, {
				background: { id: 'b3', type: 'video', url: link, trim: { start_offset: 2, end_offset: 5 } },
			}),
			'scene 3: its clip begins after its start',
		],
		[
			'a clip that is slowed down',
			change(2, { background: { id: 'b3', type: 'video', url: link, speed_multiplier: 0.5 } }),
			'scene 3: its clip runs at 0.5 times its speed',
		],
		[
			'an unknown play mode',
			change(2, { background: { id: 'b3', type: 'video', url: link, playback: 'backwards' } }),
			'scene 3: its clip plays in the mode backwards',
		],
		[
			'a script that runs through two scenes',
			change(2, { script: [{ id: 't1', type: 'text', text: 'Hello', voice_id: 'voice-1' }] }),
			'scene 3: it shares what is said or a clip with scene 1',
		],
	])('is refused where a scene has %s', async (_, json, message) => {
		expect(await refusalOf(withJson(json))).toContain(message);
	});
});
