import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Editor } from '../../sandbox/browser';
import { importExamples } from '../../sandbox/examples';
import { projectRoot } from '../../sandbox/n8n/install-package';
import { Film } from '../support/film';
import { startWorld, type World } from '../support/world';

jest.setTimeout(300_000);

/** `npm run screenshots` renews the film of the README; a plain test run writes none. */
const pictures = process.env.SCREENSHOTS;

const NODES = [
	'Start',
	'Read Photo',
	'Create Avatar',
	'Get Look',
	'Choose Voice',
	'Create Video',
	'Save Video',
];

let world: World;
let editor: Editor;

beforeAll(async () => {
	world = await startWorld({ settings: { trainingMs: 1_000, renderMs: 2_000 } });
	await mkdir(world.filesDir, { recursive: true });
	const samples = join(projectRoot, 'sandbox', 'heygen', 'files');
	await copyFile(join(samples, 'portrait.png'), join(world.filesDir, 'portrait.png'));
	editor = await Editor.open(world.n8n.url, { width: 1280, height: 620 });
});

afterAll(async () => {
	await editor?.stop();
	await world?.stop();
});

test('the main job, executed by its button: each node turns green, and the video is in the output', async () => {
	const { page } = editor;
	const workflow = (await importExamples(world.client, world.credential)).get('photo-to-talking-video')!;
	const film = new Film(page);
	await editor.openWorkflow(workflow.id);
	await editor.node('Save Video').waitFor();
	await film.take(1_500);

	const green = page.locator('[data-test-id="canvas-node-status-success"]');
	await page.locator('[data-test-id="execute-workflow-button"]').click();
	// n8n notes the end, whichever it is.
	const note = page.locator('.el-notification');
	await film.takeUntil(async () => await note.isVisible());
	for (const name of NODES) await editor.node(name).locator(green).waitFor();
	await film.take(1_500);

	// It would lie over the output.
	await note.locator('.el-notification__closeBtn').click();
	const panel = await editor.openNode('Create Video');
	await panel.locator('[data-test-id="output-panel"]').getByText('video/mp4').waitFor();
	await film.take(4_000);

	if (pictures) await film.write(join(pictures, 'main-job.gif'), 1000);
	expect(editor.problems.filter((problem) => /heygen/i.test(problem))).toEqual([]);
});
