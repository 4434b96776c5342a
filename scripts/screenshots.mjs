/** Renews the pictures of the documentation: the tests of the editor, of the examples' canvases, of the film and of the first walk take them while they run. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bootstrap, fail, root } from './bootstrap.mjs';
import { commandLine } from './commandLine.mjs';

commandLine('Renews the pictures in docs/images, in a real n8n and a browser: npm run screenshots\n');

await bootstrap({ withN8n: true }).catch(fail);
const { status } = spawnSync(
	process.execPath,
	[
		join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
		'--selectProjects',
		'e2e',
		'-i',
		'editor',
		'example-pictures',
		'film',
		'first-walk',
	],
	{ cwd: root, stdio: 'inherit', env: { ...process.env, SCREENSHOTS: join(root, 'docs', 'images') } },
);
process.exitCode = status ?? 1;
