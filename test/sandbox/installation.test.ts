import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { create } from 'tar';
import { ensureInstalled } from '../../sandbox/apt';
import { installTarball } from '../../sandbox/n8n/install-package';

const run = promisify(execFile);

jest.setTimeout(60_000);

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sandbox-install-'));
});

afterEach(async () => {
	jest.restoreAllMocks();
	await rm(folder, { recursive: true, force: true });
});

async function write(path: string, content: unknown): Promise<void> {
	const file = join(folder, path);
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
}

async function readJson(path: string): Promise<unknown> {
	return JSON.parse(await readFile(join(folder, path), 'utf8')) as unknown;
}

describe('a package for n8n', () => {
	async function tarball(version: string, ...files: string[]): Promise<string> {
		await write('package/package.json', {
			name: '@scope/nodes',
			version,
			peerDependencies: { 'n8n-workflow': '*' },
			devDependencies: { x: '1' },
		});
		for (const file of files) await write(`package/${file}`, version);
		const file = join(folder, `${version}.tgz`);
		await create({ file, gzip: true, cwd: folder }, ['package']);
		await rm(join(folder, 'package'), { recursive: true });
		return file;
	}

	it('is put where n8n puts one, without what is for its developers, and replaces an older one', async () => {
		const user = join(folder, 'user');
		await installTarball(await tarball('1.0.0', 'dist/old.js'), user);
		const installed = await installTarball(await tarball('2.0.0', 'dist/new.js'), user);
		const place = 'user/.n8n/nodes/node_modules/@scope/nodes';
		expect(installed).toEqual({ name: '@scope/nodes', version: '2.0.0', folder: join(folder, place) });
		expect(await readdir(join(folder, place, 'dist'))).toEqual(['new.js']);
		expect(await readJson(`${place}/package.json`)).toEqual({ name: '@scope/nodes', version: '2.0.0' });
		expect(await readJson('user/.n8n/nodes/package.json')).toMatchObject({
			dependencies: { '@scope/nodes': '2.0.0' },
		});
		expect((await readdir(join(folder, 'user/.n8n/nodes'))).sort()).toEqual(['node_modules', 'package.json']);
	});
});

describe('a program that npm cannot bring', () => {
	it('is asked for with the command that installs it when this may not do so', async () => {
		jest.replaceProperty(process, 'env', { ...process.env, PATH: folder });
		jest.spyOn(process, 'getuid').mockReturnValue(1000);
		await expect(ensureInstalled('redis-server')).rejects.toThrow(
			'redis-server is missing. Install it and run this again; on Debian or Ubuntu: sudo apt-get install -y redis-server',
		);
	});
});

describe('the bootstrap of a clone', () => {
	const bootstrap = async () => {
		const script = `import('./scripts/bootstrap.mjs').then((m) => m.bootstrap({ withN8n: false }).catch(m.fail))`;
		return (await run(process.execPath, ['--eval', script], { cwd: folder })).stdout;
	};

	beforeEach(async () => {
		await mkdir(join(folder, 'scripts'));
		await copyFile(join(__dirname, '../../scripts/bootstrap.mjs'), join(folder, 'scripts/bootstrap.mjs'));
		const manifest = { name: 'clone', version: '1.0.0', dependencies: { part: 'file:part' } };
		await write('part/package.json', { name: 'part', version: '1.0.0' });
		await write('package.json', manifest);
		await write('package-lock.json', {
			name: 'clone',
			version: '1.0.0',
			lockfileVersion: 3,
			packages: {
				'': manifest,
				part: { version: '1.0.0' },
				'node_modules/part': { resolved: 'part', link: true },
			},
		});
	});

	it('installs once, and again after an interruption or when the lock has changed', async () => {
		expect(await bootstrap()).toContain('✓ the project installed');
		expect(await bootstrap()).toBe('');

		// What an npm that was killed leaves: some of the packages, and nothing that says that it ended.
		await rm(join(folder, 'node_modules/.install-stamp'));
		await rm(join(folder, 'node_modules/.package-lock.json'));
		expect(await bootstrap()).toContain('Installing the project …');
		expect(await bootstrap()).toBe('');

		await writeFile(
			join(folder, 'package-lock.json'),
			(await readFile(join(folder, 'package-lock.json'), 'utf8')) + '\n',
		);
		expect(await bootstrap()).toContain('✓ the project installed');
	});

	it('says what npm said when it fails', async () => {
		await write('package.json', {
			name: 'clone',
			version: '1.0.0',
			dependencies: { part: 'file:part', other: 'file:other' },
		});
		await expect(bootstrap()).rejects.toMatchObject({
			code: 1,
			stderr: expect.stringMatching(/^✗ Installing the project failed: .*\nnpm error code EUSAGE/m) as string,
		});
	});

	it('leaves the settings of the npm that started it behind, but not the way to the registry', async () => {
		const { stdout } = await run(
			process.execPath,
			[
				'--eval',
				`import('./scripts/bootstrap.mjs').then((m) => console.log(JSON.stringify(m.npmEnvironment())))`,
			],
			{
				cwd: folder,
				env: {
					PATH: process.env.PATH,
					npm_config_ignore_scripts: 'true',
					npm_config_registry: 'http://registry.invalid/',
					npm_lifecycle_event: 'start',
					NPM_CONFIG_CACHE: '/cache',
				},
			},
		);
		const environment = JSON.parse(stdout) as unknown;
		expect(environment).toMatchObject({
			npm_config_registry: 'http://registry.invalid/',
			NPM_CONFIG_CACHE: '/cache',
		});
		expect(environment).not.toHaveProperty('npm_config_ignore_scripts');
		expect(environment).not.toHaveProperty('npm_lifecycle_event');
	});
});
