import { byId, errorOf, itemsOf, outputOf, runNode } from '../support/engine';
import { itemWith, mp4, wav } from '../support/files';
import { data, FILE_HOST, lost, outline, refusal, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

const SPEECH = '/v3/voices/speech';
const MODEL_SPEECH = '/v3/models/audio/tts';
const AUDIO = `${FILE_HOST}/speech.mp3`;

const voice = { resource: 'voice', voiceId: byId('v-1') };
const speech = {
	...voice,
	operation: 'generateSpeech',
	download: ['audio'],
	text: '={{ $json.text ?? "Hello" }}',
};
const modelSpeech = { ...speech, resource: 'voiceModel' };
const words = [{ word: 'Hello', start: 0, end: 0.5 }];
const spoken = { audio_url: AUDIO, duration: 0.5, request_id: 'r-1', word_timestamps: words };

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } as const;
const price = {
	usd: 0.000334,
	usd_from: 0.000334,
	usd_to: 0.000334,
	basis:
		"0.5 seconds of speech at 0.000667 USD a second, by what was known of HeyGen's prices in autumn 2026",
};

const continuing = { onError: 'continueRegularOutput' } as const;

describe('A speech', () => {
	it('is sent as it was asked for, and comes with the times of its words and as a file', async () => {
		heygen().on('POST', SPEECH, data(spoken));
		heygen().on('GET', AUDIO, { body: wav() });

		const { items } = await runNode({
			parameters: { ...speech, options: { speed: 1.5, locale: ' en-GB ', inputType: 'ssml' } },
		});

		expect(outline(heygen().sent[0]!)).toEqual({
			call: `POST ${SPEECH}`,
			query: {},
			json: { text: 'Hello', voice_id: 'v-1', speed: 1.5, locale: 'en-GB', input_type: 'ssml' },
		});
		expect(heygen().sent[0]?.headers).not.toHaveProperty('idempotency-key');
		expect(items[0]?.json).toEqual({ ...spoken, estimated_price: price });
		expect(items[0]?.binary?.audio).toMatchObject({ fileName: 'speech-1-audio.mp3' });
	});

	it('stays where it is without Download', async () => {
		heygen().on('POST', SPEECH, data(spoken));

		const { items } = await runNode({ parameters: { ...speech, download: [] } });

		expect(items[0]).toEqual({ json: { ...spoken, estimated_price: price }, pairedItem: { item: 0 } });
	});

	it('of the model has settings of its own', async () => {
		heygen().on('POST', MODEL_SPEECH, data({ audio_url: AUDIO, duration: 1 }));

		await outputOf({
			parameters: {
				...modelSpeech,
				download: [],
				options: { model: 'heygen-voice-2', pitchShift: -2, speed: 3, seed: 4, expressivenessBoost: 0 },
			},
		});

		expect(heygen().only.json).toEqual({
			text: 'Hello',
			voice_id: 'v-1',
			model: 'heygen-voice-2',
			pitch_shift: -2,
			speed: 3,
			seed: 4,
			expressiveness_boost: 0,
		});
	});

	it.each([
		[speech, SPEECH],
		[modelSpeech, MODEL_SPEECH],
	])(
		'is not asked for again where no proper answer came, not even under Retry On Fail: %#',
		async (of, path) => {
			heygen().on('POST', path, lost());

			const { message, description } = await errorOf({ parameters: of, settings: retrying });

			expect(message).toContain('An earlier try sent this request and got no proper answer');
			expect(description).toContain('The speech may have been created and paid.');
			expect(heygen().to('POST', path)).toHaveLength(1);
		},
	);

	it('is named by its link where it cannot be loaded, and a further try loads it without paying', async () => {
		heygen().on('POST', SPEECH, data(spoken));
		heygen().on('GET', AUDIO, { status: 403 }, { body: wav() });

		const { items } = await runNode({ parameters: speech, settings: retrying });

		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['audio']);
		expect(heygen().to('POST', SPEECH)).toHaveLength(1);
	});

	it('is named by its link where it cannot be loaded at all', async () => {
		heygen().on('POST', SPEECH, data(spoken));
		heygen().always('GET', AUDIO, { status: 403 });

		const { message, description, context } = await errorOf({ parameters: speech });

		expect(message).toContain('did not complete the download of speech-1-audio.mp3');
		expect(description).toBe(
			`The speech was created and is paid: do not create it again. It has the address ${AUDIO}; load it from there before the link expires.`,
		);
		expect(context?.heygen).toEqual({ link: AUDIO });
	});

	it('is told of by the error that stops the run for another item', async () => {
		let count = 0;
		heygen().always('POST', SPEECH, ({ json }) =>
			(json as { text: string }).text === 'bad'
				? refusal(400, 'tts_text_invalid', 'No')
				: data({ ...spoken, audio_url: `${FILE_HOST}/${count++}.mp3` }),
		);

		const { message, description, context } = await errorOf({
			parameters: { ...speech, download: [], options: { concurrency: 1 } },
			items: itemsOf({}, {}, { text: 'bad' }),
		});

		expect(message).toBe('HeyGen refused the request: No');
		expect(description).toContain(
			`2 speeches were created and are paid: do not create them again. Load them before the links expire: ${FILE_HOST}/0.mp3, ${FILE_HOST}/1.mp3.`,
		);
		expect(context?.heygen).toMatchObject({
			jobs: [0, 1].map((item) => ({ item, kind: 'speech', link: `${FILE_HOST}/${item}.mp3` })),
		});
	});

	it.each([
		['no text', { text: ' ' }, '"Text" is empty'],
		['no voice', { voiceId: byId(' ') }, '"Voice" is empty'],
		['a wrong speed', { options: { speed: 3 } }, '"Speed" must be from 0.5 to 2; it is 3'],
		['a file that there is none of', { download: ['video'] }, '"Download" may hold only audio'],
	])('is not paid for with %s', async (_, parameters, message) => {
		expect((await errorOf({ parameters: { ...speech, ...parameters } })).message).toBe(message);
		expect(heygen().sent).toEqual([]);
	});
});

describe('Voice > Design', () => {
	const design = { resource: 'voice', operation: 'design', prompt: 'Warm' };
	const found = (id: string) => ({
		voice_id: id,
		name: id,
		language: 'English',
		gender: 'female',
		support_pause: true,
		support_locale: false,
		type: 'public',
	});

	it('gives what fits, one output each, for the item it belongs to', async () => {
		heygen().on('POST', '/v3/voices', data({ seed: 0, voices: [found('a'), found('b')] }));
		heygen().on('POST', '/v3/voices', data({ seed: 0, voices: [] }));

		const { items } = await runNode({
			parameters: { ...design, options: { gender: 'female', concurrency: 1 } },
			items: itemsOf({}, {}),
		});

		expect(heygen().sent[0]?.json).toEqual({ prompt: 'Warm', gender: 'female' });
		expect(items.map(({ json, pairedItem }) => [json.voice_id, json.seed, pairedItem])).toEqual([
			['a', 0, { item: 0 }],
			['b', 0, { item: 0 }],
		]);
	});

	it('asks again where no answer came: it makes nothing', async () => {
		heygen().on('POST', '/v3/voices', lost(), data({ seed: 0, voices: [found('a')] }));

		expect(await outputOf({ parameters: design })).toHaveLength(1);
	});
});

describe('Voice > Clone', () => {
	const CLONES = '/v3/voices/clone';
	const clone = {
		resource: 'voice',
		operation: 'clone',
		voiceName: 'Anna',
		audio: 'https://example.com/anna.mp3',
	};

	it('waits until the voice is made', async () => {
		heygen().on('POST', CLONES, data({ voice_clone_id: 'c-1' }));
		heygen().on(
			'GET',
			'/v3/voices/c-1',
			data({ voice_id: 'c-1', support_pause: true, status: 'processing' }),
			data({ voice_id: 'c-1', support_pause: true, status: 'complete', name: 'Anna' }),
		);

		const [output] = await outputOf({
			parameters: { ...clone, options: { language: 'en', removeBackgroundNoise: false } },
		});

		expect(heygen().sent[0]?.json).toEqual({
			voice_name: 'Anna',
			language: 'en',
			remove_background_noise: false,
			audio: { type: 'url', url: 'https://example.com/anna.mp3' },
		});
		expect(output).toMatchObject({ voice_clone_id: 'c-1', voice_id: 'c-1', status: 'complete' });
	});

	it('says why a voice could not be made', async () => {
		heygen().on('POST', CLONES, data({ voice_clone_id: 'c-1' }));
		const failed = { status: 'failed', failure_message: 'Too short' };
		heygen().on('GET', '/v3/voices/c-1', data({ voice_id: 'c-1', support_pause: true, ...failed }));

		const { message, context } = await errorOf({ parameters: clone });

		expect(message).toBe('HeyGen could not make the voice: Too short');
		expect(context?.heygen).toMatchObject({ job_id: 'c-1' });
	});

	it('is not asked for twice: HeyGen takes no key for it', async () => {
		heygen().on('POST', CLONES, lost());

		const { description } = await errorOf({ parameters: clone, settings: retrying });

		expect(description).toContain('The voice may have been created and paid. Look with Voice > Get Many');
		expect(heygen().sent).toHaveLength(1);
	});

	it('takes a recording and nothing else', async () => {
		const film = await itemWith(mp4(), { fileName: 'film.mp4', mimeType: 'video/mp4' });

		const { message } = await errorOf({ parameters: { ...clone, audio: 'data' }, items: [film] });

		expect(message).toContain('"Audio" is not a file of a kind HeyGen takes here');
		expect(heygen().sent).toEqual([]);
	});
});

describe('Voice Model > Create', () => {
	const VOICES = '/v3/models/audio/voices';
	const create = {
		resource: 'voiceModel',
		operation: 'create',
		name: 'Anna',
		recordings: 'https://example.com/a.mp3',
		wait: false,
	};
	const made = data({ voice_id: 'm-1', status: 'PENDING' });
	const link = (name: string) => ({ type: 'url', url: `https://example.com/${name}.mp3` });

	it('makes an instant voice of one recording, and waits until it is ACTIVE', async () => {
		heygen().on('POST', VOICES, made);
		const voice = { voice_id: 'm-1', mode: 'instant', name: 'Anna', created_at: 1_790_000_000 };
		heygen().on(
			'GET',
			`${VOICES}/m-1`,
			data({ ...voice, status: 'PENDING' }),
			data({ ...voice, status: 'ACTIVE' }),
		);

		const [output] = await outputOf({
			parameters: { ...create, wait: true, instantSettings: { instantSimilarity: 'max' } },
		});

		expect(heygen().sent[0]?.json).toEqual({
			mode: 'instant',
			name: 'Anna',
			audio: [link('a')],
			similarity: 'max',
		});
		expect(output).toEqual({ ...voice, status: 'ACTIVE' });
	});

	it('says why a voice could not be made', async () => {
		heygen().on('POST', VOICES, made);
		const failed = { status: 'FAILED', failure_reason: 'INSUFFICIENT_AUDIO' };
		heygen().on(
			'GET',
			`${VOICES}/m-1`,
			data({ voice_id: 'm-1', mode: 'instant', name: 'Anna', created_at: 1, ...failed }),
		);

		const { message } = await errorOf({ parameters: { ...create, wait: true } });

		expect(message).toBe('HeyGen could not make the model voice: INSUFFICIENT_AUDIO');
	});

	it('trains a professional voice on recordings told in any way', async () => {
		heygen().on(
			'POST',
			'/v3/assets',
			data({ asset_id: 'up-1', url: 'https://e.com', mime_type: 'audio/wav', size_bytes: 1 }),
		);
		heygen().on('POST', VOICES, made);

		await outputOf({
			parameters: {
				...create,
				mode: 'professional',
				recordings: 'https://example.com/a.mp3\ndata\nasset-7',
				voiceId: byId('m-1'),
				options: { language: 'en' },
			},
			items: [await itemWith(wav(), { fileName: 'a.wav', mimeType: 'audio/wav' })],
		});

		expect(heygen().sent[1]?.json).toEqual({
			mode: 'professional',
			name: 'Anna',
			language: 'en',
			voice_id: 'm-1',
			audio: [link('a'), { type: 'asset_id', asset_id: 'up-1' }, { type: 'asset_id', asset_id: 'asset-7' }],
		});
	});

	it.each([
		['no recording', { recordings: ' ' }, '"Recordings" is empty'],
		[
			'two for an instant voice',
			{ recordings: ['asset-1', 'asset-2'] },
			'"Recordings" holds 2 files; HeyGen takes at most 1',
		],
		[
			'what is no recording',
			{ recordings: 'two words' },
			'"Recordings" is neither an https URL, a data: URI, an asset ID nor a binary property of this item: two words',
		],
		['no name', { name: ' ' }, '"Name" is empty'],
	])('refuses %s', async (_, parameters, message) => {
		expect((await errorOf({ parameters: { ...create, ...parameters } })).message).toBe(message);
		expect(heygen().sent).toEqual([]);
	});

	it('says which parameter HeyGen means', async () => {
		const no = (param: string) => refusal(400, 'invalid_parameter', 'No', { param });
		heygen().on('POST', VOICES, no('audio.0.url'), no('similarity'));

		expect((await errorOf({ parameters: create })).message).toContain('"Recordings"');
		expect((await errorOf({ parameters: create })).message).toContain('"Similarity"');
	});

	it('is asked for once more under its key', async () => {
		heygen().on('POST', VOICES, lost(), made);

		const { items } = await runNode({ parameters: create, settings: continuing });

		expect(items[0]?.json).toEqual({ voice_id: 'm-1', status: 'PENDING' });
		expect(new Set(heygen().sent.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
	});
});
