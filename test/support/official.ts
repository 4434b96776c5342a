import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Credential, WorkflowNode } from '../../sandbox/n8n/client';
import { installFromNpm, type InstalledPackage } from '../../sandbox/n8n/install-package';
import type { JsonObject } from '../../sandbox/n8n/json';
import type { World } from './world';

/** HeyGen's own package, as it is published. */
export const OFFICIAL = '@heygenofficial/n8n-nodes-heygen-official';
export const OFFICIAL_VERSION = '0.1.9';

export async function installOfficial(userFolder: string): Promise<InstalledPackage> {
	return await installFromNpm(OFFICIAL, OFFICIAL_VERSION, userFolder);
}

/**
 * It has its host built in. Only that address is replaced, in the copy installed here: both packages then talk to the
 * simulated HeyGen over the same plain connection, and no TLS counts against theirs.
 */
export async function pointOfficialAt(url: string, { folder }: InstalledPackage): Promise<void> {
	const file = join(folder, 'dist', 'nodes', 'Heygen', 'shared', 'shared_functions.js');
	let source = await readFile(file, 'utf8');
	for (const [built, ours] of [
		['`https://${baseUrl}.heygen.com/', `\`${url}/`],
		["'https://api.heygen.com/", `'${url}/`],
	] as const) {
		const parts = source.split(built);
		if (parts.length !== 2)
			throw new Error(`${OFFICIAL} does not make its addresses where they were expected`);
		source = parts.join(ours);
	}
	await writeFile(file, source);
}

/** Its credential for the simulated HeyGen. */
export async function saveOfficialCredential({ client, heygen }: World): Promise<Credential> {
	return await client.saveCredential('HeyGen (official)', 'heyGenApi', { apiKey: heygen.apiKey });
}

/** Its action node as a workflow holds it. */
export function officialNode(
	{ id, name: credentialName, type }: Credential,
	name: string,
	parameters: JsonObject,
): WorkflowNode {
	return {
		name,
		type: `${OFFICIAL}.heygenNode`,
		typeVersion: 1,
		parameters: { authentication: 'apiKey', ...parameters },
		credentials: { [type]: { id, name: credentialName } },
	};
}
