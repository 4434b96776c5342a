import type { IncomingMessage, ServerResponse } from 'node:http';
import { createGzip } from 'node:zlib';

/** What a request meets. The answer HeyGen would have given is at hand, for those that spoil it. */
export interface Struck {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly answer: object;
	/** A server that must never hear of us. */
	readonly stranger: string;
}

/**
 * What becomes of a request that meets it.
 *
 * `waits`: asked again as HeyGen says, for as long as it may take. `doubted`: it may have been carried out, so it is asked again
 * where that can pay nothing twice. `empty`: it may have been carried out, and HeyGen would answer the same again. `settled`: it
 * was not carried out, and never will be. `unreached`: it never arrived, so it is asked again. `read`: not noticed at all.
 */
export type Course = 'waits' | 'doubted' | 'empty' | 'settled' | 'unreached' | 'read';

export interface Fault {
	readonly name: string;
	readonly course: Course;
	/** For how long it is asked again, in minutes, where it `waits`. */
	readonly minutes?: number;
	/** Whether HeyGen has carried out the request before it strikes. */
	readonly isDone: boolean;
	/** Whether it strikes at the head of the request, before its body is read. */
	readonly isEarly?: boolean;
	/** Whether no end comes by itself: our own limit has to end it. */
	readonly isEndless?: boolean;
	/** What the user reads, where it is not gone with the next request. */
	readonly said: RegExp;
	/** What the user is told to do about it; for a write in doubt, that it was sent before. */
	readonly advised: RegExp;
	strike(struck: Struck): void;
}

type Headers = Record<string, string>;

function says(status: number, body: object, headers: Headers = {}): Fault['strike'] {
	return ({ response }) => {
		response.writeHead(status, {
			'Content-Type': 'application/json',
			'X-Request-Id': 'req-of-the-fault',
			...headers,
		});
		response.end(JSON.stringify(body));
	};
}

function refuses(status: number, code: string, extra: object = {}, headers: Headers = {}): Fault['strike'] {
	return says(status, { error: { code, message: `HeyGen says ${code}`, ...extra } }, headers);
}

/** HeyGen says no, and has done nothing. */
function refusal(name: string, status: number, code: string, advised: RegExp, extra: object = {}): Fault {
	return {
		name,
		course: 'settled',
		isDone: false,
		said: new RegExp(`HeyGen says ${code}`),
		advised,
		strike: refuses(status, code, extra),
	};
}

/** The worst of each: the request was carried out, and the answer tells nothing of it. */
function broken(status: number): Fault {
	return {
		name: `${status}`,
		course: 'doubted',
		isDone: true,
		said: /HeyGen could not carry out the request/,
		advised: /Run the item again/,
		strike: refuses(status, 'internal_error'),
	};
}

/** HeyGen has no room, and has done nothing. */
function busy(name: string, headers: () => Headers = () => ({})): Fault {
	return {
		name: `429, ${name}`,
		course: 'waits',
		minutes: 30,
		isDone: false,
		said: /HeyGen refused the request/,
		advised: /about ten jobs of an account at once/,
		strike: (struck) => refuses(429, 'rate_limit_exceeded', {}, headers())(struck),
	};
}

/** The request was carried out, and what comes of the answer is of no use. */
function spoilt(name: string, said: RegExp, strike: Fault['strike']): Fault {
	return { name, course: 'doubted', isDone: true, said, advised: /Run the item again/, strike };
}

const NO_ANSWER = /No answer came from HeyGen/;
const UNREADABLE = /HeyGen's answer could not be read/;
const UNZIPPED = 'x'.repeat(64 * 1024);

function halfOf(answer: object): string {
	const text = JSON.stringify(answer);
	return text.slice(0, text.length / 2);
}

/** In the order of the table. */
export const FAULTS: readonly Fault[] = [
	busy('Retry-After in seconds', () => ({ 'Retry-After': '7' })),
	busy('Retry-After as a date', () => ({ 'Retry-After': new Date(Date.now() + 7_000).toUTCString() })),
	busy('Retry-After: 0', () => ({ 'Retry-After': '0' })),
	busy('no Retry-After'),
	broken(500),
	broken(502),
	broken(503),
	broken(504),
	refusal('401', 401, 'unauthorized', /Open the credential of this node/),
	refusal('402', 402, 'insufficient_credit', /prepaid API wallet/),
	refusal('403', 403, 'forbidden', /what its plan includes/),
	refusal('403, a scope is missing', 403, 'insufficient_api_key_scope', /needs .*Give the key/),
	refusal('404', 404, 'not_found', /Check the ID/),
	{
		...busy('still at work on the key'),
		name: '409, in progress',
		minutes: 5,
		advised: /still working|request_in_progress/,
		strike: refuses(409, 'request_in_progress'),
	},
	refusal('409, not ready', 409, 'resource_not_ready', /still being made/),
	refusal('413', 413, 'payload_too_large', /Make the file smaller/),
	{
		...refusal('400 that repeats the key', 400, 'invalid_parameter', /request ID \*\*\*/),
		strike: (struck) => {
			const key = String(struck.request.headers['x-api-key']);
			const told = {
				code: 'invalid_parameter',
				message: `HeyGen says invalid_parameter of ${key}`,
				param: key,
			};
			says(400, { error: told }, { 'X-Request-Id': key })(struck);
		},
	},
	refusal('400 with a parameter', 400, 'invalid_parameter', /parameter some\.thing/, { param: 'some.thing' }),
	{
		name: 'nobody listens',
		course: 'unreached',
		isDone: false,
		said: /HeyGen could not be reached/,
		advised: /Nothing was sent\. Check n8n's network and the Base URL/,
		// There is nobody who could.
		strike: () => {},
	},
	{
		...spoilt('reset before it is read', NO_ANSWER, ({ request }) => request.socket.destroy()),
		isDone: false,
		isEarly: true,
	},
	spoilt('reset after it is done', NO_ANSWER, ({ request }) => request.socket.destroy()),
	{ ...spoilt('silence', NO_ANSWER, () => {}), isEndless: true },
	spoilt('an empty body', UNREADABLE, ({ response }) => response.writeHead(200).end()),
	spoilt('HTML with 200', UNREADABLE, ({ response }) =>
		response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html><body>Hotel WiFi</body></html>'),
	),
	spoilt('JSON that breaks off', UNREADABLE, ({ response, answer }) =>
		response.writeHead(200, { 'Content-Type': 'application/json' }).end(halfOf(answer)),
	),
	spoilt('a body that is cut', NO_ANSWER, ({ request, response, answer }) => {
		response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 100_000 });
		response.write(halfOf(answer), () => request.socket.destroy());
	}),
	{
		...spoilt('an answer that drips', NO_ANSWER, ({ response }) => {
			response.writeHead(200, { 'Content-Type': 'application/json' });
			const drip = setInterval(() => response.write(' '), 5);
			response.on('close', () => clearInterval(drip));
		}),
		isEndless: true,
	},
	spoilt('gzip that grows without end', UNREADABLE, ({ response }) => {
		response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
		const zipped = createGzip();
		zipped.pipe(response);
		const grow = () => {
			while (!response.destroyed && zipped.write(UNZIPPED));
			if (!response.destroyed) zipped.once('drain', grow);
		};
		grow();
		response.on('close', () => zipped.destroy());
	}),
	{ ...spoilt('`data` is null', UNREADABLE, says(200, { data: null })), course: 'empty' },
	{
		...spoilt('a wrong content type', /never/, ({ response, answer }) =>
			response.writeHead(200, { 'Content-Type': 'text/plain' }).end(JSON.stringify(answer)),
		),
		course: 'read',
	},
	{
		name: 'a redirect to a stranger',
		course: 'settled',
		isDone: false,
		said: /HTTP status 307/,
		advised: /A redirect is not followed/,
		strike: ({ response, stranger }) =>
			response.writeHead(307, { Location: `${stranger}/v3/elsewhere` }).end(),
	},
];
