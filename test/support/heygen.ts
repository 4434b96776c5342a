import type { ClientRequest, IncomingMessage } from 'node:http';
import nock from 'nock';

import { Contract, isRecord } from '../../sandbox/heygen/contract';

export const BASE_URL = 'https://api.heygen.com';
export const FILE_HOST = 'https://files.heygen.example';

/** A request as it left, whatever host it went to. */
export interface Sent {
	readonly method: string;
	readonly origin: string;
	readonly path: string;
	readonly query: Record<string, string>;
	readonly headers: Record<string, string>;
	/** The JSON of the body; undefined where it is none. */
	readonly json: unknown;
	/** The body as it was sent, to the byte. */
	readonly bytes: Buffer;
}

/** What comes back: an answer, or the network's error code. */
export interface Reply {
	readonly status?: number;
	readonly headers?: Record<string, string>;
	readonly body?: unknown;
	readonly networkError?: string;
	/** Not the shape of the contract, on purpose. */
	readonly unlikeHeyGen?: boolean;
}

export type ReplyTo = (sent: Sent) => Reply | Promise<Reply>;

export function data(value: unknown, headers: Record<string, string> = {}): Reply {
	return { status: 200, body: { data: value }, headers };
}

/** A page of a list; `next` leads to the page after it. */
export function page(entries: unknown[], next: string | null = null): Reply {
	return { status: 200, body: { data: entries, has_more: next !== null, next_token: next } };
}

export function refusal(
	status: number,
	code: string,
	message: string,
	{ headers = {}, ...extra }: { param?: string; doc_url?: string; headers?: Record<string, string> } = {},
): Reply {
	return {
		status,
		body: { error: { code, message, ...extra } },
		headers: { 'X-Request-Id': 'req-123', ...headers },
	};
}

export function lost(networkError = 'ECONNRESET'): Reply {
	return { networkError };
}

/** nock gives a body as text, or as hex where it is no UTF-8; the declared length tells which, and has to be exact. */
function bytesOf(body: unknown, headers: Record<string, string>): Buffer {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const declared = headers['content-length'];
	const found = [Buffer.from(text), Buffer.from(text, 'hex')].find(
		(bytes) => declared === undefined || bytes.length === Number(declared),
	);
	if (!found) throw new Error(`Content-Length is ${declared}, but the body has ${Buffer.byteLength(text)} bytes`);
	return found;
}

function sentOf(request: ClientRequest, uri: string, body: unknown): Sent {
	const { method } = request;
	const url = new URL(uri, `${request.protocol}//${request.host}`);
	const headers = Object.fromEntries(
		Object.entries(request.getHeaders()).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
	const hasBody = body !== '' && body !== undefined;
	return {
		method,
		origin: url.origin,
		path: url.pathname,
		query: Object.fromEntries(url.searchParams),
		headers,
		json: hasBody && headers['content-type']?.startsWith('application/json') ? body : undefined,
		bytes: hasBody ? bytesOf(body, headers) : Buffer.alloc(0),
	};
}

/** The name and bytes of the one file of a multipart body. */
export function multipartFile({ headers, bytes }: Sent): { field: string; name: string; type: string; content: Buffer } {
	const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
	const text = bytes.toString('latin1');
	const part = new RegExp(
		`^--${boundary}\r\nContent-Disposition: form-data; name="([^"]*)"; filename="([^"]*)"\r\nContent-Type: ([^\r]*)\r\n\r\n`,
	).exec(text);
	const end = text.lastIndexOf(`\r\n--${boundary}--\r\n`);
	if (!part || end < 0) throw new Error('This is not a multipart body with one file');
	const [head, field = '', name = '', type = ''] = part;
	return {
		field,
		name: Buffer.from(name, 'latin1').toString(),
		type,
		content: bytes.subarray(head.length, end),
	};
}

/**
 * The network of a test: answers what the test has announced and nothing else, and holds every request to HeyGen, and
 * every answer, against the contract.
 */
export class FakeHeyGen {
	readonly sent: Sent[] = [];

	/** What must not happen, and did. */
	readonly complaints: string[] = [];

	private readonly contract = new Contract();

	/** Answers one request after the other, each reply once. */
	on(method: string, path: string | RegExp, ...replies: Array<Reply | ReplyTo>): void {
		for (const reply of replies) this.interceptor(method, path).reply(this.replier(reply));
	}

	/** Answers any number of requests, at least one. */
	always(method: string, path: string | RegExp, reply: Reply | ReplyTo): void {
		this.interceptor(method, path, true).reply(this.replier(reply));
	}

	/** The requests to HeyGen's API, as "METHOD /path". */
	get calls(): string[] {
		return this.sent.map(({ method, origin, path }) => `${method} ${origin === BASE_URL ? '' : origin}${path}`);
	}

	/** The only request that was sent. */
	get only(): Sent {
		const [first, ...others] = this.sent;
		if (!first || others.length > 0) throw new Error(`There were ${this.sent.length} requests: ${this.calls.join(', ')}`);
		return first;
	}

	/** The requests of one kind. */
	to(method: string, path: string | RegExp): Sent[] {
		return this.sent.filter(
			(sent) => sent.method === method && (typeof path === 'string' ? sent.path === path : path.test(sent.path)),
		);
	}

	private interceptor(method: string, path: string | RegExp, persist = false): nock.Interceptor {
		const absolute = typeof path === 'string' && URL.canParse(path) ? new URL(path) : undefined;
		const matched = absolute ? absolute.pathname : path;
		return nock(absolute?.origin ?? BASE_URL)
			.persist(persist)
			.intercept(matched, method)
			.query(true);
	}

	private replier(reply: Reply | ReplyTo) {
		// eslint-disable-next-line @typescript-eslint/no-this-alias
		const heygen = this;
		return async function (this: nock.ReplyFnContext, uri: string, body: unknown): Promise<nock.ReplyFnResult> {
			const sent = sentOf(this.req as unknown as ClientRequest, uri, body);
			heygen.sent.push(sent);
			const answer = typeof reply === 'function' ? await reply(sent) : reply;
			heygen.check(sent, answer);
			if (answer.networkError !== undefined) {
				throw Object.assign(new Error(`network: ${answer.networkError}`), { code: answer.networkError });
			}
			return [answer.status ?? 200, answer.body as nock.ReplyBody, { ...answer.headers }];
		};
	}

	private check(sent: Sent, reply: Reply): void {
		const name = `${sent.method} ${sent.origin}${sent.path}`;
		if (sent.origin !== BASE_URL) {
			const told = ['x-api-key', 'authorization', 'cookie'].filter((header) => header in sent.headers);
			if (told.length > 0) this.complaints.push(`${name} carried ${told.join(', ')}`);
			return;
		}
		const multipart = sent.headers['content-type']?.startsWith('multipart/');
		const { operationId, problems } = this.contract.checkRequest({
			method: sent.method,
			url: sent.path,
			query: sent.query,
			headers: sent.headers,
			body: multipart ? { [multipartFile(sent).field]: true } : sent.bytes.length > 0 ? sent.json : undefined,
		});
		if (!operationId || reply.networkError !== undefined || reply.unlikeHeyGen) return;
		problems.push(...this.contract.checkResponse(operationId, reply.status ?? 200, plain(reply.body)));
		this.complaints.push(...problems.map(({ where, param, message }) => `${name}: ${where} ${param}: ${message}`));
	}
}

function plain(body: unknown): unknown {
	return isRecord(body) ? (JSON.parse(JSON.stringify(body)) as unknown) : body;
}

/** Puts a fake HeyGen in front of the network in every test of a file, and checks after each that it was used as announced. */
export function useFakeHeyGen(): () => FakeHeyGen {
	let heygen = new FakeHeyGen();
	const noMatch = (request: ClientRequest & { options?: { href?: string } }, options?: IncomingMessage | { href?: string }) => {
		const href = options && 'href' in options ? options.href : request.options?.href;
		heygen.complaints.push(`unexpected ${request.method} ${href ?? `${request.host}${request.path}`}`);
	};
	beforeAll(() => {
		nock.disableNetConnect();
		nock.emitter.on('no match', noMatch);
	});
	beforeEach(() => {
		heygen = new FakeHeyGen();
	});
	afterEach(() => {
		const left = nock.pendingMocks();
		nock.cleanAll();
		expect(left).toEqual([]);
		expect(heygen.complaints).toEqual([]);
	});
	afterAll(() => {
		nock.emitter.removeListener('no match', noMatch);
		nock.restore();
	});
	return () => heygen;
}
