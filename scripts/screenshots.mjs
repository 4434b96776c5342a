/** Renews the pictures of the documentation: the editor's test takes them while it runs. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bootstrap, fail, root } from './bootstrap.mjs';

await bootstrap({ withN8n: true }).catch(fail);
const { status } = spawnSync(
	process.execPath,
	[join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--selectProjects', 'e2e', '-i', 'editor'],
	{ cwd: root, stdio: 'inherit', env: { ...process.env, SCREENSHOTS: join(root, 'docs', 'images') } },
);
process.exitCode = status ?? 1;
