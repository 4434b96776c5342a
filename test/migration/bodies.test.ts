import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	BACKGROUND_ASSET,
	BACKGROUND_COLOR,
	BACKGROUND_URL,
	ENGINE,
	VOICE_SETTINGS,
} from '../../migration/places';
import { around, generating, migrated } from './fixtures';

// What becomes of the fields of a request, one by one.

const scene = {
	character: { type: 'avatar', avatar_id: 'look-1' },
	voice: { type: 'text', input_text: 'Hello', voice_id: 'voice-1' },
};

/** A value where the node has it: `collection.member`. */
function at(path: string, value: unknown): object {
	const [name = '', ...inner] = path.split('.');
	return { [name]: inner.length > 0 ? at(inner.join('.'), value) : value };
}

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** The parameters of the node that a body becomes. */
function parametersOf(body: unknown, typeVersion?: number): IDataObject {
	return migrated(around(generating(body), { typeVersion })).node('Request').parameters;
}

function notesOf(body: unknown): string[] {
	return migrated(around(generating(body))).said('dropped', 'Request');
}

function reasonOf(body: unknown): string {
	const { node, said } = migrated(around(generating(body)));
	expect(node('Request').type).toBe('n8n-nodes-base.httpRequest');
	return said('left', 'Request').join();
}

describe('v2/video/generate', () => {
	it('becomes a video in which a look speaks', () => {
		expect(parametersOf({ video_inputs: [scene] })).toEqual({
			authentication: 'apiKey',
			resource: 'video',
			operation: 'create',
			type: 'avatar',
			avatarId: byId('look-1'),
			voiceSource: 'script',
			script: 'Hello',
			voiceId: byId('voice-1'),
			wait: false,
			options: {},
		});
	});

	it.each<[string, object, object]>([
		['title', { title: 'News' }, { title: 'News' }],
		['folder', { folder_id: 'f-1' }, { folderId: 'f-1' }],
		['captions', { caption: true }, { caption: 'styled' }],
		['no captions', { caption: false }, {}],
		['portrait', { dimension: { width: 720, height: 1280 } }, { aspectRatio: '9:16', resolution: '720p' }],
		['landscape', { dimension: { width: 1920, height: 1080 } }, { aspectRatio: '16:9', resolution: '1080p' }],
		['square', { dimension: { width: '1080', height: '1080' } }, { aspectRatio: '1:1', resolution: '1080p' }],
		['4:5', { dimension: { width: 1080, height: 1350 } }, { aspectRatio: '4:5', resolution: '1080p' }],
		['4K', { dimension: { width: 3840, height: 2160 } }, { aspectRatio: '16:9', resolution: '4k' }],
		['a ratio', { aspect_ratio: '9:16' }, { aspectRatio: '9:16' }],
		[
			'a size before a ratio',
			{ aspect_ratio: '9:16', dimension: { width: 1280, height: 720 } },
			{ aspectRatio: '16:9', resolution: '720p' },
		],
		[
			'whom to call',
			{ callback_url: 'https://example.com/done', callback_id: 'row-7' },
			{ callbackUrl: 'https://example.com/done', callbackId: 'row-7' },
		],
	])('keeps %s', (_, body, options) => {
		expect(parametersOf({ video_inputs: [scene], ...body }).options).toEqual(options);
	});

	it.each<[string, object, object]>([
		['the speed', { voice: { ...scene.voice, speed: '1.2' } }, at(VOICE_SETTINGS, { speed: 1.2 })],
		[
			'the pitch and the locale',
			{ voice: { ...scene.voice, pitch: -10, locale: 'en-GB' } },
			at(VOICE_SETTINGS, { pitch: -10, locale: 'en-GB' }),
		],
		[
			"ElevenLabs' settings",
			{ voice: { ...scene.voice, elevenlabs_settings: { model: 'eleven_v3', stability: 0.5 } } },
			at(VOICE_SETTINGS, { voiceEngine: 'elevenlabs', elevenLabsModel: 'eleven_v3', stability: 0.5 }),
		],
		[
			'a recording by its address',
			{ voice: { type: 'audio', audio_url: 'https://example.com/a.mp3', voice_id: 'unused' } },
			{ voiceSource: 'audio', audioSource: 'url', audioUrl: 'https://example.com/a.mp3' },
		],
		[
			'a recording by its asset',
			{ voice: { type: 'audio', audio_asset_id: 'asset-1' } },
			{ voiceSource: 'audio', audioSource: 'asset', audioAssetId: 'asset-1' },
		],
		[
			'a talking photo',
			{ character: { type: 'talking_photo', talking_photo_id: 'photo-1' } },
			{ type: 'avatar', avatarId: byId('photo-1') },
		],
		[
			'a type that is not said',
			{ character: { talking_photo_id: 'photo-1' } },
			{ avatarId: byId('photo-1') },
		],
		['Avatar IV', { character: { ...scene.character, use_avatar_iv_model: true } }, at(ENGINE, 'avatar_iv')],
		['a color', { background: { type: 'color', value: '#00ff00' } }, at(BACKGROUND_COLOR.to, '#00ff00')],
		[
			'a picture behind',
			{ background: { type: 'image', url: 'https://example.com/b.png', play_style: 'loop' } },
			at(BACKGROUND_URL.to, 'https://example.com/b.png'),
		],
		[
			'an asset behind',
			{ background: { type: 'image', image_asset_id: 'asset-2' } },
			at(BACKGROUND_ASSET.to, 'asset-2'),
		],
	])('keeps %s', (_, change, expected) => {
		expect(parametersOf({ video_inputs: [{ ...scene, ...change }] })).toMatchObject(expected);
	});

	it('removes the background where it was cut out', () => {
		const character = { ...scene.character, matting: true, custom_motion_prompt: 'Waves' };

		expect(parametersOf({ video_inputs: [{ ...scene, character }] }).options).toEqual({
			removeBackground: true,
			motionPrompt: 'Waves',
		});
	});

	it('says nothing of what had no effect', () => {
		const character = { ...scene.character, avatar_style: 'normal', scale: 1.0, offset: { x: 0, y: 0 } };

		expect(notesOf({ video_inputs: [{ ...scene, character }], test: false, title: null })).toEqual([]);
	});

	it.each<[string, object]>([
		['video_inputs[].character.avatar_style', { character: { ...scene.character, avatar_style: 'circle' } }],
		['video_inputs[].character.scale', { character: { ...scene.character, scale: 2 } }],
		['video_inputs[].character.offset.x', { character: { ...scene.character, offset: { x: 0.2, y: 0 } } }],
		['video_inputs[].voice.emotion', { voice: { ...scene.voice, emotion: 'Excited' } }],
		['video_inputs[].voice.volume_of_it', { voice: { ...scene.voice, volume_of_it: 3 } }],
	])('says that %s has no place', (path, change) => {
		expect(notesOf({ video_inputs: [{ ...scene, ...change }] }).join()).toContain(`"${path}" was left out`);
	});

	it('says that there is no test mode, and no ID without an address to call', () => {
		expect(notesOf({ video_inputs: [scene], test: true, callback_id: 'row-1' })).toEqual([
			'"callback_id" was left out: v3 takes it only together with a callback_url',
			'"test" was left out: v3 has no test mode: every video is paid',
		]);
	});

	it.each<[string, unknown, string]>([
		[
			'silence',
			{ video_inputs: [{ ...scene, voice: { type: 'silence', duration: 2 } }] },
			'nobody says anything',
		],
		[
			'a film behind',
			{ video_inputs: [{ ...scene, background: { type: 'video', url: 'https://example.com/b.mp4' } }] },
			'video as the background',
		],
		[
			'a text over it',
			{ video_inputs: [{ ...scene, text: { type: 'text', text: 'Sale' } }] },
			'no text over a scene',
		],
		[
			'a type from an expression',
			'={"video_inputs":[{"character":{"type":"{{ $json.t }}","avatar_id":"a"},"voice":{"input_text":"x"}}]}',
			'only an expression tells',
		],
		[
			'a voice from an expression',
			'={"video_inputs":[{"character":{"avatar_id":"a"},"voice":{{ $json.voice }}}]}',
			'expression as a whole',
		],
		['scenes from an expression', '={"video_inputs": {{ $json.scenes }} }', 'expression as a whole'],
		['no scenes', { video_inputs: [] }, 'not known here'],
		['what is no JSON', '={"video_inputs":[', 'not known here'],
		['nothing', '', 'not known here'],
	])('leaves the node where there is %s', (_, body, reason) => {
		expect(reasonOf(body)).toContain(reason);
	});

	it.each([
		{ type: 'avatar', avatar_id: '' },
		{ avatar_id: null, avatar_style: 'normal' },
	])('has to be told a look where none is named: %j', (character) => {
		const { node, said } = migrated(around(generating({ video_inputs: [{ ...scene, character }] })));

		expect(node('Request').parameters.avatarId).toEqual({ __rl: true, mode: 'list', value: '' });
		expect(said('check', 'Request')).toContain('no look is named');
	});

	it('makes scenes of several inputs', () => {
		const body = { video_inputs: [{ ...scene, background: { type: 'color', value: '#112233' } }, scene] };

		expect(parametersOf(body)).toMatchObject({
			type: 'studio',
			scenesFrom: 'fields',
			scenes: {
				scene: [
					{
						sceneType: 'avatar',
						avatarId: byId('look-1'),
						voiceSource: 'script',
						script: 'Hello',
						voiceId: byId('voice-1'),
						color: '#112233',
					},
					{
						sceneType: 'avatar',
						avatarId: byId('look-1'),
						voiceSource: 'script',
						script: 'Hello',
						voiceId: byId('voice-1'),
					},
				],
			},
		});
	});

	it('makes JSON of scenes whose voices have settings', () => {
		const body = { video_inputs: [{ ...scene, voice: { ...scene.voice, speed: 1.2 } }, scene] };
		const { scenesFrom, scenesJson } = parametersOf(body);

		expect(scenesFrom).toBe('json');
		expect(typeof scenesJson === 'string' && JSON.parse(scenesJson)).toEqual([
			{
				type: 'avatar_video',
				input: {
					type: 'avatar',
					avatar_id: 'look-1',
					script: 'Hello',
					voice_id: 'voice-1',
					voice_settings: { speed: 1.2 },
				},
			},
			{
				type: 'avatar_video',
				input: { type: 'avatar', avatar_id: 'look-1', script: 'Hello', voice_id: 'voice-1' },
			},
		]);
	});

	it('writes no text into an expression that would end it', () => {
		const { scenesJson } = parametersOf(
			'={"video_inputs":[{"character":{"avatar_id":"a"},"voice":{"input_text":"one }} two","voice_id":"v","speed":1.2}},{"character":{"avatar_id":"b"},"voice":{"input_text":"{{ $json.text }}","voice_id":"v"}}]}',
		);

		expect(scenesJson).toMatch(/^=\{\{(?:(?!\}\}).)+\}\}$/);
		expect(scenesJson).toContain("script: 'one }\\u007d two'");
	});

	it('leaves scenes before pictures', () => {
		const picture = { ...scene, background: { type: 'image', url: 'https://example.com/b.png' } };

		expect(reasonOf({ video_inputs: [picture, scene] })).toContain(
			'has no place in a video of several scenes',
		);
	});

	it('takes the nearest ratio where v3 does not have it, and says so', () => {
		const { node, said } = migrated(
			around(generating({ video_inputs: [scene], dimension: { width: 1000, height: 900 } })),
		);

		expect(node('Request').parameters.options).toEqual({ aspectRatio: '1:1', resolution: '720p' });
		expect(said('check', 'Request').join()).toContain("1000 × 900 is in none of v3's ratios");
	});
});

describe('A body', () => {
	const text = (input: string) =>
		`={"video_inputs":[{"character":{"avatar_id":"a"},"voice":{"input_text":${input},"voice_id":"v"}}]}`;

	it.each<[string, string, string]>([
		['an expression in quotes', '"{{ $json.text }}"', '={{ $json.text }}'],
		['words around an expression', '"Hi {{ $json.name }}, \\"you\\"!\\n"', '=Hi {{ $json.name }}, "you"!\n'],
		[
			'an expression that escapes line breaks',
			'"{{ $json.text.replace(/\\n/g, \'\\\\n\') }}"',
			'={{ $json.text }}',
		],
		[
			'an expression that escapes all',
			'"{{ $json.text.replace(/\\\\/g, \'\\\\\\\\\').replace(/"/g, \'\\\\"\').replaceAll("\\n", "\\\\n") }}"',
			'={{ $json.text }}',
		],
		['what stringifies', '{{ JSON.stringify($json.text) }}', '={{ $json.text }}'],
		[
			'what stringifies within quotes',
			'"{{ JSON.stringify($json.text).slice(1, -1) }}"',
			'={{ $json.text }}',
		],
		[
			'what escapes in another way',
			'"{{ $json.text.split("\\n").join("\\\\n") }}"',
			`={{ JSON.parse('"' + ($json.text.split("\\n").join("\\\\n")) + '"') }}`,
		],
		[
			'replacements that are meant',
			'"{{ $json.text.replace(/\\n/g, \' \') }}"',
			"={{ $json.text.replace(/\\n/g, ' ') }}",
		],
		['a text that begins like an expression', '"=1"', "={{ '=1' }}"],
	])('may hold %s', (_, input, script) => {
		expect(parametersOf(text(input)).script).toBe(script);
	});

	it.each<[string, INodeParameters, number]>([
		[
			'fields with paths',
			{
				bodyParameters: {
					parameters: [
						{ name: 'video_inputs[0].character.avatar_id', value: 'look-1' },
						{ name: 'video_inputs[0].voice.input_text', value: '={{ $json.text }}' },
					],
				},
			},
			4.2,
		],
		[
			'fields with JSON',
			{
				bodyParameters: {
					parameters: [
						{
							name: 'video_inputs',
							value: '=[{"character":{"avatar_id":"look-1"},"voice":{"input_text":"{{ $json.text }}"}}]',
						},
					],
				},
			},
			3,
		],
		[
			'an expression that is an object',
			{
				specifyBody: 'json',
				jsonBody:
					"={{ { video_inputs: [{ character: { avatar_id: 'look-1' }, voice: { input_text: $json.text } } ] } }}",
			},
			4.1,
		],
		[
			'an expression whose braces end it too early',
			{
				specifyBody: 'json',
				jsonBody:
					"={{ {video_inputs: [{character: {avatar_id: 'look-1'}, voice: {input_text: $json.text}}]} }}",
			},
			4.1,
		],
		[
			'raw text',
			{
				contentType: 'raw',
				rawContentType: 'application/json',
				body: '={"video_inputs":[{"character":{"avatar_id":"look-1"},"voice":{"input_text":"{{ $json.text }}"}}],}',
			},
			4.2,
		],
		[
			'JSON of version 1',
			{
				jsonParameters: true,
				bodyParametersJson:
					'={"video_inputs":[{"character":{"avatar_id":"look-1"},"voice":{"input_text":"{{ $json.text }}"}}]}',
			},
			1,
		],
		[
			'fields of version 2',
			{
				bodyParametersUi: {
					parameter: [
						{
							name: 'video_inputs',
							value: "={{ [{ character: { avatar_id: 'look-1' }, voice: { input_text: $json.text } }] }}",
						},
					],
				},
			},
			2,
		],
	])('may be %s', (_, body, typeVersion) => {
		const parameters = {
			method: 'POST',
			requestMethod: 'POST',
			url: 'https://api.heygen.com/v2/video/generate',
			sendBody: true,
			...body,
		};

		expect(migrated(around(parameters, { typeVersion })).node('Request').parameters).toMatchObject({
			type: 'avatar',
			avatarId: byId('look-1'),
			script: '={{ $json.text }}',
		});
	});

	it('may say its size in expressions', () => {
		const { options } = parametersOf(
			'={"video_inputs":[{"character":{"avatar_id":"a"},"voice":{"input_text":"x"}}],"dimension":{"width":{{ $json.w }},"height":{{ $json.h }}}}',
		);

		expect(options).toEqual({
			aspectRatio:
				"={{ Number(($json.w)) > Number(($json.h)) ? '16:9' : Number(($json.w)) < Number(($json.h)) ? '9:16' : '1:1' }}",
			resolution:
				"={{ Math.min(Number(($json.w)), Number(($json.h))) >= 2160 ? '4k' : Math.min(Number(($json.w)), Number(($json.h))) >= 1080 ? '1080p' : '720p' }}",
		});
	});
});

describe('An address', () => {
	it.each<[string, INodeParameters, string]>([
		['in its query', { url: 'https://api.heygen.com/v1/video_status.get?video_id=v-1' }, 'v-1'],
		[
			'by an expression in it',
			{ url: '=https://api.heygen.com/v1/video_status.get?video_id={{ $json.id }}' },
			'={{ $json.id }}',
		],
		[
			'joined by an expression',
			{ url: '={{ "https://api.heygen.com/v1/video_status.get?video_id=" + $json.id }}' },
			'={{ $json.id }}',
		],
		[
			'by a template text',
			{ url: '={{ `https://api.heygen.com/v1/video_status.get?video_id=${$json.id}` }}' },
			'={{ $json.id }}',
		],
		[
			'by a query parameter',
			{
				url: 'https://api.heygen.com/v1/video_status.get',
				queryParameters: { parameters: [{ name: 'video_id', value: '={{ $json.id }}' }] },
			},
			'={{ $json.id }}',
		],
		[
			'by JSON',
			{
				url: 'https://api.heygen.com/v1/video_status.get',
				specifyQuery: 'json',
				jsonQuery: '={"video_id":"{{ $json.id }}"}',
			},
			'={{ $json.id }}',
		],
		[
			'by a query of version 1',
			{
				url: 'https://api.heygen.com/v1/video_status.get',
				queryParametersUi: { parameter: [{ name: 'video_id', value: 'v-1' }] },
			},
			'v-1',
		],
		[
			'with its host in a variable',
			{ url: '={{ $vars.BASE }}/v1/video_status.get?video_id={{ $json.id }}' },
			'={{ $json.id }}',
		],
		['with space around it', { url: ' https://api.heygen.com/v1/video_status.get/?video_id=v-1\n' }, 'v-1'],
		['by its path', { url: '=https://api.heygen.com/v1/video/status/{{ $json.id }}' }, '={{ $json.id }}'],
	])('may name a video %s', (_, parameters, id) => {
		expect(migrated(around(parameters)).node('Request').parameters).toEqual({
			authentication: 'apiKey',
			resource: 'video',
			operation: 'get',
			videoId: byId(id),
			download: [],
			options: {},
		});
	});

	it('of another host stays', () => {
		const { workflow, notes } = migrated(around({ url: 'https://example.com/v1/video_status' }));

		expect(workflow.nodes[1]?.type).toBe('n8n-nodes-base.httpRequest');
		expect(notes).toEqual([]);
	});
});
