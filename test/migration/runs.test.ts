import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { look, LOOK_ID, template, TEMPLATE_ID, video } from '../support/answers';
import { itemsOf, outputOf } from '../support/engine';
import { itemWith, keepFilesIn, png } from '../support/files';
import { data, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';
import { around, fixture, generating, migrated } from './fixtures';

// What leaves for HeyGen when a migrated node runs, through n8n's own engine. Each request is held against the contract.

const heygen = useFakeHeyGen();
useVirtualTime();

const started = { video_id: 'video-1', status: 'pending', output_format: 'mp4' };

/** The parameters of a node of a migrated fixture. */
function parametersOf(name: string, node: string): IDataObject {
	return migrated(fixture(name)).node(node).parameters;
}

/** Runs it where it makes a video, and gives what was sent for it. */
async function videoFor(parameters: IDataObject, items: INodeExecutionData[]): Promise<unknown> {
	heygen().serves('GET', /^\/v3\/avatars\/looks\//, (sent) =>
		data(look({ id: sent.path.split('/').pop() ?? LOOK_ID, supported_api_engines: ['avatar_iv'] })),
	);
	heygen().on('POST', '/v3/videos', data(started));
	heygen().serves('GET', '/v3/videos/statuses', data([{ video_id: 'video-1', status: 'completed' }]));
	heygen().serves('GET', '/v3/videos/video-1', data(video('video-1')));
	const [output] = await outputOf({ parameters: { ...parameters, download: [] }, asAdded: true, items });
	expect(output).toMatchObject({ video_id: 'video-1' });
	return heygen().to('POST', '/v3/videos')[0]?.json;
}

it('makes the video that v2 made', async () => {
	const sent = await videoFor(
		parametersOf('loop-if-2', ' HeyGen: Create Video'),
		itemsOf({ output: 'Say "this"\nand that' }),
	);

	expect(sent).toEqual({
		type: 'avatar',
		avatar_id: 'Abigail_expressive_2024112501',
		engine: { type: 'avatar_iv' },
		script: 'Say "this"\nand that',
		voice_id: '73c0b6a2e29d4d38aca41454bf58c955',
		voice_settings: { speed: 1.1 },
		aspect_ratio: '16:9',
		resolution: '720p',
	});
	expect(heygen().calls).toContain('GET /v3/videos/video-1');
});

it('speaks what was escaped for JSON as it is', async () => {
	const sent = await videoFor(
		parametersOf('loop-switch-3', 'Generate Video'),
		itemsOf({ Script: 'A "quote"\nand a line' }),
	);

	expect(sent).toMatchObject({ script: 'A "quote"\nand a line' });
});

it('undoes an escaping it does not know', async () => {
	const body = `={"video_inputs":[{"character":{"avatar_id":"look-1"},"voice":{"input_text":"{{ $json.text.split('\\n').join('\\\\n') }}","voice_id":"v"}}]}`;
	const { parameters } = migrated(around(generating(body))).node('Request');

	expect(await videoFor(parameters, itemsOf({ text: 'one\ntwo' }))).toMatchObject({ script: 'one\ntwo' });
});

it('reads what code spelled out, size included', async () => {
	const item = { base: '', avatar: 'look-1', script: 'Hello', voice: 'v-1', width: 720, height: 1280 };

	expect(await videoFor(parametersOf('code-nodes', 'Make'), itemsOf(item))).toMatchObject({
		avatar_id: 'look-1',
		script: 'Hello',
		voice_settings: { speed: 1 },
		background: { type: 'color', value: '#ffffff' },
		aspect_ratio: '9:16',
		resolution: '720p',
	});
});

it('reads a body that another node has made, as text or as an object', async () => {
	const body = { video_inputs: [{ voice: { input_text: 'From code', voice_id: 'v-2' } }] };
	const parameters = parametersOf('shape-from-code', 'Send');

	for (const given of [body, JSON.stringify(body)]) {
		expect(await videoFor(parameters, itemsOf({ body: given }))).toMatchObject({
			script: 'From code',
			voice_id: 'v-2',
		});
		heygen().sent.length = 0;
	}
});

it('sends a recording, a square and captions', async () => {
	const item = { body: { audio: 'https://example.com/a.mp3', caption: true } };

	expect(await videoFor(parametersOf('keypair-body', 'Heygen'), itemsOf(item))).toMatchObject({
		audio_url: 'https://example.com/a.mp3',
		aspect_ratio: '1:1',
		caption: { file_format: 'srt', style: 'default' },
	});
});

it.each([['Fields'], ['JSON']])('makes scenes, as %s', async (node) => {
	const sent = await videoFor(
		parametersOf('scenes', node),
		itemsOf({ text1: 'One', text2: "Two }} with 'marks'" }),
	);

	expect(sent).toMatchObject({
		type: 'studio',
		scenes: [
			{
				type: 'avatar_video',
				input: { avatar_id: 'A1', script: 'One', background: { type: 'color', color: '#00ff00' } },
			},
			{ type: 'avatar_video', input: { avatar_id: 'A2', script: "Two }} with 'marks'", voice_id: 'v2' } },
		],
	});
});

it("makes the video of HeyGen's own node", async () => {
	const sent = await videoFor(
		parametersOf('official-loop-and-trigger', 'Create'),
		itemsOf({ avatar: 'look-1' }),
	);

	expect(sent).toEqual({
		type: 'avatar',
		avatar_id: 'look-1',
		engine: { type: 'avatar_iv' },
		script: 'Hello',
		voice_id: 'v1',
		voice_settings: { speed: 1.1 },
		background: { type: 'color', value: '#112233' },
		title: 'Mine',
		aspect_ratio: '16:9',
		resolution: '720p',
	});
});

it('fills in a template', async () => {
	const text = (name: string) => ({ type: 'text' as const, content: name });
	const own = template({
		variables: {
			first_name: text('x'),
			photo: { type: 'image', asset: { type: 'asset_id', asset_id: 'a' } },
			speaker: { type: 'voice', voice_id: 'v' },
		},
	});
	heygen().on('GET', `/v3/templates/${TEMPLATE_ID}`, data(own));
	heygen().on('POST', `/v3/templates/${TEMPLATE_ID}`, data({ id: 'video-1', status: 'pending' }));
	const item = { body: { template: TEMPLATE_ID, name: 'Anna', photo: 'https://example.com/anna.png' } };

	await outputOf({
		parameters: { ...parametersOf('template-once', 'From Template'), wait: false },
		items: itemsOf(item),
	});

	expect(heygen().to('POST', `/v3/templates/${TEMPLATE_ID}`)[0]?.json).toMatchObject({
		title: 'For Anna',
		caption: true,
		dimension: { width: 1920, height: 1080 },
		callback_url: 'https://example.com/done',
		callback_id: 'abc',
		variables: {
			first_name: { type: 'text', content: 'Anna' },
			photo: { type: 'image', asset: { type: 'url', url: 'https://example.com/anna.png' }, fit: 'contain' },
			speaker: { type: 'voice', voice_id: 'v1' },
		},
	});
});

it('translates', async () => {
	heygen().on('POST', '/v3/video-translations', data({ video_translation_ids: ['t-1'] }));

	const output = await outputOf({
		parameters: { ...parametersOf('translation-switch-1', 'Translate'), wait: false },
		items: itemsOf({ link: 'https://example.com/v.mp4' }),
	});

	expect(heygen().only.json).toMatchObject({
		video: { type: 'url', url: 'https://example.com/v.mp4' },
		output_languages: ['Spanish (Spain)'],
		mode: 'precision',
		title: 'Spanish',
		speaker_num: 2,
	});
	expect(output).toMatchObject([{ id: 't-1' }]);
});

it('uploads a picture, and speaks by its asset', async () => {
	await keepFilesIn('memory');
	heygen().on(
		'POST',
		'/v3/assets',
		data({ asset_id: 'asset-1', url: 'https://example.com/a.png', mime_type: 'image/png', size_bytes: 1 }),
	);
	const uploaded = await outputOf({
		parameters: parametersOf('upload-av4-once', 'Upload'),
		items: [await itemWith(png(), { property: 'photo' })],
	});

	const sent = await videoFor(parametersOf('upload-av4-once', 'Speak'), itemsOf(...uploaded));

	expect(sent).toEqual({
		type: 'image',
		image: { type: 'asset_id', asset_id: 'asset-1' },
		script: 'Hi',
		voice_id: 'v1',
		title: 'Photo',
		aspect_ratio: '9:16',
		fit: 'cover',
	});
});

it('generates photos', async () => {
	heygen().on('POST', '/v2/photo_avatar/photo/generate', data({ generation_id: 'g-1' }));

	await outputOf({ parameters: { ...parametersOf('photo-loop', 'Generate'), wait: false } });

	expect(heygen().only.json).toMatchObject({ name: 'Lina', orientation: 'horizontal', pose: 'half_body' });
});
