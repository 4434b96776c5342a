import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';

import { textOf } from '../../migration';
import { isRecord } from '../../nodes/HeyGen/api/json';
import { ensureInstalled } from '../../sandbox/apt';
import { fixture, fixtureFile, fixtureNames, migrated } from './fixtures';

// The command, the page, and that what is committed is what is made.

const root = join(__dirname, '../..');
const run = promisify(execFile);

interface Ended {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

function isEnded(error: unknown): error is Ended {
	return isRecord(error) && typeof error.code === 'number' && typeof error.stdout === 'string';
}

/** Runs a script of the project, to its end. */
async function script(name: string, ...args: string[]): Promise<Ended> {
	try {
		return {
			code: 0,
			...(await run(process.execPath, [join(root, 'scripts', name), ...args], { cwd: root })),
		};
	} catch (error) {
		if (isEnded(error)) return error;
		throw error;
	}
}

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'migrate-'));
});
afterEach(async () => {
	await rm(folder, { recursive: true });
});

async function json(...path: string[]): Promise<unknown> {
	return JSON.parse(await readFile(join(...path), 'utf8'));
}

it('docs/migrate.html and the tables of docs/migrating.md are what `npm run migration` makes', async () => {
	expect(await script('generate-migration.mjs', '--check')).toEqual({ code: 0, stdout: '', stderr: '' });
});

describe('npm run migrate', () => {
	it('writes beside a file and prints the report', async () => {
		const file = join(folder, 'mine.json');
		await writeFile(file, `\uFEFF${JSON.stringify(fixture('loop-if-2'))}`);

		const { code, stdout } = await script('migrate.mjs', file);

		const { workflow, notes } = migrated(fixture('loop-if-2'));
		expect(code).toBe(0);
		expect(stdout).toContain(textOf({ notes }));
		expect(await json(folder, 'mine.migrated.json')).toEqual(workflow);
	});

	it('writes several into a folder', async () => {
		const out = join(folder, 'new', 'ones');

		const { code } = await script('migrate.mjs', '--out', out, fixtureFile('scenes'), fixtureFile('left'));

		expect(code).toBe(0);
		expect(await json(out, 'scenes.migrated.json')).toEqual(migrated(fixture('scenes')).workflow);
		expect(await json(out, 'left.migrated.json')).toEqual(fixture('left'));
	});

	it('goes on after a file it cannot use, and says so by its exit code', async () => {
		const [broken, none] = [join(folder, 'broken.json'), join(folder, 'none.json')];
		await writeFile(broken, '{');
		await writeFile(none, '{"name":"x"}');

		const { code, stdout, stderr } = await script(
			'migrate.mjs',
			'--out',
			folder,
			broken,
			none,
			join(folder, 'missing.json'),
			fixtureFile('scenes'),
		);

		expect(code).toBe(1);
		expect(stderr).toContain('It is no JSON.');
		expect(stderr).toContain('It cannot be read (ENOENT).');
		expect(stdout).toContain('This is no workflow of n8n');
		expect(await json(folder, 'scenes.migrated.json')).toBeDefined();
		await expect(json(folder, 'none.migrated.json')).rejects.toThrow('ENOENT');
	});

	it.each([[[]], [['--fast', 'a.json']], [['--out']]])('says how it is used: %j', async (args) => {
		const { code, stderr } = await script('migrate.mjs', ...args);

		expect(code).toBe(2);
		expect(stderr).toContain('npm run migrate -- workflow.json');
	});
});

describe('The page', () => {
	const address = pathToFileURL(join(root, 'docs', 'migrate.html')).href;
	let browser: Browser;
	let page: Page;
	let requests: string[];
	let problems: string[];

	beforeAll(async () => {
		browser = await chromium.launch({
			executablePath: await ensureInstalled('chromium'),
			// A sandboxed process needs rights that root in a container lacks.
			args: ['--no-sandbox', '--disable-gpu'],
		});
	}, 120_000);
	afterAll(async () => {
		await browser.close();
	});
	beforeEach(async () => {
		requests = [];
		problems = [];
		page = await browser.newPage();
		page.on('request', (request) => requests.push(request.url()));
		page.on('pageerror', ({ message }) => problems.push(message));
		page.on('console', (message) => {
			if (message.type() === 'error') problems.push(message.text());
		});
		await page.goto(address);
	});
	afterEach(async () => {
		expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([address]);
		expect(problems).toEqual([]);
		await page.close();
	});

	/** The lines of the report. */
	const lines = async () => await page.locator('#notes li').allTextContents();

	it('gives what the command gives, of every fixture', async () => {
		for (const name of fixtureNames) {
			await page.fill('#old', JSON.stringify(fixture(name)));
			const { workflow, notes } = migrated(fixture(name));

			expect(JSON.parse(await page.inputValue('#new'))).toEqual(workflow);
			expect(await lines()).toHaveLength(notes.length);
		}
	});

	it('opens a file and downloads the result', async () => {
		await page.setInputFiles('#file', fixtureFile('loop-switch-3'));
		await page.locator('#notes li').first().waitFor();

		const [download] = await Promise.all([page.waitForEvent('download'), page.click('#download')]);

		expect(download.suggestedFilename()).toBe('loop-switch-3.migrated.json');
		expect(await json(await download.path())).toEqual(migrated(fixture('loop-switch-3')).workflow);
	});

	it('says what is wrong, and forgets it', async () => {
		await page.fill('#old', '{');
		expect(await page.textContent('#problem')).toContain('This is no JSON.');
		expect(await page.isDisabled('#download')).toBe(true);

		await page.fill('#old', '{"name":"x"}');
		expect(await page.textContent('#problem')).toContain('This is no workflow of n8n');

		await page.fill('#old', JSON.stringify(fixture('scenes')));
		expect(await page.textContent('#problem')).toBe('');
		expect(await page.isDisabled('#copy')).toBe(false);

		await page.fill('#old', ' ');
		expect(await page.isVisible('#result')).toBe(false);
	});

	it('shows a name as text, whatever stands in it', async () => {
		const workflow = fixture('canvas-paths-body');
		for (const node of workflow.nodes) if (node.name === 'Heygen') node.name = '<img src=x onerror=alert(1)>';
		await page.fill('#old', JSON.stringify(workflow));

		expect(await page.locator('#notes img').count()).toBe(0);
		expect((await lines()).join()).toContain('<img src=x');
	});

	it('is allowed no network', async () => {
		let arrived = 0;
		const server = createServer((_, response) => {
			arrived += 1;
			response.end();
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const there = server.address();
		if (there === null || typeof there === 'string') throw new Error('The server has no port');

		const url = JSON.stringify(`http://127.0.0.1:${there.port}/`);
		const outcomes = await page.evaluate(`Promise.all([
			fetch(${url}).then(() => 'sent', () => 'refused'),
			new Promise((resolve) => {
				const image = new Image();
				image.onerror = () => resolve('refused');
				image.onload = () => resolve('sent');
				image.src = ${url};
			}),
		])`);
		await new Promise((resolve) => server.close(resolve));

		expect(outcomes).toEqual(['refused', 'refused']);
		expect(arrived).toBe(0);
		expect(problems.filter((problem) => problem.includes('Content Security Policy')).length).toBeGreaterThan(
			1,
		);
		// The browser tells what it was asked for, though it went nowhere.
		requests = [address];
		problems = [];
	});
});
