import { readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Editor } from '../../sandbox/browser';
import { importExamples, readExamples } from '../../sandbox/examples';
import type { Workflow, WorkflowFile } from '../../sandbox/n8n/client';
import { projectRoot } from '../../sandbox/n8n/install-package';
import { extentOf, isNote } from '../support/canvas';
import { startWorld, type World } from '../support/world';

jest.setTimeout(120_000);

/** `npm run screenshots` renews the pictures of the documentation; a plain test run leaves them as they are. */
const pictures = join(
	process.env.SCREENSHOTS ?? join(projectRoot, 'sandbox', '.data', 'screenshots'),
	'examples',
);

/** Pixels left free around a workflow, for the plus signs behind its last nodes. */
const MARGIN = 40;

/** What of the window is not canvas, and what n8n leaves free around a workflow that it fits into its canvas. */
const CHROME = { width: 320, height: 180 };
const FIT = 1.2;

const NAMES = readdirSync(join(projectRoot, 'examples'))
	.filter((name) => name.endsWith('.json'))
	.map((name) => name.replace(/\.json$/, ''));

let world: World;
let editor: Editor;
let examples: Map<string, WorkflowFile>;
let workflows: Map<string, Workflow>;

beforeAll(async () => {
	world = await startWorld();
	examples = await readExamples();
	workflows = await importExamples(world.client, world.credential);
	editor = await Editor.open(world.n8n.url);
	await mkdir(pictures, { recursive: true });
});

afterAll(async () => {
	await editor?.stop();
	await world?.stop();
});

/** Of an odd window n8n shows the middle between two pixels, and letters are blurred. */
const even = (pixels: number) => Math.ceil(pixels / 2) * 2;

/** Shows a workflow in its own size, and resolves to where it is. */
async function show(name: string) {
	const { page } = editor;
	const nodes = examples.get(name)?.nodes ?? [];
	const { width, height } = extentOf(nodes);
	await page.setViewportSize({
		width: even(width * FIT + CHROME.width),
		height: even(height * FIT + CHROME.height),
	});
	await editor.openWorkflow(workflows.get(name)!.id);
	await page
		.locator('.vue-flow__node')
		.nth(nodes.length - 1)
		.waitFor();
	const icons = page.locator('.n8n-node-icon :is(svg, img)');
	await icons.nth(nodes.filter((node) => !isNote(node)).length - 1).waitFor();
	await page.waitForFunction('[...document.images].every((image) => image.complete)');
	// The dots of the canvas would be most of the picture's bytes.
	await page.addStyleTag({ content: '.vue-flow__background { display: none }' });
	const about = await page.locator('.vue-flow__node').first().boundingBox();
	const first = nodes[0]!;
	expect(about?.width).toBe(first.parameters.width);
	const { left, top } = extentOf(nodes);
	return {
		x: about!.x + left - (first.position?.[0] ?? 0) - MARGIN,
		y: about!.y + top - (first.position?.[1] ?? 0) - MARGIN,
		width: width + 2 * MARGIN,
		height: height + 2 * MARGIN,
	};
}

// One by one, because the editor is slow where it has to draw without a graphics card.
test.each(NAMES)('%s is shown in the editor, and its picture is taken', async (name) => {
	const clip = await show(name);
	await editor.page.screenshot({ path: join(pictures, `${name}.png`), clip, animations: 'disabled' });
	expect(editor.problems.filter((problem) => /heygen/i.test(problem))).toEqual([]);
});
