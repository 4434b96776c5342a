/**
 * `npm run test:newest`: some of the end-to-end tests on the newest n8n 2 of the registry, which is installed beside the one
 * that the lock holds and `npm test` runs on.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, BootstrapError, fail, installUnlockedN8n, npmOutput, root } from './bootstrap.mjs';
import { commandLine, misused } from './commandLine.mjs';

const USAGE = `Runs the main job, the trigger and more of the end-to-end tests on the newest n8n 2 of the registry.

  npm run test:newest
  npm run test:newest -- 2.40.7     on this n8n instead
`;

/** The main job, then what leans on n8n most: credentials, both triggers, suspended executions and tools. */
const FILES = ['main-job', 'credentials', 'trigger-events', 'poll-trigger', 'suspend', 'tools'];

const MAJOR = 2;

const { positionals } = commandLine(USAGE, { allowPositionals: true });
if (positionals.length > 1 || !positionals.every((version) => /^\d+\.\d+\.\d+$/.test(version))) {
	misused(USAGE, `"${positionals.join(' ')}" is no version.`);
}

const locked = JSON.parse(readFileSync(join(root, 'sandbox', 'n8n', 'package.json'), 'utf8')).dependencies
	.n8n;

/** Every n8n of this major version that is newer than the locked one, newest first. */
async function newer() {
	const { default: semver } = await import('semver');
	const published = JSON.parse(npmOutput('view', 'n8n', 'versions', '--json'));
	return published
		.filter((version) => semver.prerelease(version) === null && semver.major(version) === MAJOR)
		.filter((version) => semver.gt(version, locked))
		.sort(semver.rcompare);
}

/** The first that can be installed whole: a version can be published before all it needs is. */
async function install(versions) {
	for (const version of versions) {
		const missing = await installUnlockedN8n(version);
		if (missing === undefined) return version;
		console.log(`✗ n8n ${version} cannot be installed: ${missing}`);
	}
	return undefined;
}

async function main() {
	await bootstrap();
	const versions = positionals.length > 0 ? positionals : await newer();
	if (versions.length === 0) {
		console.log(`n8n ${locked}, on which npm test runs, is the newest n8n ${MAJOR} of the registry.`);
		return 0;
	}
	const version = await install(versions);
	if (version === undefined) {
		if (positionals.length > 0) return 1;
		console.log(
			`n8n ${locked}, on which npm test runs, is the newest n8n ${MAJOR} that can be installed from the registry.`,
		);
		return 0;
	}
	console.log(`\n── n8n ${version}`);
	const patterns = FILES.map((file) => `(e2e|waiting)/${file}\\.test`);
	const { status } = spawnSync(
		process.execPath,
		[
			join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
			...['--selectProjects', 'e2e', 'waiting', '--runInBand', '--testPathPatterns', ...patterns],
		],
		{ cwd: root, stdio: 'inherit', env: { ...process.env, SANDBOX_N8N: version } },
	);
	console.log(`${status === 0 ? '✓' : '✗'} n8n ${version}`);
	return status ?? 1;
}

process.exitCode = await main().catch((error) => {
	if (error instanceof BootstrapError) return fail(error);
	throw error;
});
