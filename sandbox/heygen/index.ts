import type { FastifyInstance } from 'fastify';
import { createApi } from './api';
import { Auth } from './auth';
import { Contract, isRecord } from './contract';
import { Faults } from './faults';
import { createFileHost } from './fileHost';
import { Idempotency } from './idempotency';
import { Memory } from './memory';
import type { Recollection } from './memory';
import { OAuth } from './oauth';
import { RateLimit } from './rateLimit';
import { Recorder } from './recorder';
import { handlersOf } from './resource';
import type { Resource } from './resource';
import { resources } from './resources';
import type { SettingsPatch } from './settings';
import type { Simulation } from './simulation';
import { World } from './world';

export type { Settings, SettingsPatch } from './settings';
export * from './protocol';
export type { StateView } from './state';

export interface SimulatorOptions {
	/** Port of the API; 0 or none: any free one. */
	port?: number;
	/** Port of the file host; 0 or none: any free one. */
	filesPort?: number;
	apiKey?: string;
	/** A bearer token that never expires; the OAuth sign-in issues others. */
	bearerToken?: string;
	settings?: SettingsPatch;
	/** The file in which it keeps what was made, from one start to the next. Default: it forgets all when it stops. */
	memory?: string;
	/** What is simulated. Default: all there is. */
	resources?: readonly Resource[];
}

export interface Simulator {
	/** Base URL of the API. */
	url: string;
	/** Base URL of the file host, another origin. */
	filesUrl: string;
	apiKey: string;
	bearerToken: string;
	/** What its memory held of earlier starts. */
	recollection: Recollection;
	/** Closes both servers and ends all timers and deliveries. */
	stop(): Promise<void>;
}

const HOST = '127.0.0.1';

/**
 * Starts a HeyGen that lives on this machine: the API and, on a port of its own, the host of its files.
 * @throws Error with a readable reason when a port is taken or a setting is wrong
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const apiKey = options.apiKey ?? 'simulated-heygen-api-key';
	const bearerToken = options.bearerToken ?? 'simulated-heygen-bearer-token';
	const credentials = { apiKey, bearerToken };
	const simulated: readonly Resource[] = options.resources ?? resources;
	const world = new World(simulated, options.settings ?? {}, credentials);
	const auth = new Auth(credentials);
	const simulation: Simulation = {
		world,
		handlers: handlersOf(simulated),
		auth,
		contract: new Contract(),
		oauth: new OAuth(world.settings, auth),
		idempotency: new Idempotency(),
		faults: new Faults(world.settings),
		rateLimit: new RateLimit(world.settings),
		recorder: new Recorder(world.settings),
		filesRecorder: new Recorder(world.settings),
	};
	const api = createApi(simulation);
	const files = createFileHost(simulation);
	let memory: Memory | undefined;
	const stop = async () => {
		const ending = memory;
		memory = undefined;
		try {
			ending?.keep();
		} finally {
			world.jobs.clear();
			world.webhooks.stop();
			await Promise.all([api.close(), files.close()]);
		}
	};
	try {
		world.links.filesUrl = await listen(files, options.filesPort ?? 0);
		world.links.apiUrl = await listen(api, options.port ?? 0);
	} catch (error) {
		await stop();
		throw error;
	}
	// The seed data holds links, so it comes after the addresses are known.
	world.reset();
	if (options.memory !== undefined) memory = new Memory(options.memory, simulation);
	const recollection = memory?.recall() ?? 'nothing';
	return { url: world.links.apiUrl, filesUrl: world.links.filesUrl, apiKey, bearerToken, recollection, stop };
}

async function listen(server: FastifyInstance, port: number): Promise<string> {
	try {
		return await server.listen({ host: HOST, port });
	} catch (error) {
		if (isRecord(error) && error.code === 'EADDRINUSE') {
			throw new Error(`Port ${port} on ${HOST} is in use: stop what listens there or choose another port`);
		}
		throw error;
	}
}
