import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packProject } from '../../sandbox/n8n/install-package';
import { startN8n } from '../../sandbox/n8n/server';
import { BEGUN, installPacked, PACKED } from './packed';

/**
 * Before the end-to-end tests: builds and packs the project once for all of their files, each of which has an n8n of its
 * own, and begins a user folder that these are copies of.
 */
export default async function packOnce(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'heygen-studio-packed-'));
	try {
		process.env[PACKED] = await packProject(folder);
		const userFolder = join(folder, 'user');
		await installPacked(userFolder);
		const n8n = await startN8n({ userFolder, port: 0 });
		await n8n.stop();
		process.env[BEGUN] = userFolder;
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
}
