import axios from 'axios';
import type { Workflow } from '../../sandbox/n8n/client';
import { poll } from '../../sandbox/poll';
import { resultOf } from '../../sandbox/n8n/execution';
import { listener } from '../support/listener';
import { Memory } from '../support/memory';
import { startWorld, type World } from '../support/world';

jest.setTimeout(400_000);

const WARM_UP = 200;
const EVENTS = process.env.DEEP === 'true' ? 1_000 : 500;
const MB = 1024 * 1024;
/** What they may leave in n8n's memory, in bytes. */
const GROWTH = 16 * MB;

let world: World;
let memory: Memory;
let workflow: Workflow;
/** A finished one, which the trigger reads for every event. */
let video: string;

beforeAll(async () => {
	memory = await Memory.open();
	world = await startWorld({
		env: memory.env,
		settings: { webhookConcurrency: 10, logSize: 20_000, webhookMaxAttempts: 1 },
	});
	workflow = await world.client.saveWorkflow(
		listener({
			name: 'Load',
			events: ['*'],
			webhookId: '6c1e3c0a-6a8f-4a1d-8a44-2f0f6a1b7c88',
			credential: world.credential,
		}),
	);
	const { heygen, control } = world;
	const created = await axios.post<{ data: { video_id: string } }>(
		`${heygen.url}/v3/videos`,
		{ type: 'avatar', avatar_id: 'Carlotta_Sofa_public', script: 'Hello' },
		{ headers: { 'X-Api-Key': heygen.apiKey } },
	);
	video = created.data.data.video_id;
	await poll(async () => ((await control.state()).videos[0]?.status === 'completed' ? true : undefined), {
		what: 'the video to be rendered',
		timeoutMs: 30_000,
	});
	await world.client.activateWorkflow(workflow);
});
afterAll(async () => {
	await world?.stop();
	await memory?.close();
});

/** Emits events and waits until each has been answered and executed; resolves with their IDs. */
async function burst(count: number, before: number): Promise<string[]> {
	const ids = await world.control.emit({
		eventType: 'avatar_video.success',
		eventData: { video_id: video, note: 'event {n}' },
		count,
	});
	// Asked of the simulator: n8n has enough to do.
	await poll(async () => ((await world.control.metrics()).deliveries.pending === 0 ? true : undefined), {
		what: 'all deliveries to be answered',
		timeoutMs: 300_000,
		intervalMs: 1_000,
	});
	await world.client.waitForNewExecutions(workflow.id, [], { count: before + count, timeoutMs: 60_000 });
	return ids;
}

test('hundreds of signed deliveries, 50 at a time: each answered in time, each executed once, and memory stays flat', async () => {
	await burst(WARM_UP, 0);
	await world.control.set({ webhookConcurrency: 50 });
	const before = await memory.heldBy(world.n8n);
	const ids = await burst(EVENTS, WARM_UP);
	const grown = (await memory.heldBy(world.n8n)) - before;

	const deliveries = await world.control.deliveries({ kind: 'webhook' });
	expect(deliveries).toHaveLength(WARM_UP + EVENTS);
	const attempts = deliveries.flatMap((delivery) => delivery.attempts);
	const measured = deliveries.filter(({ eventId }) => ids.includes(eventId ?? ''));
	expect(attempts.map(({ status }) => status)).toEqual(deliveries.map(() => 200));
	const slowest = Math.max(...measured.flatMap((each) => each.attempts.map(({ durationMs }) => durationMs)));
	expect(slowest).toBeLessThan(10_000);

	const executions = await world.client.listExecutions({ workflowId: workflow.id });
	expect(executions).toHaveLength(WARM_UP + EVENTS);
	expect(new Set(executions.map(({ status }) => status))).toEqual(new Set(['success']));
	const executed: unknown[] = [];
	for (const { id } of executions.slice(0, EVENTS)) {
		const items = resultOf(await world.client.getExecution(id), 'HeyGen Trigger');
		executed.push(...items.map(({ json }) => json.id));
		expect(items[0]?.json).toMatchObject({ data: { video_id: video, status: 'completed' } });
	}
	expect(executed.sort()).toEqual([...ids].sort());

	console.log(`slowest answer ${slowest} ms; memory grew by ${Math.round(grown / MB)} MB`);
	expect(grown).toBeLessThan(GROWTH);
	// What is stored for the workflow is no more than what is to be remembered.
	const { staticData } = (await world.client.call('GET', `/rest/workflows/${workflow.id}`)) as {
		staticData: unknown;
	};
	expect(JSON.stringify(staticData).length).toBeLessThan(16 * (WARM_UP + EVENTS) + 1_000);
});
