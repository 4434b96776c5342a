import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Editor } from '../../sandbox/browser';
import { projectRoot } from '../../sandbox/n8n/install-package';
import { startWorld, type World } from '../support/world';

// The main job's last step as somebody makes it who has never seen the node: from an empty canvas, by clicking and typing alone.

jest.setTimeout(300_000);

/** `npm run screenshots` renews the pictures of docs/first-video.md; a plain test run leaves them as they are. */
const pictures = process.env.SCREENSHOTS ?? join(projectRoot, 'sandbox', '.data', 'screenshots');

let world: World;
let editor: Editor;

beforeAll(async () => {
	world = await startWorld({ settings: { renderMs: 1_000 } });
	await mkdir(world.filesDir, { recursive: true });
	await copyFile(
		join(projectRoot, 'sandbox', 'heygen', 'files', 'portrait.png'),
		join(world.filesDir, 'portrait.png'),
	);
	editor = await Editor.open(world.n8n.url, { width: 1400, height: 860 });
});

afterAll(async () => {
	await editor?.stop();
	await world?.stop();
});

const picture = async (name: string) => await editor.screenshot(join(pictures, 'first-video', `${name}.png`));

const named = (name: string) =>
	editor.page.locator('[data-test-id="node-creator-item-name"]').filter({ hasText: new RegExp(`^${name}$`) });

/** What somebody searches the panel for, and the action that is meant. */
const SEARCHES: ReadonlyArray<[search: string, action: string]> = [
	['talking photo', 'Create video'],
	['dub', 'Translate video'],
	['dubbing', 'Translate video'],
	['translate video', 'Translate video'],
	['lip sync', 'Lip sync video'],
	['text to video', 'Create video'],
	['subtitle', 'Get subtitles of proofread'],
	['clone voice', 'Clone voice'],
];

test('what people search the panel for leads to the node, whose actions have it by a plain name', async () => {
	const { page } = editor;
	await editor.openWorkflow();
	await editor.addNode('no such node');
	for (const [search] of SEARCHES) {
		await page.locator('[data-test-id="node-creator-search-bar"]').fill('no such node');
		await named('HeyGen').waitFor({ state: 'detached' });
		await page.locator('[data-test-id="node-creator-search-bar"]').fill(search);
		await named('HeyGen').first().waitFor();
	}
	await named('HeyGen').first().click();
	await page.getByText('Actions (105)').click();
	await named('Create video').waitFor();
	// The list fills as it is drawn.
	for (const [, action] of SEARCHES) await named(action).waitFor({ state: 'attached' });
});

/** Opens a list of the panel, by its number from the top, and picks what has this in its name. */
async function pick(list: number, entry: string): Promise<void> {
	const { page } = editor;
	await page.locator('[data-test-id="ndv"] [data-test-id="rlc-input"]').nth(list).click();
	await page.locator('[data-test-id="rlc-item"]').filter({ hasText: entry }).first().click();
}

test('from an empty canvas to a video that plays, by clicking and typing alone', async () => {
	const { page } = editor;
	const { id } = world.credential;
	await world.client.deleteCredential(id);
	await editor.openWorkflow();
	await editor.addNode('talking video');
	await named('HeyGen').first().waitFor();
	await picture('1-search');
	await named('HeyGen').first().click();
	await page.getByText('Actions (105)').click();
	await named('Create video').waitFor();
	await picture('2-actions');
	await named('Create video').click();

	const panel = page.locator('[data-test-id="ndv"]');
	await panel.getByText('Connect to HeyGen Studio').click();
	const modal = page.locator('[data-test-id="editCredential-modal"]');
	await modal.locator('[data-test-id="parameter-input-apiKey"] input').fill(world.heygen.apiKey);
	await modal.locator('[data-test-id="parameter-input-baseUrl"] input').fill(world.heygen.url);
	await picture('3-credential');
	// n8n tests it, and closes the window where that goes well.
	await modal.locator('[data-test-id="credential-save-button"]').click();
	await modal.waitFor({ state: 'hidden' });

	await pick(0, 'Carlotta');
	await panel
		.locator('[data-test-id="parameter-input-script"] textarea')
		.fill('Hello, and welcome to our shop.');
	await pick(1, 'English');
	await picture('4-filled-in');
	await panel.locator('[data-test-id="node-execute-button"]').first().click();
	const output = panel.locator('[data-test-id="output-panel"]');
	await output.getByText('video/mp4').waitFor();
	await picture('5-output');
	await output.getByText('Table', { exact: true }).click();
	await output.getByText('completed').first().waitFor();
	await picture('6-table');
	await output.getByText('Binary', { exact: true }).click();
	await output.getByRole('button', { name: 'View' }).click();
	await page.locator('video').waitFor();
	await picture('7-video');

	expect((await world.control.state()).videos).toHaveLength(1);
	expect(editor.problems.filter((problem) => /heygen/i.test(problem))).toEqual([]);
});
