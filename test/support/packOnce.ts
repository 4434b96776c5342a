import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packProject } from '../../sandbox/n8n/install-package';
import { PACKED } from './packed';

/** Before the end-to-end tests: builds and packs the project once for all of their files, each of which has an n8n of its own. */
export default async function packOnce(): Promise<void> {
	process.env[PACKED] = await packProject(await mkdtemp(join(tmpdir(), 'heygen-studio-packed-')));
}
