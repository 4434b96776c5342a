import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { N8nClient } from '../../sandbox/n8n/client';

/** Installed packages, which n8n did not write. */
const NOT_WRITTEN = /[\\/]nodes[\\/]node_modules[\\/]/;

/** What n8n's processes say. Its event log holds what tools gave an agent, links and all, as executions do. */
const LOG = /^n8n-[a-z]+-\d+\.log$/;

/** The secret of webhooks, as HeyGen gives it. */
const WEBHOOK_SECRET = /whsec_[0-9a-f]/;

/** What comes out of answers and is as good as a key: the permission of a link, and that secret. */
const GRANTED = /[?&]Signature=|whsec_[0-9a-f]/;

/**
 * Nothing that n8n left in its user folder (database, executions, files, logs) may hold a credential in plain text or the
 * secret of webhooks, and no log a link that HeyGen granted.
 *
 * @throws Error that names the file and what stands before the secret.
 */
export async function expectNoSecretIn(userFolder: string, secrets: readonly string[]): Promise<void> {
	const entries = await readdir(userFolder, { recursive: true, withFileTypes: true });
	for (const entry of entries) {
		const file = join(entry.parentPath, entry.name);
		if (!entry.isFile() || NOT_WRITTEN.test(file)) continue;
		const text = await readFile(file, 'latin1');
		const granted = (LOG.test(entry.name) ? GRANTED : WEBHOOK_SECRET).exec(text)?.index;
		const at = secrets.map((secret) => text.indexOf(secret)).find((index) => index >= 0) ?? granted;
		if (at !== undefined)
			throw new Error(
				`${relative(userFolder, file)} holds a secret after …${text.slice(Math.max(0, at - 200), at)}`,
			);
	}
}

/**
 * No workflow, as the editor downloads and copies it, may hold a credential in plain text or what HeyGen granted.
 *
 * @throws Error that names the workflow.
 */
export async function expectNoSecretInExports(client: N8nClient, secrets: readonly string[]): Promise<void> {
	for (const { id } of await client.listWorkflows()) {
		const exported = JSON.stringify(await client.getWorkflow(id));
		if (secrets.some((secret) => exported.includes(secret)) || GRANTED.test(exported))
			throw new Error(`A workflow holds a secret: ${exported}`);
	}
}
