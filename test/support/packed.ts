import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { installProject, installTarball } from '../../sandbox/n8n/install-package';

/** The environment's variable that holds the path of a tarball of the project as it is. */
export const PACKED = 'HEYGEN_STUDIO_PACKED';

/** Installs the project into an n8n: from the tarball where one was packed before, and else from a new one. */
export async function installPacked(userFolder: string): Promise<void> {
	const tarball = process.env[PACKED];
	await (tarball ? installTarball(tarball, userFolder) : installProject(userFolder));
}

/** After the end-to-end tests. */
export default async function removePacked(): Promise<void> {
	const tarball = process.env[PACKED];
	if (tarball) await rm(dirname(tarball), { recursive: true, force: true });
}
