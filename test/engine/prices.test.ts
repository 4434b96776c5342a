import type { IDataObject } from 'n8n-workflow';

import { batch, group, look, LOOK_ID, video } from '../support/answers';
import { byId, callBack, itemsOf, outputOf, runNode } from '../support/engine';
import { data, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';
import { callFromMcp } from '../support/tool';

// What finished jobs are estimated at. That HeyGen takes as much, the end-to-end tests hold against the simulator.

const heygen = useFakeHeyGen();
useVirtualTime();

const create = {
	resource: 'video',
	operation: 'create',
	avatarId: byId(LOOK_ID),
	script: 'Hello',
	download: [],
};
const picture = { type: 'image', image: 'https://example.com/anna.png', voiceId: byId('v-1') };
const scene = { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' }, duration: 10 };

let status: 'processing' | 'completed';

beforeEach(() => {
	status = 'completed';
});

/** A HeyGen at which every video is finished at once unless told otherwise, and plays ten seconds. */
function makesVideos(type: 'photo_avatar' | 'digital_twin' | 'studio_avatar' = 'photo_avatar'): void {
	let count = 0;
	heygen().always('POST', '/v3/videos', () => data({ video_id: `v-${++count}`, status: 'pending' }));
	heygen().serves('GET', '/v3/videos/statuses', ({ query }) =>
		data((query.video_ids ?? '').split(',').map((id) => ({ video_id: id, status }))),
	);
	heygen().serves('GET', /^\/v3\/videos\/v-/, ({ path }) =>
		data(video(path.slice('/v3/videos/'.length), { status, duration: 10 })),
	);
	heygen().serves('GET', /^\/v3\/avatars\/looks/, ({ path }) =>
		data(
			look({
				id: path.split('/').at(-1),
				avatar_type: type,
				supported_api_engines: ['avatar_v', 'avatar_iii'],
			}),
		),
	);
}

async function priceOf(parameters: IDataObject): Promise<unknown> {
	const [output] = await outputOf({ asAdded: true, parameters: { ...create, ...parameters } });
	return output?.estimated_price;
}

describe('The estimated price of a video of ten seconds', () => {
	it.each<[string, 'photo_avatar' | 'digital_twin' | 'studio_avatar', IDataObject, number]>([
		['of a photo look', 'photo_avatar', {}, 0.5],
		['of a photo look in 4K', 'photo_avatar', { options: { resolution: '4k' } }, 0.667],
		['of a digital twin', 'digital_twin', {}, 0.667],
		['of a studio look in 4K', 'studio_avatar', { options: { resolution: '4k' } }, 0.833],
		['by Avatar III', 'digital_twin', { options: { engine: 'avatar_iii' } }, 0.167],
		['of a picture', 'digital_twin', picture, 0.5],
		['of scenes', 'photo_avatar', { type: 'studio', scenesFrom: 'json', scenesJson: [scene] }, 0.667],
		['that is cinematic', 'digital_twin', { type: 'cinematic_avatar', prompt: 'Walks' }, 7],
		[
			'with what is added to the request',
			'photo_avatar',
			{ options: { customBody: { resolution: '4k' } } },
			0.667,
		],
	])('%s', async (_, type, parameters, usd) => {
		makesVideos(type);

		expect(await priceOf(parameters)).toMatchObject({ usd, usd_from: usd, usd_to: usd });
	});

	it('has a spread where the look was not read, for no request is made for its sake', async () => {
		makesVideos();

		expect(await priceOf({ options: { engine: 'avatar_iv' } })).toEqual({
			usd: 0.5835,
			usd_from: 0.5,
			usd_to: 0.667,
			basis:
				"10 seconds of video of a look at 0.05 to 0.0667 USD a second, by what was known of HeyGen's prices in autumn 2026",
		});
		expect(heygen().to('GET', /looks/)).toEqual([]);
	});

	it('is not known by Avatar III in 4K', async () => {
		makesVideos();

		expect(await priceOf({ options: { engine: 'avatar_iii', resolution: '4k' } })).toBeUndefined();
	});

	it('is not known before it is made', async () => {
		makesVideos();

		expect(await priceOf({ wait: false })).toBeUndefined();
	});

	it('is not told to those who pay with the credits of a plan', async () => {
		makesVideos();

		for (const authentication of ['bearerToken', 'oAuth2'])
			expect(await priceOf({ authentication })).toBeUndefined();
		expect(await priceOf({ authentication: 'apiKey' })).toBeDefined();
	});

	it('stands with the item that has the video made, not with those that use it', async () => {
		makesVideos();
		heygen().serves('GET', '/v3/videos', () => ({ body: { data: [], has_more: false, next_token: null } }));

		const output = await outputOf({
			parameters: { ...create, options: { title: 'Anna', ifTitleExists: 'use' } },
			items: itemsOf({}, {}),
		});

		expect(output.map(({ video_id: id, estimated_price: price }) => [id, price !== undefined])).toEqual([
			['v-1', true],
			['v-1', false],
		]);
	});

	it('goes to an agent that names it among the fields, and to no other that names some', async () => {
		makesVideos();
		const fieldsOf = async (fields: string) => {
			const tool = { parameters: { ...create, output: 'selected', fields } };
			const [output] = (await callFromMcp(tool, {})) as [IDataObject];
			return Object.keys(output);
		};

		expect(await fieldsOf('status')).toEqual(['status']);
		expect(await fieldsOf('status, estimated_price')).toEqual(['status', 'estimated_price']);
	});

	it('is there where the execution was suspended, too', async () => {
		makesVideos();
		status = 'processing';
		const run = await runNode({ asAdded: true, parameters: { ...create, options: { waitBy: 'callback' } } });
		status = 'completed';
		const { callback_url: url } = heygen().to('POST', '/v3/videos')[0]?.json as { callback_url: string };

		const { items } = await callBack(run, url);

		expect(items?.[0]?.json).toMatchObject({ id: 'v-1', estimated_price: { usd: 0.5 } });
	});
});

test('each video of a batch has the price of its own request', async () => {
	heygen().on('POST', '/v3/videos/batches', data({ batch_id: 'b-1' }));
	const entries = [0, 1].map((index) => ({ item_index: index, status: 'completed', video_id: `v-${index}` }));
	heygen().serves('GET', '/v3/videos/statuses', () =>
		data(entries.map((entry) => ({ ...entry, batch_id: 'b-1' }))),
	);
	heygen().serves('GET', '/v3/videos/batches/b-1', () => data(batch(entries, { batch_id: 'b-1' })));
	heygen().serves('GET', /^\/v3\/videos\/v-/, ({ path }) =>
		data(video(path.slice('/v3/videos/'.length), { duration: 10 })),
	);

	const output = await outputOf({
		parameters: {
			...create,
			...picture,
			operation: 'createBatch',
			options: { resolution: '={{ $json.resolution }}' },
		},
		items: ['1080p', '4k'].map((resolution) => ({ json: { resolution } })),
	});

	expect(output.map(({ estimated_price: price }) => price)).toMatchObject([{ usd: 0.5 }, { usd: 0.667 }]);
});

describe('The estimated price of a translation of ten seconds', () => {
	it.each<[string, IDataObject, number, number]>([
		['by speed', { mode: 'speed' }, 0.333, 0.333],
		['by precision', { mode: 'precision' }, 0.667, 0.667],
		['of the sound alone', { mode: 'precision', settings: { translateAudioOnly: true } }, 0.167, 0.167],
		['of a proofread', { resource: 'proofread', operation: 'generate', proofreadId: 'p-1' }, 0.333, 0.667],
	])('%s', async (_, parameters, from, to) => {
		const created = { video_translation_ids: ['t-1'], video_translation_id: 't-1', status: 'processing' };
		const path = parameters.proofreadId ? '/proofreads/p-1/generate' : '';
		heygen().on('POST', `/v3/video-translations${path}`, data(created));
		heygen().serves('GET', '/v3/video-translations/statuses', () =>
			data([{ video_id: 't-1', status: 'completed' }]),
		);
		heygen().serves('GET', '/v3/video-translations/t-1', () =>
			data({ id: 't-1', status: 'completed', duration: 10 }),
		);

		const [output] = await outputOf({
			parameters: {
				resource: 'translation',
				operation: 'create',
				video: 'https://example.com/film.mp4',
				outputLanguages: 'German',
				...parameters,
			},
		});

		expect(output?.estimated_price).toMatchObject({ usd_from: from, usd_to: to });
	});
});

test('filler words are paid by the minute that was brought, one at least, and given back where nothing was cut', async () => {
	const removals = [
		{ original_duration: 30, output_duration: 29, num_cuts: 1 },
		{ original_duration: 100, output_duration: 90, num_cuts: 1 },
		{ original_duration: 100, output_duration: 98, num_cuts: 0 },
		{ original_duration: 100, output_duration: 100, num_cuts: 0 },
		{ num_cuts: 0 },
	];
	for (const [index, removal] of removals.entries()) {
		heygen().on('POST', '/v3/filler-word-removals', data({ filler_word_removal_id: `r-${index}` }));
		heygen().serves('GET', `/v3/filler-word-removals/r-${index}`, () =>
			data({ id: `r-${index}`, status: 'completed', ...removal }),
		);
	}
	const output = await outputOf({
		parameters: {
			resource: 'fillerWordRemoval',
			operation: 'create',
			video: 'https://example.com/talk.mp4',
			options: { concurrency: 1 },
		},
		items: itemsOf(...removals.map(() => ({}))),
	});

	const prices = output.map(
		({ estimated_price: price }) => price as { usd: number; basis: string } | undefined,
	);
	expect(prices.map((price) => price?.usd)).toEqual([0.3, 0.5, 0.5, 0, undefined]);
	expect(prices.map((price) => price?.basis.split(' at ')[0])).toEqual([
		'1 minute of video with filler words',
		'1.67 minutes of video with filler words',
		'1.67 minutes of video with filler words',
		'0 minutes of video with filler words',
		undefined,
	]);
});

describe('Under an idempotency key of the user', () => {
	const byKey = { options: { idempotencyKey: 'row-1', resolution: '4k' } };
	const madeAt = (seconds: number) => {
		heygen().on('POST', '/v3/videos', data({ video_id: 'v-1', status: 'pending' }));
		heygen().serves('GET', '/v3/videos/statuses', () => data([{ video_id: 'v-1', status: 'completed' }]));
		heygen().serves('GET', '/v3/videos/v-1', () => data(video('v-1', { duration: 10, created_at: seconds })));
	};

	it('what was there before this run has no price: it was paid then, and made by another request', async () => {
		madeAt(1_000_000_000);

		expect(await priceOf({ ...picture, ...byKey })).toBeUndefined();
	});

	it('what is new has its price', async () => {
		madeAt(4_000_000_000);

		expect(await priceOf({ ...picture, ...byKey })).toMatchObject({ usd: 0.667 });
	});

	it('what HeyGen tells no time of has none, for it may have been there', async () => {
		heygen().on('POST', '/v3/avatars', data({ avatar_item: look(), avatar_group: group() }));

		const [output] = await outputOf({
			parameters: {
				resource: 'avatar',
				operation: 'create',
				name: 'Anna',
				photo: 'https://example.com/anna.png',
				wait: false,
				options: { idempotencyKey: 'row-1' },
			},
		});

		expect(output).not.toHaveProperty('estimated_price');
	});
});

test('a video that HeyGen lists already has no price', async () => {
	const there = video('old-1', {
		title: 'Anna',
		duration: 10,
		video_url: 'https://files.heygen.example/v.mp4',
	});
	heygen().serves('GET', '/v3/videos', () => ({
		body: { data: [there], has_more: false, next_token: null },
	}));

	const [output] = await outputOf({
		parameters: { ...create, ...picture, options: { title: 'Anna', ifTitleExists: 'use' } },
	});

	expect(output).toMatchObject({ id: 'old-1', existing: true });
	expect(output).not.toHaveProperty('estimated_price');
});

test('what answers the agent has no price, for it need not lead to a video of its own', async () => {
	const session = {
		session_id: 's-1',
		status: 'completed',
		progress: 100,
		video_id: 'v-1',
		created_at: 1,
		title: null,
	};
	heygen().on('POST', '/v3/video-agents/s-1', data({ session_id: 's-1', run_id: 'r-1', title: null }));
	heygen().serves('GET', '/v3/video-agents/s-1', () => data(session));
	heygen().serves('GET', '/v3/videos/v-1', () => data(video('v-1', { duration: 10 })));

	const [output] = await outputOf({
		parameters: {
			resource: 'videoAgent',
			operation: 'sendMessage',
			sessionId: byId('s-1'),
			message: 'Thanks',
		},
	});

	expect(output).toMatchObject({ duration: 10 });
	expect(output).not.toHaveProperty('estimated_price');
});

test("speech by HeyGen's model is paid by the character, however it is written in bytes", async () => {
	heygen().on(
		'POST',
		'/v3/models/audio/tts',
		data({ audio_url: 'https://files.heygen.example/s.wav', duration: 1 }),
	);

	const [output] = await outputOf({
		parameters: {
			resource: 'voiceModel',
			operation: 'generateSpeech',
			voiceId: byId('v-1'),
			text: 'Grüß dich 👋',
			download: [],
		},
	});

	expect(output?.estimated_price).toMatchObject({
		usd: 0.000165,
		basis: expect.stringMatching(/^11 characters of speech/) as string,
	});
});
