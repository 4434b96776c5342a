import axios from 'axios';
import { Bench, until } from './support';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(() => bench.control.reset());

const video = (script = 'Hello') => ({ type: 'avatar', avatar_id: 'Abigail_Sofa_public', script });
const create = (key?: string, script?: string) =>
	bench.post('/v3/videos', video(script), key === undefined ? {} : { 'idempotency-key': key });
const videoCount = async () => (await bench.control.state()).counts.videos;

const PHOTO = {
	name: 'Anna',
	age: 'Young Adult',
	gender: 'Woman',
	ethnicity: 'South Asian',
	orientation: 'square',
	pose: 'half_body',
	style: 'Realistic',
	appearance: 'Brown hair',
};

describe('idempotency', () => {
	it('replays the first answer, even to another body', async () => {
		const first = await create('run-1');
		const second = await create('run-1', 'Something else');
		expect(second.body).toEqual(first.body);
		expect(await videoCount()).toBe(1);
		expect((await bench.control.state()).wallet.spent).toBe(0.1334);
		const requests = await bench.control.requests({ operationId: 'videoCreate' });
		expect(requests.map(({ idempotencyKey, replayed }) => [idempotencyKey, replayed])).toEqual([
			['run-1', false],
			['run-1', true],
		]);
		const nonsense = await bench.post('/v3/videos', { type: 'nonsense' }, { 'idempotency-key': 'run-1' });
		expect(nonsense.body).toEqual(first.body);
		const unknown = await bench.post('/v3/videos', { type: 'nonsense' }, { 'idempotency-key': 'run-3' });
		expect(unknown.refusal).toBe('400 invalid_parameter type');
		await create('run-3');
		expect(await videoCount()).toBe(2);
		await create('run-2');
		await create();
		await create();
		expect(await videoCount()).toBe(5);
	});

	it('counts a key for one endpoint and path', async () => {
		const hook = { url: 'https://example.com/hook' };
		const key = { 'idempotency-key': 'same' };
		const one = (await bench.post('/v3/webhooks/endpoints', hook)).text('data.endpoint_id');
		const two = (await bench.post('/v3/webhooks/endpoints', hook)).text('data.endpoint_id');
		const rotate = (id: string) => bench.post(`/v3/webhooks/endpoints/${id}/rotate-secret`, undefined, key);
		const first = await rotate(one);
		expect((await rotate(two)).at('data.endpoint_id')).toBe(two);
		expect((await rotate(one)).body).toEqual(first.body);
		await create('same');
		expect(await videoCount()).toBe(1);
	});

	it('answers 409 while the first is in flight', async () => {
		await bench.control.addFault({ kind: 'delay', ms: 300, operationId: 'videoCreate', times: 1 });
		const first = create('slow');
		await until(
			'the first to arrive',
			async () => (await bench.control.metrics()).requests.videoCreate === 1,
		);
		expect((await create('slow')).refusal).toBe('409 request_in_progress');
		expect((await create('other')).status).toBe(200);
		expect((await first).status).toBe(200);
		expect((await create('slow')).body).toEqual((await first).body);
		expect(await videoCount()).toBe(2);
	});

	it('keeps refusals, but neither 429 nor 5xx', async () => {
		await bench.control.set({ wallet: 0 });
		expect((await create('poor')).refusal).toBe('402 insufficient_credit');
		await bench.control.set({ wallet: 100, maxConcurrentJobs: 1, renderMs: 60_000 });
		expect((await create('poor')).refusal).toBe('402 insufficient_credit');
		expect((await create('first')).status).toBe(200);
		expect((await create('busy')).refusal).toBe('429 quota_exceeded');
		await bench.control.set({ maxConcurrentJobs: null });
		expect((await create('busy')).status).toBe(200);
	});

	it('refuses a malformed key and ignores keys elsewhere', async () => {
		expect((await create('a b')).refusal).toBe('400 invalid_parameter Idempotency-Key');
		expect((await create('a'.repeat(256))).refusal).toBe('400 invalid_parameter Idempotency-Key');
		const generate = async () => {
			const answer = await bench.post('/v2/photo_avatar/photo/generate', PHOTO, { 'idempotency-key': 'k' });
			return answer.text('data.generation_id');
		};
		expect(await generate()).not.toBe(await generate());
	});

	it('replays an upload', async () => {
		const upload = () => {
			const form = new FormData();
			form.append('file', new Blob(['%PDF-1.7'], { type: 'application/pdf' }), 'a.pdf');
			return bench.post('/v3/assets', form, { 'idempotency-key': 'file-1' });
		};
		expect((await upload()).body).toEqual((await upload()).body);
		expect((await bench.control.state()).counts.assets).toBe(1);
	});
});

describe('faults', () => {
	it('loses an answer after processing, so that a retry with the key gets it', async () => {
		await bench.control.addFault({ kind: 'loseResponse', operationId: 'videoCreate', times: 1 });
		await expect(create('k')).rejects.toThrow(/hang up|ECONNRESET/);
		expect(await videoCount()).toBe(1);
		expect((await create('k')).status).toBe(200);
		expect(await videoCount()).toBe(1);
		const [lost] = await bench.control.requests({ operationId: 'videoCreate' });
		expect(lost).toMatchObject({ outcome: 'cut', status: null, fault: 'loseResponse', body: video() });
	});

	it('drops a request before processing', async () => {
		await bench.control.addFault({
			kind: 'dropRequest',
			method: 'POST',
			pathPattern: '^/v3/videos$',
			times: 1,
		});
		await expect(create('k')).rejects.toThrow(/hang up|ECONNRESET/);
		expect(await videoCount()).toBe(0);
		expect((await create('k')).status).toBe(200);
	});

	it('answers with a status before or after processing', async () => {
		await bench.control.addFault({
			kind: 'status',
			status: 429,
			retryAfter: 7,
			operationId: 'videoCreate',
			times: 1,
		});
		const limited = await create();
		expect([limited.refusal, limited.header('retry-after')]).toEqual(['429 rate_limit_exceeded', '7']);
		expect(await videoCount()).toBe(0);
		await bench.control.addFault({ kind: 'statusAfter', status: 502, operationId: 'videoCreate', times: 1 });
		expect((await create('k')).status).toBe(502);
		expect(await videoCount()).toBe(1);
		expect((await create('k')).status).toBe(200);
		expect(await videoCount()).toBe(1);
	});

	it('redirects, breaks JSON, delays', async () => {
		await bench.control.addFault({ kind: 'redirect', url: 'https://example.com/x', times: 1 });
		const redirected = await bench.get('/v3/users/me');
		expect([redirected.status, redirected.header('location')]).toEqual([307, 'https://example.com/x']);
		await bench.control.addFault({ kind: 'badJson', times: 1 });
		const broken = await bench.get('/v3/users/me');
		expect([broken.status, typeof broken.body]).toEqual([200, 'string']);
		await bench.control.set({ latencyMs: 60 });
		const started = Date.now();
		await bench.get('/v3/users/me');
		expect(Date.now() - started).toBeGreaterThanOrEqual(55);
	});

	it('rolls the same dice in every run', async () => {
		const run = async () => {
			await bench.control.reset();
			await bench.control.addFault({ kind: 'status', status: 500, probability: 0.3, skip: 2 });
			const statuses: number[] = [];
			for (let index = 0; index < 40; index += 1) statuses.push((await bench.get('/v3/users/me')).status);
			return statuses;
		};
		const first = await run();
		expect(await run()).toEqual(first);
		expect(first.slice(0, 2)).toEqual([200, 200]);
		const failed = first.filter((status) => status === 500).length;
		expect(failed).toBeGreaterThan(5);
		expect(failed).toBeLessThan(20);
		await bench.control.clearFaults();
		expect(await bench.control.faults()).toEqual([]);
	});

	it('says what is wrong with a rule or a setting', async () => {
		await expect(bench.control.addFault({ kind: 'status', status: 99 })).rejects.toThrow(
			'status must be >= 200',
		);
		await expect(bench.control.set({ renderMs: -1 })).rejects.toThrow('Setting "renderMs": must be >= 0');
		await expect(bench.control.set(JSON.parse('{"renderms": 1}') as object)).rejects.toThrow(
			'Setting "renderms": is unknown',
		);
	});
});

describe('limits', () => {
	it('lets an account run so many jobs at once', async () => {
		await bench.control.set({ maxConcurrentJobs: 3, retryAfter: 4 });
		const answers = await Promise.all(Array.from({ length: 5 }, () => create()));
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429]);
		expect(answers.find(({ status }) => status === 429)?.header('retry-after')).toBe('4');
		await bench.control.set({ retryAfterStyle: 'date' });
		const refused = await create();
		const date = Date.parse(refused.header('retry-after') ?? '');
		expect(Math.abs(date - Date.now() - 4000)).toBeLessThan(2000);
		await until('a slot', async () => (await create()).status === 200);
		const { jobs, wallet, counts } = await bench.control.state();
		expect(jobs.peak).toBe(3);
		expect(wallet.spent).toBe(counts.videos * 0.1334);
	});

	it('limits requests a second', async () => {
		await bench.control.set({ requestsPerSecond: 5 });
		const answers = await Promise.all(Array.from({ length: 8 }, () => bench.get('/v3/users/me')));
		expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
		expect(answers.find(({ status }) => status === 429)?.refusal).toBe('429 rate_limit_exceeded');
		await until('the window to pass', async () => (await bench.get('/v3/users/me')).status === 200);
	});

	it('charges a bearer token in credits', async () => {
		const { url, bearerToken } = bench.simulator;
		await axios.post(`${url}/v3/videos`, video(), { headers: { authorization: `Bearer ${bearerToken}` } });
		const { wallet, credits } = await bench.control.state();
		expect([wallet.spent, credits.spent]).toEqual([0, 1]);
	});
});

describe('strictness on the wire', () => {
	it('refuses bodies where there are none, and what is not JSON', async () => {
		const withBody = (method: string) => bench.request({ method, url: '/v3/videos/x', data: { a: 1 } });
		expect((await withBody('GET')).refusal).toBe('400 invalid_parameter');
		expect((await withBody('DELETE')).refusal).toBe('400 invalid_parameter');
		const post = (data: string, type: string) =>
			bench.request({ method: 'POST', url: '/v3/videos', data, headers: { 'content-type': type } });
		expect((await post('{', 'application/json')).refusal).toBe('400 invalid_parameter');
		expect((await post('a=1', 'application/x-www-form-urlencoded')).refusal).toBe(
			'400 invalid_parameter Content-Type',
		);
		expect((await post('{"type":"avatar","__proto__":{}}', 'application/json')).status).toBe(400);
		const empty = await bench.request({
			method: 'DELETE',
			url: '/v3/videos/x',
			headers: { 'content-type': 'application/json' },
		});
		expect(empty.refusal).toBe('404 video_not_found video_id');
	});

	it('says in its own words that there is no such path, whoever asks for it', async () => {
		const wrong = { 'x-api-key': 'wrong' };
		for (const [method, url] of [
			['GET', '/'],
			['GET', '/v3/nothing'],
			['POST', '/v3/users/me'],
			['PROPFIND', '/v3/videos'],
			['GET', '/v3/videos/%'],
			['GET', '/v3/videos/%E0%A4%A'],
			['GET', '/v3/videos/'],
		] as const) {
			for (const headers of [{}, wrong]) {
				const answer = await bench.request({ method, url, headers });
				expect([url, answer.refusal]).toEqual([url, '404 not_found']);
				expect(Object.keys(answer.body as object)).toEqual(['error']);
				expect(answer.header('x-request-id')).toMatch(/^req_/);
			}
		}
		const body = await bench.request({ method: 'POST', url: '/v3/nothing', data: '{', headers: wrong });
		expect(body.refusal).toBe('404 not_found');
	});

	it('leaves the place of data empty where version 2 refuses', async () => {
		const generation = '/v2/photo_avatar/generation/x';
		const asked = (headers: Record<string, string | undefined>) => bench.get(generation, { headers });
		const broken = {
			method: 'POST',
			url: '/v2/photo_avatar/photo/generate',
			data: Buffer.from('{'),
			headers: { 'content-type': 'application/json' },
		};
		await bench.control.addFault({ kind: 'status', status: 401, pathPattern: 'faulty' });
		for (const [answer, refusal] of [
			[await asked({ 'x-api-key': 'wrong' }), '401 authentication_failed'],
			[await asked({ 'x-api-key': undefined }), '401 unauthorized'],
			[await bench.get('/v2/photo_avatar/generation/faulty'), '401 unauthorized'],
			[await bench.get('/v2/nothing'), '404 not_found'],
			[await bench.request(broken), '400 invalid_parameter'],
			[await asked({}), '404 not_found generation_id'],
		] as const) {
			expect(answer.refusal).toBe(refusal);
			expect(answer.body).toEqual({ error: expect.anything() as unknown, data: null });
		}
		expect((await bench.get('/v3/users/me', { headers: { 'x-api-key': 'wrong' } })).body).not.toHaveProperty(
			'data',
		);
	});

	it('refuses a query parameter of any name', async () => {
		expect((await bench.get('/v3/videos?__proto__=1')).refusal).toBe('400 invalid_parameter __proto__');
	});

	it('answers thousands of requests with a bounded log', async () => {
		await bench.control.set({ logSize: 100, renderMs: 1 });
		await bench.control.clearRequests();
		for (let round = 0; round < 20; round += 1) {
			await Promise.all(Array.from({ length: 50 }, () => create()));
		}
		expect(await bench.control.requests()).toHaveLength(100);
		const { requests, answers } = await bench.control.metrics();
		expect([requests.videoCreate, answers['200']]).toEqual([1000, 1000]);
		expect(await videoCount()).toBe(1000);
	});
});
