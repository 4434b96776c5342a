import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ensureInstalled } from './apt';
import { messageOf } from './errors';
import { poll } from './poll';
import { freePort } from './ports';
import type { QueueMode } from './n8n/server';

const run = promisify(execFile);
const HOST = '127.0.0.1';
const START_TIMEOUT_MS = 60_000;

/** Redis and PostgreSQL of their own for n8n's queue mode. Stopping them forgets what they hold. */
export interface Databases {
	readonly queue: QueueMode;
	stop(): Promise<void>;
}

async function answers(port: number): Promise<boolean> {
	const socket = connect(port, HOST);
	try {
		await once(socket, 'connect');
		return true;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}

async function untilAnswers(what: string, port: number, child: ChildProcess): Promise<void> {
	await poll(
		async () => {
			if (child.exitCode !== null)
				throw new Error(`${what} ended with code ${child.exitCode} instead of starting.`);
			return (await answers(port)) || undefined;
		},
		{ what: `${what} to answer`, timeoutMs: START_TIMEOUT_MS, intervalMs: 50 },
	);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, 'exit');
	child.kill(signal);
	await ended;
}

/** PostgreSQL refuses to run as root; its package brings a user for it. */
async function databaseUser(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const [uid, gid] = await Promise.all(
		['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)),
	);
	return { uid: uid ?? 0, gid: gid ?? 0 };
}

export async function startDatabases(): Promise<Databases> {
	const redisPort = await freePort();
	const postgresPort = await freePort(redisPort);
	const redisServer = await ensureInstalled('redis-server');
	const postgresServer = await ensureInstalled('postgresql');
	const folder = await mkdtemp(join(tmpdir(), 'n8n-databases-'));
	const running: Array<{ child: ChildProcess; signal: NodeJS.Signals }> = [];
	const stop = async () => {
		const ended = await Promise.allSettled(
			running.map(async ({ child, signal }) => await end(child, signal)),
		);
		for (const result of ended) if (result.status === 'rejected') console.error(messageOf(result.reason));
		await rm(folder, { recursive: true, force: true });
	};
	try {
		const redis = spawn(
			redisServer,
			['--port', String(redisPort), '--bind', HOST, '--save', '', '--appendonly', 'no', '--dir', folder],
			{ stdio: 'ignore' },
		);
		running.push({ child: redis, signal: 'SIGTERM' });

		const user = await databaseUser();
		await chmod(folder, 0o755);
		if (user) await chown(folder, user.uid, user.gid);
		const data = join(folder, 'postgres');
		const initdb = join(dirname(postgresServer), 'initdb');
		await run(initdb, ['-A', 'trust', '-U', 'n8n', '-D', data, '-E', 'UTF8', '--no-sync'], {
			...user,
			cwd: folder,
		});
		const settings = [
			`port=${postgresPort}`,
			`listen_addresses=${HOST}`,
			'unix_socket_directories=',
			'fsync=off',
		];
		const postgres = spawn(postgresServer, ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
			stdio: 'ignore',
			cwd: folder,
			...user,
		});
		// PostgreSQL's fast shutdown: it does not wait for its clients.
		running.push({ child: postgres, signal: 'SIGINT' });

		await untilAnswers('Redis', redisPort, redis);
		await untilAnswers('PostgreSQL', postgresPort, postgres);
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		queue: {
			redis: { host: HOST, port: redisPort },
			postgres: { host: HOST, port: postgresPort, database: 'postgres', user: 'n8n' },
		},
		stop,
	};
}
