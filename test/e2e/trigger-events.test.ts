import axios from 'axios';
import { isDeepStrictEqual } from 'node:util';
import type { Workflow } from '../../sandbox/n8n/client';
import { resultOf } from '../../sandbox/n8n/execution';
import { poll } from '../../sandbox/poll';
import { areMissed, delivered, listener, post } from '../support/listener';
import { byId, heyGenNode, PACKAGE, startWorld, type World } from '../support/world';
import { chain } from '../support/workflows';

jest.setTimeout(300_000);

const WEBHOOK_ID = '3f5a1c66-5f0e-4a6d-9b1c-1d2e3f4a5b6c';
const LOOK = 'Carlotta_Sofa_public';

let world: World;
let workflow: Workflow;

/** Settings of n8n, which it reads anew at each start. */
const env: Record<string, string> = {};

beforeAll(async () => (world = await startWorld({ env, settings: { renderMs: 500 } })));
afterAll(async () => await world?.stop());

const endpoint = async () => {
	const { endpoints } = await world.control.state();
	expect(endpoints).toHaveLength(1);
	return endpoints[0]!;
};

const executions = async () => await world.client.listExecutions({ workflowId: workflow.id });

async function activate(parameters: Record<string, unknown>, events = ['*']): Promise<void> {
	workflow = await world.client.saveWorkflow(
		listener({ name: 'Events', events, webhookId: WEBHOOK_ID, credential: world.credential, parameters }),
	);
	await world.client.activateWorkflow(workflow);
}

/** What the next execution's trigger gives. */
async function nextItems(before: Awaited<ReturnType<typeof executions>>) {
	const [execution] = await world.client.waitForNewExecutions(workflow.id, before);
	return resultOf(await world.client.getExecution(execution!.id), 'HeyGen Trigger');
}

/** A call of HeyGen's own API, past n8n. */
async function heygen(method: string, path: string, data?: object): Promise<Record<string, unknown>> {
	const { heygen: simulator } = world;
	const answer = await axios.request<{ data: Record<string, unknown> }>({
		method,
		url: `${simulator.url}${path}`,
		data,
		headers: { 'X-Api-Key': simulator.apiKey },
	});
	return answer.data.data;
}

describe('the choice of events', () => {
	const choices = async () =>
		await world.client.optionChoices({
			node: { type: `${PACKAGE}.heyGenTrigger`, typeVersion: 1.1 },
			parameter: 'events',
			method: 'getEvents',
			parameters: { authentication: 'apiKey' },
			credentials: {
				[world.credential.type]: { id: world.credential.id, name: world.credential.name },
			},
		});

	it('comes from HeyGen, in plain names that stand together by what they are about', async () => {
		const [first, ...rest] = await choices();
		expect(first).toMatchObject({ name: 'All Events', value: '*' });
		expect(rest).toHaveLength(34);
		expect(rest.map(({ name }) => name).slice(-8)).toEqual([
			'Video Agent Failed',
			'Video Agent Finished',
			'Video Captions Failed',
			'Video Captions Finished',
			'Video Failed',
			'Video Finished',
			'Video GIF Failed',
			'Video GIF Finished',
		]);
		expect(await world.control.requests({ operationId: 'webhookEventTypesList' })).toHaveLength(1);
	});

	it('is there even where HeyGen does not list its events', async () => {
		await world.control.addFault({ kind: 'status', status: 403, operationId: 'webhookEventTypesList' });
		expect(await choices()).toHaveLength(35);
		await world.control.clearFaults();
	});
});

describe('Fetch Details', () => {
	it('adds the finished video to the event, and downloads it', async () => {
		await activate({ fetchDetails: true, download: ['video', 'thumbnail'] }, ['avatar_video.success']);
		const before = await executions();
		const { video_id: id } = await heygen('POST', '/v3/videos', {
			type: 'avatar',
			avatar_id: LOOK,
			script: 'Hello',
			title: 'Fresh',
		});
		const [item] = await nextItems(before);
		expect(item?.json).toMatchObject({
			event: 'avatar_video.success',
			data: { video_id: id, title: 'Fresh', status: 'completed', duration: expect.any(Number) as number },
		});
		const video = item!.binary!.video!;
		expect(video).toMatchObject({ fileName: `${String(id)}-video.mp4`, mimeType: 'video/mp4' });
		expect((await world.client.downloadBinary(video)).subarray(4, 8).toString()).toBe('ftyp');
		expect(item!.binary!.thumbnail).toBeDefined();
		expect((await world.control.state()).leaks).toEqual([]);
	});

	it('costs no event where the video is gone, and the answer is in time where HeyGen is slow', async () => {
		await world.client.deactivateWorkflow(workflow.id);
		await activate({ fetchDetails: true, download: [] });
		let before = await executions();
		await world.control.emit({ eventType: 'avatar_video.success', eventData: { video_id: 'gone' } });
		expect((await nextItems(before))[0]?.json).toMatchObject({
			data: { video_id: 'gone' },
			detailsError: expect.stringContaining('HeyGen refused the request') as string,
		});

		await world.control.addFault({ kind: 'delay', ms: 20_000, operationId: 'videoGet' });
		before = await executions();
		const [id] = await world.control.emit({
			eventType: 'avatar_video.success',
			eventData: { video_id: 'slow' },
		});
		expect((await nextItems(before))[0]?.json).toMatchObject({
			data: { video_id: 'slow' },
			detailsError: 'HeyGen did not answer in time',
		});
		const [delivery] = await world.control.deliveries({ eventId: id, kind: 'webhook' });
		expect(delivery?.attempts).toEqual([expect.objectContaining({ status: 200 })]);
		expect(delivery?.attempts[0]?.durationMs).toBeLessThan(10_000);
		await world.control.clearFaults();
	});
});

describe('what is not an event of HeyGen', () => {
	it.each<[string, (secret: string) => Parameters<typeof post>[1], Parameters<typeof post>[2], number[]]>([
		[
			'more than 1 MB',
			() => JSON.stringify({ event_type: 'x', event_data: 'x'.repeat(1024 * 1024) }),
			{},
			[413],
		],
		['no JSON', () => 'event_type=avatar_video.success', {}, [400, 422]],
		['half of its JSON', () => '{"event_type":"avatar_video.success"', {}, [400, 422]],
		['a list', () => '[{"event_type":"avatar_video.success"}]', {}, [400]],
		[
			'a prototype',
			() => '{"event_type":"avatar_video.success","event_data":{"__proto__":{"a":1}}}',
			{},
			[400],
		],
		[
			'plain text',
			() => '{"event_type":"avatar_video.success"}',
			{ headers: { 'Content-Type': 'text/plain' } },
			[415],
		],
		[
			'a form',
			() => 'event_type=avatar_video.success',
			{ headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
			[415],
		],
	])('(%s) is refused though it is signed, and nothing is run', async (_name, body, sent, statuses) => {
		const { url, secret } = await endpoint();
		const before = await executions();
		const { status, data } = await post(url, body(secret), { secret, ...sent });
		expect(statuses).toContain(status);
		// Where n8n itself cannot read the body, it says so in its own words.
		if (status !== 422) expect(data).toBe('');
		expect(await executions()).toEqual(before);
		expect(await world.n8n.logs()).not.toContain(secret);
	});

	it('(a replay under another ID in the header) is acknowledged and nothing is run', async () => {
		const { url, secret } = await endpoint();
		const body = '{"event_id":"evt_replayed","event_type":"batch.finished","event_data":{}}';
		const before = await executions();
		expect((await post(url, body, { secret, headers: { 'Heygen-Event-Id': 'one' } })).status).toBe(200);
		await nextItems(before);
		const after = await executions();
		expect((await post(url, body, { secret, headers: { 'Heygen-Event-Id': 'two' } })).status).toBe(200);
		expect(await executions()).toEqual(after);
	});
});

describe('publishing a change during a slow delivery', () => {
	it('takes the new endpoint, and every delivery after it', async () => {
		const { url, endpoint_id: id } = await endpoint();
		// A wrong signature makes the trigger ask HeyGen, which takes its time.
		await world.control.addFault({ kind: 'delay', ms: 3_000, operationId: 'webhookEventsList', times: 1 });
		const asked = (await world.control.requests({ operationId: 'webhookEventsList' })).length;
		const slow = post(url, '{"event_id":"f","event_type":"batch.finished"}', { secret: 'whsec_forged' });
		await poll(
			async () =>
				(await world.control.requests({ operationId: 'webhookEventsList' })).length > asked
					? true
					: undefined,
			{ what: 'HeyGen to be asked', timeoutMs: 10_000 },
		);
		await activate({ fetchDetails: true }, ['batch.finished']);
		expect((await endpoint()).endpoint_id).not.toBe(id);
		expect((await slow).status).toBe(401);
		const before = await executions();
		const ids = await world.control.emit({ eventType: 'batch.finished' });
		expect(await delivered(world.control, ids)).toEqual([200]);
		expect((await nextItems(before))[0]?.json).toMatchObject({ id: ids[0] });
		expect(await world.control.requests({ operationId: 'webhookEndpointsRotateSecret' })).toEqual([]);
	});
});

describe('Rotate Secret', () => {
	it('gives no secret out, and the trigger takes up a new one at the next event', async () => {
		const { endpoint_id: id, secret } = await endpoint();
		const node = heyGenNode({
			resource: 'webhook',
			operation: 'rotateSecret',
			parameters: { endpointId: byId(id) },
			credential: world.credential,
		});
		const rotation = await world.client.saveWorkflow(chain('Rotate', node));
		const run = await world.client.runToEnd(rotation.id, { from: 'Start' });
		expect(resultOf(run, 'HeyGen')[0]?.json).toEqual({ endpoint_id: id, rotated: true });
		expect((await endpoint()).secret).not.toBe(secret);

		const before = await executions();
		const ids = await world.control.emit({ eventType: 'batch.finished', eventData: { number: 1 } });
		expect(await delivered(world.control, ids)).toEqual([200]);
		expect((await nextItems(before))[0]?.json).toMatchObject({ id: ids[0], data: { number: 1 } });

		// From now on the new secret serves, in a new process too.
		const renewed = (await endpoint()).secret;
		await world.n8n.restart();
		const again = await executions();
		await delivered(
			world.control,
			await world.control.emit({ eventType: 'batch.finished', eventData: { number: 2 } }),
		);
		expect((await nextItems(again))[0]?.json).toMatchObject({ data: { number: 2 } });
		expect((await endpoint()).secret).toBe(renewed);
		const logs = await world.n8n.logs();
		for (const each of [secret, renewed]) expect(logs).not.toContain(each);
	});
});

/** The IDs of what the executions since then were about, and whether they were caught up with, the oldest first. */
async function idsSince(before: Awaited<ReturnType<typeof executions>>, count: number) {
	const started = await world.client.waitForNewExecutions(workflow.id, before, { count });
	const items = [];
	for (const { id } of started) {
		items.push(...resultOf(await world.client.getExecution(id), 'HeyGen Trigger'));
	}
	return items.map(({ json: { id, caughtUp } }) => [id, caughtUp]).sort();
}

/** Waits until the trigger's only endpoint is this one: n8n answers before it has looked after all workflows. */
async function endpointIs(expected: Partial<Awaited<ReturnType<typeof endpoint>>>): Promise<void> {
	await poll(
		async () => {
			const { endpoints } = await world.control.state();
			const [only, ...others] = endpoints;
			return others.length === 0 && isDeepStrictEqual({ ...only, ...expected }, { ...only })
				? true
				: undefined;
		},
		{ what: `the endpoint to be ${JSON.stringify(expected)}`, timeoutMs: 20_000 },
	);
}

/** An event that happens now runs the workflow, once. */
async function expectDelivery(): Promise<void> {
	const before = await executions();
	const ids = await world.control.emit({ eventType: 'batch.finished' });
	expect(await delivered(world.control, ids)).toEqual([200]);
	expect(await idsSince(before, 1)).toEqual([[ids[0], undefined]]);
}

describe('a restart of n8n, with nobody touching the workflow', () => {
	beforeAll(async () => {
		await world.client.deactivateWorkflow(workflow.id);
		await activate({ fetchDetails: true });
		// What is missed below happened after the trigger was registered.
		await endpoint();
	});

	it('runs what was missed, at once: in order, marked, with its details', async () => {
		const before = await executions();
		await world.n8n.stop();
		const missed: string[] = [];
		for (const number of [1, 2, 3]) {
			missed.push(
				...(await world.control.emit({
					eventType: 'batch.finished',
					eventData: { missed: number },
					deliver: false,
				})),
			);
		}
		await areMissed(missed);
		await world.n8n.restart();
		const [execution] = await world.client.waitForNewExecutions(workflow.id, before);
		const items = resultOf(await world.client.getExecution(execution!.id), 'HeyGen Trigger');
		expect(items.map(({ json: { id, caughtUp } }) => [id, caughtUp])).toEqual(missed.map((id) => [id, true]));

		// Should HeyGen deliver them after all, or n8n start again, they are not run again.
		const after = await executions();
		for (const id of missed) await world.control.redeliver(id);
		expect(await delivered(world.control, missed)).toEqual([200, 200, 200]);
		await world.n8n.restart();
		const [now] = await world.control.emit({ eventType: 'batch.finished' });
		expect(await idsSince(after, 1)).toEqual([[now, undefined]]);
		expect(await executions()).toHaveLength(after.length + 1);
	});

	it('replaces a disabled endpoint, and runs what it did not deliver', async () => {
		const { endpoint_id: id } = await endpoint();
		const before = await executions();
		// As long as n8n runs, its start may still be under way, which would replace the endpoint before the event.
		await world.n8n.stop();
		await world.control.setEndpointStatus(id, 'disabled');
		const missed = await world.control.emit({ eventType: 'batch.finished' });
		await areMissed(missed);
		await world.n8n.restart();
		expect(await idsSince(before, 1)).toEqual([[missed[0], true]]);
		// n8n registers the webhook at the same time.
		await endpointIs({ status: 'enabled' });
		expect((await endpoint()).endpoint_id).not.toBe(id);
		await expectDelivery();
	});

	it('moves to another WEBHOOK_URL, and leaves no endpoint at the old one', async () => {
		const { url } = await endpoint();
		env.WEBHOOK_URL = world.n8n.url.replace('127.0.0.1', 'localhost');
		await world.n8n.restart();
		await endpointIs({ url: url.replace('127.0.0.1', 'localhost') });
		await expectDelivery();
		delete env.WEBHOOK_URL;
		await world.n8n.restart();
		await endpointIs({ url });
	});

	it('makes a deleted endpoint anew', async () => {
		const { endpoint_id: id } = await endpoint();
		await heygen('DELETE', `/v3/webhooks/endpoints/${id}`);
		await world.n8n.restart();
		await endpointIs({ status: 'enabled' });
		await expectDelivery();
	});
});
it('removes a second endpoint of its URL, and none of another', async () => {
	const { url } = await endpoint();
	await heygen('POST', '/v3/webhooks/endpoints', { url });
	const other = await heygen('POST', '/v3/webhooks/endpoints', { url: `${url}/other` });
	await world.client.deactivateWorkflow(workflow.id);
	await world.client.activateWorkflow(workflow);
	const { endpoints } = await world.control.state();
	expect(endpoints.map((each) => each.url).sort()).toEqual([url, `${url}/other`]);
	await world.client.deactivateWorkflow(workflow.id);
	expect((await world.control.state()).endpoints.map(({ endpoint_id: id }) => id)).toEqual([
		other.endpoint_id,
	]);
});
