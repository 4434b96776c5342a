/**
 * `npm test`: installs what is missing and runs every check, to the end even when one fails.
 * `npm test -- unit e2e` runs the named ones only. Its last line is the count of all: "N passed, N failed".
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bootstrap, BootstrapError, root } from './bootstrap.mjs';
import { commandLine, misused } from './commandLine.mjs';
import { committedTree, notePassed } from './tested.mjs';

const reports = join(root, 'sandbox', '.data', 'reports');

const bin = (...path) => join(root, 'node_modules', ...path);
const node = (name, ...args) => ({ name, args });
/** `oneByOne`: several n8n at once would measure each other. */
const jest = (name, { oneByOne = false, ...extra } = {}) => ({
	name,
	report: join(reports, `${name}.json`),
	args: [
		bin('jest', 'bin', 'jest.js'),
		'--selectProjects',
		name,
		'--json',
		`--outputFile=${join(reports, `${name}.json`)}`,
		// Jest by itself leaves a core free, which of two is half.
		oneByOne ? '--runInBand' : '--maxWorkers=100%',
	],
	...extra,
});

/** In the order in which they are run: what fails fast first, and what the later ones need before them. */
const STEPS = [
	node('generated', join(root, 'scripts', 'generate-contract.mjs'), '--check'),
	node('types', bin('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json', '--noEmit'),
	node('lint', bin('eslint', 'bin', 'eslint.js'), '.'),
	node('format', bin('prettier', 'bin', 'prettier.cjs'), '--check', '**/*.{ts,js,mjs,cjs}'),
	node('build', bin('gulp', 'bin', 'gulp.js'), 'build'),
	node('scan', join(root, 'scripts', 'scan.mjs')),
	jest('unit'),
	jest('engine'),
	jest('contract'),
	jest('simulator'),
	jest('reliability'),
	jest('migration', { programs: ['chromium'] }),
	jest('sandbox', { withN8n: true, oneByOne: true }),
	jest('waiting', { withN8n: true }),
	jest('e2e', { withN8n: true, programs: ['chromium'] }),
	jest('load', { withN8n: true, oneByOne: true, programs: ['redis-server', 'postgresql'] }),
];

/** No step comes near it; one that hangs must not keep the others from running. */
const STEP_LIMIT_MS = 45 * 60_000;
const LEFTOVER_GRACE_MS = 5_000;

/** In the environment of everything this run starts, so that what is left of it can be found and nothing else is. */
const runId = randomUUID();

/** npm hands on the Ctrl-C that the terminal has already sent to all of us: one press arrives twice. */
const SAME_PRESS_MS = 500;

let current;
let interruptedBy;
let interruptedAt = 0;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => {
		const again = interruptedBy !== undefined;
		if (again && Date.now() - interruptedAt < SAME_PRESS_MS) return;
		interruptedBy = signal;
		interruptedAt = Date.now();
		if (current) signalGroup(current, again ? 'SIGKILL' : signal);
	});
}

function signalGroup(child, signal) {
	try {
		process.kill(-child.pid, signal);
	} catch (error) {
		if (error.code !== 'ESRCH') throw error;
	}
}

/** Resolves to the exit code, or to what ended it. */
async function execute(args) {
	const child = spawn(process.execPath, args, {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...process.env, SANDBOX_RUN: runId },
		detached: true,
	});
	current = child;
	const limit = setTimeout(() => signalGroup(child, 'SIGKILL'), STEP_LIMIT_MS);
	const outcome = await new Promise((resolve) => {
		child.once('error', (error) => resolve(error.message));
		child.once('close', (code, signal) => resolve(signal ?? code));
	});
	clearTimeout(limit);
	current = undefined;
	return outcome;
}

/** `passed`, `failed` and `skipped` of one step: jest's own numbers, or one for a step that only succeeds or fails. */
async function run({ args, report, programs = [] }) {
	for (const program of programs) await ensureProgram(program);
	if (report) rmSync(report, { force: true });
	const outcome = await execute(args);
	const succeeded = outcome === 0;
	if (!report) return { passed: Number(succeeded), failed: Number(!succeeded), skipped: 0 };
	const counts = read(report);
	// A file that does not compile, or a crash of jest, holds no test that could fail.
	const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
	return {
		passed: counts.numPassedTests,
		failed: succeeded ? failed : Math.max(failed, 1),
		skipped: counts.numPendingTests + counts.numTodoTests,
	};
}

function read(report) {
	try {
		return JSON.parse(readFileSync(report, 'utf8'));
	} catch {
		return {
			numPassedTests: 0,
			numFailedTests: 0,
			numRuntimeErrorTestSuites: 0,
			numPendingTests: 0,
			numTodoTests: 0,
		};
	}
}

async function ensureProgram(name) {
	await import('tsx');
	await createRequire(import.meta.url)('../sandbox/apt.ts').ensureInstalled(name);
}

/** Processes of this run that are still there. Linux alone tells; elsewhere there is nothing to see. */
function leftovers() {
	if (process.platform !== 'linux') return [];
	return readdirSync('/proc').filter((pid) => {
		if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
		try {
			return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(`SANDBOX_RUN=${runId}`);
		} catch {
			return false;
		}
	});
}

async function endLeftovers() {
	const deadline = Date.now() + LEFTOVER_GRACE_MS;
	while (leftovers().length > 0 && Date.now() < deadline) await sleep(100);
	const left = leftovers().map((pid) => {
		let command = '';
		try {
			command = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ').slice(0, 120);
			process.kill(Number(pid), 'SIGKILL');
		} catch (error) {
			if (error.code !== 'ESRCH' && error.code !== 'ENOENT') throw error;
		}
		return `${pid} ${command}`;
	});
	if (left.length > 0)
		console.error(`✗ processes were left behind and have been ended:\n  ${left.join('\n  ')}`);
	return left.length;
}

const USAGE = `Installs what is missing and runs every check, to the end even when one fails.

  npm test
  npm test -- unit e2e     the named ones only: ${STEPS.map(({ name }) => name).join(', ')}
`;

function chosenSteps() {
	const { positionals: names } = commandLine(USAGE, { allowPositionals: true });
	const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
	if (unknown.length > 0) misused(USAGE, `There is no ${unknown.join(', ')}.`);
	return names.length === 0 ? STEPS : STEPS.filter(({ name }) => names.includes(name));
}

const steps = chosenSteps();
const tree = committedTree();
const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
try {
	await bootstrap({ withN8n: steps.some(({ withN8n }) => withN8n) });
	mkdirSync(reports, { recursive: true });
	for (const step of steps) {
		if (interruptedBy) break;
		console.log(`\n── ${step.name}`);
		const startedAt = Date.now();
		const counts = await run(step).catch((error) => {
			console.error(`✗ ${error.message}`);
			return { passed: 0, failed: 1, skipped: 0 };
		});
		for (const kind of Object.keys(total)) total[kind] += counts[kind];
		lines.push(
			`${counts.failed === 0 ? '✓' : '✗'} ${step.name} (${Math.round((Date.now() - startedAt) / 1000)} s): ${sentence(counts)}`,
		);
	}
	if ((await endLeftovers()) > 0) total.failed++;
} catch (error) {
	console.error(error instanceof BootstrapError ? `✗ ${error.message}` : error);
	total.failed++;
}
if (interruptedBy) {
	lines.push(`✗ ended by ${interruptedBy} before all was run`);
	total.failed++;
}

function sentence({ passed, failed, skipped }) {
	return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

console.log(`\n${lines.join('\n')}\n`);
console.log(sentence(total));
const everything = steps === STEPS && total.failed + total.skipped === 0;
// What was changed meanwhile is not what was tested.
if (everything && tree !== undefined && tree === committedTree()) notePassed(tree);
process.exit(total.failed === 0 ? 0 : 1);
