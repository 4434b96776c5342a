import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { ensureInstalled } from './apt';
import { SANDBOX_OWNER, type Owner } from './n8n/client';

/** A sandboxed process needs rights that root in a container lacks, and everything else here calls home. */
const ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

export interface EditorOptions {
	owner?: Owner;
	/** Of the window, in CSS pixels; 1440 × 900 unless given. */
	width?: number;
	height?: number;
	/** 2 makes pictures sharp on a dense screen. */
	scale?: number;
	headless?: boolean;
	/** How long one action of the page may take; 30 s unless given. */
	timeoutMs?: number;
}

/** n8n's editor in a real browser. */
export class Editor {
	private constructor(
		readonly url: string,
		private readonly browser: Browser,
		readonly page: Page,
		/** What the page wrote to its console as an error, and what it threw. */
		readonly problems: string[],
	) {}

	/** Starts Chromium and logs in. The page can reach this machine and nothing else. */
	static async open(url: string, options: EditorOptions = {}): Promise<Editor> {
		const {
			owner = SANDBOX_OWNER,
			width = 1440,
			height = 900,
			scale = 1,
			headless = true,
			timeoutMs = 30_000,
		} = options;
		const browser = await chromium.launch({
			executablePath: await ensureInstalled('chromium'),
			args: ARGUMENTS,
			headless,
			// The session decides what a signal means.
			handleSIGINT: false,
			handleSIGTERM: false,
			handleSIGHUP: false,
		});
		try {
			const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale });
			await context.route(
				({ hostname, protocol }) => /^https?:$/.test(protocol) && !LOOPBACK.includes(hostname),
				async (route) => await route.abort(),
			);
			const page = await context.newPage();
			page.setDefaultTimeout(timeoutMs);
			const problems: string[] = [];
			page.on('pageerror', ({ message }) => problems.push(message));
			page.on('console', (message) => {
				if (message.type() === 'error') problems.push(message.text());
			});
			const editor = new Editor(url.replace(/\/+$/, ''), browser, page, problems);
			await editor.logIn(owner);
			return editor;
		} catch (error) {
			await browser.close();
			throw error;
		}
	}

	/** Opens a workflow, or an empty one without an id, and waits for its canvas. */
	async openWorkflow(id = 'new'): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.locator('[data-test-id="canvas-wrapper"]').waitFor();
		if (id !== 'new') await this.page.locator('[data-test-id="canvas-node"]').first().waitFor();
	}

	/** A node on the canvas. */
	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name=${JSON.stringify(name)}]`);
	}

	/** Opens a node's panel, and resolves to it. */
	async openNode(name: string): Promise<Locator> {
		await this.node(name).dblclick();
		const panel = this.page.locator('[data-test-id="ndv"]');
		await panel.waitFor();
		return panel;
	}

	/** Searches the panel of nodes and picks an entry of it by its text; further texts pick what opens behind it. */
	async addNode(search: string, ...choices: string[]): Promise<void> {
		const first = this.page.locator('[data-test-id="canvas-add-button"]');
		const plus = this.page.locator('[data-test-id="node-creator-plus-button"]');
		await first.or(plus).first().click();
		await this.page.locator('[data-test-id="node-creator-search-bar"]').fill(search);
		for (const choice of choices) {
			await this.page.locator('[data-test-id="node-creator-item-name"]', { hasText: choice }).first().click();
		}
	}

	/** Writes a PNG, folders included. */
	async screenshot(file: string, what: Page | Locator = this.page): Promise<void> {
		await mkdir(dirname(file), { recursive: true });
		await what.screenshot({ path: file, animations: 'disabled' });
	}

	async stop(): Promise<void> {
		await this.browser.close();
	}

	private async logIn({ email, password }: Owner): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.locator('input[name="emailOrLdapLoginId"]').fill(email);
		await this.page.locator('input[name="password"]').fill(password);
		await this.page.locator('[data-test-id="form-submit-button"]').click();
		await this.page.waitForURL((address) => !address.pathname.includes('signin'));
	}
}
