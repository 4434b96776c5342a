import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../sandbox/n8n/install-package';
import { poll } from '../../sandbox/poll';
import { freePort, isPortFree } from '../../sandbox/ports';

jest.setTimeout(300_000);

const run = promisify(execFile);

/** What a first run would install takes minutes, and gigabytes: it is lent from here. */
const INSTALLED = ['node_modules', 'sandbox/n8n/node_modules'];

let clone: string;
let start: ChildProcess | undefined;

beforeAll(async () => {
	clone = await mkdtemp(join(tmpdir(), 'heygen-studio-clone-'));
	const { stdout } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
		cwd: projectRoot,
	});
	// Where they are links themselves, git takes them for files of ours.
	for (const file of stdout.split('\0').filter((name) => name !== '' && !INSTALLED.includes(name))) {
		const deleted = await stat(join(projectRoot, file)).then(
			() => false,
			() => true,
		);
		if (!deleted) await cp(join(projectRoot, file), join(clone, file));
	}
	for (const folder of INSTALLED) await symlink(join(projectRoot, folder), join(clone, folder), 'dir');
});

afterAll(async () => {
	if (start?.pid && start.exitCode === null && start.signalCode === null) process.kill(-start.pid, 'SIGKILL');
	await rm(clone, { recursive: true, force: true });
});

/** What the npm that runs the tests tells of itself is none of this one's business. */
function ownEnvironment(): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
}

/** The simulated HeyGen's own port, and the next one for its files. */
async function freePair(except: number): Promise<number> {
	for (;;) {
		const port = await freePort(except);
		if (port + 1 !== except && (await isPortFree(port + 1))) return port;
	}
}

test('npm start, on a clone: the main job succeeds, and the editor stays open until Ctrl-C', async () => {
	const n8nPort = await freePort();
	const simulatorPort = await freePair(n8nPort);
	start = spawn('npm', ['start'], {
		cwd: clone,
		env: { ...ownEnvironment(), N8N_PORT: String(n8nPort), SIMULATOR_PORT: String(simulatorPort) },
		stdio: ['ignore', 'pipe', 'pipe'],
		// A group of its own, as a terminal gives it.
		detached: true,
	});
	let output = '';
	for (const stream of [start.stdout, start.stderr])
		stream?.on('data', (text: Buffer) => (output += text.toString()));
	let ended = false;
	const closed = once(start, 'close').then(() => (ended = true));

	await poll(
		async () => {
			if (ended) throw new Error(`npm start has ended: ${output}`);
			return await Promise.resolve(output.includes('The editor is open at') || undefined);
		},
		{ what: 'the editor to be open', timeoutMs: 240_000, intervalMs: 200, lastSeen: () => output },
	);
	expect(output).toContain('The main job succeeded.');
	const film = join(clone, 'sandbox', '.data', 'files', 'talking-video.mp4');
	expect((await stat(film)).size).toBeGreaterThan(0);
	expect((await fetch(`http://127.0.0.1:${n8nPort}/healthz`)).status).toBe(200);

	if (start.pid) process.kill(-start.pid, 'SIGINT');
	await closed;
	await expect(fetch(`http://127.0.0.1:${n8nPort}/healthz`)).rejects.toThrow();
});
