import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sandbox from '../../sandbox/n8n/package.json';

const run = promisify(execFile);
const root = join(__dirname, '..', '..');

jest.setTimeout(60_000);

interface Ended {
	code: number;
	stdout: string;
	stderr: string;
}

async function ended(args: string[], env: Record<string, string> = {}): Promise<Ended> {
	const options = { cwd: root, env: { ...process.env, ...env } };
	try {
		return { code: 0, ...(await run(process.execPath, args, options)) };
	} catch (error) {
		return error as Ended;
	}
}

/** What others are made of; they are no commands themselves. */
const PARTS = ['bootstrap.mjs', 'commandLine.mjs', 'publishable.mjs', 'tested.mjs'];

const COMMANDS: Array<[string, string[]]> = [
	...readdirSync(join(root, 'scripts'))
		.filter((file) => file.endsWith('.mjs') && !PARTS.includes(file))
		.map((file): [string, string[]] => [`scripts/${file}`, [join('scripts', file)]]),
	['sandbox/heygen/main.ts', ['--import', 'tsx', join('sandbox', 'heygen', 'main.ts')]],
];

describe('a command that is called with what it does not know', () => {
	it.each(COMMANDS)('says what it takes instead of beginning: %s', async (_name, args) => {
		const { code, stdout, stderr } = await ended([...args, '--no-such-flag']);
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toMatch(/^✗ Unknown option '--no-such-flag'\n\n\S/);
		expect(stderr).not.toMatch(/^\s+at /m);
	});

	it.each(COMMANDS)('tells the same when it is asked for: %s', async (_name, args) => {
		const { code, stdout, stderr } = await ended([...args, '--help']);
		expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
		expect(stdout).toMatch(/(npm|npx|node) /);
	});

	it.each([
		['scripts/test.mjs', ['nothing'], 'There is no nothing.'],
		['scripts/bench.mjs', ['nothing'], 'There is no part nothing.'],
		['scripts/bench.mjs', ['--pairs', 'some'], '--pairs takes a number from 1 on.'],
		['scripts/start.mjs', ['nothing'], "Unexpected argument 'nothing'"],
	])('says so of a name, too: %s %j', async (script, args, reason) => {
		const { code, stderr } = await ended([script, ...args]);
		expect(code).toBe(2);
		expect(stderr).toContain(`✗ ${reason}`);
		expect(stderr).toMatch(/\n\n.*\n\n {2}npm /);
	});
});

describe('npm start', () => {
	/** Somebody else's program on a port of its own, and on the next where that is free. */
	async function taken(): Promise<{ port: number; free(): void }> {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		if (address === null || typeof address === 'string') throw new Error('It has no port.');
		return { port: address.port, free: () => void server.close() };
	}

	it('finds all taken ports before it builds anything, and names the variable that changes each', async () => {
		const [n8n, files] = [await taken(), await taken()];
		const chosen = { N8N_PORT: String(n8n.port), SIMULATOR_PORT: String(files.port - 1), HEYGEN_API_KEY: '' };
		const { code, stdout, stderr } = await ended(['scripts/start.mjs', '--once'], chosen);
		n8n.free();
		files.free();
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		const [first, ...others] = stderr.trimEnd().split('\n');
		expect(first).toMatch(
			new RegExp(`^✗ Port ${n8n.port} for n8n is in use\\. .*: N8N_PORT=\\d+ npm start$`),
		);
		expect(others.at(-1)).toMatch(
			new RegExp(
				`Port ${files.port} for the simulated HeyGen's files is in use\\. .*: SIMULATOR_PORT=\\d+ npm start$`,
			),
		);
	});

	it.each([
		['N8N_PORT', 'many', 65_535],
		['SIMULATOR_PORT', '65535', 65_534],
	])('refuses a %s of %s', async (variable, value, highest) => {
		const { code, stderr } = await ended(['scripts/start.mjs', '--once'], {
			HEYGEN_API_KEY: '',
			[variable]: value,
		});
		expect(code).toBe(1);
		expect(stderr).toContain(`${variable} is "${value}", and has to be a number from 1 to ${highest}.`);
	});
});

describe('npm run test:newest', () => {
	const locked = sandbox.dependencies.n8n;
	let folder: string;

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'sandbox-newest-'));
	});

	afterEach(async () => await rm(folder, { recursive: true, force: true }));

	/** With an npm that lists these versions, or fails as npm does. */
	async function newest({ lists, fails }: { lists?: string[]; fails: string }): Promise<Ended> {
		const npm = join(folder, 'npm-cli.js');
		await writeFile(
			npm,
			`const lists = ${JSON.stringify(lists)};
			if (lists && process.argv[2] === 'view') console.log(JSON.stringify(lists));
			else { console.error(${JSON.stringify(fails)}); process.exitCode = 1; }`,
		);
		return await ended(['scripts/newest.mjs'], { npm_execpath: npm });
	}

	it('says so where the locked n8n is the newest', async () => {
		const lists = ['1.999.0', '2.0.0', locked, '2.999.0-beta.1', '3.0.0'];
		const { code, stdout } = await newest({ lists, fails: 'It needs no more.' });
		expect(code).toBe(0);
		expect(stdout).toBe(`n8n ${locked}, on which npm test runs, is the newest n8n 2 of the registry.\n`);
	});

	it('says what the registry lacks of a newer one, and takes the next', async () => {
		const fails = 'npm error notarget No matching version found for @n8n/agents@9.9.9.';
		const { code, stdout } = await newest({ lists: ['2.998.0', locked, '2.999.0'], fails });
		expect(code).toBe(0);
		expect(stdout.split('\n').filter((line) => /^(✗|n8n)/.test(line))).toEqual([
			'✗ n8n 2.999.0 cannot be installed: @n8n/agents@9.9.9 is not in the registry',
			'✗ n8n 2.998.0 cannot be installed: @n8n/agents@9.9.9 is not in the registry',
			`n8n ${locked}, on which npm test runs, is the newest n8n 2 that can be installed from the registry.`,
		]);
	});

	it('fails where the registry cannot be reached, in one line', async () => {
		const fails = 'npm error code ENOTFOUND\nnpm error network request failed';
		const { code, stderr } = await newest({ fails });
		expect(code).toBe(1);
		expect(stderr).toBe(
			'✗ npm view n8n versions --json failed: npm error code ENOTFOUND\nnpm error network request failed\n',
		);
	});

	it.each(['latest', '2.41'])('takes no %s for a version', async (version) => {
		const { code, stderr } = await ended(['scripts/newest.mjs', version]);
		expect(code).toBe(2);
		expect(stderr).toContain(`✗ "${version}" is no version.`);
	});
});
