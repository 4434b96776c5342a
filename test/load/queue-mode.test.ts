import { UNTIL_FINISHED, type SimulatorControl } from '../../sandbox/heygen/control';
import type { Credential, N8nClient, WorkflowFile } from '../../sandbox/n8n/client';
import { resultOf } from '../../sandbox/n8n/execution';
import type { N8n } from '../../sandbox/n8n/server';
import { poll } from '../../sandbox/poll';
import { callTool } from '../support/mcp';
import { startQueue, type QueueWorld } from '../support/queue';
import { MCP_PATH, mcpServer, videoTool } from '../support/toolNode';
import { byId, heyGenNode, PACKAGE, rows, videoNode } from '../support/world';
import { chain, connected } from '../support/workflows';

jest.setTimeout(400_000);

const WEBHOOK_ID = '9b9b0e8a-61a3-4b53-a4c5-0f6a9f1f2a33';

let queue: QueueWorld;
let control: SimulatorControl;
let client: N8nClient;
let credential: Credential;

beforeAll(async () => {
	queue = await startQueue({ workers: 2 });
	({ control, client, credential } = queue);
});

afterAll(async () => await queue?.stop());

/** How often a worker's log says that it started, or finished, an execution. */
async function executionsOf(worker: N8n): Promise<Set<string>> {
	const log = await worker.logs();
	return new Set([...log.matchAll(/Worker started execution (\d+)/g)].map(([, id]) => String(id)));
}

function listener(): WorkflowFile {
	const { id, name, type } = credential;
	return {
		name: 'Listener',
		nodes: [
			{
				name: 'HeyGen Trigger',
				type: `${PACKAGE}.heyGenTrigger`,
				typeVersion: 1.1,
				parameters: { authentication: 'apiKey', events: ['avatar_video.success'] },
				credentials: { [type]: { id, name } },
				webhookId: WEBHOOK_ID,
			},
			heyGenNode({
				name: 'Get Video',
				resource: 'video',
				operation: 'get',
				parameters: { videoId: byId('={{ $json.data.video_id }}'), download: ['video'] },
				credential,
			}),
		],
		connections: connected(['HeyGen Trigger', 'Get Video']),
	};
}

function creator(name: string, waitBy: 'callback' | 'polling'): WorkflowFile {
	return {
		name,
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
			videoNode({
				parameters: { wait: true, download: ['video'] },
				options: { waitBy, waitLimit: 5 },
				credential,
			}),
			heyGenNode({
				name: 'Upload Again',
				resource: 'asset',
				operation: 'upload',
				parameters: { source: 'binary', binaryProperty: 'video' },
				credential,
			}),
		],
		connections: connected(['Start', 'HeyGen', 'Upload Again']),
		pinData: { Start: rows(2) },
	};
}

test("the trigger's events arrive at the main, and their executions run on both workers, with the file of each video", async () => {
	const workflow = await client.saveWorkflow(listener());
	await client.activateWorkflow(workflow);
	await control.set({ renderMs: 300 });
	const producer = await client.saveWorkflow({
		...creator('Producer', 'polling'),
		pinData: { Start: rows(20) },
	});
	await client.run(producer.id, { from: 'Start' });
	const executions = await client.waitForNewExecutions(workflow.id, [], { count: 20, timeoutMs: 120_000 });
	expect(executions.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 'success'));
	const [first] = executions;
	const [video] = resultOf(await client.getExecution(first!.id), 'Get Video');
	expect((await client.downloadBinary(video!.binary!.video!)).subarray(4, 8).toString()).toBe('ftyp');
	const ids = executions.map(({ id }) => id);
	for (const worker of queue.workers) {
		const own = await executionsOf(worker);
		expect(ids.some((id) => own.has(id))).toBe(true);
	}
	await client.deactivateWorkflow(workflow.id);
});

/** n8n stores an execution before the worker has closed its job, and one that is stopped in between has crashed. */
async function untilLeft(id: string, worker: N8n): Promise<void> {
	await client.waitForExecution(id, { until: ['waiting'], timeoutMs: 60_000 });
	await poll(async () => (await worker.logs()).includes(`Worker finished execution ${id}`) || undefined, {
		what: `the worker to finish execution ${id}`,
		timeoutMs: 30_000,
		intervalMs: 50,
	});
}

test('a suspended execution resumes on another worker than it began on, and its binary data survives', async () => {
	await control.set({ renderMs: UNTIL_FINISHED });
	const [first, second] = queue.workers;
	// With only one worker there is no doubt where it begins.
	await second!.stop();
	const workflow = await client.saveWorkflow(creator('Moves', 'callback'));
	const id = await client.run(workflow.id, { from: 'Start' });
	await untilLeft(id, first!);
	expect((await executionsOf(first!)).has(id)).toBe(true);
	await first!.stop();
	await control.finishJobs();
	await second!.restart();
	const execution = await client.waitForExecution(id, { timeoutMs: 120_000 });
	expect(execution.status).toBe('success');
	expect((await executionsOf(second!)).has(id)).toBe(true);
	expect(resultOf(execution, 'HeyGen').map(({ json }) => json.title)).toEqual(['Row 1', 'Row 2']);
	expect(resultOf(execution, 'Upload Again').map(({ json }) => json.mime_type)).toEqual([
		'video/mp4',
		'video/mp4',
	]);
	await first!.restart();
});

test('a tool of MCP Server Trigger runs on the workers, and every caller gets a video of their own', async () => {
	await control.set({ renderMs: 300 });
	const before = (await control.state()).videos.length;
	const workflow = await client.saveWorkflow(mcpServer('MCP', videoTool(credential)));
	await client.activateWorkflow(workflow);
	const url = `${queue.main.url}/mcp/${MCP_PATH}`;
	const answers = [await callTool(url, { script: 'Hello' }), await callTool(url, { script: 'Hello' })];
	for (const answer of answers) expect(answer).toContain('"status":"completed"');
	expect((await control.state()).videos.length - before).toBe(2);
	const executions = await client.waitForNewExecutions(workflow.id, [], { count: 2, timeoutMs: 30_000 });
	const onWorkers = await Promise.all(queue.workers.map(executionsOf));
	for (const { id } of executions) expect(onWorkers.some((ids) => ids.has(id))).toBe(true);
	await client.deactivateWorkflow(workflow.id);
});

test('run by hand on one worker and then on another: the same video, paid once', async () => {
	await control.reset();
	await control.set({ renderMs: 300 });
	const [first, second] = queue.workers;
	const node = videoNode({ parameters: { wait: true }, options: { inManualRuns: 'reuse' }, credential });
	const workflow = await client.saveWorkflow({
		...chain('Built on workers', node),
		pinData: { Start: rows(2) },
	});
	const run = async () => await client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });
	await second!.stop();
	const one = await run();
	await first!.stop();
	await second!.restart();
	const other = await run();
	await first!.restart();

	expect((await executionsOf(first!)).has(one.id)).toBe(true);
	expect((await executionsOf(second!)).has(other.id)).toBe(true);
	expect(resultOf(other, 'HeyGen').map(({ json }) => [json.id, json.reused])).toEqual(
		resultOf(one, 'HeyGen').map(({ json }) => [json.id, true]),
	);
	expect((await control.state()).videos).toHaveLength(2);
});

test('calls that are lost cost some seconds: the worker that suspended calls the main, which remembers from then on', async () => {
	await control.reset();
	await control.set({ renderMs: UNTIL_FINISHED, loseCallbacks: true });
	const [first, second] = queue.workers;
	await second!.stop();
	const workflow = await client.saveWorkflow(creator('Lost calls', 'callback'));
	const id = await client.run(workflow.id, { from: 'Start' });
	await client.waitForExecution(id, { until: ['waiting'], timeoutMs: 60_000 });
	const looks = async () => (await control.requests({ operationId: 'videoStatusesList' })).length;
	const before = await looks();
	await poll(async () => (await looks()) > before || undefined, {
		what: "the worker's call",
		timeoutMs: 30_000,
		intervalMs: 100,
	});
	// Its process ends; what it knew is known to the main.
	await first!.stop();
	await control.finishJobs();
	await second!.restart();
	const execution = await client.waitForExecution(id, { timeoutMs: 90_000 });
	expect(execution.status).toBe('success');
	expect(resultOf(execution, 'HeyGen').map(({ json }) => json.title)).toEqual(['Row 1', 'Row 2']);
	await first!.restart();
});

test('n8n takes what goes on for crashed where the worker it began on starts at that moment; run again, nothing is paid twice', async () => {
	await control.reset();
	await control.set({ renderMs: UNTIL_FINISHED });
	const [first, second] = queue.workers;
	await second!.stop();
	const node = videoNode({
		parameters: { wait: true },
		options: { waitBy: 'callback', inManualRuns: 'reuse' },
		credential,
	});
	const workflow = await client.saveWorkflow({ ...chain('Worker again', node), pinData: { Start: rows(2) } });
	const id = await client.run(workflow.id, { from: 'Start' });
	await untilLeft(id, first!);
	await first!.stop();
	await control.finishJobs();
	const queued = new RegExp(`Enqueued execution ${id} `, 'g');
	await poll(async () => ((await queue.main.logs()).match(queued) ?? []).length > 1 || undefined, {
		what: 'the execution to go on',
		timeoutMs: 30_000,
	});
	await first!.restart();
	await client.waitForExecution(id, { until: ['crashed'], timeoutMs: 60_000 });

	const again = await client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });
	expect(resultOf(again, 'HeyGen').map(({ json }) => [json.status, json.reused])).toEqual([
		['completed', true],
		['completed', true],
	]);
	expect((await control.state()).videos).toHaveLength(2);
});
