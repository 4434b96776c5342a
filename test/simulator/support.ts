import axios from 'axios';
import type { AxiosInstance, AxiosRequestConfig, AxiosResponse } from 'axios';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startSimulator } from '../../sandbox/heygen';
import type { SettingsPatch, Simulator, SimulatorOptions } from '../../sandbox/heygen';
import { SimulatorControl } from '../../sandbox/heygen/control';
import { isRecord } from '../../sandbox/heygen/contract';
import type { Resource } from '../../sandbox/heygen/resource';

/** Fast enough for tests, slow enough to be seen under way. */
export const FAST: SettingsPatch = { trainingMs: 120, photoMs: 120, renderMs: 150, webhookBackoffMs: 20 };

export const portrait = readSample('portrait.png');

export function readSample(name: string): Buffer {
	return readFileSync(join(__dirname, '../../sandbox/heygen/files', name));
}

/** A simulator with a client that brings the API key and never throws for a status. */
export class Bench {
	readonly http: AxiosInstance;
	readonly control: SimulatorControl;

	private constructor(readonly simulator: Simulator) {
		this.http = axios.create({
			baseURL: simulator.url,
			headers: { 'x-api-key': simulator.apiKey },
			validateStatus: () => true,
			proxy: false,
			maxRedirects: 0,
		});
		this.control = new SimulatorControl(simulator.url);
	}

	/** @param resources what is simulated; default: all there is */
	static async start(settings: SettingsPatch = {}, resources?: readonly Resource[]): Promise<Bench> {
		return await Bench.at({ settings, resources });
	}

	/** With what else a start can be told. */
	static async at({ settings, ...options }: SimulatorOptions): Promise<Bench> {
		return new Bench(await startSimulator({ ...options, settings: { ...FAST, ...settings } }));
	}

	async stop(): Promise<void> {
		await this.simulator.stop();
	}

	async get(path: string, config?: AxiosRequestConfig): Promise<Json> {
		return new Json(await this.http.get<unknown>(path, config));
	}

	async post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Json> {
		return new Json(await this.http.post<unknown>(path, body, { headers }));
	}

	async request(config: AxiosRequestConfig): Promise<Json> {
		return new Json(await this.http.request<unknown>(config));
	}

	async upload(content: Buffer, type: string, filename: string): Promise<Json> {
		const form = new FormData();
		form.append('file', new Blob([new Uint8Array(content)], { type }), filename);
		return this.post('/v3/assets', form);
	}

	/** An asset id for a bundled file. */
	async asset(name: string, type: string): Promise<string> {
		return (await this.upload(readSample(name), type, name)).text('data.asset_id');
	}

	/** Reads a path until a field has one of these values. */
	async waitFor(path: string, field: string, ...values: unknown[]): Promise<Json> {
		return until(`${path} ${field} to be ${values.join(' or ')}`, async () => {
			const answer = await this.get(path);
			return values.includes(answer.at(field)) ? answer : undefined;
		});
	}
}

/** An answer whose fields are read by dotted paths. */
export class Json {
	constructor(private readonly response: AxiosResponse<unknown>) {}

	get status(): number {
		return this.response.status;
	}

	get body(): unknown {
		return this.response.data;
	}

	/** Status, code and param of a refusal in one value. */
	get refusal(): string {
		return [this.status, this.at('error.code'), this.at('error.param') ?? ''].join(' ').trim();
	}

	header(name: string): string | undefined {
		const value: unknown = this.response.headers[name];
		return typeof value === 'string' ? value : undefined;
	}

	at(path: string): unknown {
		return path
			.split('.')
			.reduce<unknown>(
				(value, key) =>
					isRecord(value) ? value[key] : Array.isArray(value) ? (value[Number(key)] as unknown) : undefined,
				this.body,
			);
	}

	text(path: string): string {
		const value = this.at(path);
		if (typeof value !== 'string') throw new Error(`${path} is no text in ${JSON.stringify(this.body)}`);
		return value;
	}

	list(path: string): Record<string, unknown>[] {
		const value = this.at(path);
		if (!Array.isArray(value)) throw new Error(`${path} is no list in ${JSON.stringify(this.body)}`);
		return value.filter(isRecord);
	}
}

/** Polls until there is something, and fails with what was waited for when the deadline passes. */
export async function until<T>(
	what: string,
	look: () => T | undefined | false | Promise<T | undefined | false>,
	deadlineMs = 5000,
): Promise<T> {
	const deadline = Date.now() + deadlineMs;
	while (Date.now() < deadline) {
		const found = await look();
		if (found !== undefined && found !== false) return found;
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	throw new Error(`Waited ${deadlineMs} ms in vain for ${what}`);
}

export interface Received {
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	raw: Buffer;
	event: Record<string, unknown>;
}

/** A web server that remembers what it is sent. */
export class Receiver {
	readonly received: Received[] = [];
	/** What it answers, by number of the request. */
	status: (index: number) => number = () => 200;

	private constructor(
		private readonly server: Server,
		readonly url: string,
	) {}

	static async start(): Promise<Receiver> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const receiver = new Receiver(server, `http://127.0.0.1:${port}`);
		server.on('request', (request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const raw = Buffer.concat(chunks);
				const parsed: unknown = raw.length > 0 ? JSON.parse(raw.toString('utf8')) : {};
				receiver.received.push({
					method: request.method ?? '',
					url: request.url ?? '',
					headers: request.headers,
					raw,
					event: isRecord(parsed) ? parsed : {},
				});
				response.statusCode = receiver.status(receiver.posts.length);
				response.end();
			});
		});
		return receiver;
	}

	get posts(): Received[] {
		return this.received.filter(({ method }) => method === 'POST');
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}
