import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultRule } from '../../sandbox/heygen';
import { UNTIL_FINISHED } from '../../sandbox/heygen/control';
import { asObject, isObject } from '../../sandbox/n8n/json';
import { describe as describeExecution, resultOf } from '../../sandbox/n8n/execution';
import type { Workflow } from '../../sandbox/n8n/client';
import { poll } from '../../sandbox/poll';
import { png } from '../support/files';
import { chain, connected, webhook } from '../support/workflows';
import { PACKAGE, rows, startWorld, videoNode, type World } from '../support/world';

// What an n8n goes through while its executions are under way: it is killed, and what they are made of is changed.

jest.setTimeout(300_000);

let world: World;

beforeAll(async () => (world = await startWorld()));
afterAll(async () => await world?.stop());
beforeEach(async () => await world.control.reset());

interface Stage {
	readonly stage: string;
	/** Holds up what it is killed in. */
	readonly fault: FaultRule;
	/** By what it shows that it is there. */
	readonly host?: 'files';
}

/** In the order in which a video goes through them; suspended executions are the subject of suspend.test.ts. */
const STAGES: readonly Stage[] = [
	{ stage: 'its picture is uploaded', fault: { kind: 'delay', operationId: 'assetCreate', ms: 1_500 } },
	{ stage: 'it is created', fault: { kind: 'delay', operationId: 'videoCreate', ms: 1_500 } },
	{ stage: 'it is waited for', fault: { kind: 'delay', operationId: 'videoGet', ms: 1_500 } },
	{ stage: 'it is downloaded', fault: { kind: 'delay', host: 'files', ms: 1_500 }, host: 'files' },
];

test.each(STAGES)(
	'n8n is killed while $stage: run again, it is one video, paid once',
	async ({ fault, host }) => {
		await world.control.set({ renderMs: 500 });
		await world.control.addFault(fault);
		const node = videoNode({
			parameters: { wait: true, download: ['video'] },
			options: {
				...{ payOncePer: 'content', inManualRuns: 'reuse' },
				backgroundImage: `data:image/png;base64,${PICTURE}`,
			},
			credential: world.credential,
		});
		const workflow = await world.client.saveWorkflow({
			...chain('Killed', node),
			pinData: { Start: rows(1) },
		});
		const id = await world.client.run(workflow.id, { from: 'Start' });
		await poll(
			async () => {
				const requests = await world.control.requests(host ? { host } : { operationId: fault.operationId });
				return requests.some(({ outcome }) => outcome === 'open') ? true : undefined;
			},
			{ what: 'the request it is killed in', timeoutMs: 60_000, intervalMs: 10 },
		);
		await world.n8n.kill();
		await world.control.clearFaults();
		await world.n8n.restart();
		await world.client.waitForExecution(id, { until: ['crashed'], timeoutMs: 60_000 });

		const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });

		expect(describeExecution(execution)).toContain('success');
		const [video] = resultOf(execution, 'HeyGen');
		expect(video?.json.status).toBe('completed');
		expect(video?.binary?.video).toBeDefined();
		const { counts, wallet, videos } = await world.control.state();
		expect(counts).toMatchObject({ videos: 1, assets: 1 });
		expect(wallet.spent).toBeGreaterThan(0);
		expect(videos[0]?.id).toBe(video?.json.video_id);
	},
);

const PICTURE = png().toString('base64');

/** A workflow that a web request starts, so that it can be unpublished; it waits for HeyGen's call. */
async function publish(name: string): Promise<Workflow> {
	const workflow = await world.client.saveWorkflow({
		name,
		nodes: [
			webhook(name),
			videoNode({
				parameters: { script: '=Hello {{ $json.body.row }}', wait: true },
				options: { waitBy: 'callback', waitLimit: 10, title: '=Row {{ $json.body.row }}' },
				credential: world.credential,
			}),
		],
		connections: connected(['Webhook', 'HeyGen']),
	});
	await world.client.activateWorkflow(workflow);
	return workflow;
}

/** The execution that a request has started, once it is suspended. */
async function suspended({ id, name }: Workflow): Promise<string> {
	await world.client.callWebhook(name, { body: { row: 1 } });
	return await poll(
		async () => {
			const [execution] = await world.client.listExecutions({ workflowId: id });
			return execution?.status === 'waiting' ? execution.id : undefined;
		},
		{ what: 'the execution to be suspended', timeoutMs: 60_000, intervalMs: 50 },
	);
}

/** Puts the next version of the package into the place of the one that is installed. */
async function upgrade(version: string): Promise<void> {
	const nodes = join(world.userFolder, '.n8n', 'nodes');
	const change = async (file: string, to: (manifest: Record<string, unknown>) => object) => {
		const manifest = asObject(JSON.parse(await readFile(file, 'utf8')), file);
		await writeFile(file, JSON.stringify({ ...manifest, ...to(manifest) }));
	};
	await change(join(nodes, 'node_modules', PACKAGE, 'package.json'), () => ({ version }));
	await change(join(nodes, 'package.json'), ({ dependencies }) => ({
		dependencies: { ...(isObject(dependencies) ? dependencies : {}), [PACKAGE]: version },
	}));
}

test('while it waits, its workflow is unpublished, its node renamed and the package upgraded: it goes on', async () => {
	await world.control.set({ renderMs: UNTIL_FINISHED });
	const workflow = await publish('changed-meanwhile');
	const id = await suspended(workflow);

	await world.client.deactivateWorkflow(workflow.id);
	const { nodes, connections } = await world.client.getWorkflow(workflow.id);
	const renamed = nodes.map((node) => (node.name === 'HeyGen' ? { ...node, name: 'Film' } : node));
	await world.client.saveWorkflow({
		name: workflow.name,
		nodes: renamed,
		connections: JSON.parse(
			JSON.stringify(connections).replaceAll('"HeyGen"', '"Film"'),
		) as typeof connections,
	});
	await world.n8n.stop();
	await upgrade('99.0.0');
	await world.n8n.restart();
	await world.control.finishJobs();

	const execution = await world.client.waitForExecution(id, { timeoutMs: 120_000 });
	expect(describeExecution(execution)).toContain('success');
	expect(resultOf(execution, 'HeyGen').map(({ json }) => [json.title, json.status])).toEqual([
		['Row 1', 'completed'],
	]);
	expect((await world.control.state()).counts.videos).toBe(1);
});

test('while it waits, its key is replaced by one that HeyGen does not know: it waits on, and ends once the key is right', async () => {
	await world.control.set({ renderMs: UNTIL_FINISHED });
	const node = videoNode({
		parameters: { wait: true },
		options: { waitBy: 'callback', waitLimit: 10 },
		credential: world.credential,
	});
	const workflow = await world.client.saveWorkflow({
		...chain('Key gone', node),
		pinData: { Start: rows(1) },
	});
	const id = await world.client.run(workflow.id, { from: 'Start' });
	await world.client.waitForExecution(id, { until: ['waiting'], timeoutMs: 60_000 });
	const { name, type } = world.credential;
	const baseUrl = world.heygen.url;
	await world.client.saveCredential(name, type, { apiKey: 'no longer', baseUrl });
	await world.control.finishJobs();
	await poll(
		async () => {
			const requests = await world.control.requests();
			return requests.some(({ status }) => status === 401) ? true : undefined;
		},
		{ what: 'HeyGen to refuse the key', timeoutMs: 60_000, intervalMs: 50 },
	);
	expect((await world.client.getExecution(id)).status).toBe('waiting');

	await world.client.saveCredential(name, type, { apiKey: world.heygen.apiKey, baseUrl });

	const execution = await world.client.waitForExecution(id, { timeoutMs: 120_000 });
	expect(resultOf(execution, 'HeyGen')[0]?.json).toMatchObject({ title: 'Row 1', status: 'completed' });
	expect((await world.control.state()).counts.videos).toBe(1);
});
