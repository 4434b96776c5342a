/** `npm run test:deep`: the tests that have more to try than there is time for in `npm test`. A failure says how to repeat it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bootstrap, fail, root } from './bootstrap.mjs';
import { commandLine } from './commandLine.mjs';

commandLine(`Runs the tests that have more to try than there is time for in npm test: random input, twenty times as much of
it, every operation at every fault, whole days of an agency, twice as many events at once, and half an hour of mixed work.
Writes the tables of docs/reliability.md and docs/scaling.md.

  npm run test:deep
`);

await bootstrap({ withN8n: true }).catch(fail);
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const projects = [
	['contract', 'properties'],
	['reliability', 'reliability'],
	['load', '(trigger-load|soak)'],
];
for (const [project, pattern] of projects) {
	const { status } = spawnSync(
		process.execPath,
		[jest, '--selectProjects', project, '--testPathPatterns', pattern],
		{ cwd: root, env: { ...process.env, DEEP: 'true' }, stdio: 'inherit' },
	);
	if (status !== 0) process.exitCode = status ?? 1;
}
