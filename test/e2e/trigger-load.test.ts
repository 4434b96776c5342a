import { readFile } from 'node:fs/promises';
import type { Workflow } from '../../sandbox/n8n/client';
import { poll } from '../../sandbox/poll';
import { resultOf } from '../../sandbox/n8n/execution';
import { listener } from '../support/listener';
import { startWorld, type World } from '../support/world';

jest.setTimeout(400_000);

const ROUNDS = 3;
const EVENTS = 1_000;
const MB = 1024 * 1024;

let world: World;
let workflow: Workflow;

beforeAll(async () => {
	world = await startWorld({ settings: { webhookConcurrency: 50, logSize: 20_000, webhookMaxAttempts: 1 } });
	workflow = await world.client.saveWorkflow(
		listener({
			name: 'Load',
			events: ['*'],
			webhookId: '6c1e3c0a-6a8f-4a1d-8a44-2f0f6a1b7c88',
			credential: world.credential,
		}),
	);
	await world.client.activateWorkflow(workflow);
});
afterAll(async () => await world?.stop());

/** Bytes n8n's process holds in memory. */
async function memory(): Promise<number> {
	const status = await readFile(`/proc/${world.n8n.pid}/status`, 'utf8');
	return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}

/** Emits a thousand events and waits until each has been answered and executed; resolves with their IDs. */
async function round(number: number): Promise<string[]> {
	const ids = await world.control.emit({
		eventType: 'avatar_video.success',
		eventData: { note: `round ${number}, event {n}` },
		count: EVENTS,
	});
	// Asked of the simulator: n8n has enough to do.
	await poll(async () => ((await world.control.metrics()).deliveries.pending === 0 ? true : undefined), {
		what: 'all deliveries to be answered',
		timeoutMs: 180_000,
		intervalMs: 500,
	});
	await world.client.waitForNewExecutions(workflow.id, [], { count: EVENTS * number, timeoutMs: 120_000 });
	return ids;
}

test('a thousand signed deliveries, 50 at a time: each answered in time, each executed once, and memory stays flat', async () => {
	const levels: number[] = [];
	const all: string[] = [];
	for (let number = 1; number <= ROUNDS; number++) {
		all.push(...(await round(number)));
		levels.push(await memory());
	}

	const deliveries = await world.control.deliveries({ kind: 'webhook' });
	expect(deliveries).toHaveLength(ROUNDS * EVENTS);
	expect(new Set(deliveries.map(({ attempts }) => attempts.map(({ status }) => status).join()))).toEqual(
		new Set(['200']),
	);
	const slowest = Math.max(...deliveries.flatMap(({ attempts }) => attempts.map((each) => each.durationMs)));
	expect(slowest).toBeLessThan(10_000);

	const executions = await world.client.listExecutions({ workflowId: workflow.id });
	expect(executions).toHaveLength(ROUNDS * EVENTS);
	expect(new Set(executions.map(({ status }) => status))).toEqual(new Set(['success']));
	const executed: unknown[] = [];
	for (const { id } of executions.slice(0, EVENTS)) {
		const items = resultOf(await world.client.getExecution(id), 'HeyGen Trigger');
		executed.push(...items.map(({ json }) => json.id));
	}
	expect(executed.sort()).toEqual(all.slice(-EVENTS).sort());

	console.log(
		`slowest answer ${slowest} ms; memory after each thousand: ${levels.map((level) => Math.round(level / MB)).join(', ')} MB`,
	);
	// The first thousand warms n8n up; what the later ones add is what would grow for ever.
	expect((levels.at(-1) ?? 0) - (levels.at(1) ?? 0)).toBeLessThan(64 * MB);
	// Neither n8n's store for the workflow nor its log grows beyond what is to be remembered.
	const { staticData } = (await world.client.call('GET', `/rest/workflows/${workflow.id}`)) as {
		staticData: unknown;
	};
	expect(JSON.stringify(staticData).length).toBeLessThan(16 * EVENTS * ROUNDS + 1_000);
});
