import { join } from 'node:path';
import { resultOf } from '../../sandbox/n8n/execution';
import { poll } from '../../sandbox/poll';
import { areMissed, listener, pollListener, POLL_TRIGGER } from '../support/listener';
import { chain } from '../support/workflows';
import { rows, startWorld, videoNode, type World } from '../support/world';

// The clock of n8n's machine is ten minutes off HeyGen's. Whatever takes long here compares the two.

jest.setTimeout(300_000);

const MINUTE = 60_000;

describe.each([
	['ahead of', 10 * MINUTE],
	['behind', -10 * MINUTE],
])('n8n, ten minutes %s HeyGen', (_, skew) => {
	let world: World;

	beforeAll(async () => {
		world = await startWorld({
			env: {
				CLOCK_SKEW_MS: String(skew),
				NODE_OPTIONS: `--require ${join(__dirname, '../support/clockSkew.cjs')}`,
			},
			settings: { renderMs: 1_500, retryAfter: 2, retryAfterStyle: 'date' },
		});
	});
	afterAll(async () => await world?.stop());
	beforeEach(async () => await world.control.clearFaults());

	it.each(['polling', 'callback'])(
		'waits for a video by %s as long as it takes, and pays once',
		async (waitBy) => {
			const before = (await world.control.state()).counts.videos;
			// HeyGen says when to come back by its own clock.
			for (const operationId of ['videoCreate', 'videoGet'] as const)
				await world.control.addFault({ kind: 'status', status: 429, operationId, times: 1 });
			const node = videoNode({
				parameters: { wait: true, download: ['video'] },
				options: { waitBy, waitLimit: 5 },
				credential: world.credential,
			});
			const workflow = await world.client.saveWorkflow({
				...chain(`By ${waitBy}`, node),
				pinData: { Start: rows(1) },
			});
			const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: MINUTE });
			expect(Math.abs(Date.parse(execution.stoppedAt ?? '') - Date.now() - skew)).toBeLessThan(MINUTE);
			const [video] = resultOf(execution, 'HeyGen');
			expect(video?.json).toMatchObject({ title: 'Row 1', status: 'completed' });
			expect(video?.binary?.video).toBeDefined();
			expect((await world.control.state()).counts.videos).toBe(before + 1);
		},
	);

	it('gives a video again that was made a minute ago', async () => {
		const node = videoNode({
			parameters: { wait: true },
			options: { payOncePer: 'content', inManualRuns: 'reuse' },
			credential: world.credential,
		});
		const workflow = await world.client.saveWorkflow({
			...chain('Again', node),
			pinData: { Start: rows(1) },
		});
		const run = async () => {
			const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: MINUTE });
			return resultOf(execution, 'HeyGen')[0]?.json;
		};
		const first = await run();
		expect(await run()).toMatchObject({ id: first?.id, reused: true });
	});

	it('runs an event once, and one that was missed once, when n8n starts', async () => {
		const workflow = await world.client.saveWorkflow(
			listener({
				name: 'Events',
				events: ['batch.finished'],
				webhookId: '5b0a3a50-70b5-4a5e-8f8f-6a6e7d1c2b3a',
				credential: world.credential,
			}),
		);
		await world.client.activateWorkflow(workflow);
		const [told] = await world.control.emit({ eventType: 'batch.finished' });
		await world.client.waitForNewExecutions(workflow.id, []);
		await world.control.redeliver(told!);
		await world.n8n.stop();
		const [missed] = await world.control.emit({ eventType: 'batch.finished', deliver: false });
		await areMissed([missed!]);
		await world.n8n.restart();
		await world.client.waitForNewExecutions(workflow.id, [], { count: 2 });
		// A later one comes after whatever would be run twice.
		const [last] = await world.control.emit({ eventType: 'batch.finished' });
		const executions = await world.client.waitForNewExecutions(workflow.id, [], { count: 3 });
		const items = await Promise.all(
			executions.map(async ({ id }) => resultOf(await world.client.getExecution(id), 'HeyGen Trigger')),
		);
		expect(items.flat().map(({ json }) => json.id)).toEqual([told, missed, last]);
		await world.client.deactivateWorkflow(workflow.id);
	});

	it('tells of a video once by polling, and of none that was there before', async () => {
		const workflow = await world.client.saveWorkflow(
			pollListener({ name: 'Polling', credential: world.credential }),
		);
		await world.client.activateWorkflow(workflow);
		const polls = async (count: number) => {
			const read = async () => (await world.control.metrics()).requests.videoList ?? 0;
			const before = await read();
			await poll(async () => (await read()) >= before + count || undefined, {
				what: `${count} polls`,
				timeoutMs: MINUTE,
			});
		};
		await polls(2);
		const node = videoNode({ parameters: { wait: true }, credential: world.credential });
		const creator = await world.client.saveWorkflow({
			...chain('One more', node),
			pinData: { Start: rows(1) },
		});
		const execution = await world.client.runToEnd(creator.id, { from: 'Start', timeoutMs: MINUTE });
		const [made] = resultOf(execution, 'HeyGen');
		await world.client.waitForNewExecutions(workflow.id, []);
		await polls(2);
		const executions = await world.client.listExecutions({ workflowId: workflow.id });
		const items = await Promise.all(
			executions.map(async ({ id }) => resultOf(await world.client.getExecution(id), POLL_TRIGGER)),
		);
		expect(items.flat().map(({ json }) => json.id)).toEqual([made?.json.id]);
	});
});
