import type { Workflow } from '../../sandbox/n8n/client';
import { N8nClient } from '../../sandbox/n8n/client';
import { resultOf } from '../../sandbox/n8n/execution';
import type { N8n } from '../../sandbox/n8n/server';
import { poll } from '../../sandbox/poll';
import { delivered, listener, pollListener, POLL_TRIGGER, post } from '../support/listener';
import { startQueue, type QueueWorld } from '../support/queue';
import { connected, webhook } from '../support/workflows';
import { videoNode } from '../support/world';

// Two mains on one database, as they stand side by side while one n8n replaces another. n8n takes each for the only one.

jest.setTimeout(400_000);

const WEBHOOK_ID = '7f7b1f3a-2b8a-4f4b-9c0d-8f0a1b2c3d4e';

let queue: QueueWorld;
let client: N8nClient;
/** Started last, when all was published. */
let second: N8n;
let video: Workflow;
let events: Workflow;
let polling: Workflow;

beforeAll(async () => {
	queue = await startQueue({ workers: 1, workerConcurrency: 5 });
	({ client } = queue);
	const { credential } = queue;
	await queue.control.set({ renderMs: 8_000 });
	video = await client.saveWorkflow({
		name: 'Video',
		nodes: [
			webhook('two-mains'),
			videoNode({
				parameters: { script: '=Hello {{ $json.body.row }}', wait: true },
				options: { waitBy: 'callback', waitLimit: 5, title: '=Row {{ $json.body.row }}' },
				credential,
			}),
		],
		connections: connected(['Webhook', 'HeyGen']),
	});
	events = await client.saveWorkflow(
		listener({ name: 'Events', events: ['batch.finished'], webhookId: WEBHOOK_ID, credential }),
	);
	polling = await client.saveWorkflow(pollListener({ name: 'Polling', credential }));
	for (const workflow of [video, events, polling]) await client.activateWorkflow(workflow);
	second = await queue.startMain();
});

afterAll(async () => await queue?.stop());

const itemsOf = async (workflow: Workflow, node: string) => {
	const executions = await client.listExecutions({ workflowId: workflow.id });
	const all = await Promise.all(
		executions.reverse().map(async ({ id }) => resultOf(await client.getExecution(id), node)),
	);
	return all.flat();
};

test('an execution that waits goes on once, whichever main it was started on, and its video is paid once', async () => {
	const other = await N8nClient.open(second.url);
	const starts = [client, other, client, other];
	for (const [row, to] of starts.entries()) {
		expect((await to.callWebhook('two-mains', { body: { row } })).status).toBe(200);
	}
	const executions = await client.waitForNewExecutions(video.id, [], {
		count: starts.length,
		timeoutMs: 120_000,
	});
	expect(executions.map(({ status }) => status)).toEqual(starts.map(() => 'success'));
	const titles = (await itemsOf(video, 'HeyGen')).map(({ json }) => json.title);
	expect(titles.sort()).toEqual(starts.map((_, row) => `Row ${row}`));
	expect((await queue.control.state()).counts.videos).toBe(starts.length);
});

test('HeyGen has one endpoint, and an event runs once, to whichever main it is delivered', async () => {
	const { endpoints } = await queue.control.state();
	expect(endpoints).toHaveLength(1);
	const secret = endpoints[0]!.secret;
	const body = (id: string) =>
		JSON.stringify({
			event_id: id,
			event_type: 'batch.finished',
			event_data: {},
			created_at: new Date().toISOString(),
		});
	const deliver = async ({ url }: N8n, id: string) =>
		(await post(`${url}/webhook/${WEBHOOK_ID}/webhook`, body(id), { secret })).status;
	expect(await deliver(queue.main, 'evt_1')).toBe(200);
	expect(await deliver(second, 'evt_1')).toBe(200);
	expect(await deliver(second, 'evt_2')).toBe(200);
	expect(await deliver(queue.main, 'evt_2')).toBe(200);
	const [last] = await queue.control.emit({ eventType: 'batch.finished' });
	expect(await delivered(queue.control, [last!])).toEqual([200]);
	await client.waitForNewExecutions(events.id, [], { count: 3 });
	const ids = (await itemsOf(events, 'HeyGen Trigger')).map(({ json }) => json.id);
	expect(ids.sort()).toEqual(['evt_1', 'evt_2', last].sort());
});

test('the poll trigger runs on both: each tells of a video, once', async () => {
	const polls = async () => (await queue.control.metrics()).requests.videoList ?? 0;
	const wanted = (await queue.control.state()).videos.map(({ id }) => id);
	await client.waitForNewExecutions(polling.id, [], { count: 1, timeoutMs: 60_000 });
	const before = await polls();
	await poll(async () => (await polls()) >= before + 4 || undefined, {
		what: 'polls of both',
		timeoutMs: 60_000,
	});
	const told = (await itemsOf(polling, POLL_TRIGGER)).map(({ json }) => json.id);
	for (const id of wanted) {
		const times = told.filter((one) => one === id).length;
		expect([id, times]).toEqual([id, 2]);
	}
});
