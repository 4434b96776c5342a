import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Editor } from '../../sandbox/browser';
import { importExamples } from '../../sandbox/examples';
import { resultOf } from '../../sandbox/n8n/execution';
import { projectRoot } from '../../sandbox/n8n/install-package';
import { chain } from '../support/workflows';
import { heyGenNode, PACKAGE, startWorld, type World } from '../support/world';

jest.setTimeout(300_000);

/** `npm run screenshots` renews the pictures of the documentation; a plain test run leaves them as they are. */
const pictures = process.env.SCREENSHOTS ?? join(projectRoot, 'sandbox', '.data', 'screenshots');

let world: World;
let editor: Editor;

beforeAll(async () => {
	world = await startWorld({ settings: { trainingMs: 500, renderMs: 500, photoMs: 500 } });
	await mkdir(world.filesDir, { recursive: true });
	const samples = join(projectRoot, 'sandbox', 'heygen', 'files');
	await copyFile(join(samples, 'portrait.png'), join(world.filesDir, 'portrait.png'));
	editor = await Editor.open(world.n8n.url, { scale: 2, width: 1400, height: 860 });
});

afterAll(async () => {
	await editor?.stop();
	await world?.stop();
});

const picture = async (name: string) => await editor.screenshot(join(pictures, `${name}.png`));

test('the node is found in the panel with its operations, added, filled in and executed', async () => {
	const { page } = editor;
	const workflow = await world.client.saveWorkflow(chain('Add a node'));
	await editor.openWorkflow(workflow.id);
	await editor.addNode('HeyGen', 'HeyGen');
	const actions = page.locator('[data-test-id="node-creator-item-name"]');
	await actions.filter({ hasText: 'Create video' }).first().waitFor();
	await actions.filter({ hasText: 'Get many voices' }).first().click();

	const panel = page.locator('[data-test-id="ndv"]');
	await panel.waitFor();
	await panel.locator('[data-test-id="node-execute-button"]').click();
	const output = panel.locator('[data-test-id="output-panel"]');
	await output.getByText('voice_id').first().waitFor();
	expect(editor.problems.filter((problem) => /heygen/i.test(problem))).toEqual([]);
});

test('a workflow shows its run on the canvas, and the parameters of Create Video as a user reads them', async () => {
	const workflows = await importExamples(world.client, world.credential);
	const workflow = workflows.get('photo-to-talking-video')!;
	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });
	expect(resultOf(execution, 'Save Video')).toHaveLength(1);
	await editor.page.goto(`${world.n8n.url}/workflow/${workflow.id}/executions/${execution.id}`);
	await editor.page.locator('[data-test-id="execution-preview-label"]', { hasText: 'Succeeded' }).waitFor();
	await editor.node('Save Video').waitFor();

	await editor.openWorkflow(workflow.id);
	const panel = await editor.openNode('Create Video');
	await panel.getByText('Wait for Completion').waitFor();
	await picture('create-video');
	await editor.page.keyboard.press('Escape');
	await editor.openNode('Create Avatar');
	await picture('create-avatar');
});

test('the triggers show what starts the workflow in plain names', async () => {
	const { page } = editor;
	const { id, name, type } = world.credential;
	const trigger = (node: string, typeVersion: number, displayName: string) => ({
		name: displayName,
		type: `${PACKAGE}.${node}`,
		typeVersion,
		parameters: { authentication: 'apiKey' },
		credentials: { [type]: { id, name } },
	});
	const workflow = await world.client.saveWorkflow({
		name: 'Triggers',
		nodes: [
			{
				...trigger('heyGenTrigger', 1.1, 'HeyGen Trigger'),
				webhookId: '4d1b3a52-7c1e-4b7e-9d0a-3f6f0a7c9e21',
			},
			trigger('heyGenPollTrigger', 1, 'HeyGen Poll Trigger'),
		],
		connections: {},
	});
	await editor.openWorkflow(workflow.id);
	const events = await editor.openNode('HeyGen Trigger');
	await events.getByText('Video Finished').first().waitFor();
	await picture('trigger');
	await page.keyboard.press('Escape');
	const polled = await editor.openNode('HeyGen Poll Trigger');
	await polled.getByText('Outcomes').first().waitFor();
	await picture('poll-trigger');
	expect(editor.problems.filter((problem) => /heygen/i.test(problem))).toEqual([]);
});

test('the look is chosen from a searchable list', async () => {
	const { page } = editor;
	const node = heyGenNode({
		resource: 'look',
		operation: 'get',
		parameters: { lookId: { __rl: true, mode: 'list', value: '' } },
		credential: world.credential,
	});
	const workflow = await world.client.saveWorkflow(chain('Choose a look', node));
	await editor.openWorkflow(workflow.id);
	const panel = await editor.openNode('HeyGen');
	await panel.locator('[data-test-id="rlc-input"]').click();
	const entries = page.locator('[data-test-id="rlc-item"]');
	// What the user made stands above HeyGen's stock.
	await entries.filter({ hasText: 'Anna (photo)' }).first().waitFor();
	await entries.filter({ hasText: '(studio)' }).first().waitFor();
	await picture('look-list');
	await page.locator('[data-test-id="rlc-search"]').fill('carlotta');
	await entries.filter({ hasText: 'Carlotta' }).first().waitFor();
	await expect(entries.filter({ hasText: 'Anna' }).count()).resolves.toBe(0);
	await entries.filter({ hasText: 'Carlotta' }).first().click();
	await panel.locator('[data-test-id="node-execute-button"]').click();
	await panel.locator('[data-test-id="output-panel"]').getByText('supported_api_engines').first().waitFor();
});

test('each operation offers its own options, out of the ones the whole node shares', async () => {
	const { page } = editor;
	const { credential } = world;
	const nodes = [
		heyGenNode({ name: 'Make', resource: 'video', operation: 'create', credential }),
		heyGenNode({ name: 'Read', resource: 'account', operation: 'get', credential }),
	];
	const workflow = await world.client.saveWorkflow(chain('Options', ...nodes));

	const offered = async (name: string): Promise<string[]> => {
		await editor.openWorkflow(workflow.id);
		const panel = await editor.openNode(name);
		await panel.getByPlaceholder('Add option').click();
		const entries = page.locator('.el-select-dropdown:visible .el-select-dropdown__item');
		await entries.filter({ hasText: 'Items at Once' }).first().waitFor();
		return await entries.allInnerTexts();
	};

	expect(await offered('Read')).toEqual(['Items at Once']);
	const ofVideo = await offered('Make');
	expect(ofVideo).toEqual(expect.arrayContaining(['Aspect Ratio', 'Custom Body (JSON)', 'Resolution']));
	expect(ofVideo).not.toContain('Wait for Consent');
	await page
		.locator('.el-select-dropdown:visible .el-select-dropdown__item')
		.filter({ hasText: 'Resolution' })
		.click();
	await page.locator('[data-test-id="ndv"]').getByText('Resolution').waitFor();
});

test('the variables of a template are fields as soon as it is chosen, filled with its own', async () => {
	const { page } = editor;
	const node = heyGenNode({
		resource: 'template',
		operation: 'generate',
		parameters: { templateId: { __rl: true, mode: 'list', value: '' } },
		credential: world.credential,
	});
	const workflow = await world.client.saveWorkflow(chain('From a template', node));
	await editor.openWorkflow(workflow.id);
	const panel = await editor.openNode('HeyGen');
	await panel.locator('[data-test-id="rlc-input"]').first().click();
	await page.locator('[data-test-id="rlc-item"]').filter({ hasText: 'Welcome Message' }).click();
	await panel.getByText('first_name').first().waitFor();
	await picture('template');
	await panel.locator('[data-test-id="node-execute-button"]').click();
	await panel.locator('[data-test-id="output-panel"]').getByText('video_url').first().waitFor();
	const [video] = (await world.control.state()).videos;
	expect(JSON.stringify(video?.request)).toContain('Anna');
	expect(editor.problems.filter((problem) => /heygen/i.test(problem))).toEqual([]);
});
