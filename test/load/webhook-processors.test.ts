import type { N8nClient, Workflow } from '../../sandbox/n8n/client';
import { resultOf } from '../../sandbox/n8n/execution';
import type { N8n } from '../../sandbox/n8n/server';
import { listener, post } from '../support/listener';
import { startQueue, type QueueWorld } from '../support/queue';

jest.setTimeout(400_000);

const WEBHOOK_ID = '0e3f8b0d-2c39-4c1c-8f57-9f6b0c9f4a55';

let queue: QueueWorld;
let client: N8nClient;
let workflow: Workflow;
let secret: string;

beforeAll(async () => {
	queue = await startQueue({ workers: 1, processors: 2 });
	({ client } = queue);
	workflow = await client.saveWorkflow(
		listener({
			name: 'Processors',
			events: ['*'],
			webhookId: WEBHOOK_ID,
			credential: queue.credential,
			parameters: { fetchDetails: false },
		}),
	);
	await client.activateWorkflow(workflow);
	const [endpoint] = (await queue.control.state()).endpoints;
	secret = endpoint!.secret;
});

afterAll(async () => await queue?.stop());

const deliver = async (to: N8n, number: number) => {
	const body = JSON.stringify({
		event_id: `evt_${number}`,
		event_type: 'batch.finished',
		event_data: { number },
		created_at: new Date().toISOString(),
	});
	return (await post(`${to.url}/webhook/${WEBHOOK_ID}/webhook`, body, { secret })).status;
};

const numbers = async (count: number) => {
	const executions = await client.waitForNewExecutions(workflow.id, [], { count });
	const items = await Promise.all(
		executions.map(async ({ id }) => resultOf(await client.getExecution(id), 'HeyGen Trigger')),
	);
	return items.flat().map(({ json }) => (json.data as { number: number }).number);
};

it('runs an event once that HeyGen repeats to the other of two webhook processors, in either direction', async () => {
	const [one, two] = queue.processors;
	for (const [number, first, second] of [
		[1, one!, two!],
		[2, two!, one!],
		[3, one!, one!],
	] as const) {
		expect(await deliver(first, number)).toBe(200);
		expect(await deliver(second, number)).toBe(200);
	}
	// A further event comes after all of them: were a duplicate run, it would stand before it.
	expect(await deliver(two!, 4)).toBe(200);
	expect((await numbers(4)).sort()).toEqual([1, 2, 3, 4]);
	expect(await client.listExecutions({ workflowId: workflow.id })).toHaveLength(4);
});

it('runs each of many events that come to both processors at once', async () => {
	const wanted = Array.from({ length: 40 }, (_, index) => 100 + index);
	const statuses = await Promise.all(
		wanted.map(async (number, index) => await deliver(queue.processors[index % 2]!, number)),
	);
	expect(new Set(statuses)).toEqual(new Set([200]));
	expect((await numbers(44)).filter((number) => number >= 100).sort()).toEqual(wanted);
});
