import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { extract } from 'tar';
import { hasCode } from '../errors';
import { asObject, asObjects, asString, isObject, type JsonObject } from './json';

const run = promisify(execFile);

export const projectRoot = join(__dirname, '..', '..');

export interface InstalledPackage {
	name: string;
	version: string;
	folder: string;
}

/** Compiles the project and packs what `npm publish` would upload. Resolves to the path of the tarball in `folder`. */
export async function packProject(folder: string, { build = true } = {}): Promise<string> {
	if (build)
		await run(process.execPath, [join(projectRoot, 'node_modules', 'gulp', 'bin', 'gulp.js'), 'build'], {
			cwd: projectRoot,
		});
	return await pack(projectRoot, folder);
}

/** Packs the project and puts it where n8n's own installer puts a community package. n8n loads it at its next start. */
export async function installProject(
	userFolder: string,
	options: { build?: boolean } = {},
): Promise<InstalledPackage> {
	return await withTemporaryFolder(
		async (folder) => await installTarball(await packProject(folder, options), userFolder),
	);
}

/** The same for a package of the npm registry. */
export async function installFromNpm(
	name: string,
	version: string,
	userFolder: string,
): Promise<InstalledPackage> {
	return await withTemporaryFolder(
		async (folder) => await installTarball(await pack(`${name}@${version}`, folder), userFolder),
	);
}

/**
 * Does what n8n does after its own `npm pack`: unpacks into `<userFolder>/.n8n/nodes/node_modules/<name>`, leaves out
 * what a running package does not need, installs its dependencies without their scripts and notes it in `package.json`.
 * A package of the same name is replaced.
 */
export async function installTarball(tarball: string, userFolder: string): Promise<InstalledPackage> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const modules = join(nodes, 'node_modules');
	await mkdir(modules, { recursive: true });
	// On the same disk as its place, so that moving it there replaces the old one in one step.
	const unpacked = await mkdtemp(join(nodes, '.unpacking-'));
	try {
		await extract({ file: tarball, cwd: unpacked, strip: 1 });
		const manifest = await readManifest(join(unpacked, 'package.json'));
		const name = asString(manifest.name, 'package.json name');
		const version = asString(manifest.version, 'package.json version');
		for (const field of ['devDependencies', 'peerDependencies', 'optionalDependencies'])
			delete manifest[field];
		await writeManifest(join(unpacked, 'package.json'), manifest);
		if (isObject(manifest.dependencies) && Object.keys(manifest.dependencies).length > 0) {
			await npm(
				[
					'install',
					'--no-audit',
					'--no-fund',
					'--no-bin-links',
					'--install-strategy=shallow',
					'--ignore-scripts',
					'--no-package-lock',
				],
				unpacked,
			);
		}
		const folder = join(modules, ...name.split('/'));
		await rm(folder, { recursive: true, force: true });
		await mkdir(dirname(folder), { recursive: true });
		await rename(unpacked, folder);
		await note(join(nodes, 'package.json'), name, version);
		return { name, version, folder };
	} finally {
		await rm(unpacked, { recursive: true, force: true });
	}
}

async function pack(what: string, folder: string): Promise<string> {
	const answer = await npm(
		['pack', what, '--json', '--ignore-scripts', '--pack-destination', folder],
		folder,
	);
	const [packed] = packedFiles(JSON.parse(answer));
	return join(folder, asString(packed?.filename, 'npm pack filename'));
}

/** A list up to npm 11, by the packages' names since. */
function packedFiles(answer: unknown): JsonObject[] {
	return asObjects(Array.isArray(answer) ? answer : Object.values(asObject(answer, 'npm pack')), 'npm pack');
}

/** n8n's own list of what was installed into it. */
async function note(file: string, name: string, version: string): Promise<void> {
	const manifest = await readManifest(file).catch((error: unknown) => {
		if (!hasCode(error, 'ENOENT')) throw error;
		return { name: 'installed-nodes', private: true, dependencies: {} };
	});
	const dependencies = isObject(manifest.dependencies) ? manifest.dependencies : {};
	await writeManifest(file, { ...manifest, dependencies: { ...dependencies, [name]: version } });
}

async function readManifest(file: string): Promise<JsonObject> {
	return asObject(JSON.parse(await readFile(file, 'utf8')), file);
}

async function writeManifest(file: string, manifest: JsonObject): Promise<void> {
	await writeFile(file, JSON.stringify(manifest, null, 2));
}

async function npm(args: string[], cwd: string): Promise<string> {
	const { stdout } = await run('npm', args, { cwd, env: npmEnvironment(), maxBuffer: 64 * 1024 * 1024 });
	return stdout;
}

/** Started by `npm start`, this would act on the settings of that npm: its prefix, its workspace, its --dry-run. */
function npmEnvironment(): NodeJS.ProcessEnv {
	const keep =
		/^npm_config_(registry|cache|userconfig|globalconfig|cafile|ca|proxy|https_proxy|noproxy|strict_ssl)$/;
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !name.startsWith('npm_') || keep.test(name)),
	);
}

async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-package-'));
	try {
		return await work(folder);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
