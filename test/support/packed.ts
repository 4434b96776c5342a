import { cp, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { installProject, installTarball } from '../../sandbox/n8n/install-package';

/** The environment's variable that holds the path of a tarball of the project as it is. */
export const PACKED = 'HEYGEN_STUDIO_PACKED';

/** The one that holds the path of an n8n user folder with the project in it, and the database of a first start. */
export const BEGUN = 'HEYGEN_STUDIO_BEGUN';

/** Installs the project into an n8n: from the tarball where one was packed before, and else from a new one. */
export async function installPacked(userFolder: string): Promise<void> {
	const tarball = process.env[PACKED];
	await (tarball ? installTarball(tarball, userFolder) : installProject(userFolder));
}

/** The same for an n8n of its own database, which takes seconds to make: it is copied where one was begun before. */
export async function beginUserFolder(userFolder: string): Promise<void> {
	const begun = process.env[BEGUN];
	await (begun ? cp(begun, userFolder, { recursive: true }) : installPacked(userFolder));
}

/** After the end-to-end tests. */
export default async function removePacked(): Promise<void> {
	const tarball = process.env[PACKED];
	if (tarball) await rm(dirname(tarball), { recursive: true, force: true });
}
