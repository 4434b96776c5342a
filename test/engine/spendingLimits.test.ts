import type { IDataObject } from 'n8n-workflow';

import { account, look, LOOK_ID } from '../support/answers';
import { byId, itemsOf, outputOf, runNode, type RunOptions } from '../support/engine';
import { itemWith, keepFilesIn, png } from '../support/files';
import { data, page, refusal, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

// Dry Run and Keep at Least.

const heygen = useFakeHeyGen();
useVirtualTime();

const spoken = {
	resource: 'video',
	operation: 'create',
	avatarId: byId(LOOK_ID),
	script: '={{ $json.script ?? "Hello" }}',
	wait: false,
	options: { engine: 'default' },
};
const withOptions = (options: IDataObject, more: IDataObject = {}) => ({ ...spoken, ...more, options });
const continuing: RunOptions['settings'] = { onError: 'continueRegularOutput' };
/** Said in 18.75 to 25 seconds. */
const LONG = 'a'.repeat(300);

describe('Dry Run', () => {
	const dry = withOptions({ dryRun: true });

	it('shows the request as it would go out, and what it may cost, and sends nothing that costs', async () => {
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(look()));
		const parameters = withOptions({
			engine: 'auto',
			dryRun: true,
			title: 'A',
			customBody: '{"fit": "cover"}',
		});

		expect(await outputOf({ parameters, items: itemsOf({ script: LONG }) })).toEqual([
			{
				dry_run: true,
				ok: true,
				request: {
					method: 'POST',
					path: '/v3/videos',
					body: {
						type: 'avatar',
						avatar_id: LOOK_ID,
						engine: { type: 'avatar_iv' },
						title: 'A',
						script: LONG,
						fit: 'cover',
					},
				},
				estimated_price: {
					usd: 1.041667,
					usd_from: 0.833333,
					usd_to: 1.25,
					basis:
						"16.67 to 25 seconds of video of a photo look or picture at 0.05 USD a second, by what was known of HeyGen's prices in autumn 2026",
				},
			},
		]);
		expect(heygen().calls).toEqual([`GET /v3/avatars/looks/${LOOK_ID}`]);
	});

	it('checks a whole sheet: every refusal is an item of its own, and none stops the run', async () => {
		const scripts = ['Hello', '', 'Good evening', '   '];
		const items = itemsOf(...scripts.map((script) => ({ script })));
		const {
			error,
			items: given,
			hints,
		} = await runNode({
			parameters: { ...dry, script: '={{ $json.script }}' },
			items,
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});

		expect(error).toBeUndefined();
		expect(given.map(({ json, pairedItem }) => [json.dry_run, json.refused, pairedItem])).toEqual([
			[true, undefined, { item: 0 }],
			[true, '"Script" is empty', { item: 1 }],
			[true, undefined, { item: 2 }],
			[true, '"Script" is empty', { item: 3 }],
		]);
		expect(given.map(({ json }) => json.ok)).toEqual([true, false, true, false]);
		expect(given[1]?.json.how_to_mend).toContain('Fill it in');
		expect(hints).toEqual([
			'Dry run: nothing was created. 2 of 4 items would go out, for about 0.05 to 0.09 USD.',
		]);
		expect(heygen().sent).toEqual([]);
	});

	it.each(['memory', 'filesystem'] as const)('looks into files in %s, and uploads none', async (storage) => {
		await keepFilesIn(storage);
		const portrait = { type: 'image', imageSource: 'binary', voiceId: byId('voice-1') };
		const items = [await itemWith(png()), await itemWith(Buffer.from('no picture'))];
		const [good, bad] = await outputOf({ parameters: { ...dry, ...portrait }, items });

		expect(good).toMatchObject({
			request: {
				body: { type: 'image', image: { type: 'asset_id', asset_id: '(photo.png, once it is uploaded)' } },
			},
			uploads: [{ name: 'photo.png', type: 'image/png', size_bytes: 200 }],
		});
		expect(bad?.refused).toContain('"Image" is not a file of a kind HeyGen takes here');
		expect(heygen().sent).toEqual([]);
	});

	it('shows no address by which the execution could be resumed, and suspends nothing', async () => {
		const parameters = withOptions({ dryRun: true, waitBy: 'callback' }, { wait: true });
		const { items, run } = await runNode({ parameters });

		expect(items[0]?.json).toMatchObject({
			request: { body: { callback_url: '(where this execution goes on)' } },
		});
		expect(run.waitTill).toBeUndefined();
	});

	it('shows what an item brings to a batch', async () => {
		const [one, two] = await outputOf({
			parameters: { ...dry, operation: 'createBatch' },
			items: itemsOf({}, {}),
		});

		expect(one).toMatchObject({
			request: { path: '/v3/videos/batches', body: { videos: [{ script: 'Hello' }] } },
		});
		expect(two).toMatchObject({ request: { body: { videos: [{ script: 'Hello' }] } } });
		expect(heygen().sent).toEqual([]);
	});

	it.each<[string, IDataObject, string]>([
		[
			'avatar',
			{ operation: 'create', name: 'Anna', photoSource: 'url', photoUrl: 'https://example.com/a.png' },
			'/v3/avatars',
		],
		[
			'photo',
			{ operation: 'generate', name: 'Anna', appearance: 'Short hair' },
			'/v2/photo_avatar/photo/generate',
		],
		['voice', { operation: 'generateSpeech', text: 'Hello', voiceId: byId('voice-1') }, '/v3/voices/speech'],
		['videoAgent', { operation: 'create', prompt: 'A film' }, '/v3/video-agents'],
	])('works for %s, too', async (resource, parameters, path) => {
		const [output] = await outputOf({ parameters: { resource, ...parameters, options: { dryRun: true } } });

		expect(output).toMatchObject({ dry_run: true, request: { method: 'POST', path } });
		expect(heygen().sent).toEqual([]);
	});
});

describe('Keep at Least', () => {
	const keeping = (keepAtLeast: number, more: IDataObject = {}) => withOptions({ keepAtLeast, ...more });
	const sheet = (count: number) =>
		itemsOf(...Array.from({ length: count }, (_, row) => ({ script: `${LONG}${row}` })));
	let left: number;
	let made: number;

	beforeEach(() => {
		left = 12.5;
		made = 0;
		heygen().serves('GET', '/v3/users/me', () =>
			data({ ...account, wallet: { currency: 'usd', remaining_balance: left } }),
		);
		heygen().serves('POST', '/v3/videos', () => {
			left -= 1;
			return data({ video_id: `video-${++made}`, status: 'waiting' });
		});
	});

	it('creates nothing where all items together may cost more, and names both figures', async () => {
		const { error } = await runNode({ parameters: keeping(5), items: sheet(10) });

		expect(error?.message).toBe(
			'These 10 jobs may cost 17.12 USD, and 12.5 USD are left: less would remain than the 5 of "Keep at Least (USD)"',
		);
		expect(error?.description).toContain('Nothing was created');
		expect(heygen().calls).toEqual(['GET /v3/users/me']);
	});

	it('creates them where enough is left, after one look at the balance', async () => {
		left = 100;
		expect(await outputOf({ parameters: keeping(5), items: sheet(30) })).toHaveLength(30);
		expect(heygen().to('GET', '/v3/users/me')).toHaveLength(1);
	});

	it('counts only what comes so far: an item that is refused costs nothing', async () => {
		const items = [...sheet(4), ...itemsOf(...Array.from({ length: 20 }, () => ({ script: '' })))];
		const parameters = { ...keeping(5), script: '={{ $json.script }}' };
		const { items: given } = await runNode({ parameters, items, settings: continuing });

		expect(given.filter(({ json }) => json.video_id)).toHaveLength(4);
	});

	it('looks again every 50 jobs, and stops creating; what was created is given', async () => {
		left = 150;
		const items = itemsOf(...Array.from({ length: 120 }, (_, row) => ({ script: `${row}` })));
		const { error, items: given } = await runNode({ parameters: keeping(90, { concurrency: 1 }), items });

		expect(error).toBeUndefined();
		expect(given.filter(({ json }) => json.video_id)).toHaveLength(100);
		expect(given.filter(({ json }) => json.error)).toHaveLength(20);
		expect(given[100]?.json).toMatchObject({
			error: '50 USD are left, less than the 90 of "Keep at Least (USD)", so this was not created any more',
			message: '100 jobs were created before. Top up the account, then run the rest.',
		});
		expect(made).toBe(100);
	}, 30_000);
});

describe('Keep at Least with If Title Exists', () => {
	it('does not wait for items that share the video of another', async () => {
		heygen().on(
			'GET',
			'/v3/users/me',
			data({ ...account, wallet: { currency: 'usd', remaining_balance: 50 } }),
		);
		heygen().serves('GET', '/v3/videos', page([]));
		heygen().serves('POST', '/v3/videos', data({ video_id: 'video-1', status: 'waiting' }));

		const items = await outputOf({
			parameters: withOptions({ keepAtLeast: 5, ifTitleExists: 'use', title: 'Shared' }),
			items: itemsOf({}, {}, {}),
		});

		expect(items.map(({ video_id: id }) => id)).toEqual(['video-1', 'video-1', 'video-1']);
		expect(heygen().to('POST', '/v3/videos')).toHaveLength(1);
	});
});

describe('Keep at Least under OAuth2', () => {
	const parameters = { ...withOptions({ keepAtLeast: 5 }), authentication: 'oAuth2' };
	const premium_credits = { remaining: 3, resets_at: null };

	it('is compared with the credits of the plan', async () => {
		const subscription = { plan: 'creator', credits: { premium_credits } };
		heygen().on('GET', '/v3/users/me', data({ ...account, wallet: null, subscription }));

		const { error } = await runNode({ parameters });

		expect(error?.message).toBe(
			'Nothing may be spent, and 3 credits are left: less would remain than the 5 of "Keep at Least (USD)"',
		);
		expect(heygen().to('POST', '/v3/videos')).toEqual([]);
	});

	it('is refused where HeyGen does not tell them', async () => {
		heygen().on('GET', '/v3/users/me', data({ ...account, wallet: null }));

		const { error } = await runNode({ parameters });

		expect(error?.message).toContain('HeyGen does not say what is left in this account');
		expect(heygen().to('POST', '/v3/videos')).toEqual([]);
	});
});

describe('Insufficient credit in the middle of a run', () => {
	it('stops further creates instead of asking for each', async () => {
		let room = 3;
		heygen().serves('POST', '/v3/videos', () =>
			room-- > 0
				? data({ video_id: `video-${room}`, status: 'waiting' })
				: refusal(402, 'insufficient_credit', 'Insufficient credit'),
		);

		const { items } = await runNode({
			parameters: withOptions({ concurrency: 1 }),
			items: itemsOf(...Array.from({ length: 40 }, () => ({}))),
			settings: continuing,
		});

		expect(items.filter(({ json }) => json.video_id)).toHaveLength(3);
		expect(items.filter(({ json }) => json.error)).toHaveLength(37);
		expect(heygen().to('POST', '/v3/videos')).toHaveLength(4);
	});
});
