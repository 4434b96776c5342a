import { spawn } from 'node:child_process';
import { access, constants, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

export type SystemPackage = 'chromium' | 'ffmpeg' | 'redis-server' | 'postgresql';

interface Program {
	/** The names under which it may be on the PATH. */
	names: string[];
	/** Further places, the newest version last. */
	places: () => Promise<string[]>;
}

const POSTGRES = '/usr/lib/postgresql';

const PROGRAMS: Record<SystemPackage, Program> = {
	chromium: {
		names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
		places: () => Promise.resolve(['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']),
	},
	ffmpeg: { names: ['ffmpeg'], places: () => Promise.resolve([]) },
	'redis-server': { names: ['redis-server'], places: () => Promise.resolve([]) },
	postgresql: {
		names: ['postgres'],
		// Debian keeps the server's programs off the PATH, a folder a version.
		places: async () => {
			const versions = await readdir(POSTGRES).catch(() => []);
			return versions
				.sort((a, b) => Number(a) - Number(b))
				.map((version) => join(POSTGRES, version, 'bin', 'postgres'));
		},
	},
};

/**
 * The path of a program that npm cannot bring: found, or installed by apt when this runs as root on Debian or Ubuntu.
 * For PostgreSQL it is the server `postgres`, with `initdb` and `pg_ctl` beside it.
 *
 * @throws with the command to run when it is missing and cannot be installed
 */
export async function ensureInstalled(name: SystemPackage): Promise<string> {
	const found = await find(name);
	if (found) return found;
	if (process.getuid?.() !== 0 || !(await onPath('apt-get'))) {
		throw new Error(
			`${name} is missing. Install it and run this again; on Debian or Ubuntu: sudo apt-get install -y ${name}`,
		);
	}
	console.log(`Installing ${name} (apt-get) …`);
	await withoutStartingServices(async () => {
		await aptGet('update');
		await aptGet('install', '-y', '--no-install-recommends', name);
	});
	const installed = await find(name);
	if (installed) return installed;
	throw new Error(`apt-get installed ${name} without an error, but the program is not there.`);
}

async function find(name: SystemPackage): Promise<string | undefined> {
	const { names, places } = PROGRAMS[name];
	for (const program of names) {
		const found = await onPath(program);
		// A link to PostgreSQL's server does not lead to the programs beside it.
		if (found) return name === 'postgresql' ? await realpath(found) : found;
	}
	for (const place of (await places()).reverse()) {
		if (await isProgram(place)) return place;
	}
	return undefined;
}

async function onPath(program: string): Promise<string | undefined> {
	for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
		const path = join(folder, program);
		if (await isProgram(path)) return path;
	}
	return undefined;
}

async function isProgram(path: string): Promise<boolean> {
	return await access(path, constants.X_OK).then(
		() => true,
		() => false,
	);
}

async function aptGet(...args: string[]): Promise<void> {
	let output = '';
	const child = spawn('apt-get', ['-qq', ...args], {
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-4000)));
	}
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0) throw new Error(`apt-get ${args.join(' ')} failed with code ${code}:\n${output.trim()}`);
}

const POLICY = '/usr/sbin/policy-rc.d';
const FORBIDDEN_BY_POLICY = 101;

/** Debian starts a database server as soon as it is installed; ours are started with settings and a folder of their own. */
async function withoutStartingServices(install: () => Promise<void>): Promise<void> {
	const ours = await writeFile(POLICY, `#!/bin/sh\nexit ${FORBIDDEN_BY_POLICY}\n`, {
		mode: 0o755,
		flag: 'wx',
	}).then(
		() => true,
		() => false,
	);
	try {
		await install();
	} finally {
		if (ours) await rm(POLICY, { force: true });
	}
}
