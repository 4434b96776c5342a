import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { signatureOf } from '../../../nodes/HeyGen/trigger/signature';
import { nockIsTheNetwork } from '../../support/network';
import { BASE_URL, TriggerWorkflow, type Delivery, type TriggerOptions } from '../../support/trigger';

const SECRET = 'whsec_example_0123456789';

let count = 0;

/** An active workflow of its own. */
function active(
	options: TriggerOptions = {},
	kept: IDataObject = { endpointId: 'own', secret: SECRET },
): TriggerWorkflow {
	return new TriggerWorkflow({
		workflowId: `workflow-${count++}`,
		staticData: { 'node:HeyGen Trigger': { ...kept } },
		...options,
	});
}

/** A delivery as HeyGen makes it and n8n hands it on. */
function delivery(body: object, headers: Record<string, string> = {}, secret = SECRET): Delivery {
	const rawBody = Buffer.from(JSON.stringify(body));
	return {
		rawBody,
		body: JSON.parse(rawBody.toString()) as object,
		headers: {
			'Content-Type': 'application/json',
			'Heygen-Signature': signatureOf(rawBody, secret),
			...headers,
		},
	};
}

const EVENT = {
	event_id: 'e1',
	event_type: 'avatar_video.success',
	event_data: { video_id: 'v1', url: 'https://files.example.com/v1.mp4' },
	created_at: new Date().toISOString(),
};

/** The same in the envelope of v1, which has neither ID nor time. */
const V1_EVENT = { event_type: EVENT.event_type, event_data: EVENT.event_data };

const NOT_RUN = { webhookResponse: 'OK' };

nockIsTheNetwork();

beforeEach(() => {
	// HeyGen recorded no event; a wrong signature, or time, makes the trigger ask.
	for (const path of ['/v3/webhooks/events', '/v3/webhooks/endpoints'])
		nock(BASE_URL)
			.get(path)
			.optionally()
			.query(true)
			.reply(200, { data: [], has_more: false, next_token: null }, { Date: new Date().toUTCString() });
});

describe('a delivery of HeyGen', () => {
	test('runs the workflow with one flat item', async () => {
		const { result, status } = await active().receive(delivery(EVENT));
		expect(result).toEqual({
			workflowData: [
				[
					{
						json: {
							event: 'avatar_video.success',
							id: 'e1',
							occurredAt: EVENT.created_at,
							data: { video_id: 'v1', url: 'https://files.example.com/v1.mp4' },
						},
					},
				],
			],
			webhookResponse: 'OK',
		});
		expect(status).toBeUndefined();
	});

	test('in the envelope of v1 gives the same four keys', async () => {
		const { result } = await active().receive(delivery(V1_EVENT));
		const item = result.workflowData?.[0]?.[0]?.json ?? {};
		expect(item).toMatchObject({ event: 'avatar_video.success', data: EVENT.event_data });
		expect(item.id).toEqual(expect.stringMatching(/^[0-9a-f]{64}$/));
	});

	test('is taken by its own ID, which is signed, not by that of the header', async () => {
		const workflow = active();
		const { result } = await workflow.receive(delivery(EVENT, { 'Heygen-Event-Id': 'h1' }));
		expect(result.workflowData?.[0]?.[0]?.json.id).toBe('e1');
		const replayed = await workflow.receive(delivery(EVENT, { 'Heygen-Event-Id': 'h2' }));
		expect(replayed.result).toEqual(NOT_RUN);
	});

	test('with a fresh timestamp is taken, with an old one not', async () => {
		const seconds = Math.floor(Date.now() / 1000);
		const fresh = await active().receive(delivery(EVENT, { 'Heygen-Timestamp': String(seconds) }));
		expect(fresh.result.workflowData).toHaveLength(1);
		const old = await active().receive(delivery(EVENT, { 'Heygen-Timestamp': String(seconds - 600) }));
		expect(old.status).toBe(401);
	});
});

describe('a delivery that is not of HeyGen', () => {
	const good = delivery(EVENT);
	const raw = good.rawBody ?? Buffer.alloc(0);

	test.each<[string, Delivery, string]>([
		['without a signature', { ...good, headers: {} }, 'it has no signature'],
		[
			'with a forged signature',
			{ ...good, headers: { 'Heygen-Signature': '0'.repeat(64) } },
			'does not match',
		],
		['signed with another secret', delivery(EVENT, {}, 'whsec_other'), 'does not match'],
		[
			'whose body was changed',
			{ ...good, rawBody: Buffer.concat([raw, Buffer.from(' ')]) },
			'does not match',
		],
		['whose raw body n8n could not keep', { ...good, rawBody: undefined }, 'its body could not be read'],
		['that is empty', { rawBody: Buffer.alloc(0), body: undefined, headers: {} }, 'it has no signature'],
	])('%s gets 401 without a body, and nothing is run', async (_name, forged, reason) => {
		const workflow = active();
		const { result, status, written } = await workflow.receive(forged);
		expect(status).toBe(401);
		expect(written).toEqual([]);
		expect(result).toEqual({ noWebhookResponse: true });
		expect(workflow.log).toHaveLength(1);
		expect(workflow.log[0]).toMatchObject({ level: 'warn', text: expect.stringContaining(reason) as string });
		expect(workflow.kept).toEqual({ endpointId: 'own', secret: SECRET });
	});

	test('leaves neither the secret nor the right signature in the log', async () => {
		const workflow = active();
		await workflow.receive({ ...good, headers: { 'Heygen-Signature': 'a'.repeat(64), 'X-Other': SECRET } });
		const text = JSON.stringify(workflow.log);
		expect(text).toContain('its signature does not match');
		expect(text).not.toContain(SECRET);
		expect(text).not.toContain(signatureOf(raw, SECRET));
	});

	test.each<[string, IDataObject]>([
		['none is kept', {}],
		['it is empty', { secret: '' }],
	])('is refused where no secret is known (%s), even if signed with nothing', async (_name, kept) => {
		const workflow = active({}, kept);
		const { status, result } = await workflow.receive(delivery(EVENT, {}, ''));
		expect(status).toBe(401);
		expect(result.workflowData).toBeUndefined();
		expect(workflow.log[0]?.text).toContain('no secret is known');
	});

	test('does not make an event known: the real one still runs', async () => {
		const workflow = active();
		await workflow.receive(delivery(EVENT, {}, 'whsec_other'));
		expect((await workflow.receive(good)).result.workflowData).toHaveLength(1);
	});
});

describe('an event that is not wanted', () => {
	test('is acknowledged and not run', async () => {
		const workflow = active({ events: ['avatar_video.fail'] });
		const { result, status } = await workflow.receive(delivery(EVENT));
		expect(result).toEqual(NOT_RUN);
		expect(status).toBeUndefined();
		expect(workflow.kept).not.toHaveProperty('seen');
	});

	test('is wanted under All Events, were it never heard of', async () => {
		const { result } = await active({ events: ['*'] }).receive(
			delivery({ ...EVENT, event_type: 'new.thing' }),
		);
		expect(result.workflowData?.[0]?.[0]?.json.event).toBe('new.thing');
	});

	test.each<[string, unknown]>([
		['no event', { hello: 'world' }],
		['an empty object', {}],
	])('because it is %s, is acknowledged and not run', async (_name, body) => {
		const { result } = await active({ events: ['*'] }).receive(delivery(body as object));
		expect(result).toEqual(NOT_RUN);
	});
});

describe('a delivery that is signed but nothing HeyGen would send', () => {
	const signed = (rawBody: Buffer, headers: Record<string, string> = {}): Delivery => ({
		rawBody,
		headers: {
			'Content-Type': 'application/json',
			signature: signatureOf(rawBody, SECRET),
			...headers,
		},
	});
	const large = Buffer.from(JSON.stringify({ ...EVENT, event_data: { note: 'x'.repeat(1024 * 1024) } }));

	test.each<[string, Delivery, number, string]>([
		['form data', signed(Buffer.from('event_type=avatar_video.success')), 400, 'no JSON object'],
		['half of its JSON', signed(Buffer.from('{"event_type":"avatar_video.succ')), 400, 'no JSON object'],
		['nothing', signed(Buffer.alloc(0)), 400, 'no JSON object'],
		['a list', signed(Buffer.from(JSON.stringify([EVENT]))), 400, 'no JSON object'],
		[
			'a prototype',
			signed(Buffer.from('{"event_type":"avatar_video.success","__proto__":{"polluted":1}}')),
			400,
			'no JSON object',
		],
		[
			'a prototype, deep down and in disguise',
			signed(
				Buffer.from(
					'{"event_type":"avatar_video.success","event_data":{"a":[{"\\u005f_proto__":{"polluted":1}}]}}',
				),
			),
			400,
			'no JSON object',
		],
		['more than 1 MB', signed(large), 413, 'larger than 1 MB'],
		[
			'more than 1 MB, as it says itself',
			signed(Buffer.from('{}'), { 'Content-Length': '1048577' }),
			413,
			'larger',
		],
		[
			'more than 1 MB, of which it says less',
			signed(large, { 'Content-Length': '2' }),
			413,
			'larger than 1 MB',
		],
		...[
			'text/plain',
			'x-application/json',
			'application/jsonp; json',
			'multipart/form-data; boundary=json',
		].map((type): [string, Delivery, number, string] => [
			type,
			signed(Buffer.from('{}'), { 'Content-Type': type }),
			415,
			'not said to be JSON',
		]),
	])('(%s) is refused and nothing is run', async (_name, delivered, expected, reason) => {
		const workflow = active({ events: ['*'] });
		const { result, status, written } = await workflow.receive(delivered);
		expect(result).toEqual({ noWebhookResponse: true });
		expect(status).toBe(expected);
		expect(written).toEqual([]);
		expect(workflow.log).toEqual([{ level: 'warn', text: expect.stringContaining(reason) as string }]);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	test.each(['application/json; charset=utf-8', 'Application/JSON', 'application/vnd.heygen+json'])(
		'is not one for the content type %s',
		async (type) => {
			const rawBody = Buffer.from(JSON.stringify(EVENT));
			const { result } = await active().receive(signed(rawBody, { 'Content-Type': type }));
			expect(result.workflowData).toHaveLength(1);
		},
	);
});

describe('a duplicate', () => {
	test('is acknowledged and not run', async () => {
		const workflow = active();
		expect((await workflow.receive(delivery(EVENT))).result.workflowData).toHaveLength(1);
		expect((await workflow.receive(delivery(EVENT))).result).toEqual(NOT_RUN);
		expect((await workflow.receive(delivery({ ...EVENT, event_id: 'e2' }))).result.workflowData).toHaveLength(
			1,
		);
	});

	test('is known by its body where HeyGen sends no ID', async () => {
		const workflow = active();
		expect((await workflow.receive(delivery(V1_EVENT))).result.workflowData).toHaveLength(1);
		const again = {
			...V1_EVENT,
			event_data: { ...V1_EVENT.event_data, url: 'https://files.example.com/another-link.mp4' },
		};
		expect((await workflow.receive(delivery(again))).result).toEqual(NOT_RUN);
	});

	test('is known after a restart', async () => {
		const workflow = active();
		await workflow.receive(delivery(EVENT));
		const again = active({}, workflow.kept);
		expect((await again.receive(delivery(EVENT))).result).toEqual(NOT_RUN);
	});

	test('among many at the same moment is run once', async () => {
		const workflow = active();
		const results = await Promise.all(
			Array.from({ length: 20 }, async () => await workflow.receive(delivery(EVENT))),
		);
		expect(results.filter(({ result }) => result.workflowData !== undefined)).toHaveLength(1);
	});

	test('in the test URL is none of the production URL', async () => {
		const production = active({ workflowId: 'same' });
		const test = active({ workflowId: 'same', test: true });
		await production.receive(delivery(EVENT));
		expect((await test.receive(delivery(EVENT))).result.workflowData).toHaveLength(1);
	});

	test('in another workflow is none', async () => {
		await active().receive(delivery(EVENT));
		expect((await active().receive(delivery(EVENT))).result.workflowData).toHaveLength(1);
	});

	test('is not looked for in what was damaged', async () => {
		const workflow = active({}, { secret: SECRET, seen: 'neither marks nor stamps' });
		expect((await workflow.receive(delivery(EVENT))).result.workflowData).toHaveLength(1);
		expect((await workflow.receive(delivery(EVENT))).result).toEqual(NOT_RUN);
	});

	test('is none, a minute later, where n8n could not start the execution of the first and HeyGen had hung up', async () => {
		const workflow = active();
		await workflow.receive({ ...delivery(EVENT), starts: false, hangsUp: true });
		expect((await workflow.receive(delivery(EVENT))).result).toEqual(NOT_RUN);
		expect(workflow.kept).not.toHaveProperty('seen');
		const now = Date.now();
		jest.spyOn(Date, 'now').mockReturnValue(now + 60_000);
		expect((await workflow.receive(delivery(EVENT))).result.workflowData).toHaveLength(1);
		jest.restoreAllMocks();
	});

	test('is one where HeyGen hung up and n8n started the execution all the same', async () => {
		const workflow = active();
		await workflow.receive({ ...delivery(EVENT), hangsUp: true });
		expect((await workflow.receive(delivery(EVENT))).result).toEqual(NOT_RUN);
		expect((await active({}, workflow.kept).receive(delivery(EVENT))).result).toEqual(NOT_RUN);
	});

	test('is none where n8n could not start the execution of the first', async () => {
		const workflow = active();
		await workflow.receive({ ...delivery(EVENT), starts: false });
		expect(workflow.kept).not.toHaveProperty('seen');
		expect((await workflow.receive(delivery(EVENT))).result.workflowData).toHaveLength(1);
		expect((await workflow.receive(delivery(EVENT))).result).toEqual(NOT_RUN);
	});
});

test('the probe of the address is answered 200, and nothing is run', async () => {
	const workflow = active({}, {});
	const { result, status } = await workflow.receive({ webhook: 'setup' });
	expect(result).toEqual({ webhookResponse: expect.stringMatching(/^OK [0-9a-f]{64}$/) as string });
	expect(status).toBeUndefined();
	expect(workflow.log).toEqual([]);
});

test('deliveries and probes have one path, by POST and by GET', () => {
	const webhooks = new TriggerWorkflow().nodeType.description.webhooks ?? [];
	expect(webhooks.map(({ httpMethod, path, responseMode }) => ({ httpMethod, path, responseMode }))).toEqual([
		// HeyGen looks at it by GET as soon as n8n, opening the other, tells of it.
		{ httpMethod: 'GET', path: 'webhook', responseMode: 'onReceived' },
		{ httpMethod: 'POST', path: 'webhook', responseMode: 'onReceived' },
	]);
});
