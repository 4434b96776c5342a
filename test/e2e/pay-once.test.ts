import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Editor } from '../../sandbox/browser';
import { importExamples, readExamples, withCredential } from '../../sandbox/examples';
import type { Workflow } from '../../sandbox/n8n/client';
import { describe as describeExecution, resultOf, type Execution } from '../../sandbox/n8n/execution';
import { projectRoot } from '../../sandbox/n8n/install-package';
import { poll } from '../../sandbox/poll';
import { chain } from '../support/workflows';
import { rows, startWorld, videoNode, type World } from '../support/world';

// Building a workflow: it is run by hand again and again, and what it made is paid once.

jest.setTimeout(600_000);

const pictures = process.env.SCREENSHOTS ?? join(projectRoot, 'sandbox', '.data', 'screenshots');
const RUNS = 20;
const MAIN_JOB = ['photo-to-talking-video', 'digital-twin-with-consent', 'generate-photos'];

let world: World;
let workflows: Map<string, Workflow>;

beforeAll(async () => {
	world = await startWorld({ settings: { trainingMs: 500, renderMs: 500, photoMs: 500 } });
	await mkdir(world.filesDir, { recursive: true });
	const samples = join(projectRoot, 'sandbox', 'heygen', 'files');
	for (const name of ['portrait.png', 'footage.mp4'])
		await copyFile(join(samples, name), join(world.filesDir, name));
	workflows = await importExamples(world.client, world.credential);
});

afterAll(async () => await world?.stop());

async function run(workflow: Workflow | undefined): Promise<Execution> {
	if (!workflow) throw new Error('There is no such example');
	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });
	expect(describeExecution(execution)).toContain('success');
	return execution;
}

/** What exists and was paid, of all that the main job makes. */
async function made() {
	const { looks, generations, videos, assets, wallet } = await world.control.state();
	return {
		photoAvatars: looks.filter(({ avatar_type }) => avatar_type === 'photo_avatar').length,
		digitalTwins: looks.filter(({ avatar_type }) => avatar_type === 'digital_twin').length,
		photoSets: generations.length,
		videos: videos.length,
		files: assets.length,
		spent: wallet.spent,
	};
}

const ONCE = { photoAvatars: 1, digitalTwins: 1, photoSets: 1, videos: 1, files: 2 };

test('the main job, run by hand twenty times: one avatar, one photo set, one video, paid once', async () => {
	for (const name of MAIN_JOB) await run(workflows.get(name));
	const first = await made();
	expect(first).toEqual({ ...ONCE, spent: first.spent });
	expect(first.spent).toBeGreaterThan(0);

	let last: Execution | undefined;
	for (let count = 1; count < RUNS; count++) {
		for (const name of MAIN_JOB) {
			const execution = await run(workflows.get(name));
			if (name === 'photo-to-talking-video') last = execution;
		}
	}

	expect(await made()).toEqual(first);
	const [avatar] = last ? resultOf(last, 'Create Avatar') : [];
	const [video] = last ? resultOf(last, 'Create Video') : [];
	expect([avatar?.json.reused, video?.json.reused]).toEqual([true, true]);
	expect(video?.json).toMatchObject({ status: 'completed' });
	expect(video?.json).not.toHaveProperty('estimated_price');
	expect(Object.keys(video?.binary ?? {})).toEqual(['video', 'subtitle']);
});

test('with one word of the script changed: two videos', async () => {
	const file = (await readExamples()).get('photo-to-talking-video')!;
	const changed = {
		...file,
		nodes: file.nodes.map((node) =>
			node.name === 'Create Video'
				? { ...node, parameters: { ...node.parameters, script: '=Good evening! My name is Anna.' } }
				: node,
		),
	};
	const workflow = await world.client.saveWorkflow(withCredential(changed, world.credential));
	await run(workflow);
	await run(workflow);

	expect(await made()).toMatchObject({ ...ONCE, videos: 2 });
});

test('after a restart of n8n the same avatar and video come, too', async () => {
	await world.n8n.restart();
	await run(workflows.get('photo-to-talking-video'));

	expect((await made()).videos).toBe(2);
});

test('clicked in the editor: the second time the output and a hint say that nothing was paid', async () => {
	await world.control.reset();
	const node = videoNode({ options: { inManualRuns: 'reuse' }, credential: world.credential });
	const workflow = await world.client.saveWorkflow({
		...chain('Clicked', node),
		pinData: { Start: rows(2) },
	});
	const editor = await Editor.open(world.n8n.url, { scale: 2, width: 1400, height: 860 });
	try {
		await editor.openWorkflow(workflow.id);
		const panel = await editor.openNode('HeyGen');
		const button = panel.locator('[data-test-id="node-execute-button"]');
		const output = panel.locator('[data-test-id="output-panel"]');
		await button.click();
		await output.getByText('estimated_price').first().waitFor();
		await button.click();
		await output.getByText('2 jobs were given again').first().waitFor();
		await output.getByText('originally_created_at').first().waitFor();
		await editor.screenshot(join(pictures, 'reused.png'));
		expect((await made()).videos).toBe(2);
		// Execute step of the node alone, with the input that the run before has left.
		await button.click();
		await poll(
			async () => {
				const ended = await world.client.listExecutions({ workflowId: workflow.id });
				return ended.length >= 3 && ended.every(({ status }) => status === 'success') ? true : undefined;
			},
			{ what: 'the third execution', timeoutMs: 60_000, intervalMs: 200 },
		);
		expect((await made()).videos).toBe(2);
	} finally {
		await editor.stop();
	}
});

test('a dry run, clicked: a sheet shows what would be sent and what it may cost, or what is wrong, and nothing is paid', async () => {
	await world.control.reset();
	const node = videoNode({
		parameters: { script: '={{ $json.script }}' },
		options: { dryRun: true },
		credential: world.credential,
	});
	const sheet = ['Hello Anna, here is your weekly report.', '', 'Good evening, Bert.'];
	const workflow = await world.client.saveWorkflow({
		...chain('Dry run', node),
		pinData: { Start: sheet.map((script, row) => ({ json: { row, script } })) },
	});
	const editor = await Editor.open(world.n8n.url, { scale: 2, width: 1400, height: 860 });
	try {
		await editor.openWorkflow(workflow.id);
		const panel = await editor.openNode('HeyGen');
		await panel.locator('[data-test-id="node-execute-button"]').click();
		const output = panel.locator('[data-test-id="output-panel"]');
		await output.getByText('2 of 3 items would go out').first().waitFor();
		await output.getByText('"Script" is empty').first().waitFor();
		await output.getByText('estimated_price').first().waitFor();
		await editor.screenshot(join(pictures, 'dry-run.png'));
	} finally {
		await editor.stop();
	}
	const { counts, wallet } = await world.control.state();
	expect([counts.videos, wallet.spent]).toEqual([0, 0]);
});

test('a sub-workflow makes one video for all the runs by hand that call it', async () => {
	await world.control.reset();
	const child = await world.client.saveWorkflow({
		name: 'Child',
		nodes: [
			{
				name: 'Called',
				type: 'n8n-nodes-base.executeWorkflowTrigger',
				typeVersion: 1.1,
				parameters: { inputSource: 'passthrough' },
			},
			videoNode({ options: { inManualRuns: 'reuse' }, credential: world.credential }),
		],
		connections: { Called: { main: [[{ node: 'HeyGen', type: 'main', index: 0 }]] } },
	});
	const parent = await world.client.saveWorkflow({
		...chain('Parent', {
			name: 'Call',
			type: 'n8n-nodes-base.executeWorkflow',
			typeVersion: 1.2,
			parameters: {
				workflowId: { __rl: true, mode: 'id', value: child.id },
				options: { waitForSubWorkflow: true },
			},
		}),
		pinData: { Start: rows(1) },
	});
	for (let count = 0; count < 3; count++) await run(parent);

	expect((await made()).videos).toBe(1);
});

test('two runs by hand at once of a node that waits by callback: one video, and the second asks for it', async () => {
	await world.control.reset();
	await world.control.set({ renderMs: 8_000 });
	const node = videoNode({
		parameters: { wait: true },
		options: { waitBy: 'callback', inManualRuns: 'reuse' },
		credential: world.credential,
	});
	const workflow = await world.client.saveWorkflow({
		...chain('Callback', node),
		pinData: { Start: rows(1) },
	});
	const first = await world.client.run(workflow.id, { from: 'Start' });
	await poll(async () => ((await made()).videos === 1 ? true : undefined), {
		what: 'the video',
		timeoutMs: 30_000,
		intervalMs: 100,
	});
	const second = await run(workflow);
	const ended = await world.client.waitForExecution(first, { timeoutMs: 60_000 });

	expect((await made()).videos).toBe(1);
	expect(resultOf(second, 'HeyGen')[0]?.json.id).toBe(resultOf(ended, 'HeyGen')[0]?.json.id);
});
