import type { Workflow } from '../../sandbox/n8n/client';
import { resultOf } from '../../sandbox/n8n/execution';
import { connected, webhook } from '../support/workflows';
import { startWorld, videoNode, type World } from '../support/world';

jest.setTimeout(400_000);

/** n8n runs no more production executions than these at once; a suspended one does not count. */
const CONCURRENCY_LIMIT = 5;

let world: World;

beforeAll(async () => {
	world = await startWorld({ env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: String(CONCURRENCY_LIMIT) } });
});
afterAll(async () => await world?.stop());
beforeEach(async () => await world.control.reset());

/** A workflow that a web request starts, as a form or a shop would. */
async function activate(waitBy: 'callback' | 'polling'): Promise<{ workflow: Workflow; path: string }> {
	const path = `video-by-${waitBy}`;
	const workflow = await world.client.saveWorkflow({
		name: path,
		nodes: [
			webhook(path),
			videoNode({
				parameters: { script: '=Hello {{ $json.body.row }}', wait: true },
				options: { waitBy, waitLimit: 10, title: '=Row {{ $json.body.row }}' },
				credential: world.credential,
			}),
		],
		connections: connected(['Webhook', 'HeyGen']),
	});
	await world.client.activateWorkflow(workflow);
	return { workflow, path };
}

async function run(
	waitBy: 'callback' | 'polling',
	count: number,
): Promise<{ titles: unknown[]; peak: number }> {
	const { workflow, path } = await activate(waitBy);
	await Promise.all(
		Array.from({ length: count }, async (_, row) => await world.client.callWebhook(path, { body: { row } })),
	);
	const executions = await world.client.waitForNewExecutions(workflow.id, [], { count, timeoutMs: 240_000 });
	const titles: unknown[] = [];
	for (const { id } of executions) {
		titles.push(...resultOf(await world.client.getExecution(id), 'HeyGen').map(({ json }) => json.title));
	}
	return { titles, peak: (await world.control.state()).jobs.peak };
}

const everyRow = (count: number) => Array.from({ length: count }, (_, row) => `Row ${row}`).sort();

test('100 suspended executions wait at once on an n8n that runs five, and all complete', async () => {
	await world.control.set({ renderMs: 35_000 });
	const { titles, peak } = await run('callback', 100);
	expect(titles.sort()).toEqual(everyRow(100));
	// All videos were being made at the same time: none waited for a free place in n8n.
	expect(peak).toBe(100);
	expect((await world.control.state()).counts.videos).toBe(100);
});

test('by polling, the same n8n has no more than five videos made at once', async () => {
	await world.control.set({ renderMs: 1_000 });
	const { titles, peak } = await run('polling', 15);
	expect(titles.sort()).toEqual(everyRow(15));
	expect(peak).toBeLessThanOrEqual(CONCURRENCY_LIMIT);
});
