import type { Execution } from '../../sandbox/n8n/execution';
import { describe as describeExecution, resultOf } from '../../sandbox/n8n/execution';
import type { Workflow } from '../../sandbox/n8n/client';
import { poll } from '../../sandbox/poll';
import { chain } from '../support/workflows';
import { heyGenNode, priceOfRows, rows, startWorld, videoNode, type World } from '../support/world';

jest.setTimeout(300_000);

const ROWS = rows(20);

let world: World;

beforeAll(async () => (world = await startWorld({ settings: { renderMs: 500 } })));
afterAll(async () => await world?.stop());
beforeEach(async () => await world.control.reset());

interface CreateOptions {
	options?: Record<string, unknown>;
	settings?: Record<string, unknown>;
	wait?: boolean;
	sheet?: typeof ROWS;
}

/** A sheet of rows, and a video for each. */
async function saveCreates(
	name: string,
	{ options = {}, settings = {}, wait = false, sheet = ROWS }: CreateOptions,
): Promise<Workflow> {
	const node = videoNode({ parameters: { wait }, options, credential: world.credential, settings });
	return await world.client.saveWorkflow({ ...chain(name, node), pinData: { Start: sheet } });
}

const idsOf = (execution: Execution) => resultOf(execution, 'HeyGen').map(({ json }) => json.video_id);

/** The titles tell which row a video belongs to. */
async function expectOneVideoEach(count: number): Promise<void> {
	const { videos, wallet } = await world.control.state();
	expect(videos.map(({ title }) => title).sort()).toEqual(
		rows(count)
			.map(({ json }) => `Row ${json.row}`)
			.sort(),
	);
	expect(wallet.spent).toBeCloseTo(priceOfRows(count));
}

const retryOnFail = { retryOnFail: true, maxTries: 5, waitBetweenTries: 100 };

test('20 creates, 30 % of the answers lost after processing: 20 videos, 20 IDs, paid once', async () => {
	await world.control.addFault({ kind: 'loseResponse', operationId: 'videoCreate', probability: 0.3 });
	const workflow = await saveCreates('Lost answers', { settings: retryOnFail });
	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });
	expect(describeExecution(execution)).toContain('success');
	expect(new Set(idsOf(execution)).size).toBe(20);
	await expectOneVideoEach(20);
	const [fault] = await world.control.faults();
	expect(fault?.struck).toBeGreaterThan(0);
});

test('20 creates, 30 % answered by a 502 after processing: the same', async () => {
	await world.control.addFault({
		kind: 'statusAfter',
		status: 502,
		operationId: 'videoCreate',
		probability: 0.3,
	});
	const workflow = await saveCreates('Bad gateway', { settings: retryOnFail });
	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });
	expect(new Set(idsOf(execution)).size).toBe(20);
	await expectOneVideoEach(20);
	const [fault] = await world.control.faults();
	expect(fault?.struck).toBeGreaterThan(0);
});

test('answers so unlucky that the node itself fails: Retry On Fail goes on where it was, and pays nothing again', async () => {
	// Every answer is lost until our own repeats are used up; then n8n runs the whole node again.
	await world.control.addFault({ kind: 'loseResponse', operationId: 'videoCreate', times: 9 });
	const workflow = await saveCreates('Node retried', { settings: retryOnFail, sheet: ROWS.slice(0, 1) });
	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 200_000 });
	expect(idsOf(execution)).toHaveLength(1);
	await expectOneVideoEach(1);
	const keys = (await world.control.requests({ operationId: 'videoCreate' })).map(
		({ idempotencyKey }) => idempotencyKey,
	);
	expect(keys.length).toBe(10);
	expect(new Set(keys).size).toBe(1);
});

test("n8n killed in the middle, the work run again: under the user's own key the same videos come, paid once", async () => {
	const workflow = await saveCreates('Killed', {
		options: { idempotencyKey: '=row-{{ $json.row }}', concurrency: 2 },
	});
	await world.control.addFault({ kind: 'delay', operationId: 'videoCreate', ms: 400 });
	const id = await world.client.run(workflow.id, { from: 'Start' });
	await poll(async () => ((await world.control.state()).counts.videos >= 6 ? true : undefined), {
		what: 'some videos to be created',
		timeoutMs: 30_000,
		intervalMs: 20,
	});
	await world.n8n.kill();
	const before = (await world.control.state()).counts.videos;
	expect(before).toBeLessThan(20);
	await world.control.clearFaults();
	await world.n8n.restart();

	await world.client.waitForExecution(id, { until: ['crashed'], timeoutMs: 60_000 });
	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });
	expect(new Set(idsOf(execution)).size).toBe(20);
	await expectOneVideoEach(20);
});

test('a create without idempotency key is not sent again once it may have arrived, and says how to look for it', async () => {
	await world.control.addFault({ kind: 'loseResponse', operationId: 'photoGenerate', times: 1 });
	const node = heyGenNode({
		resource: 'photo',
		operation: 'generate',
		parameters: { name: 'Presenter', appearance: 'Green sweater', ifRetired: 'stop', wait: false },
		credential: world.credential,
	});
	const workflow = await world.client.saveWorkflow(chain('No key', node));
	const { error } = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 60_000 });
	expect(error?.message).toContain('No answer came from HeyGen');
	expect(error?.description).toContain('Look in HeyGen whether it is there');
	expect(await world.control.requests({ operationId: 'photoGenerate' })).toHaveLength(1);
	expect((await world.control.state()).counts.generations).toBe(1);
});
