import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabases, type Databases } from '../../sandbox/databases';
import { startSimulator, type Simulator } from '../../sandbox/heygen';
import { SimulatorControl } from '../../sandbox/heygen/control';
import { N8nClient, type Credential, type WorkflowFile } from '../../sandbox/n8n/client';
import { resultOf } from '../../sandbox/n8n/execution';
import { installProject } from '../../sandbox/n8n/install-package';
import { startN8n, type N8n, type N8nOptions } from '../../sandbox/n8n/server';
import { byId, heyGenNode, PACKAGE, rows, videoNode } from '../support/world';
import { connected } from '../support/workflows';

jest.setTimeout(400_000);

const WEBHOOK_ID = '9b9b0e8a-61a3-4b53-a4c5-0f6a9f1f2a33';

let folder: string;
let databases: Databases;
let heygen: Simulator;
let control: SimulatorControl;
let main: N8n;
const workers: N8n[] = [];
let client: N8nClient;
let credential: Credential;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'heygen-studio-queue-'));
	databases = await startDatabases();
	heygen = await startSimulator({ settings: { renderMs: 3_000 } });
	control = new SimulatorControl(heygen.url);
	const userFolder = join(folder, 'n8n');
	await installProject(userFolder);
	// In queue mode n8n hands binary data on through the database: its processes need no common disk.
	const common: N8nOptions = {
		userFolder,
		port: 0,
		encryptionKey: 'only-for-the-queue-test',
		queue: { ...databases.queue, workerConcurrency: 2, offloadManualExecutions: true },
		env: { N8N_DEFAULT_BINARY_DATA_MODE: 'database' },
	};
	main = await startN8n(common);
	// A worker makes the resume URL, so it has to know where the outside reaches the main.
	const worker: N8nOptions = { ...common, role: 'worker', webhookUrl: main.url };
	for (let count = 0; count < 2; count++) workers.push(await startN8n(worker));
	client = await N8nClient.open(main.url);
	credential = await client.saveCredential('HeyGen', 'heyGenStudioApi', {
		apiKey: heygen.apiKey,
		baseUrl: heygen.url,
	});
});

afterAll(async () => {
	for (const worker of workers) await worker.stop();
	await main?.stop();
	await heygen?.stop();
	await databases?.stop();
	if (folder) await rm(folder, { recursive: true, force: true });
});

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
				typeVersion: 1,
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
				parameters: { wait: true, waitBy, waitLimit: 5, download: ['video'] },
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
	for (const worker of workers) {
		const own = await executionsOf(worker);
		expect(ids.some((id) => own.has(id))).toBe(true);
	}
	await client.deactivateWorkflow(workflow.id);
});

test('a suspended execution resumes on another worker than it began on, and its binary data survives', async () => {
	await control.set({ renderMs: 6_000 });
	const [first, second] = workers;
	// With only one worker there is no doubt where it begins.
	await second!.stop();
	const workflow = await client.saveWorkflow(creator('Moves', 'callback'));
	const id = await client.run(workflow.id, { from: 'Start' });
	await client.waitForExecution(id, { until: ['waiting'], timeoutMs: 60_000 });
	expect((await executionsOf(first!)).has(id)).toBe(true);
	await first!.stop();
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
