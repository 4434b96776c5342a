import { Readable } from 'node:stream';

import nock from 'nock';
import { NodeApiError, NodeOperationError, type IHttpRequestOptions, type JsonObject } from 'n8n-workflow';

import { HeyGenClient, type ClientOptions, type RawBody } from '../../../nodes/HeyGen/api/client';
import { FakeClock, settled } from '../../support/clock';
import { networkClient, stubClient, type StubAnswer } from '../../support/client';
import { nockIsTheNetwork } from '../../support/network';
import { API_KEY, BASE_URL, type TriggerOptions } from '../../support/trigger';
import { NODE } from '../../support/node';

const VIDEO = { type: 'avatar', avatar_id: 'look_1', script: 'Hello', voice_id: 'voice_1' } as const;

let clock: FakeClock;

beforeEach(() => {
	clock = new FakeClock();
});

nockIsTheNetwork();

async function online(options: ClientOptions = {}, trigger: TriggerOptions = {}): Promise<HeyGenClient> {
	return await networkClient({ clock, ...options }, trigger);
}

async function failureOf(work: Promise<unknown>): Promise<NodeApiError> {
	const error: unknown = await clock.until(work.catch((reason: unknown) => reason));
	if (!(error instanceof NodeApiError)) throw new Error(`expected a NodeApiError, got ${String(error)}`);
	return error;
}

/** Answers in turn, the last one for ever; keeps the requests. */
async function scripted(answers: Array<StubAnswer | Error>, options: ClientOptions = {}) {
	const requests: IHttpRequestOptions[] = [];
	const client = await stubClient(
		(request) => {
			const answer = answers[Math.min(requests.length, answers.length - 1)] ?? {};
			requests.push(request);
			if (answer instanceof Error) throw answer;
			return answer;
		},
		{ clock, ...options },
	);
	return { client, requests };
}

const lost = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
const unmade = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const errorBody = (code: string, message = 'no') => ({ error: { code, message } });

function keyIn(headers: IHttpRequestOptions['headers']): string {
	const key: unknown = headers?.['Idempotency-Key'];
	if (typeof key !== 'string') throw new Error('the request has no key');
	return key;
}

describe('a request on the wire', () => {
	test('of a read has the credential, the query without what is not set, and no body', async () => {
		nock(BASE_URL, { badheaders: ['content-type', 'idempotency-key'] })
			.get('/v3/videos')
			.query({ limit: '5' })
			.matchHeader('x-api-key', API_KEY)
			.matchHeader('accept', 'application/json')
			.reply(200, (_uri, body) => ({ data: [{ id: `body:${JSON.stringify(body)}` }] }));
		const client = await online();
		const page = await client.page('videoList', { query: { limit: 5, token: undefined } });
		expect(page.data).toEqual([{ id: 'body:""' }]);
	});

	test('brings the credential, so that n8n does not read and decrypt it for each', async () => {
		nock(BASE_URL).get('/v3/users/me').matchHeader('x-api-key', API_KEY).times(3).reply(200, { data: {} });
		const client = await online();
		const read = jest.spyOn(client.connection.context, 'getCredentials');
		for (let requests = 0; requests < 3; requests++) await client.data('userMeGet');
		expect(read).not.toHaveBeenCalled();
	});

	test('of a write has exactly the JSON it was given, and the key', async () => {
		let body = '';
		nock(BASE_URL)
			.post('/v3/videos', (sent: unknown) => {
				body = JSON.stringify(sent);
				return true;
			})
			.matchHeader('content-type', /^application\/json/)
			.matchHeader('idempotency-key', 'key-1')
			.reply(200, { data: { video_id: 'v1' } });
		const client = await online();
		await expect(client.data('videoCreate', { body: VIDEO, key: 'key-1' })).resolves.toEqual({
			video_id: 'v1',
		});
		expect(body).toBe(JSON.stringify(VIDEO));
	});

	test('of an empty JSON body is "{}", not nothing', async () => {
		const { client, requests } = await scripted([{ body: { data: { asset_id: 'a' } } }]);
		await client.data('assetCompleteCreate', { path: { asset_id: 'a' }, body: {} });
		expect(requests[0]?.body).toEqual(Buffer.from('{}'));
		nock(BASE_URL)
			.post('/v3/assets/a/complete', '{}')
			.reply(200, { data: { asset_id: 'a' } });
		const real = await online();
		await real.data('assetCompleteCreate', { path: { asset_id: 'a' }, body: {} });
	});

	test('of a DELETE has no body', async () => {
		nock(BASE_URL, { badheaders: ['content-type'] })
			.delete('/v3/videos/v1', '')
			.reply(200, { data: { id: 'v1', deleted: true } });
		const client = await online();
		await expect(client.data('videoDelete', { path: { video_id: 'v1' } })).resolves.toEqual({
			id: 'v1',
			deleted: true,
		});
	});

	test('escapes what stands in its path', async () => {
		const { client, requests } = await scripted([{}]);
		await client.data('videoGet', { path: { video_id: '../users/me?x=1#y' } });
		expect(requests[0]?.url).toBe('/v3/videos/..%2Fusers%2Fme%3Fx%3D1%23y');
	});

	test('sends no key where HeyGen knows none', async () => {
		const { client, requests } = await scripted([{}]);
		await client.data('photoGenerate', { key: 'key-1' });
		await client.data('videoCreate', { body: VIDEO });
		for (const { headers } of requests) expect(headers).not.toHaveProperty('Idempotency-Key');
	});

	test.each<[string, string, number, (client: HeyGenClient) => Promise<unknown>]>([
		['read', 'GET', 30_000, async (client) => await client.data('videoGet', { path: { video_id: 'v' } })],
		['write', 'POST', 120_000, async (client) => await client.data('videoCreate', { body: VIDEO, key: 'k' })],
		[
			'delete',
			'DELETE',
			120_000,
			async (client) => await client.data('videoDelete', { path: { video_id: 'v' } }),
		],
		[
			'upload',
			'POST',
			600_000,
			async (client) => await client.data('assetCreate', { raw: rawBody('x'), key: 'k' }),
		],
	])('of a %s (%s) may take %i ms', async (_name, method, timeout, send) => {
		const { client, requests } = await scripted([{}]);
		await send(client);
		expect(requests[0]).toMatchObject({
			method,
			timeout,
			baseURL: BASE_URL,
			disableFollowRedirect: true,
			encoding: 'stream',
			returnFullResponse: true,
		});
	});

	test('does not follow a redirect: the credential stays here', async () => {
		nock(BASE_URL).get('/v3/users/me').reply(302, '', { Location: 'https://evil.example.com/v3/users/me' });
		const client = await online();
		const error = await failureOf(client.data('userMeGet'));
		expect(error.message).toBe('HeyGen refused the request: HTTP status 302');
		expect(error.description).toContain('Check the Base URL in the credential of this node');
	});

	test.each(['http://api.heygen.com', 'http://192.168.0.1:3000'])(
		'never leaves where the Base URL is %s',
		async (baseUrl) => {
			const sent = jest.fn();
			nock.emitter.on('no match', sent);
			await expect(online({}, { baseUrl })).rejects.toThrow('Base URL must be an https address');
			nock.emitter.off('no match', sent);
			expect(sent).not.toHaveBeenCalled();
		},
	);

	test('goes to the Base URL of the credential, a path of its own included', async () => {
		nock('http://localhost:3999')
			.get('/heygen/v3/users/me')
			.reply(200, { data: { username: 'anna' } });
		const client = await online({}, { baseUrl: 'http://localhost:3999/heygen/' });
		await expect(client.data('userMeGet')).resolves.toMatchObject({ username: 'anna' });
	});
});

describe('what is sent again', () => {
	test.each<[string, StubAnswer | Error, boolean]>([
		['a server error', { statusCode: 502, body: '<html>' }, true],
		['a lost answer', lost(), true],
		['an answer that is not JSON', { body: '<html>' }, true],
		['an unmade connection', unmade(), true],
		[
			'429',
			{ statusCode: 429, headers: { 'retry-after': '1' }, body: errorBody('rate_limit_exceeded') },
			true,
		],
		['a request in progress', { statusCode: 409, body: errorBody('request_in_progress') }, true],
		['a conflict', { statusCode: 409, body: errorBody('conflict') }, false],
		['a refusal', { statusCode: 400, body: errorBody('invalid_parameter') }, false],
	])('after %s, a create under a key: %p', async (_name, failure, again) => {
		const { client, requests } = await scripted([failure, { body: { data: { video_id: 'v1' } } }]);
		const created = client.data('videoCreate', { body: VIDEO, key: 'key-1' });
		if (again) await expect(clock.until(created)).resolves.toEqual({ video_id: 'v1' });
		else await failureOf(created);
		expect(requests).toHaveLength(again ? 2 : 1);
		expect(new Set(requests.map(({ headers }) => headers?.['Idempotency-Key']))).toEqual(new Set(['key-1']));
	});

	test.each<[string, StubAnswer | Error, boolean]>([
		['a server error', { statusCode: 502, body: '' }, false],
		['a lost answer', lost(), false],
		['an answer that is not JSON', { body: '<html>' }, false],
		['an unmade connection', unmade(), true],
		[
			'429',
			{ statusCode: 429, headers: { 'retry-after': '1' }, body: errorBody('rate_limit_exceeded') },
			true,
		],
	])('after %s, a create that HeyGen knows no key of: %p', async (_name, failure, again) => {
		const { client, requests } = await scripted([failure, { body: { data: { generation_id: 'g1' } } }]);
		const created = client.data('photoGenerate', {});
		if (again) await expect(clock.until(created)).resolves.toEqual({ generation_id: 'g1' });
		else expect((await failureOf(created)).description).toContain('was not sent again');
		expect(requests).toHaveLength(again ? 2 : 1);
	});

	test('a create whose key was left out counts as one without', async () => {
		const { client, requests } = await scripted([lost(), {}]);
		expect((await failureOf(client.data('videoCreate', { body: VIDEO }))).description).toContain(
			'was not sent again',
		);
		expect(requests).toHaveLength(1);
	});

	test('the reservation of a place for an upload is, because it costs nothing', async () => {
		const body = { filename: 'a.mp4', content_type: 'video/mp4', size_bytes: 1 };
		const { client, requests } = await scripted([
			{ statusCode: 502, body: '' },
			lost(),
			{ body: { data: { asset_id: 'a' } } },
		]);
		await clock.until(client.data('assetDirectUploadsCreate', { body }));
		expect(requests).toHaveLength(3);
	});

	test('the end of an upload is, because HeyGen calls it idempotent', async () => {
		const { client, requests } = await scripted([lost(), { body: { data: { asset_id: 'a' } } }]);
		await clock.until(client.data('assetCompleteCreate', { path: { asset_id: 'a' }, body: {} }));
		expect(requests).toHaveLength(2);
	});

	test('a change is', async () => {
		const { client, requests } = await scripted([lost(), { body: { data: { endpoint_id: 'e' } } }]);
		await clock.until(
			client.data('webhookEndpointsUpdate', { path: { endpoint_id: 'e' }, body: { events: null } }),
		);
		expect(requests).toHaveLength(2);
	});

	test('not at all where nobody may: the error then counts in words', async () => {
		const { client } = await scripted([
			{ statusCode: 500, body: errorBody('internal_error'), headers: { 'retry-after': '3600' } },
		]);
		const error = await failureOf(client.data('videoCreate', { body: VIDEO, key: 'key-1' }));
		expect(error.description).toContain('was sent once under one idempotency key');
	});

	test('five times at most, with growing pauses; then the error says how often and under which protection', async () => {
		const { client, requests } = await scripted([
			{ statusCode: 500, body: errorBody('internal_error', 'oops') },
		]);
		const error = await failureOf(client.data('videoCreate', { body: VIDEO, key: 'key-1' }));
		expect(requests).toHaveLength(5);
		expect(clock.sleeps).toHaveLength(4);
		for (const [index, sleep] of clock.sleeps.entries()) {
			expect(sleep).toBeGreaterThanOrEqual(750 * 2 ** index);
			expect(sleep).toBeLessThanOrEqual(1250 * 2 ** index);
		}
		expect(error.message).toBe('HeyGen could not carry out the request: oops');
		expect(error.description).toContain('sent 5 times under one idempotency key');
	});

	test('a request in progress is asked about under the same key until its job is there', async () => {
		const { client, requests } = await scripted([
			lost(),
			{ statusCode: 409, headers: { 'retry-after': '2' }, body: errorBody('request_in_progress') },
			{ statusCode: 409, headers: { 'retry-after': '3' }, body: errorBody('request_in_progress') },
			{ body: { data: { video_id: 'v1' } } },
		]);
		await clock.until(client.data('videoCreate', { body: VIDEO, key: 'key-1' }));
		expect(requests).toHaveLength(4);
		expect(clock.sleeps.slice(1)).toEqual([2_000, 3_000]);
	});
});

describe('the witness of a paid write', () => {
	const witnessed = () => {
		const heard: string[] = [];
		return { heard, witness: { sent: () => heard.push('sent'), withdrawn: () => heard.push('withdrawn') } };
	};
	const unreadable = async () => await Promise.reject(new Error('The credential could not be decrypted'));

	test('hears of a request once it leaves, and of nothing more when an answer comes', async () => {
		const { heard, witness } = witnessed();
		const client = await stubClient(() => ({ body: { data: { generation_id: heard.join() } } }), { clock });
		await expect(client.data('photoGenerate', { witness })).resolves.toEqual({ generation_id: 'sent' });
		expect(heard).toEqual(['sent']);
	});

	test('does not hear of one whose credential cannot be read: the error says that nothing was sent', async () => {
		const { heard, witness } = witnessed();
		const { client, requests } = await scripted([{}]);
		const broken = new HeyGenClient({ ...client.connection, credential: unreadable }, { clock });
		const error = await failureOf(broken.data('photoGenerate', { witness }));
		expect(error.message).toBe('The request could not be sent: The credential could not be decrypted');
		expect(error.description).toContain('Nothing was sent.');
		expect(heard).not.toContain('sent');
		expect(requests).toEqual([]);
	});

	test('is told to take it back where n8n itself refused to send it', async () => {
		const { heard, witness } = witnessed();
		const refusal = new NodeOperationError(NODE, 'The credential needs to be reconnected.');
		const { client, requests } = await scripted([new NodeApiError(NODE, refusal as unknown as JsonObject)]);
		const error = await failureOf(client.data('photoGenerate', { witness }));
		expect(error.message).toBe('The request could not be sent: The credential needs to be reconnected.');
		expect(heard).toEqual(['sent', 'withdrawn']);
		expect(requests).toHaveLength(1);
	});
});

describe('a DELETE', () => {
	const remove = async (client: HeyGenClient) =>
		await client.data('videoDelete', { path: { video_id: 'v1' } });
	const gone: StubAnswer = { statusCode: 404, body: errorBody('video_not_found', 'no such video') };

	test.each<[string, StubAnswer | Error]>([
		['a lost answer', lost()],
		['a server error', { statusCode: 502, body: '' }],
		['an answer that is not JSON', { body: '' }],
	])('that finds nothing after %s has done its work the first time', async (_name, first) => {
		const { client, requests } = await scripted([first, gone]);
		await expect(clock.until(remove(client))).resolves.toEqual({});
		expect(requests).toHaveLength(2);
	});

	test('that finds nothing at once is an error', async () => {
		const { client } = await scripted([gone]);
		expect((await failureOf(remove(client))).message).toContain('no such video');
	});

	test.each<[string, StubAnswer | Error]>([
		[
			'it was told to wait',
			{ statusCode: 429, headers: { 'retry-after': '1' }, body: errorBody('rate_limit_exceeded') },
		],
		['it could not be sent', unmade()],
	])('that finds nothing after %s is an error too: nothing had been deleted', async (_name, first) => {
		const { client } = await scripted([first, gone]);
		expect((await failureOf(remove(client))).message).toContain('no such video');
	});

	test('that gets no proper answer at all says that it does no harm to repeat it', async () => {
		const { client } = await scripted([lost()]);
		expect((await failureOf(remove(client))).description).toContain('no harm to run the item again');
	});
});

function rawBody(content: string): RawBody & { opened: number } {
	const body = {
		opened: 0,
		contentType: 'multipart/form-data; boundary=b',
		contentLength: content.length,
		async open() {
			body.opened++;
			return await Promise.resolve(Readable.from([Buffer.from(content)]));
		},
	};
	return body;
}

describe('a stream', () => {
	const bytes = 'the bytes of the file';

	test('arrives byte for byte, with its length', async () => {
		nock(BASE_URL)
			.post('/v3/assets', bytes)
			.matchHeader('content-length', String(bytes.length))
			.matchHeader('content-type', 'multipart/form-data; boundary=b')
			.reply(200, { data: { asset_id: 'a' } });
		const client = await online();
		const raw = rawBody(bytes);
		await expect(client.data('assetCreate', { raw, key: 'k' })).resolves.toEqual({ asset_id: 'a' });
		expect(raw.opened).toBe(1);
	});

	test('is opened anew for every attempt', async () => {
		nock(BASE_URL).post('/v3/assets', bytes).reply(502, '');
		nock(BASE_URL)
			.post('/v3/assets', bytes)
			.reply(200, { data: { asset_id: 'a' } });
		const client = await online();
		const raw = rawBody(bytes);
		await clock.until(client.data('assetCreate', { raw, key: 'k' }));
		expect(raw.opened).toBe(2);
	});

	describe('with a sign-in', () => {
		const signedIn: TriggerOptions = {
			authentication: 'oAuth2',
			credentials: {
				heyGenStudioOAuth2Api: {
					baseUrl: BASE_URL,
					grantType: 'pkce',
					clientId: 'client-1',
					accessTokenUrl: 'https://api2.heygen.com/v1/oauth/token',
					oauthTokenData: { access_token: 'old', refresh_token: 'refresh', token_type: 'bearer' },
				},
			},
		};
		const renewals = (times: number) =>
			nock('https://api2.heygen.com')
				.post('/v1/oauth/token')
				.times(times)
				.reply(200, { access_token: 'new', token_type: 'bearer' });

		test('that met 401 is sent once more, for n8n has renewed the token', async () => {
			renewals(1);
			nock(BASE_URL).post('/v3/assets', bytes).reply(401, errorBody('unauthorized'));
			nock(BASE_URL)
				.post('/v3/assets', bytes)
				.reply(200, { data: { asset_id: 'a' } });
			const client = await online({}, signedIn);
			const raw = rawBody(bytes);
			await clock.until(client.data('assetCreate', { raw, key: 'k' }));
			expect(raw.opened).toBe(2);
		});

		test('that meets 401 again is an error that points to the credential', async () => {
			renewals(2);
			nock(BASE_URL).post('/v3/assets', bytes).times(2).reply(401, errorBody('unauthorized', 'No'));
			const client = await online({}, signedIn);
			const raw = rawBody(bytes);
			const error = await failureOf(client.data('assetCreate', { raw, key: 'k' }));
			expect(error.message).toBe('HeyGen refused the request: No');
			expect(error.description).toContain('HeyGen does not accept this OAuth2 sign-in.');
			expect(raw.opened).toBe(2);
		});

		test('that is refused otherwise is not sent again', async () => {
			nock(BASE_URL).post('/v3/assets', bytes).reply(403, errorBody('forbidden', 'No'));
			const client = await online({}, signedIn);
			const raw = rawBody(bytes);
			await failureOf(client.data('assetCreate', { raw, key: 'k' }));
			expect(raw.opened).toBe(1);
		});

		test('is sent once more alone: what n8n sends again by itself is not', async () => {
			renewals(1);
			nock(BASE_URL).get('/v3/users/me').times(2).reply(401, errorBody('unauthorized', 'No'));
			await failureOf((await online({}, signedIn)).data('userMeGet'));
		});
	});

	test('that meets 401 with a key is not sent again', async () => {
		nock(BASE_URL).post('/v3/assets', bytes).reply(401, errorBody('unauthorized'));
		const client = await online();
		const raw = rawBody(bytes);
		const error = await failureOf(client.data('assetCreate', { raw, key: 'k' }));
		expect(error.description).toContain('HeyGen does not accept this API key.');
		expect(raw.opened).toBe(1);
	});

	test('that cannot be opened was never sent, and the error says so', async () => {
		const { client, requests } = await scripted([{}]);
		const raw = {
			...rawBody(bytes),
			open: async () =>
				await Promise.reject(Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT' })),
		};
		const error = await failureOf(client.data('assetCreate', { raw, key: 'k' }));
		expect(error.message).toBe('The request could not be sent: ENOENT: no such file');
		expect(error.description).toContain('Nothing was sent.');
		expect(requests).toEqual([]);
		expect(clock.sleeps).toEqual([]);
	});
});

describe('a refusal', () => {
	test('of 401 is read in full', async () => {
		nock(BASE_URL)
			.get('/v3/users/me')
			.reply(401, errorBody('unauthorized', `Invalid key ${API_KEY}`), { 'X-Request-Id': 'req_7' });
		const client = await online();
		const error = await failureOf(client.data('userMeGet'));
		expect(error.message).toBe('HeyGen refused the request: Invalid key ***');
		expect(error.context.heygen).toEqual({ http_status: 401, code: 'unauthorized', request_id: 'req_7' });
		expect(JSON.stringify([error, error.messages, error.cause ?? null])).not.toContain(API_KEY);
	});

	test('of a network that could not be reached says so', async () => {
		nock(BASE_URL).get('/v3/users/me').times(5).replyWithError(unmade());
		const client = await online();
		const error = await failureOf(client.data('userMeGet'));
		expect(error.message).toMatch(/^HeyGen could not be reached: /);
		expect(error.description).toContain('Nothing was sent.');
		expect(error.context.heygen).toEqual({ code: 'ECONNREFUSED' });
	});

	test('of a lost answer says so, through the wrapping of n8n', async () => {
		nock(BASE_URL).post('/v2/photo_avatar/photo/generate').replyWithError(lost());
		const client = await online();
		const error = await failureOf(client.data('photoGenerate', {}));
		expect(error.message).toMatch(/^No answer came from HeyGen: /);
		expect(error.context.heygen).toEqual({ code: 'ECONNRESET' });
	});

	test('names the parameter as the user sees it', async () => {
		nock(BASE_URL)
			.post('/v3/videos')
			.reply(400, {
				error: { code: 'invalid_parameter', message: 'too fast', param: 'voice_settings.speed' },
			});
		const client = await online({ labelOf: (param) => (param.endsWith('speed') ? 'Speed' : undefined) });
		const error = await failureOf(client.data('videoCreate', { body: VIDEO, key: 'k' }));
		expect(error.message).toBe('HeyGen does not accept "Speed": too fast');
	});

	test('names what a part belongs to, however deep in a list it stands', async () => {
		const labels = { 'scenes.voice': 'Voice' };
		for (const param of ['scenes[12].voice', 'scenes.3.voice.speed', 'scenes[0].voice[1]']) {
			const { client } = await scripted([{ statusCode: 400, body: { error: { message: 'no', param } } }]);
			const error = await failureOf(client.data('videoCreate', { body: VIDEO, key: 'k', labels }));
			expect(error.message).toBe('HeyGen does not accept "Voice": no');
		}
	});

	test('for a key that is limited names the operation', async () => {
		const { client } = await scripted([
			{ statusCode: 403, body: errorBody('insufficient_api_key_scope', 'no') },
		]);
		const error = await failureOf(client.data('videoCreate', { body: VIDEO, key: 'k' }));
		expect(error.description).toContain('and POST /v3/videos needs videos:write.');
	});

	test('of a read says that nothing was changed', async () => {
		const { client } = await scripted([{ statusCode: 500, body: '' }]);
		const error = await failureOf(client.data('userMeGet'));
		expect(error.description).toBe('Nothing was changed. Run the item again.');
	});

	test('of a write whose answer holds nothing tells of its key', async () => {
		const { client } = await scripted([{ body: { data: null } }]);
		const error = await failureOf(client.data('videoCreate', { body: VIDEO, key: 'k' }));
		expect(error.description).toContain('The request was sent once under one idempotency key');
	});

	test('an answer without a list where one belongs cannot be read', async () => {
		const { client } = await scripted([{ body: { data: {} } }]);
		const error = await failureOf(client.page('videoList', {}));
		expect(error.message).toBe("HeyGen's answer could not be read: the answer holds no list");
	});

	test('an answer without its status cannot be read', async () => {
		const { client } = await scripted([]);
		client.connection.context.helpers.httpRequestWithAuthentication = async () =>
			await Promise.resolve({ data: {} });
		const error = await failureOf(client.data('userMeGet'));
		expect(error.message).toBe("HeyGen's answer could not be read: it is incomplete");
	});

	test.each<[string, unknown]>([
		['no data', {}],
		['null', { data: null }],
		['a text', { data: 'ok' }],
	])('an answer with %s where data belongs cannot be read', async (_name, body) => {
		const { client } = await scripted([{ body }]);
		const error = await failureOf(client.data('userMeGet'));
		expect(error.message).toBe("HeyGen's answer could not be read: the answer holds no data");
	});
});

describe('many requests', () => {
	test('run as many at a time as the concurrency says, reads and writes apart', async () => {
		const running = { GET: 0, POST: 0 };
		const most = { GET: 0, POST: 0 };
		const client = await stubClient(
			async ({ method }) => {
				const kind = method === 'GET' ? 'GET' : 'POST';
				most[kind] = Math.max(most[kind], ++running[kind]);
				await clock.sleep(100);
				running[kind]--;
				return { body: { data: { video_id: 'v' } } };
			},
			{ clock, concurrency: 4 },
		);
		const all = Array.from({ length: 40 }, async (_, index) =>
			index % 2 === 0
				? await client.data('videoGet', { path: { video_id: 'v' } })
				: await client.data('videoCreate', { body: VIDEO, key: String(index) }),
		);
		await clock.until(Promise.all(all));
		expect(most).toEqual({ GET: 4, POST: 4 });
	});

	test('all stop writing for as long as one of them was told to wait, while reads go on', async () => {
		const sentAt: number[] = [];
		const start = clock.now();
		let refused = false;
		const client = await stubClient(
			async ({ method }) => {
				if (method === 'GET') return { body: { data: { id: 'v' } } };
				sentAt.push(clock.now() - start);
				await clock.sleep(sentAt.length * 10);
				if (!refused) {
					refused = true;
					return {
						statusCode: 429,
						headers: { 'retry-after': '20' },
						body: errorBody('rate_limit_exceeded'),
					};
				}
				return { body: { data: { video_id: 'v' } } };
			},
			{ clock, concurrency: 3 },
		);
		const all = Array.from(
			{ length: 9 },
			async (_, index) => await client.data('videoCreate', { body: VIDEO, key: String(index) }),
		);
		const created = Promise.all(all);
		await clock.advance(5_000);
		await expect(client.data('videoGet', { path: { video_id: 'v' } })).resolves.toEqual({ id: 'v' });
		await clock.until(created);
		const refusedAt = 10;
		expect(sentAt.filter((at) => at > 0 && at < refusedAt + 20_000)).toEqual([]);
		expect(sentAt).toHaveLength(10);
	});

	test('do not wait for one that meets an error of the server', async () => {
		const { client, requests } = await scripted([{ statusCode: 500, body: '' }, {}]);
		const first = client.data('videoCreate', { body: VIDEO, key: '1' });
		await settled();
		const second = client.data('videoCreate', { body: VIDEO, key: '2' });
		await settled();
		expect(requests.map(({ headers }) => keyIn(headers))).toEqual(['1', '2']);
		await clock.until(Promise.all([first, second]));
	});

	test('wait as they are told, also after one that was given up at once', async () => {
		const { client } = await scripted([
			{ statusCode: 429, body: errorBody('quota_exceeded') },
			{ statusCode: 429, headers: { 'retry-after': '20' }, body: errorBody('rate_limit_exceeded') },
			{},
		]);
		await failureOf(client.data('videoCreate', { body: VIDEO, key: '1' }));
		const before = clock.now();
		await clock.until(client.data('videoCreate', { body: VIDEO, key: '2' }));
		expect(clock.now() - before).toBe(20_000);
	});

	test('are all served under an account limit, none twice, without asking again and again', async () => {
		const LIMIT = 10;
		const RENDER = 30_000;
		const jobs = new Map<string, number>();
		let requests = 0;
		const client = await stubClient(
			async ({ headers }) => {
				requests++;
				await clock.sleep(50);
				const active = [...jobs.values()].filter((until) => until > clock.now()).length;
				if (active >= LIMIT) {
					return { statusCode: 429, headers: { 'retry-after': '5' }, body: errorBody('rate_limit_exceeded') };
				}
				const key = keyIn(headers);
				expect(jobs.has(key)).toBe(false);
				jobs.set(key, clock.now() + RENDER);
				return { body: { data: { video_id: key } } };
			},
			{ clock, concurrency: 10 },
		);
		const start = clock.now();
		const all = Array.from(
			{ length: 100 },
			async (_, index) => await client.data('videoCreate', { body: VIDEO, key: String(index) }),
		);
		const created = await clock.until(Promise.all(all));
		expect(created.map(({ video_id: id }) => id)).toEqual(all.map((_, index) => String(index)));
		expect(jobs.size).toBe(100);
		// Nine rounds have to end before the last job is taken.
		expect(clock.now() - start).toBeLessThan(9 * RENDER * 1.25);
		expect(requests).toBeLessThan(300);
	});

	test('are given up once nothing has moved for half an hour, and are not while something does', async () => {
		const full: StubAnswer = {
			statusCode: 429,
			headers: { 'retry-after': '60' },
			body: errorBody('rate_limit_exceeded'),
		};
		const { client, requests } = await scripted([full]);
		const created = client.data('videoCreate', { body: VIDEO, key: 'k' });
		const outcome = created.catch((reason: unknown) => reason);
		await clock.advance(20 * 60_000);
		client.jobEnded();
		await clock.advance(20 * 60_000);
		const asked = requests.length;
		expect(asked).toBeGreaterThan(35);
		const error = await clock.until(outcome);
		expect(error).toMatchObject({
			httpCode: '429',
			description: expect.stringContaining('Nothing was created') as string,
		});
		expect(requests.length - asked).toBeLessThanOrEqual(11);
	});
});

describe('an abort', () => {
	test('ends a pause for a repeat at once, with its reason', async () => {
		const abort = new AbortController();
		const { client, requests } = await scripted([{ statusCode: 500, body: '' }], { signal: abort.signal });
		const outcome = client.data('userMeGet').catch((reason: unknown) => reason);
		await settled();
		expect(clock.sleeps).toHaveLength(1);
		abort.abort(new Error('cancelled'));
		expect(await outcome).toMatchObject({ message: 'cancelled' });
		expect(requests).toHaveLength(1);
	});

	test('before a request lets it not be sent', async () => {
		const { client, requests } = await scripted([{}], { signal: AbortSignal.abort(new Error('cancelled')) });
		await expect(client.data('userMeGet')).rejects.toThrow('cancelled');
		expect(requests).toEqual([]);
	});

	test('during a request lets its answer through: what was paid is not thrown away', async () => {
		const abort = new AbortController();
		const client = await stubClient(
			async () => {
				await clock.sleep(1000);
				return { body: { data: { video_id: 'v1' } } };
			},
			{ clock, signal: abort.signal },
		);
		const created = client.data('videoCreate', { body: VIDEO, key: 'k' });
		await clock.advance(500);
		abort.abort(new Error('cancelled'));
		await expect(clock.until(created)).resolves.toEqual({ video_id: 'v1' });
	});

	test('during a request that fails is what is said, and nothing is repeated', async () => {
		const abort = new AbortController();
		let requests = 0;
		const client = await stubClient(
			async () => {
				requests++;
				await clock.sleep(1000);
				return { statusCode: 502, body: '' };
			},
			{ clock, signal: abort.signal },
		);
		const outcome = client.data('userMeGet').catch((reason: unknown) => reason);
		await clock.advance(500);
		abort.abort(new Error('cancelled'));
		expect(await clock.until(outcome)).toMatchObject({ message: 'cancelled' });
		expect(requests).toBe(1);
	});
});

describe('an abort of what may have been carried out', () => {
	const wait: StubAnswer = {
		statusCode: 429,
		headers: { 'retry-after': '20' },
		body: errorBody('rate_limit_exceeded'),
	};
	const created: StubAnswer = { body: { data: { video_id: 'v1' } } };

	/** A video of which the first answer was lost, then those; the signals that may end it. */
	async function uncertain(...answers: Array<StubAnswer | Error>) {
		const stop = new AbortController();
		const cancel = new AbortController();
		const { client, requests } = await scripted([lost(), ...answers], {
			signal: stop.signal,
			cancelled: cancel.signal,
		});
		const creating = client.data('videoCreate', { body: VIDEO, key: 'k' });
		const outcome = creating.catch((reason: unknown) => reason);
		await settled();
		return { stop, cancel, requests, outcome };
	}

	test('asks on where the run stops, for it may be paid', async () => {
		const { stop, outcome } = await uncertain(lost(), created);
		stop.abort(new Error('stopped'));
		expect(await clock.until(outcome)).toEqual({ video_id: 'v1' });
	});

	test('ends it where the execution is cancelled', async () => {
		const { cancel, outcome, requests } = await uncertain(created);
		cancel.abort(new Error('cancelled'));
		expect(await clock.until(outcome)).toMatchObject({ message: 'cancelled' });
		expect(requests).toHaveLength(1);
	});

	test('ends it where HeyGen has refused it since', async () => {
		const { stop, outcome } = await uncertain({ statusCode: 400, body: errorBody('invalid', 'no') });
		stop.abort(new Error('stopped'));
		expect(await clock.until(outcome)).toMatchObject({
			message: 'HeyGen refused the request: no',
			description: 'HeyGen says: code invalid.',
		});
	});

	test('does not wait for room, but says what may have become of it', async () => {
		const { stop, outcome, requests } = await uncertain(wait, created);
		stop.abort(new Error('stopped'));
		expect(await clock.until(outcome)).toMatchObject({
			description: expect.stringContaining('sent 2 times under one idempotency key') as string,
		});
		expect(requests).toHaveLength(2);
	});

	test('that never comes lets it wait for room', async () => {
		const { outcome } = await uncertain(wait, created);
		const before = clock.now();
		expect(await clock.until(outcome)).toEqual({ video_id: 'v1' });
		expect(clock.now() - before).toBeGreaterThan(20_000);
	});

	test('ends one that was told to wait and was not carried out', async () => {
		const stop = new AbortController();
		const { client, requests } = await scripted([wait, created], {
			signal: stop.signal,
			cancelled: new AbortController().signal,
		});
		const outcome = client.data('videoCreate', { body: VIDEO, key: 'k' }).catch((reason: unknown) => reason);
		await settled();
		stop.abort(new Error('stopped'));
		expect(await clock.until(outcome)).toMatchObject({ message: 'stopped' });
		expect(requests).toHaveLength(1);
	});

	test('ends a read', async () => {
		const stop = new AbortController();
		const { client, requests } = await scripted([lost(), {}], {
			signal: stop.signal,
			cancelled: new AbortController().signal,
		});
		const outcome = client.data('userMeGet').catch((reason: unknown) => reason);
		await settled();
		stop.abort(new Error('stopped'));
		expect(await clock.until(outcome)).toMatchObject({ message: 'stopped' });
		expect(requests).toHaveLength(1);
	});
});

test('only what is deleted may be gone: a read that finds nothing after a lost answer is an error', async () => {
	const { client } = await scripted([
		lost(),
		{ statusCode: 404, body: errorBody('not_found', 'no such video') },
	]);
	const error = await failureOf(client.data('videoGet', { path: { video_id: 'v1' } }));
	expect(error.message).toContain('no such video');
});

test("HeyGen's clock is as far ahead as it was at most", async () => {
	const ahead = (seconds: number) => ({
		headers: { date: new Date(clock.now() + seconds * 1000).toUTCString() },
		body: { data: {} },
	});
	const { client } = await scripted([ahead(3), ahead(10), ahead(5)]);
	for (let requests = 0; requests < 3; requests++) await client.data('userMeGet');
	expect(client.heygenSeconds(clock.now())).toBe(clock.now() / 1000 + 10);
});

describe("HeyGen's announcement of an end", () => {
	test.each<[string, StubAnswer, string]>([
		[
			'by header',
			{ headers: { Deprecation: 'true', Sunset: 'Sat, 31 Oct 2026 00:00:00 GMT' }, body: { data: {} } },
			'HeyGen has announced the end of this endpoint on Sat, 31 Oct 2026 00:00:00 GMT.',
		],
		[
			'in the body',
			{ body: { data: {}, warning: { message: 'Use v3', sunset_date: '2026-10-31' } } },
			'HeyGen has announced the end of this endpoint on 2026-10-31: Use v3',
		],
		[
			'by its date alone',
			{ headers: { Sunset: 'Sat, 31 Oct 2026 00:00:00 GMT' }, body: { data: {} } },
			'HeyGen has announced the end of this endpoint on Sat, 31 Oct 2026 00:00:00 GMT.',
		],
		[
			'without a date',
			{ headers: { deprecation: 'true' }, body: { data: {} } },
			'HeyGen has announced the end of this endpoint.',
		],
	])('%s is kept, once', async (_name, answer, text) => {
		const { client } = await scripted([answer]);
		await client.data('photoGenerationGet', { path: { generation_id: 'g' } });
		await client.data('photoGenerationGet', { path: { generation_id: 'g' } });
		expect([...client.announcements]).toEqual([text]);
	});

	test('is not seen where there is none', async () => {
		const { client } = await scripted([{ body: { data: {}, warning: null } }]);
		await client.data('userMeGet');
		expect([...client.announcements]).toEqual([]);
	});
});
