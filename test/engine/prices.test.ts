import type { IDataObject } from 'n8n-workflow';

import { batch, look, LOOK_ID, video } from '../support/answers';
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
	waitLimit: 60,
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
	const [output] = await outputOf({ parameters: { ...create, ...parameters } });
	return output?.estimated_price;
}

describe('The estimated price of a video of ten seconds', () => {
	it.each<[string, 'photo_avatar' | 'digital_twin' | 'studio_avatar', IDataObject, number]>([
		['of a photo look', 'photo_avatar', {}, 0.5],
		['of a photo look in 4K', 'photo_avatar', { options: { resolution: '4k' } }, 0.667],
		['of a digital twin', 'digital_twin', {}, 0.667],
		['of a studio look in 4K', 'studio_avatar', { options: { resolution: '4k' } }, 0.833],
		['by Avatar III', 'digital_twin', { engine: 'avatar_iii' }, 0.167],
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

		expect(await priceOf({ engine: 'avatar_iv' })).toEqual({
			usd: 0.5835,
			usd_from: 0.5,
			usd_to: 0.667,
			basis:
				"10 seconds of video of a look at 0.05 to 0.0667 USD a second, by HeyGen's prices of autumn 2026",
		});
		expect(heygen().to('GET', /looks/)).toEqual([]);
	});

	it('is not known before it is made', async () => {
		makesVideos();

		expect(await priceOf({ wait: false })).toBeUndefined();
	});

	it('is not told to those who pay with the credits of a plan', async () => {
		makesVideos();

		expect(await priceOf({ authentication: 'bearerToken' })).toBeUndefined();
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
		const run = await runNode({ parameters: { ...create, waitBy: 'callback' } });
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

test('filler words are paid by the minute that was brought, one at least', async () => {
	const lengths = [30, 90];
	for (const [index, seconds] of lengths.entries()) {
		heygen().on('POST', '/v3/filler-word-removals', data({ filler_word_removal_id: `r-${index}` }));
		heygen().serves('GET', `/v3/filler-word-removals/r-${index}`, () =>
			data({ id: `r-${index}`, status: 'completed', original_duration: seconds, num_cuts: 1 }),
		);
	}
	const output = await outputOf({
		parameters: { resource: 'fillerWordRemoval', operation: 'create', video: 'https://example.com/talk.mp4' },
		items: itemsOf({}, {}),
	});

	expect(output.map(({ estimated_price: price }) => price)).toMatchObject([
		{ usd: 0.3, basis: expect.stringContaining('1 minutes of') as string },
		{ usd: 0.45, basis: expect.stringContaining('1.5 minutes of') as string },
	]);
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
