import nock from 'nock';

import { Contract, isRecord } from '../../sandbox/heygen/contract';
import { takeTheNetwork } from './network';
import { BASE_URL } from './singleNode';

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
	return { body: { data: value }, headers };
}

/** A page of a list; `next` leads to the page after it. */
export function page(entries: unknown[], next: string | null = null): Reply {
	return { body: { data: entries, has_more: next !== null, next_token: next } };
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
	if (declared === undefined || Buffer.byteLength(text) === Number(declared)) return Buffer.from(text);
	const bytes = Buffer.from(text, 'hex');
	if (bytes.length !== Number(declared))
		throw new Error(`Content-Length is ${declared}, but the body has ${Buffer.byteLength(text)} bytes`);
	return bytes;
}

interface NockRequest {
	readonly method: string;
	readonly headers: Record<string, string | string[]>;
}

function sentOf(origin: string, request: NockRequest, uri: string, body: unknown): Sent {
	const url = new URL(uri, origin);
	const headers = Object.fromEntries(
		Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
	const hasBody = body !== '' && body !== undefined;
	return {
		method: request.method,
		origin: url.origin,
		path: url.pathname,
		query: Object.fromEntries(url.searchParams),
		headers,
		json: hasBody && headers['content-type']?.startsWith('application/json') ? body : undefined,
		bytes: hasBody ? bytesOf(body, headers) : Buffer.alloc(0),
	};
}

/** The name and bytes of the one file of a multipart body. */
export function multipartFile({ headers, bytes }: Sent): {
	field: string;
	name: string;
	type: string;
	content: Buffer;
} {
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

	/** The hosts a credential may go to. */
	readonly trusted = new Set([BASE_URL]);

	/** What must not happen, and did. */
	readonly complaints: string[] = [];

	private readonly contract = new Contract();

	/** Answers one request after the other, each reply once. A path may name another host. */
	on(method: string, path: string | RegExp, ...replies: Array<Reply | ReplyTo>): void {
		for (const reply of replies) this.announce(method, path, reply);
	}

	/** Answers any number of requests, at least one. */
	always(method: string, path: string | RegExp, reply: Reply | ReplyTo): void {
		this.announce(method, path, reply, { persist: true });
	}

	/** Answers any number of requests, or none. */
	serves(method: string, path: string | RegExp, reply: Reply | ReplyTo): void {
		this.announce(method, path, reply, { persist: true, optional: true });
	}

	/** The requests to HeyGen's API, as "METHOD /path". */
	get calls(): string[] {
		return this.sent.map(
			({ method, origin, path }) => `${method} ${origin === BASE_URL ? '' : origin}${path}`,
		);
	}

	/** The only request that was sent. */
	get only(): Sent {
		const [first, ...others] = this.sent;
		if (!first || others.length > 0)
			throw new Error(`There were ${this.sent.length} requests: ${this.calls.join(', ')}`);
		return first;
	}

	/** The requests of one kind. */
	to(method: string, path: string | RegExp): Sent[] {
		return this.sent.filter(
			(sent) =>
				sent.method === method && (typeof path === 'string' ? sent.path === path : path.test(sent.path)),
		);
	}

	private announce(
		method: string,
		path: string | RegExp,
		reply: Reply | ReplyTo,
		{ persist = false, optional = false } = {},
	): void {
		const elsewhere = typeof path === 'string' && URL.canParse(path) ? new URL(path) : undefined;
		const origin = elsewhere?.origin ?? BASE_URL;
		const answered = async (
			request: NockRequest,
			uri: string,
			body: unknown,
		): Promise<nock.ReplyFnResult> => {
			const sent = sentOf(origin, request, uri, body);
			this.sent.push(sent);
			const answer = typeof reply === 'function' ? await reply(sent) : reply;
			this.check(sent, answer);
			if (answer.networkError !== undefined) {
				throw Object.assign(new Error(`network: ${answer.networkError}`), { code: answer.networkError });
			}
			return [answer.status ?? this.successOf(sent), answer.body as nock.ReplyBody, { ...answer.headers }];
		};
		const complain = (error: Error & { code?: string }) => {
			if (!error.message.startsWith('network: '))
				this.complaints.push(`the test's own: ${error.stack ?? ''}`);
			throw error;
		};
		nock(origin)
			.persist(persist)
			.intercept(elsewhere?.pathname ?? path, method)
			.query(true)
			.optionally(optional)
			.reply(async function (uri, body) {
				return await answered(this.req, uri, body).catch(complain);
			});
	}

	private successOf({ method, origin, path }: Sent): number {
		const match = origin === BASE_URL ? this.contract.match(method, path) : undefined;
		return match ? this.contract.successOf(match.operationId) : 200;
	}

	private check(sent: Sent, reply: Reply): void {
		const name = `${sent.method} ${sent.origin}${sent.path}`;
		if (this.trusted.has(sent.origin) && sent.origin !== BASE_URL) return;
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
		problems.push(
			...this.contract.checkResponse(operationId, reply.status ?? this.successOf(sent), plain(reply.body)),
		);
		this.complaints.push(
			...problems.map(({ where, param, message }) => `${name}: ${where} ${param}: ${message}`),
		);
	}
}

function plain(body: unknown): unknown {
	return isRecord(body) ? (JSON.parse(JSON.stringify(body)) as unknown) : body;
}

/** Puts a fake HeyGen in front of the network in every test of a file, and checks after each that it was used as announced. */
export function useFakeHeyGen(): () => FakeHeyGen {
	let heygen = new FakeHeyGen();
	const noMatch = (request: { method?: string; href?: string }, options?: { href?: string }) => {
		heygen.complaints.push(`unexpected ${request.method} ${options?.href ?? request.href}`);
	};
	beforeAll(() => {
		takeTheNetwork();
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

/** A request as a table shows it: what identifies it, its query and its JSON. */
export function outline({ method, origin, path, query, json }: Sent) {
	return { call: `${method} ${origin === BASE_URL ? '' : origin}${path}`, query, json };
}
