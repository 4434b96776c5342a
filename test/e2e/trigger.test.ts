import axios from 'axios';
import { createHmac } from 'node:crypto';
import { greetingOf } from '../../nodes/HeyGen/trigger/address';
import type { Workflow, WorkflowFile } from '../../sandbox/n8n/client';
import { resultOf } from '../../sandbox/n8n/execution';
import { poll } from '../../sandbox/poll';
import { delivered as allDelivered, listener as listenerWorkflow } from '../support/listener';
import { startWorld, type World } from '../support/world';

jest.setTimeout(300_000);

const WEBHOOK_ID = '0c2d3c7e-7a58-4f5c-9f5e-0a8a3f0d7f11';

let world: World;

beforeAll(async () => (world = await startWorld()));
afterAll(async () => await world?.stop());

function listener(name: string, events: string[], webhookId = WEBHOOK_ID): WorkflowFile {
	return listenerWorkflow({
		name,
		events,
		webhookId,
		credential: world.credential,
		parameters: { fetchDetails: false },
	});
}

const endpoints = async () => (await world.control.state()).endpoints;

const delivered = async (eventIds: string[]) => await allDelivered(world.control, eventIds);

describe('the production URL', () => {
	let workflow: Workflow;

	beforeAll(async () => {
		workflow = await world.client.saveWorkflow(listener('Production', ['avatar_video.success']));
		await world.client.activateWorkflow(workflow);
	});

	it('is registered at HeyGen when the workflow is activated, for the chosen events', async () => {
		expect(await endpoints()).toEqual([
			expect.objectContaining({
				url: `${world.n8n.url}/webhook/${WEBHOOK_ID}/webhook`,
				events: ['avatar_video.success'],
				status: 'enabled',
			}),
		]);
	});

	it("answered HeyGen's probes with success", async () => {
		// HeyGen sends them on its own, so the activation waits for neither.
		const probes = await poll(
			async () => {
				const all = await world.control.deliveries({ kind: 'probe' });
				return all.length > 1 && all.every(({ state }) => state !== 'pending') ? all : undefined;
			},
			{ what: "HeyGen's two probes to be answered", timeoutMs: 30_000 },
		);
		expect(
			probes.map(({ method, attempts }) => [method, attempts.map(({ status, error }) => error ?? status)]),
		).toEqual([
			['OPTIONS', [204]],
			['GET', [200]],
		]);
		expect(await world.client.listExecutions({ workflowId: workflow.id })).toEqual([]);
	});

	it('says whose address it is, by which a copy of this n8n knows that it is one', async () => {
		const url = `${world.n8n.url}/webhook/${WEBHOOK_ID}/webhook`;
		const { data } = await axios.get<string>(url, { responseType: 'text' });
		expect(data).toBe(greetingOf(url));
	});

	it('runs the workflow for a chosen event, once for however many deliveries', async () => {
		const ids = await world.control.emit({
			eventType: 'avatar_video.success',
			eventData: { video_id: 'v-1', url: 'https://files.heygen.example/v-1.mp4' },
			copies: 3,
		});
		expect(await delivered(ids)).toEqual([200, 200, 200]);
		const [execution] = await world.client.waitForNewExecutions(workflow.id, []);
		expect(resultOf(await world.client.getExecution(execution!.id), 'HeyGen Trigger')).toEqual([
			expect.objectContaining({
				json: {
					event: 'avatar_video.success',
					id: ids[0],
					occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
					data: { video_id: 'v-1', url: 'https://files.heygen.example/v-1.mp4' },
				},
			}),
		]);
		expect(await world.client.listExecutions({ workflowId: workflow.id })).toHaveLength(1);
	});

	it('acknowledges an event that was not chosen and runs nothing', async () => {
		const before = await world.client.listExecutions({ workflowId: workflow.id });
		const ids = await world.control.emit({ eventType: 'avatar_video.fail', unsubscribed: true });
		expect(await delivered(ids)).toEqual([200]);
		expect(await world.client.listExecutions({ workflowId: workflow.id })).toEqual(before);
	});

	it.each([
		['no signature', {}],
		['a wrong signature', { 'Heygen-Signature': 'a'.repeat(64) }],
		[
			'a signature made with another secret',
			{ 'Heygen-Signature': createHmac('sha256', 'whsec_other').update('{}').digest('hex') },
		],
	])('answers 401 without a body to a delivery with %s, and runs nothing', async (_what, headers) => {
		const before = await world.client.listExecutions({ workflowId: workflow.id });
		const { status, data } = await axios.post<unknown>(
			`${world.n8n.url}/webhook/${WEBHOOK_ID}/webhook`,
			'{}',
			{
				headers: { 'Content-Type': 'application/json', ...headers },
				validateStatus: () => true,
			},
		);
		expect({ status, data }).toEqual({ status: 401, data: '' });
		expect(await world.client.listExecutions({ workflowId: workflow.id })).toEqual(before);
		const [endpoint] = await endpoints();
		expect(await world.n8n.logs()).not.toContain(endpoint!.secret);
	});

	it('accepts the plain signature seen in the field', async () => {
		await world.control.set({ signatureStyle: 'plain' });
		const before = await world.client.listExecutions({ workflowId: workflow.id });
		const ids = await world.control.emit({
			eventType: 'avatar_video.success',
			eventData: { video_id: 'v-2' },
		});
		expect(await delivered(ids)).toEqual([200]);
		expect(await world.client.waitForNewExecutions(workflow.id, before)).toHaveLength(1);
		await world.control.set({ signatureStyle: 'heygen' });
	});

	it('follows when the chosen events change', async () => {
		workflow = await world.client.saveWorkflow(
			listener('Production', ['avatar_video.fail', 'batch.finished']),
		);
		await world.client.activateWorkflow(workflow);
		expect((await endpoints()).map(({ events }) => events)).toEqual([
			['avatar_video.fail', 'batch.finished'],
		]);
	});

	it('works on after a restart of n8n', async () => {
		await world.n8n.restart();
		const before = await world.client.listExecutions({ workflowId: workflow.id });
		const ids = await world.control.emit({ eventType: 'avatar_video.fail', eventData: { video_id: 'v-3' } });
		expect(await delivered(ids)).toEqual([200]);
		expect(await world.client.waitForNewExecutions(workflow.id, before)).toHaveLength(1);
		expect(await endpoints()).toHaveLength(1);
	});

	it('is removed at HeyGen when the workflow is deactivated', async () => {
		await world.client.deactivateWorkflow(workflow.id);
		expect(await endpoints()).toEqual([]);
	});
});

describe('the test URL', () => {
	it('is registered beside the production URL, takes one event, and is removed', async () => {
		const production = await world.client.saveWorkflow(listener('Both', ['*']));
		await world.client.activateWorkflow(production);
		await world.client.listenForTestEvent(production.id, 'HeyGen Trigger');
		expect((await endpoints()).map(({ url, events }) => ({ url, events }))).toEqual([
			{ url: `${world.n8n.url}/webhook/${WEBHOOK_ID}/webhook`, events: null },
			{ url: `${world.n8n.url}/webhook-test/${WEBHOOK_ID}/webhook`, events: null },
		]);
		const test = (await endpoints()).find(({ url }) => url.includes('/webhook-test/'));
		const ids = await world.control.emit({
			eventType: 'video_translate.success',
			eventData: { video_translate_id: 't-1' },
			endpointId: test!.endpoint_id,
		});
		expect(await delivered(ids)).toEqual([200]);
		const [execution] = await world.client.waitForNewExecutions(production.id, []);
		expect(resultOf(await world.client.getExecution(execution!.id), 'HeyGen Trigger')[0]?.json).toMatchObject(
			{
				event: 'video_translate.success',
				data: { video_translate_id: 't-1' },
			},
		);
		// n8n takes the test URL back after it has started the execution.
		const left = await poll(
			async () => {
				const urls = (await endpoints()).map(({ url }) => url);
				return urls.length === 1 ? urls : undefined;
			},
			{ what: 'the endpoint of the test URL to be removed', timeoutMs: 10_000 },
		);
		expect(left).toEqual([`${world.n8n.url}/webhook/${WEBHOOK_ID}/webhook`]);
		await world.client.deactivateWorkflow(production.id);
	});
});

describe('an activation HeyGen does not accept', () => {
	it('fails with what HeyGen says, and leaves nothing behind', async () => {
		await world.control.addFault({ kind: 'status', status: 402, operationId: 'webhookEndpointsCreate' });
		const workflow = await world.client.saveWorkflow(
			listener('Refused', ['*'], '5a9a7a0e-4a1b-4b43-8a0f-8d5d0c5a6e22'),
		);
		await expect(world.client.activateWorkflow(workflow)).rejects.toThrow(/HeyGen refused the request/);
		await world.control.clearFaults();
		expect(await endpoints()).toEqual([]);
	});
});
