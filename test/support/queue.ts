import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabases } from '../../sandbox/databases';
import { startSimulator } from '../../sandbox/heygen';
import { SimulatorControl } from '../../sandbox/heygen/control';
import { N8nClient, type Credential } from '../../sandbox/n8n/client';
import { startN8n, type N8n, type N8nOptions } from '../../sandbox/n8n/server';
import { installPacked } from './packed';
import { expectNoSecretIn, expectNoSecretInExports } from './secrets';

/** n8n in queue mode: one main, workers and webhook processors on Redis and PostgreSQL, and a simulated HeyGen. */
export interface QueueWorld {
	readonly control: SimulatorControl;
	readonly main: N8n;
	readonly workers: readonly N8n[];
	readonly processors: readonly N8n[];
	readonly client: N8nClient;
	readonly credential: Credential;
	/** One more main on the same database. */
	startMain(): Promise<N8n>;
	stop(): Promise<void>;
}

interface QueueOptions {
	workers: number;
	processors?: number;
	/** How many executions a worker runs at once. */
	workerConcurrency?: number;
	/** Further settings of every process. */
	env?: N8nOptions['env'];
}

export async function startQueue({
	workers,
	processors = 0,
	workerConcurrency = 2,
	env,
}: QueueOptions): Promise<QueueWorld> {
	/** What to end, the last one started first. */
	const started: Array<() => Promise<unknown>> = [];
	const stop = async () => {
		const failures: unknown[] = [];
		for (const end of started.splice(0).reverse()) await end().catch((error) => failures.push(error));
		if (failures.length > 0) throw failures[0];
	};
	try {
		const folder = await mkdtemp(join(tmpdir(), 'heygen-studio-queue-'));
		const userFolder = join(folder, 'n8n');
		started.push(async () => await rm(folder, { recursive: true, force: true }));
		const databases = await startDatabases();
		started.push(async () => await databases.stop());
		const heygen = await startSimulator();
		started.push(async () => await heygen.stop());
		await installPacked(userFolder);
		started.push(async () => await expectNoSecretIn(userFolder, [heygen.apiKey, heygen.bearerToken]));
		const start = async (options: Partial<N8nOptions> = {}): Promise<N8n> => {
			const n8n = await startN8n({
				userFolder,
				port: 0,
				encryptionKey: 'only-for-tests-of-the-queue',
				queue: { ...databases.queue, workerConcurrency, offloadManualExecutions: true },
				env: {
					// In queue mode n8n hands binary data on through the database: its processes need no common disk.
					N8N_DEFAULT_BINARY_DATA_MODE: 'database',
					// A worker that starts takes what its log says for crashed where it goes on elsewhere; so each has one of its own.
					N8N_EVENTBUS_LOGWRITER_LOGFULLPATH: join(userFolder, '.n8n', `events-${started.length}.log`),
					...env,
				},
				...options,
			});
			started.push(async () => await n8n.stop());
			return n8n;
		};
		const main = await start();
		// A worker makes the resume URL, so it has to know where the outside reaches the main.
		const several = async (role: 'worker' | 'webhook', count: number) => {
			const all: N8n[] = [];
			for (let index = 0; index < count; index++) all.push(await start({ role, webhookUrl: main.url }));
			return all;
		};
		const client = await N8nClient.open(main.url);
		started.push(async () => {
			if (main.pid !== undefined) await expectNoSecretInExports(client, [heygen.apiKey, heygen.bearerToken]);
		});
		return {
			control: new SimulatorControl(heygen.url),
			main,
			workers: await several('worker', workers),
			processors: await several('webhook', processors),
			client,
			credential: await client.saveCredential('HeyGen', 'heyGenStudioApi', {
				apiKey: heygen.apiKey,
				baseUrl: heygen.url,
			}),
			startMain: async () => await start({ webhookUrl: main.url }),
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}
