/** `npm run test:deep`: the tests that try random input, with ten times as much of it. A failure says how to repeat it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bootstrap, fail, root } from './bootstrap.mjs';

await bootstrap({ withN8n: false }).catch(fail);
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const { status } = spawnSync(
	process.execPath,
	[jest, '--selectProjects', 'contract', '--testPathPatterns', 'properties'],
	{ cwd: root, env: { ...process.env, DEEP: 'true' }, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
