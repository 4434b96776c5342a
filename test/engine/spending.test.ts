import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { get as getAccount } from '../../nodes/HeyGen/resources/account/get';
import { group, look, LOOK_ID } from '../support/answers';
import { byId, errorOf, itemsOf, outputOf, runNode, type RunOptions } from '../support/engine';
import { itemWith, keepFilesIn, png } from '../support/files';
import { data, lost, refusal, useFakeHeyGen, type Reply } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
const time = useVirtualTime();

const avatarVideo = {
	resource: 'video',
	operation: 'create',
	avatarId: byId(LOOK_ID),
	script: 'Hello',
	wait: false,
	options: { engine: 'default' },
};
const photoAvatar = {
	resource: 'avatar',
	operation: 'create',
	name: 'Anna',
	photoSource: 'url',
	photoUrl: 'https://example.com/a.png',
	wait: false,
};
const started = data({ video_id: 'v', status: 'waiting' });
const created = data({ avatar_item: look(), avatar_group: group() });

function keys(): Array<string | undefined> {
	return heygen().sent.map(({ headers }) => headers['idempotency-key']);
}

async function keyOf(options: Partial<RunOptions> = {}): Promise<string | undefined> {
	heygen().sent.length = 0;
	heygen().on('POST', /^\/v3\/(videos|avatars)$/, ({ path }) => (path === '/v3/videos' ? started : created));
	await outputOf({ parameters: avatarVideo, ...options });
	return keys()[0];
}

describe('The derived idempotency key', () => {
	it('is the same when n8n runs the same item of the same execution again', async () => {
		expect(await keyOf()).toBe(await keyOf());
	});

	it.each<[string, Partial<RunOptions>]>([
		['execution', { executionId: 'execution-2' }],
		['workflow', { workflowId: 'workflow-2' }],
		['node', { settings: { id: 'node-2' } }],
		['round of a loop', { runsBefore: 1 }],
		['operation', { parameters: photoAvatar }],
	])('is another for another %s', async (_, other) => {
		expect(await keyOf(other)).not.toBe(await keyOf());
	});

	it('is another for each round of a loop', async () => {
		const rounds = [
			await keyOf({ runsBefore: 1 }),
			await keyOf({ runsBefore: 2 }),
			await keyOf({ runsBefore: 3 }),
		];

		expect(new Set(rounds).size).toBe(3);
	});

	it('is another for every item', async () => {
		heygen().always('POST', '/v3/videos', started);

		await outputOf({ parameters: avatarVideo, items: itemsOf({}, {}, {}) });

		expect(new Set(keys()).size).toBe(3);
	});

	it('is sent again, item by item, when Retry On Fail runs the node a second time', async () => {
		let refuse = true;
		heygen().always('POST', '/v3/videos', ({ json }) => {
			const { script } = json as { script: string };
			if (script === 'b' && refuse) {
				refuse = false;
				return refusal(400, 'voice_unavailable', 'Not now');
			}
			return started;
		});

		const { items, error } = await runNode({
			parameters: { ...avatarVideo, script: '={{ $json.script }}' },
			items: itemsOf({ script: 'a' }, { script: 'b' }),
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});

		expect([error, items.length]).toEqual([undefined, 2]);
		const byScript = (wanted: string) =>
			heygen()
				.sent.filter(({ json }) => (json as { script: string }).script === wanted)
				.map(({ headers }) => headers['idempotency-key']);
		expect(byScript('a')).toHaveLength(2);
		expect(byScript('b')).toHaveLength(2);
		expect(new Set(byScript('a')).size).toBe(1);
		expect(new Set(byScript('b')).size).toBe(1);
		expect(byScript('a')[0]).not.toBe(byScript('b')[0]);
	});

	it('belongs to what is created in place of what takes no key, too', async () => {
		heygen().on('POST', '/v2/photo_avatar/photo/generate', refusal(410, 'not_found', 'Gone'));
		heygen().on('POST', '/v3/avatars', created);
		const retired = { resource: 'photo', operation: 'generate', name: 'Anna', appearance: 'Short hair' };

		await outputOf({ parameters: { ...retired, ifRetired: 'promptAvatar', wait: false } });

		const parts = ['workflow-under-test', 'execution-1', 'node-under-test', 0, 0, 'photo.generate'];
		const key = `n8n-${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;
		expect(heygen().to('POST', '/v3/avatars')[0]?.headers['idempotency-key']).toBe(key);
	});

	it('is not sent with what HeyGen gives no key for', async () => {
		heygen().on(
			'GET',
			'/v3/users/me',
			data({ username: 'a', email: null, first_name: null, last_name: null }),
		);

		await outputOf({ parameters: { resource: 'account', operation: 'get' } });

		expect(keys()).toEqual([undefined]);
	});
});

describe('An own Idempotency Key', () => {
	it('is sent as it is', async () => {
		const parameters = { ...avatarVideo, options: { idempotencyKey: ' row_7-a:b.c ' } };

		expect(await keyOf({ parameters })).toBe('row_7-a:b.c');
		expect(await keyOf({ parameters, executionId: 'another' })).toBe('row_7-a:b.c');
	});

	it('may be a number, as row IDs are', async () => {
		expect(await keyOf({ parameters: { ...avatarVideo, options: { idempotencyKey: '={{ 42 }}' } } })).toBe(
			'42',
		);
	});

	it('that an expression leaves empty gives way to the derived one', async () => {
		const parameters = { ...avatarVideo, options: { idempotencyKey: '={{ $json.missing }}' } };

		expect(await keyOf({ parameters })).toBe(await keyOf());
	});

	it('holds for the request itself; files of the item are uploaded under keys made from it', async () => {
		await keepFilesIn('memory');
		const uploaded = data({
			asset_id: 'a',
			url: 'https://x.example/a',
			mime_type: 'image/png',
			size_bytes: 1,
		});
		heygen().always('POST', '/v3/assets', uploaded);
		heygen().always('POST', '/v3/avatars', created);
		const run = async (executionId: string) =>
			await outputOf({
				parameters: { ...photoAvatar, photoSource: 'binary', options: { idempotencyKey: 'row-7' } },
				items: [await itemWith(png())],
				executionId,
			});

		await run('one');
		await run('two');

		const [upload, create, uploadAgain, createAgain] = keys();
		expect([create, createAgain]).toEqual(['row-7', 'row-7']);
		expect(upload).toMatch(/^n8n-[0-9a-f]{64}$/);
		expect(uploadAgain).toBe(upload);
	});

	it('that two items share is refused for the second, which says so', async () => {
		heygen().on('POST', '/v3/videos', started);

		const { items } = await runNode({
			parameters: { ...avatarVideo, options: { idempotencyKey: 'row-7' } },
			items: itemsOf({}, {}),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items[0]?.json).toMatchObject({ video_id: 'v' });
		expect(items[1]?.json.error).toBe(
			'"Idempotency Key" is the same for items 0 and 1, so both would get the same result',
		);
	});
});

describe('A write under a key is sent again, with the same key and body', () => {
	it.each<[string, Reply]>([
		['after a lost connection', lost('ECONNRESET')],
		['after a time-out', lost('ETIMEDOUT')],
		['where HeyGen could not be reached', lost('ECONNREFUSED')],
		['after HTTP 500', refusal(500, 'internal_error', 'Oops')],
		['after HTTP 502 from a proxy', { status: 502, body: '<html>', unlikeHeyGen: true }],
		['after HTTP 504', refusal(504, 'gateway_timeout', 'Late')],
		['after an answer that is not JSON', { status: 200, body: 'ok', unlikeHeyGen: true }],
		['while HeyGen still works on the first', refusal(409, 'request_in_progress', 'Wait')],
		['after HTTP 429', refusal(429, 'rate_limit_exceeded', 'Slow down', { headers: { 'Retry-After': '2' } })],
	])('%s', async (_, reply) => {
		heygen().on('POST', '/v3/videos', reply, reply, started);

		expect(await outputOf({ parameters: avatarVideo })).toMatchObject([{ video_id: 'v' }]);

		const [first, ...others] = heygen().sent;
		expect(others).toHaveLength(2);
		for (const other of others) {
			expect(other.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
			expect(other.json).toEqual(first?.json);
		}
		expect(time().elapsed()).toBeGreaterThan(0);
	});

	it('five times in all, each time after a longer wait', async () => {
		heygen().on(
			'POST',
			'/v3/videos',
			...Array.from({ length: 5 }, () => refusal(500, 'internal_error', 'Oops')),
		);

		const { message, description } = await errorOf({ parameters: avatarVideo });

		expect(message).toBe('HeyGen could not carry out the request: Oops');
		expect(description).toContain('sent 5 times under one idempotency key');
		expect(new Set(keys()).size).toBe(1);
		const { sleeps } = time();
		expect(sleeps).toHaveLength(4);
		for (const [index, wait] of sleeps.entries()) {
			expect(wait).toBeGreaterThanOrEqual(750 * 2 ** index);
			expect(wait).toBeLessThanOrEqual(1250 * 2 ** index);
		}
	});
});

describe('A write is not sent again', () => {
	it.each<[string, Reply]>([
		['after a refusal', refusal(400, 'invalid_parameter', 'No')],
		['when the credit is used up', refusal(402, 'insufficient_credit', 'No')],
		['on another conflict', refusal(409, 'conflict', 'No')],
		['when the quota is used up', refusal(429, 'quota_exceeded', 'No')],
	])('%s', async (_, reply) => {
		heygen().on('POST', '/v3/videos', reply);

		await errorOf({ parameters: avatarVideo });

		expect(heygen().sent).toHaveLength(1);
		expect(time().elapsed()).toBe(0);
	});
});

describe('Several paid writes of one item, none of them under a key,', () => {
	it('are each made, and each once however often Retry On Fail runs the node', async () => {
		const paid = { name: 'thing', look: 'Look for it.' };
		const account = { email: 'anna@example.com', first_name: 'Anna', last_name: 'A', username: 'anna' };
		jest.spyOn(getAccount, 'run').mockImplementation(async (item) => {
			const first = await item.write('videoAgentCreate', { body: { prompt: 'Calm' }, paid });
			const then = await item.write('voiceSpeechCreate', { body: { text: 'Hi', voice_id: 'v' }, paid });
			return { json: { first, then, account: await item.client.data('userMeGet') } };
		});
		heygen().on('POST', '/v3/video-agents', data({ session_id: 's-1', status: 'thinking', created_at: 1 }));
		heygen().on(
			'POST',
			'/v3/voices/speech',
			data({ audio_url: 'https://files.heygen.example/a.mp3', duration: 1 }),
		);
		heygen().on('GET', '/v3/users/me', refusal(400, 'bad_request', 'No'), data(account));

		const [output] = await outputOf({
			parameters: { resource: 'account', operation: 'get' },
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});

		expect(output).toMatchObject({
			first: { session_id: 's-1' },
			then: { duration: 1 },
			account: { username: 'anna' },
		});
		expect(heygen().sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'POST /v3/video-agents',
			'POST /v3/voices/speech',
			'GET /v3/users/me',
			'GET /v3/users/me',
		]);
	});
});

describe('HTTP 429', () => {
	it.each<[string, string, number]>([
		['seconds', '7', 7_000],
		['an HTTP date', new Date(Date.UTC(2026, 10, 21, 12, 0, 30)).toUTCString(), 30_000],
	])('is waited out as long as Retry-After says in %s', async (_, retryAfter, wait) => {
		heygen().on(
			'POST',
			'/v3/videos',
			refusal(429, 'rate_limit_exceeded', 'Slow down', { headers: { 'Retry-After': retryAfter } }),
			started,
		);

		await outputOf({ parameters: avatarVideo });

		expect(time().elapsed()).toBe(wait);
	});

	it('is waited out for reads too', async () => {
		heygen().on(
			'GET',
			'/v3/users/me',
			refusal(429, 'rate_limit_exceeded', 'Slow down', { headers: { 'Retry-After': '3' } }),
			data({ username: 'a', email: null, first_name: null, last_name: null }),
		);

		await outputOf({ parameters: { resource: 'account', operation: 'get' } });

		expect(time().elapsed()).toBe(3_000);
	});

	it('pauses the writes of all items, not of one', async () => {
		const times: number[] = [];
		heygen().always('POST', '/v3/videos', () => {
			times.push(time().elapsed());
			return times.length === 1
				? refusal(429, 'rate_limit_exceeded', 'Slow down', { headers: { 'Retry-After': '20' } })
				: started;
		});

		const output = await outputOf({
			parameters: { ...avatarVideo, options: { concurrency: 1 } },
			items: itemsOf({}, {}, {}),
		});

		expect(output).toHaveLength(3);
		expect(times).toEqual([0, 20_000, 20_000, 20_000]);
	});

	it('of a write without a key is waited out too, because nothing was created', async () => {
		heygen().on(
			'POST',
			'/v2/photo_avatar/photo/generate',
			refusal(429, 'rate_limit_exceeded', 'Slow down', { headers: { 'Retry-After': '2' } }),
			data({ generation_id: 'g' }),
		);

		await outputOf({
			parameters: { resource: 'photo', operation: 'generate', name: 'A', appearance: 'B', wait: false },
		});

		expect(time().elapsed()).toBe(2_000);
	});

	it('that never ends is given up after half an hour, and says that nothing was created', async () => {
		heygen().always(
			'POST',
			'/v3/videos',
			refusal(429, 'rate_limit_exceeded', 'Slow down', { headers: { 'Retry-After': '60' } }),
		);

		const { description } = await errorOf({ parameters: avatarVideo });

		expect(time().elapsed()).toBe(30 * 60_000);
		expect(description).toContain('Nothing was created by this request');
	});
});

describe('409 request_in_progress', () => {
	it('is asked about for five minutes, then told', async () => {
		heygen().always(
			'POST',
			'/v3/videos',
			refusal(409, 'request_in_progress', 'In progress', { headers: { 'Retry-After': '30' } }),
		);

		const { description } = await errorOf({ parameters: avatarVideo });

		expect(time().elapsed()).toBe(5 * 60_000);
		expect(description).toContain('HeyGen is still working on the first request with this idempotency key');
		expect(new Set(keys()).size).toBe(1);
	});
});

describe('A read', () => {
	const account: IDataObject = { resource: 'account', operation: 'get' };

	it('is sent again after a server error and a lost connection', async () => {
		heygen().on(
			'GET',
			'/v3/users/me',
			refusal(503, 'internal_error', 'Later'),
			lost(),
			data({ username: 'a', email: null, first_name: null, last_name: null }),
		);

		expect(await outputOf({ parameters: account })).toMatchObject([{ username: 'a' }]);
	});
});

describe('A delete that Retry On Fail runs again', () => {
	const retrying = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
	const remove = { resource: 'video', operation: 'delete', videoId: byId('={{ $json.id }}') };
	const gone = refusal(404, 'video_not_found', 'Video not found');
	const down = refusal(503, 'internal_error', 'down');

	it('does not fail over what its first try deleted', async () => {
		heygen().on('DELETE', '/v3/videos/a', data({ id: 'a', deleted: true }));
		heygen().on('DELETE', '/v3/videos/b', ...Array.from({ length: 5 }, () => down), data({ id: 'b' }));

		const { items, error } = await runNode({
			parameters: remove,
			items: itemsOf({ id: 'a' }, { id: 'b' }),
			settings: retrying,
		});

		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([{ deleted: true }, { deleted: true }]);
	});

	it('takes for deleted what is gone after a try that got no proper answer', async () => {
		heygen().on('DELETE', '/v3/videos/a', ...Array.from({ length: 5 }, () => down), gone);

		const { items, error } = await runNode({
			parameters: remove,
			items: itemsOf({ id: 'a' }),
			settings: retrying,
		});

		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([{ deleted: true }]);
	});

	it('says again of an ID that never was that it is to be checked', async () => {
		heygen().on('DELETE', '/v3/videos/a', gone, gone);

		const { error } = await runNode({ parameters: remove, items: itemsOf({ id: 'a' }), settings: retrying });

		expect(error?.description).toContain('Check the ID');
	});
});

describe('A delete', () => {
	const remove = { resource: 'video', operation: 'delete', videoId: byId('v') };

	it('whose answer was lost counts as done when the video is then gone', async () => {
		heygen().on('DELETE', '/v3/videos/v', lost(), refusal(404, 'video_not_found', 'No such video'));

		expect(await outputOf({ parameters: remove })).toEqual([{ deleted: true }]);
	});

	it('of a video that never was is an error', async () => {
		heygen().on('DELETE', '/v3/videos/v', refusal(404, 'video_not_found', 'No such video'));

		expect((await errorOf({ parameters: remove })).httpCode).toBe('404');
	});
});
