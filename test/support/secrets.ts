import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { N8nClient } from '../../sandbox/n8n/client';

/** Installed packages, which n8n did not write. */
const NOT_WRITTEN = /[\\/]nodes[\\/]node_modules[\\/]/;

/** What n8n's processes say. Its event log holds what tools gave an agent, links and all, as executions do. */
const LOG = /^n8n-[a-z]+-\d+\.log$/;

/** What HeyGen gives and is as good as a key: the secret of a webhook, and the tokens of a sign-in. */
const GRANTED = /whsec_[0-9a-f]|hg_[ar]t_[0-9a-f]/;

/** The permission in a link, which is for executions alone. */
const PERMITTED = /[?&]Signature=/;

/** Where the text holds one of these, or undefined. */
function placeOf(text: string, secrets: readonly string[], patterns: readonly RegExp[]): number | undefined {
	const places = [
		...secrets.map((secret) => text.indexOf(secret)),
		...patterns.map((pattern) => text.search(pattern)),
	];
	return places.find((place) => place >= 0);
}

/**
 * Nothing that n8n left in its user folder (database, executions, files, logs) may hold in plain text a credential or what is
 * as good as one, and no log a link with its permission.
 *
 * @throws Error that names the file and what stands before the secret.
 */
export async function expectNoSecretIn(userFolder: string, secrets: readonly string[]): Promise<void> {
	const entries = await readdir(userFolder, { recursive: true, withFileTypes: true });
	for (const entry of entries) {
		const file = join(entry.parentPath, entry.name);
		if (!entry.isFile() || NOT_WRITTEN.test(file)) continue;
		const text = await readFile(file, 'latin1');
		const at = placeOf(text, secrets, LOG.test(entry.name) ? [GRANTED, PERMITTED] : [GRANTED]);
		if (at !== undefined)
			throw new Error(
				`${relative(userFolder, file)} holds a secret after …${text.slice(Math.max(0, at - 200), at)}`,
			);
	}
}

/**
 * No workflow, as the editor downloads and copies it, may hold a credential in plain text, or what HeyGen gave.
 *
 * @throws Error that names the workflow.
 */
export async function expectNoSecretInExports(client: N8nClient, secrets: readonly string[]): Promise<void> {
	for (const { id } of await client.listWorkflows()) {
		const exported = JSON.stringify(await client.getWorkflow(id));
		if (placeOf(exported, secrets, [GRANTED, PERMITTED]) !== undefined)
			throw new Error(`A workflow holds a secret: ${exported}`);
	}
}
