import nock from 'nock';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { systemClock } from '../../../nodes/HeyGen/api/clock';
import { nockIsTheNetwork } from '../../support/network';
import { API_KEY, BASE_URL, TriggerWorkflow, type TriggerOptions } from '../../support/trigger';
import type { Endpoint } from '../../support/triggerRow';

const URL_OF_WORKFLOW = 'https://n8n.example.com/webhook/webhook-id-1/webhook';
const TEST_URL = 'https://n8n.example.com/webhook-test/webhook-id-1/webhook';
const EVENTS = ['avatar_video.success', 'avatar_video.fail'];
const PATH = '/v3/webhooks/endpoints';

/** An endpoint as HeyGen lists it. */
type Listed = Omit<Endpoint, 'secret'>;

/** HeyGen's webhook endpoints, as an account holds them; every request is kept. */
class Account {
	endpoints: Listed[] = [];

	readonly requests: Array<{ method: string; path: string; body: unknown }> = [];

	/** What to answer to a request instead, as [status, body]. */
	instead: (method: string, path: string) => [number, object] | undefined = () => undefined;

	private created = 0;

	constructor(baseUrl = BASE_URL) {
		const acts: Record<string, (path: string, body: object) => [number, object]> = {
			GET: (path) => this.list(path),
			POST: (_, body) => this.create(body),
			PATCH: (path, body) => this.update(path, body),
			DELETE: (path) => this.remove(path),
		};
		for (const [method, act] of Object.entries(acts)) {
			nock(baseUrl, { reqheaders: { 'x-api-key': API_KEY } })
				.persist()
				.intercept(new RegExp(`^${PATH}`), method)
				.optionally()
				.reply((path, sent): [number, object] => {
					this.requests.push({ method, path, body: sent });
					return this.instead(method, path) ?? act(path, typeof sent === 'object' ? sent : {});
				});
		}
	}

	get writes(): string[] {
		return this.requests
			.filter(({ method }) => method !== 'GET')
			.map(({ method, path }) => `${method} ${path}`);
	}

	add(endpoint: Partial<Listed> & { endpoint_id: string }): void {
		this.endpoints.push({
			url: `https://other.example.com/${endpoint.endpoint_id}`,
			events: [...EVENTS],
			status: 'enabled',
			created_at: '2026-11-21T00:00:00Z',
			...endpoint,
		});
	}

	private list(path: string): [number, object] {
		const query = new URL(path, 'https://x.example').searchParams;
		const from = Number(query.get('token') ?? 0);
		const limit = Number(query.get('limit'));
		expect(limit).toBeLessThanOrEqual(100);
		const data = this.endpoints.slice(from, from + limit);
		const has_more = from + limit < this.endpoints.length;
		return [200, { data, has_more, next_token: has_more ? String(from + limit) : null }];
	}

	private create(body: { url?: string; events?: string[] | null }): [number, object] {
		const id = `endpoint_${++this.created}`;
		this.add({ endpoint_id: id, url: body.url, events: body.events ?? null });
		return [200, { data: { ...this.endpoints[this.endpoints.length - 1], secret: `whsec of ${id}` } }];
	}

	private update(path: string, body: { events?: string[] | null }): [number, object] {
		const endpoint = this.endpoints.find(({ endpoint_id: id }) => path.endsWith(id));
		if (!endpoint) return [404, { error: { code: 'webhook_not_found', message: 'no such endpoint' } }];
		if ('events' in body) endpoint.events = body.events ?? null;
		return [200, { data: endpoint }];
	}

	private remove(path: string): [number, object] {
		const before = this.endpoints.length;
		this.endpoints = this.endpoints.filter(({ endpoint_id: id }) => !path.endsWith(`/${id}`));
		return this.endpoints.length < before
			? [200, { data: {} }]
			: [404, { error: { code: 'webhook_not_found', message: 'no such endpoint' } }];
	}
}

let account: Account;

beforeEach(() => {
	account = new Account();
});

nockIsTheNetwork();

/** One event, as its memory writes it. */
const SEEN = `elevenchars${Math.ceil(Date.now() / 60_000).toString(36)}`;

const OWN = { endpointId: 'own', secret: 'whsec_own' };

/** A workflow that was active before, as n8n finds it after a restart. */
function restarted(options: TriggerOptions = {}, kept: object = OWN): TriggerWorkflow {
	return new TriggerWorkflow({ staticData: { 'node:HeyGen Trigger': { ...kept } }, ...options });
}

describe('the first activation', () => {
	test('registers one endpoint for this URL and these events, and keeps its ID and secret', async () => {
		const workflow = new TriggerWorkflow();
		await workflow.activate();
		expect(workflow.kept.completeUntil).toBe(Date.parse('2026-11-21T00:00:00Z'));
		expect(account.writes).toEqual([`POST ${PATH}`]);
		expect(account.requests.at(-1)?.body).toEqual({ url: URL_OF_WORKFLOW, events: EVENTS });
		expect(workflow.registered).toMatchObject({ endpointId: 'endpoint_1', secret: 'whsec of endpoint_1' });
	});

	test('for all events names none, so that later ones are included', async () => {
		await new TriggerWorkflow({ events: ['*', 'avatar_video.fail'] }).activate();
		expect(account.requests.at(-1)?.body).toEqual({ url: URL_OF_WORKFLOW });
	});

	test('is protected by an idempotency key of its own each time', async () => {
		nock.cleanAll();
		const keys: unknown[] = [];
		const create = () =>
			nock(BASE_URL)
				.get(PATH)
				.query(true)
				.reply(200, { data: [] })
				.post(PATH)
				.reply(function () {
					keys.push(this.req.headers['idempotency-key']);
					return [200, { data: { endpoint_id: 'e', url: URL_OF_WORKFLOW, secret: 's' } }];
				});
		create();
		await new TriggerWorkflow().activate();
		create();
		await new TriggerWorkflow().activate();
		expect(keys).toEqual([expect.stringMatching(/^[A-Za-z0-9_\-:.]{1,255}$/), expect.any(String)]);
		expect(keys[0]).not.toBe(keys[1]);
	});

	test('leaves the endpoints of others alone', async () => {
		account.add({
			endpoint_id: 'other-workflow',
			url: 'https://n8n.example.com/webhook/webhook-id-2/webhook',
		});
		account.add({
			endpoint_id: 'other-instance',
			url: 'https://n8n2.example.com/webhook/webhook-id-1/webhook',
			status: 'disabled',
		});
		account.add({ endpoint_id: 'longer', url: `${URL_OF_WORKFLOW}/more` });
		await new TriggerWorkflow().activate();
		expect(account.writes).toEqual([`POST ${PATH}`]);
		expect(account.endpoints).toHaveLength(4);
	});

	test('is refused where no event is chosen, before anything is registered', async () => {
		const workflow = new TriggerWorkflow({ events: [] });
		await expect(workflow.activate()).rejects.toThrow('"Events" is empty');
		expect(account.writes).toEqual([]);
		expect(workflow.kept).toEqual({});
	});

	test.each([
		[400, 'resource_limit_reached'],
		[401, 'unauthorized'],
		[403, 'forbidden'],
	])('that HeyGen refuses with %i leaves nothing behind', async (status, code) => {
		account.instead = (method) =>
			method === 'POST' ? [status, { error: { code, message: 'no' } }] : undefined;
		const workflow = new TriggerWorkflow();
		await expect(workflow.activate()).rejects.toThrow(NodeApiError);
		// Nothing is uncertain here, and nothing looked for.
		expect(account.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
		expect(workflow.kept).toEqual({});
		expect(account.endpoints).toEqual([]);
	});

	test.each([
		['activate', undefined],
		['manual', true],
	] as const)('with %s is noted as that of a test: %p', async (activation, isTest) => {
		const workflow = new TriggerWorkflow();
		await workflow.activate(activation);
		expect(workflow.kept.isTest).toBe(isTest);
	});

	test('that brings no secret takes its endpoint back, for nobody could trust its events', async () => {
		account.instead = (method) => {
			if (method !== 'POST') return undefined;
			account.add({ endpoint_id: 'silent', url: URL_OF_WORKFLOW });
			return [200, { data: { endpoint_id: 'silent', url: URL_OF_WORKFLOW } }];
		};
		const workflow = new TriggerWorkflow();
		await expect(workflow.activate()).rejects.toThrow('HeyGen gave no secret');
		expect(workflow.kept).toEqual({});
		expect(account.endpoints).toEqual([]);
	});

	test('whose answer is lost for good leaves no endpoint behind', async () => {
		const waits = jest.spyOn(systemClock, 'sleep').mockResolvedValue();
		account.add({ endpoint_id: 'of another' });
		account.instead = (method) => {
			if (method !== 'POST') return undefined;
			account.add({ endpoint_id: 'unheard', url: URL_OF_WORKFLOW });
			return [502, {}];
		};
		const workflow = new TriggerWorkflow();
		await expect(workflow.activate()).rejects.toMatchObject({
			message: expect.stringContaining('HeyGen could not carry out the request') as string,
			description: 'No endpoint was kept. Publish the workflow again.',
		});
		expect(account.endpoints.map(({ endpoint_id: id }) => id)).toEqual(['of another']);
		expect(workflow.kept).toEqual({});
		waits.mockRestore();
	});

	test('does not send the secret or the key to the log', async () => {
		const workflow = new TriggerWorkflow();
		await workflow.activate();
		expect(JSON.stringify(workflow.log)).not.toMatch(/whsec_|test-api-key/);
	});
});

describe('a restart', () => {
	test('finds the endpoint and registers nothing', async () => {
		account.add({ endpoint_id: 'own', url: URL_OF_WORKFLOW });
		const workflow = restarted();
		await workflow.activate('init');
		expect(account.writes).toEqual([]);
		expect(workflow.kept).toEqual(OWN);
	});

	test('finds the endpoint on any page of the list', async () => {
		for (let index = 0; index < 250; index++) account.add({ endpoint_id: `other-${index}` });
		account.add({ endpoint_id: 'own', url: URL_OF_WORKFLOW });
		await restarted().activate('init');
		expect(account.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
	});

	test.each<[string, Partial<Endpoint>, object]>([
		['is disabled', { endpoint_id: 'own', status: 'disabled' }, OWN],
		['has no secret here', { endpoint_id: 'own' }, { endpointId: 'own' }],
		['was made by somebody else', { endpoint_id: 'foreign' }, OWN],
		['is all that is left', { endpoint_id: 'own' }, {}],
	])('replaces an endpoint of this URL that %s', async (_name, endpoint, kept) => {
		account.add({ endpoint_id: 'own', ...endpoint, url: URL_OF_WORKFLOW });
		const workflow = restarted({}, kept);
		await workflow.activate('init');
		expect(account.writes).toEqual([`DELETE ${PATH}/${endpoint.endpoint_id}`, `POST ${PATH}`]);
		expect(account.endpoints.map(({ endpoint_id: id }) => id)).toEqual(['endpoint_1']);
		expect(workflow.registered).toMatchObject({ endpointId: 'endpoint_1', secret: 'whsec of endpoint_1' });
	});

	test('removes a second endpoint of this URL, whose events could only be refused', async () => {
		account.add({ endpoint_id: 'twin', url: URL_OF_WORKFLOW });
		account.add({ endpoint_id: 'own', url: URL_OF_WORKFLOW });
		const workflow = restarted();
		await workflow.activate('init');
		expect(account.writes).toEqual([`DELETE ${PATH}/twin`]);
		expect(workflow.kept).toEqual(OWN);
	});

	test('that replaces a disabled endpoint keeps from when on events are missing', async () => {
		account.add({ endpoint_id: 'own', url: URL_OF_WORKFLOW, status: 'disabled' });
		const workflow = restarted({}, { ...OWN, completeUntil: 1_000 });
		await workflow.activate('init');
		expect(workflow.registered).toMatchObject({
			endpointId: 'endpoint_1',
			secret: 'whsec of endpoint_1',
			completeUntil: 1_000,
		});
	});

	test('registers anew where the endpoint is gone', async () => {
		const workflow = restarted();
		await workflow.activate('init');
		expect(account.writes).toEqual([`POST ${PATH}`]);
		expect(workflow.registered).toMatchObject({ endpointId: 'endpoint_1', secret: 'whsec of endpoint_1' });
	});

	test('keeps what was seen, so that an old event is not taken for new', async () => {
		const workflow = restarted({}, { ...OWN, seen: SEEN });
		await workflow.activate('init');
		expect(workflow.kept).toMatchObject({ endpointId: 'endpoint_1', seen: SEEN });
	});

	test.each(['init', 'leadershipChange'] as const)(
		'(%s) that HeyGen does not answer leaves the trigger as it is, for n8n would take it down for good',
		async (activation) => {
			account.instead = () => [403, { error: { code: 'forbidden', message: 'no' } }];
			const workflow = restarted();
			await workflow.activate(activation);
			expect(account.writes).toEqual([]);
			expect(workflow.kept).toEqual(OWN);
			expect(workflow.log).toEqual([
				{ level: 'warn', text: expect.stringContaining('its endpoint could not be checked') as string },
			]);
		},
	);

	test('that can not remove a disabled endpoint fails, so that n8n tries again: it would never hear an event', async () => {
		account.add({ endpoint_id: 'own', url: URL_OF_WORKFLOW, status: 'disabled' });
		account.instead = (method) =>
			method === 'DELETE' ? [403, { error: { code: 'forbidden', message: 'no' } }] : undefined;
		await expect(restarted().activate('init')).rejects.toThrow('HeyGen refused the request: no');
	});

	test('that removed its disabled endpoint, but not another of this URL, is not taken for one that works', async () => {
		account.add({ endpoint_id: 'own', url: URL_OF_WORKFLOW, status: 'disabled' });
		account.add({ endpoint_id: 'twin', url: URL_OF_WORKFLOW });
		account.instead = (method, path) =>
			method === 'DELETE' && path.endsWith('twin')
				? [403, { error: { code: 'forbidden', message: 'no' } }]
				: undefined;
		await expect(restarted().activate('init')).rejects.toThrow('HeyGen refused the request: no');
	});

	test('goes on with a good endpoint although another of this URL can not be removed', async () => {
		account.add({ endpoint_id: 'own', url: URL_OF_WORKFLOW });
		account.add({ endpoint_id: 'twin', url: URL_OF_WORKFLOW });
		account.instead = (method) =>
			method === 'DELETE' ? [403, { error: { code: 'forbidden', message: 'no' } }] : undefined;
		const workflow = restarted();
		await workflow.activate('init');
		expect(workflow.kept).toEqual(OWN);
	});

	test('does not wait for as long as HeyGen asks to: other workflows start after this one', async () => {
		const limit = new AbortController();
		const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
		const sleep = jest.spyOn(systemClock, 'sleep').mockImplementation(async () => {
			limit.abort(new Error('too late'));
			return await new Promise<never>(() => {});
		});
		account.instead = () => [429, { error: { code: 'rate_limit_exceeded', message: 'wait' } }];
		const workflow = restarted();
		await workflow.activate('init');
		expect(workflow.kept).toEqual(OWN);
		timeout.mockRestore();
		sleep.mockRestore();
	});

	test('is all that goes on unchecked: a publication fails where HeyGen does not answer', async () => {
		account.instead = () => [403, { error: { code: 'forbidden', message: 'no' } }];
		await expect(restarted().activate('update')).rejects.toThrow('HeyGen refused the request: no');
	});

	test('that finds no secret fails where HeyGen does not answer, for nothing could be received', async () => {
		account.instead = () => [403, { error: { code: 'forbidden', message: 'no' } }];
		await expect(restarted({}, {}).activate('init')).rejects.toThrow('HeyGen refused the request: no');
	});

	test('under another WEBHOOK_URL removes the endpoint of the old one', async () => {
		const workflow = new TriggerWorkflow();
		await workflow.activate();
		const moved = new TriggerWorkflow({
			webhookUrl: 'https://new.example.com',
			staticData: { 'node:HeyGen Trigger': workflow.kept },
		});
		await moved.activate('init');
		expect(account.endpoints.map(({ url }) => url)).toEqual([
			'https://new.example.com/webhook/webhook-id-1/webhook',
		]);
		expect(moved.kept.endpointId).toBe('endpoint_2');
		expect(moved.kept.completeUntil).toBe(workflow.kept.completeUntil);
	});

	describe('of a whole copy of the database, under another WEBHOOK_URL', () => {
		const NEW = 'https://staging.example.com';

		/** Who answers at the address of the original. */
		async function answers(workflow: TriggerWorkflow): Promise<void> {
			const { result } = await workflow.receive({ webhook: 'setup' });
			const { origin, pathname } = new URL(URL_OF_WORKFLOW);
			nock(origin).get(pathname).reply(200, String(result.webhookResponse));
		}

		async function published() {
			const original = new TriggerWorkflow();
			await original.activate();
			const staticData = { 'node:HeyGen Trigger': original.kept };
			return { original, copy: new TriggerWorkflow({ webhookUrl: NEW, staticData }) };
		}

		test('leaves the endpoint of the original alone while that is there', async () => {
			const { original, copy } = await published();
			await answers(original);
			await copy.activate('init');
			expect(account.endpoints.map(({ url }) => new URL(url).origin)).toEqual([
				'https://n8n.example.com',
				NEW,
			]);
			// What came before, the original had.
			expect(copy.kept.completeUntil).toBeGreaterThan(Number(original.kept.completeUntil));
			await copy.deactivate();
			expect(account.endpoints.map(({ url }) => url)).toEqual([URL_OF_WORKFLOW]);
		});

		test('leaves it alone when it is unpublished before it has one of its own', async () => {
			const { original, copy } = await published();
			await answers(original);
			await copy.deactivate();
			expect(account.endpoints.map(({ url }) => url)).toEqual([URL_OF_WORKFLOW]);
			expect(copy.kept).toMatchObject({ stopped: true });
		});

		test('is none where the old address leads to this n8n', async () => {
			const { copy } = await published();
			await answers(copy);
			await copy.activate('init');
			expect(account.endpoints.map(({ url }) => new URL(url).origin)).toEqual([NEW]);
		});
	});

	test('of a copy with another instance ID leaves the endpoint of the original alone', async () => {
		const workflow = new TriggerWorkflow();
		await workflow.activate();
		const copy = new TriggerWorkflow({
			webhookUrl: 'https://new.example.com',
			staticData: { 'node:HeyGen Trigger': { ...workflow.kept, instance: 'another' } },
		});
		await copy.activate('init');
		expect(account.endpoints).toHaveLength(2);
	});
});

describe('changed events', () => {
	test.each<[string, string[] | null, string[], string[] | null]>([
		['more', ['avatar_video.success'], EVENTS, EVENTS],
		['fewer', EVENTS, ['avatar_video.fail'], ['avatar_video.fail']],
		['others', ['batch.finished'], EVENTS, EVENTS],
		['some instead of all', null, EVENTS, EVENTS],
		['all instead of some', EVENTS, ['*'], null],
	])('(%s) are brought up to date in place', async (_name, registered, chosen, expected) => {
		account.add({ endpoint_id: 'own', url: URL_OF_WORKFLOW, events: registered });
		const workflow = restarted({ events: chosen });
		await workflow.activate('update');
		expect(account.writes).toEqual([`PATCH ${PATH}/own`]);
		expect(account.requests.at(-1)?.body).toEqual({ events: expected });
		expect(account.endpoints.map(({ events }) => events)).toEqual([expected]);
		expect(workflow.kept).toEqual({
			...OWN,
			revision: expect.any(Number) as number,
			since: expect.any(Object) as object,
		});
	});

	test.each<[string, string[] | null, string[]]>([
		['in another order', ['avatar_video.fail', 'avatar_video.success'], EVENTS],
		['all, and they are all', null, ['*']],
		['all, and the list is empty', [], ['*']],
	])('(%s) are none', async (_name, registered, chosen) => {
		account.add({ endpoint_id: 'own', url: URL_OF_WORKFLOW, events: registered });
		await restarted({ events: chosen }).activate('update');
		expect(account.writes).toEqual([]);
	});
});

/** All that is left: that nothing is to be caught up with. */
const FORGOTTEN = { revision: expect.any(Number) as number, stopped: true };

describe('the deactivation', () => {
	test('deletes its own endpoint and nothing else, and forgets it', async () => {
		account.add({ endpoint_id: 'own', url: URL_OF_WORKFLOW });
		account.add({ endpoint_id: 'own-test', url: TEST_URL });
		account.add({ endpoint_id: 'other' });
		const workflow = restarted();
		await workflow.deactivate();
		expect(account.writes).toEqual([`DELETE ${PATH}/own`]);
		expect(account.endpoints.map(({ endpoint_id: id }) => id)).toEqual(['own-test', 'other']);
		expect(workflow.kept).toEqual(FORGOTTEN);
	});

	test('is fine where somebody deleted it already, and keeps from when on events are missing', async () => {
		const workflow = restarted({}, { ...OWN, completeUntil: 1_000 });
		await workflow.deactivate();
		expect(account.writes).toEqual([]);
		expect(workflow.kept).toEqual({ completeUntil: 1_000, revision: expect.any(Number) as number });
	});

	test('is fine where somebody deletes it at the same moment', async () => {
		account.add({ endpoint_id: 'own', url: URL_OF_WORKFLOW });
		account.instead = (method) =>
			method === 'DELETE' ? [404, { error: { code: 'webhook_not_found', message: 'gone' } }] : undefined;
		const workflow = restarted();
		await workflow.deactivate();
		expect(account.writes).toEqual([`DELETE ${PATH}/own`]);
		expect(workflow.kept).toEqual(FORGOTTEN);
	});

	test('leaves the endpoint of the instance alone from which this workflow was copied', async () => {
		account.add({ endpoint_id: 'own', url: 'https://n8n2.example.com/webhook/webhook-id-1/webhook' });
		await restarted().deactivate();
		await restarted().activate();
		expect(account.writes).toEqual([`POST ${PATH}`]);
	});

	test('of a disabled endpoint keeps from when on events are missing', async () => {
		account.add({ endpoint_id: 'own', url: URL_OF_WORKFLOW, status: 'disabled' });
		const workflow = restarted({}, { ...OWN, completeUntil: 1_000 });
		await workflow.deactivate();
		expect(workflow.kept).toEqual({ completeUntil: 1_000, revision: expect.any(Number) as number });
		await workflow.activate();
		expect(workflow.kept).toMatchObject({ completeUntil: 1_000 });
	});

	test('of one that worked begins anew with the next, but not where only a change is published', async () => {
		account.add({ endpoint_id: 'own', url: URL_OF_WORKFLOW });
		const workflow = restarted({}, { ...OWN, completeUntil: 1_000 });
		await workflow.deactivate();
		await workflow.activate('update');
		expect(workflow.kept).toMatchObject({ completeUntil: 1_000 });
		await workflow.deactivate();
		await workflow.activate('activate');
		expect(workflow.kept).toMatchObject({ completeUntil: Date.parse('2026-11-21T00:00:00Z') });
	});

	test('removes the endpoint of the WEBHOOK_URL n8n had before', async () => {
		const workflow = new TriggerWorkflow();
		await workflow.activate();
		const staticData = { 'node:HeyGen Trigger': workflow.kept };
		await new TriggerWorkflow({ webhookUrl: 'https://new.example.com', staticData }).deactivate();
		expect(account.endpoints).toEqual([]);
	});

	test('finds the endpoint by its URL where the ID was lost', async () => {
		account.add({ endpoint_id: 'other' });
		account.add({ endpoint_id: 'found', url: URL_OF_WORKFLOW });
		await restarted({}, {}).deactivate();
		expect(account.writes).toEqual([`DELETE ${PATH}/found`]);
	});

	test('does nothing where there is no endpoint', async () => {
		account.add({ endpoint_id: 'other' });
		await restarted({}, {}).deactivate();
		expect(account.writes).toEqual([]);
	});

	test('that HeyGen refuses says so and forgets nothing', async () => {
		account.instead = () => [403, { error: { code: 'forbidden', message: 'no' } }];
		const workflow = restarted();
		await expect(workflow.deactivate()).rejects.toThrow('HeyGen refused the request: no');
		expect(workflow.kept).toEqual(OWN);
	});
});

describe('two registrations of one account', () => {
	test('for the test URL and for the production URL do not touch each other', async () => {
		const production = new TriggerWorkflow();
		await production.activate();
		// n8n gives a test registration static data of its own.
		const test = new TriggerWorkflow({ test: true });
		await test.activate('manual');
		expect(account.endpoints.map(({ url }) => url)).toEqual([URL_OF_WORKFLOW, TEST_URL]);
		await test.deactivate();
		expect(account.endpoints.map(({ url }) => url)).toEqual([URL_OF_WORKFLOW]);
		await production.activate('init');
		expect(account.writes.filter((write) => write.startsWith('POST'))).toHaveLength(2);
		expect(production.registered).toMatchObject({ endpointId: 'endpoint_1', secret: 'whsec of endpoint_1' });
	});

	test('by two instances do not touch each other', async () => {
		const here = new TriggerWorkflow();
		const there = new TriggerWorkflow({ webhookUrl: 'https://n8n2.example.com' });
		await here.activate();
		await there.activate();
		await here.activate('init');
		await here.deactivate();
		expect(account.endpoints.map(({ endpoint_id: id }) => id)).toEqual(['endpoint_2']);
		expect(there.registered).toMatchObject({ endpointId: 'endpoint_2', secret: 'whsec of endpoint_2' });
	});
});

describe('an n8n that HeyGen cannot reach', () => {
	test.each([
		'http://n8n.example.com',
		'http://localhost:5678',
		'https://localhost:5678',
		'http://127.0.0.1:5678',
		'http://[::1]:5678',
		'http://192.168.1.10:5678',
		'https://192.168.1.10',
		'https://10.0.0.5',
		'https://172.20.0.2',
		'https://169.254.1.1',
		'https://100.100.1.1',
		'https://[fd12::1]',
		'http://n8n:5678',
		'https://n8n',
		'https://n8n.local',
		'https://n8n.internal',
	])('at %s is refused with what to set, and nothing is registered', async (webhookUrl) => {
		const workflow = new TriggerWorkflow({ webhookUrl });
		const activation = workflow.activate();
		await expect(activation).rejects.toThrow(NodeOperationError);
		await expect(activation).rejects.toMatchObject({
			message: `HeyGen cannot reach this n8n at ${webhookUrl}`,
			description: expect.stringContaining('WEBHOOK_URL') as string,
		});
		expect(account.writes).toEqual([]);
		expect(workflow.kept).toEqual({});
	});

	test.each([
		'https://n8n.example.com',
		'https://n8n.example.com:8443',
		'https://8.8.8.8',
		'https://10.example.com',
	])('is not one at %s', async (webhookUrl) => {
		await new TriggerWorkflow({ webhookUrl }).activate();
		expect(account.endpoints.map(({ url }) => url)).toEqual([`${webhookUrl}/webhook/webhook-id-1/webhook`]);
	});

	test.each(['http://localhost:5678', 'http://127.0.0.1:5678', 'http://[::1]:5678', 'https://localhost'])(
		'at %s is fine for a HeyGen on the same machine',
		async (webhookUrl) => {
			const local = new Account('http://127.0.0.1:3999');
			await new TriggerWorkflow({ webhookUrl, baseUrl: 'http://127.0.0.1:3999' }).activate();
			expect(local.endpoints.map(({ url }) => url)).toEqual([`${webhookUrl}/webhook/webhook-id-1/webhook`]);
		},
	);

	test.each(['http://192.168.1.10:5678', 'http://n8n:5678', 'http://n8n.example.com'])(
		'at %s is refused even for a HeyGen on this machine',
		async (webhookUrl) => {
			const local = new Account('http://127.0.0.1:3999');
			await expect(
				new TriggerWorkflow({ webhookUrl, baseUrl: 'http://127.0.0.1:3999' }).activate(),
			).rejects.toThrow('HeyGen cannot reach this n8n');
			expect(local.writes).toEqual([]);
		},
	);

	test('with a Base URL that is refused sends nothing at all', async () => {
		await expect(new TriggerWorkflow({ baseUrl: 'http://heygen.example.com' }).activate()).rejects.toThrow(
			'Base URL must be an https address',
		);
		expect(account.requests).toEqual([]);
	});
});
