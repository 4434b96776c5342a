import 'reflect-metadata';

import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INodeExecutionData } from 'n8n-workflow';

import { ATTEMPT_LIMIT } from '../../nodes/HeyGen/api/retry';
import { video } from '../support/answers';
import { API_KEY, byId, runNode, type NodeRun } from '../support/engine';
import { itemWith, keepFilesIn, pdf, png } from '../support/files';
import { useVirtualTime } from '../support/time';

// A real server and n8n's own store on disk: what is left open is seen where the system counts it.

useVirtualTime();
jest.setTimeout(60_000);

const uploading = { resource: 'asset', operation: 'upload' };
const RUNS = 5;

let server: Server;
let answer: RequestListener;

beforeAll(async () => {
	await keepFilesIn('filesystem');
	server = createServer((request, response) => answer(request, response));
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterAll(async () => {
	server.closeAllConnections();
	await new Promise((ended) => server.close(ended));
});

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function refusing(status: number, code: string): RequestListener {
	return (request, response) => {
		response.writeHead(status, { 'Content-Type': 'application/json', 'Retry-After': '3600' });
		response.end(JSON.stringify({ error: { code, message: 'no' } }));
		request.resume();
	};
}

const json =
	(data: object): RequestListener =>
	(request, response) => {
		request.resume().on('end', () => {
			response.setHeader('Content-Type', 'application/json');
			response.end(JSON.stringify({ data }));
		});
	};

/** How many files of n8n's store are open. */
function open(): number {
	return readdirSync('/proc/self/fd').filter((descriptor) => {
		try {
			return readlinkSync(`/proc/self/fd/${descriptor}`).includes('binary_data');
		} catch {
			// The one this list was read by.
			return false;
		}
	}).length;
}

/** A file is closed in the background. */
async function openInTheEnd(): Promise<number> {
	for (let rounds = 0; open() > 0 && rounds < 2_000; rounds++)
		await new Promise((next) => setImmediate(next));
	return open();
}

async function upload(item: INodeExecutionData, baseUrl = origin()): Promise<NodeRun> {
	return await runNode({
		parameters: uploading,
		items: [item],
		credentials: { heyGenStudioApi: { apiKey: API_KEY, baseUrl } },
	});
}

describe('No file stays open after an upload that', () => {
	it('succeeds', async () => {
		answer = json({ asset_id: 'asset-1' });
		const item = await itemWith(png(640, 640, 5_000_000));

		for (let runs = 0; runs < RUNS; runs++) expect((await upload(item)).error).toBeUndefined();

		expect(await openInTheEnd()).toBe(0);
	});

	// Whether the client still reads an answer that comes before it has sent all is a matter of luck.
	it.each<[string, RequestListener]>([
		['is answered at once, as unauthorized', refusing(401, 'unauthorized')],
		['is answered at once, for the account is busy', refusing(429, 'rate_limit_exceeded')],
		['is refused at once', refusing(400, 'invalid_parameter')],
		['meets a broken server', refusing(503, 'internal_error')],
		['is reset', (request) => request.socket.destroy()],
	])('%s', async (_, listener) => {
		answer = listener;
		const item = await itemWith(png(640, 640, 5_000_000));

		for (let runs = 0; runs < RUNS; runs++) expect((await upload(item)).error).toBeDefined();

		expect(await openInTheEnd()).toBe(0);
	});

	it('finds nobody listening', async () => {
		const item = await itemWith(png(640, 640, 5_000_000));

		const { error } = await upload(item, 'http://127.0.0.1:9');

		expect(error?.message).toContain('HeyGen could not be reached');
		expect(await openInTheEnd()).toBe(0);
	});

	it('is cancelled while it runs', async () => {
		const item = await itemWith(png(640, 640, 5_000_000));
		let cancel = () => {};
		answer = (request) => request.once('data', () => cancel());

		await runNode({
			parameters: uploading,
			items: [item],
			credentials: { heyGenStudioApi: { apiKey: API_KEY, baseUrl: origin() } },
			onStart: (_, running) => {
				cancel = () => running.cancel();
			},
		}).catch(() => undefined);

		expect(await openInTheEnd()).toBe(0);
	});

	it.each<[string, RequestListener]>([
		['is refused by the file host', refusing(403, 'expired')],
		['is reset by the file host', (request) => request.socket.destroy()],
		['finds the file host broken', refusing(500, 'busy')],
	])('%s', async (_, host) => {
		answer = (request, response) => {
			const reserved = {
				asset_id: 'asset-1',
				upload_url: `${origin()}/file`,
				upload_headers: {},
				max_bytes: 1e9,
			};
			if (request.method === 'PUT') host(request, response);
			else json(reserved)(request, response);
		};
		const item = await itemWith(Buffer.concat([pdf(), Buffer.alloc(33 * 1024 * 1024)]));

		const { error } = await upload(item);

		expect(error?.message).toContain('The file host did not complete the upload');
		expect(await openInTheEnd()).toBe(0);
	});
});

describe('No connection stays open after a download that', () => {
	const downloading = { resource: 'video', operation: 'get', videoId: byId('v'), download: ['video'] };

	/** Ends the time of the attempts once half of the file has come. */
	function stalling(limits: AbortController[], closed: Array<Promise<unknown>>): RequestListener {
		return (request, response) => {
			if (request.url !== '/file.mp4') {
				json(video('v', { status: 'completed', video_url: `${origin()}/file.mp4` }))(request, response);
				return;
			}
			closed.push(once(response, 'close'));
			response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': '1000' });
			response.write(Buffer.alloc(500), () => limits.at(-1)?.abort(new Error('too long')));
		};
	}

	it('stops coming half way: each attempt ends, and with it the node', async () => {
		const limits: AbortController[] = [];
		const closed: Array<Promise<unknown>> = [];
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
			const limit = new AbortController();
			if (milliseconds === ATTEMPT_LIMIT.upload) limits.push(limit);
			return limit.signal;
		});
		answer = stalling(limits, closed);

		const { error } = await runNode({
			parameters: downloading,
			credentials: { heyGenStudioApi: { apiKey: API_KEY, baseUrl: origin() } },
		});

		expect(error?.message).toContain('The file host did not complete the download of v-video.mp4');
		expect(limits).toHaveLength(3);
		expect(await Promise.all(closed)).toHaveLength(3);
		expect(await openInTheEnd()).toBe(0);
	});
});

describe('No connection stays open after', () => {
	const realTimeout = AbortSignal.timeout.bind(AbortSignal);

	async function connections(): Promise<number> {
		return await new Promise((resolve, reject) =>
			server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
		);
	}

	/** The server learns of a closed connection a moment later. */
	async function connectionsInTheEnd(): Promise<number> {
		for (let rounds = 0; (await connections()) > 0 && rounds < 2_000; rounds++)
			await new Promise((next) => setImmediate(next));
		return await connections();
	}

	const begun: RequestListener = (_, response) => {
		response.writeHead(200, { 'Content-Type': 'application/json' });
		response.write('{"data":');
	};

	it.each<[string, RequestListener]>([
		['silence', () => {}],
		['an answer that stops half way', begun],
		[
			'an answer that drips',
			(request, response) => {
				begun(request, response);
				const drip = setInterval(() => response.write(' '), 5);
				response.on('close', () => clearInterval(drip));
			},
		],
		[
			'a refusal that stops half way',
			(_, response) => {
				response.writeHead(400, { 'Content-Type': 'application/json' });
				response.write('{"error":');
			},
		],
	])('%s', async (_, listener) => {
		jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => realTimeout(50));
		answer = listener;

		const { error } = await runNode({
			parameters: { resource: 'look', operation: 'get', lookId: byId('look-1') },
			credentials: { heyGenStudioApi: { apiKey: API_KEY, baseUrl: origin() } },
		});

		expect(error).toBeDefined();
		expect(await connectionsInTheEnd()).toBe(0);
	});

	it.each<[string, RequestListener]>([
		[
			'a file host that refuses with a long page',
			(_, response) => {
				response.writeHead(404, { 'Content-Type': 'text/html' });
				response.end(Buffer.alloc(5_000_000));
			},
		],
		[
			'a redirect that stops half way',
			({ url }, response) => {
				if (url === '/there.mp4') {
					response.writeHead(403).end();
					return;
				}
				response.writeHead(302, { Location: `${origin()}/there.mp4` });
				response.write('Moved');
			},
		],
	])('%s', async (_, host) => {
		answer = (request, response) => {
			if (request.url?.endsWith('.mp4')) host(request, response);
			else json(video('v', { status: 'completed', video_url: `${origin()}/file.mp4` }))(request, response);
		};

		const { error } = await runNode({
			parameters: { resource: 'video', operation: 'get', videoId: byId('v'), download: ['video'] },
			credentials: { heyGenStudioApi: { apiKey: API_KEY, baseUrl: origin() } },
		});

		expect(error?.message).toContain('The file host did not complete the download');
		expect(await connectionsInTheEnd()).toBe(0);
	});
});
