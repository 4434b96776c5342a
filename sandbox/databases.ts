import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
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

/** Redis and PostgreSQL of their own for n8n's queue mode, in a folder of the caller's. */
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
async function databaseUser(): Promise<{ uid?: number; gid?: number }> {
	if (process.getuid?.() !== 0) return {};
	const ids = await Promise.all(
		['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)),
	);
	return { uid: ids[0], gid: ids[1] };
}

export async function startDatabases(folder: string): Promise<Databases> {
	const redisPort = await freePort();
	const postgresPort = await freePort(redisPort);
	const [redisServer, postgresServer] = [
		await ensureInstalled('redis-server'),
		await ensureInstalled('postgresql'),
	];

	const redis = spawn(
		redisServer,
		['--port', String(redisPort), '--bind', HOST, '--save', '', '--appendonly', 'no'],
		{
			stdio: 'ignore',
		},
	);
	const user = await databaseUser();
	const data = join(folder, 'postgres');
	await mkdir(folder, { recursive: true });
	// The user of the database has to reach its folder.
	await chmod(folder, 0o755);
	await run('install', [
		'-d',
		...(user.uid === undefined ? [] : ['-o', String(user.uid), '-g', String(user.gid)]),
		data,
	]);
	const programs = dirname(postgresServer);
	await run(
		join(programs, 'initdb'),
		['-A', 'trust', '-U', 'n8n', '-D', data, '-E', 'UTF8', '--no-sync'],
		user,
	);
	const settings = [
		`port=${postgresPort}`,
		`listen_addresses=${HOST}`,
		`unix_socket_directories=`,
		'fsync=off',
	];
	const postgres = spawn(postgresServer, ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
		stdio: 'ignore',
		...user,
	});
	const stop = async () => {
		// SIGINT is PostgreSQL's fast shutdown: it does not wait for its clients.
		const ended = await Promise.allSettled([end(redis, 'SIGTERM'), end(postgres, 'SIGINT')]);
		for (const result of ended) if (result.status === 'rejected') console.error(messageOf(result.reason));
	};
	try {
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
