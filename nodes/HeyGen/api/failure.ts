import { NodeOperationError, UserError } from 'n8n-workflow';

import { isRecord, textOf } from './json';

/**
 * What came instead of a result.
 *
 * `refused`: HeyGen answered with a status or a body that says no. `unsent`: the request was never sent. `unreachable`: it
 * never arrived. `lost`: it may have arrived, the answer did not. `unreadable`: an answer came that is not HeyGen's.
 */
export interface Failure {
	readonly kind: 'refused' | 'unsent' | 'unreachable' | 'lost' | 'unreadable';
	/** HTTP status; absent where no answer came. */
	readonly status?: number;
	/** HeyGen's code, e.g. `insufficient_credit`; for a lost connection the network's, e.g. `ECONNRESET`. */
	readonly code?: string;
	readonly message: string;
	/** The body path HeyGen names, e.g. `voice_settings.speed`. */
	readonly param?: string;
	readonly docUrl?: string;
	readonly requestId?: string;
	/** How long HeyGen asks to wait, in milliseconds. */
	readonly retryAfter?: number;
}

export interface HttpAnswer {
	readonly statusCode: number;
	readonly headers: Record<string, unknown>;
	readonly body: unknown;
}

export function isFullAnswer(value: unknown): value is HttpAnswer {
	return isRecord(value) && typeof value.statusCode === 'number' && isRecord(value.headers);
}

export function header(headers: Record<string, unknown>, name: string): string | undefined {
	const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
	return textOf(Array.isArray(value) ? value[0] : value);
}

/** When an answer was given, by the clock of who gave it: a date in it is of that clock. */
export function timeOf(headers: Record<string, unknown>): number | undefined {
	const time = Date.parse(header(headers, 'date') ?? '');
	return Number.isNaN(time) ? undefined : time;
}

/** `Retry-After` in milliseconds; the header holds seconds or an HTTP date (RFC 9110 §10.2.3). */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
	if (value === undefined) return undefined;
	const seconds = Number(value);
	const milliseconds = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000;
	return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}

/**
 * Reads an answer's refusal, or undefined where it is a success.
 *
 * v3 says `{error: {code, message, param?, doc_url?}}`; v2 also answers HTTP 200 with `error` set; a proxy in between
 * says whatever it likes.
 */
export function failureOf({ statusCode, headers, body }: HttpAnswer, now: number): Failure | undefined {
	const requestId = header(headers, 'x-request-id');
	const success = statusCode >= 200 && statusCode < 300;
	if (success && !isRecord(body)) {
		const message = body === undefined ? 'it is longer than any answer of HeyGen' : 'it is not JSON';
		return { kind: 'unreadable', status: statusCode, message, requestId };
	}
	const error = isRecord(body) ? body.error : undefined;
	if (success && (error === undefined || error === null)) return undefined;

	const details = isRecord(error) ? error : isRecord(body) ? body : {};
	return {
		kind: 'refused',
		status: statusCode,
		code: textOf(details.code),
		message: textOf(error) ?? textOf(details.message) ?? textOf(details.msg) ?? `HTTP status ${statusCode}`,
		param: textOf(details.param),
		docUrl: textOf(details.doc_url),
		requestId,
		retryAfter: parseRetryAfter(header(headers, 'retry-after'), timeOf(headers) ?? now),
	};
}

/** Network codes that say the connection was never made, so nothing can have been created. */
const NEVER_ARRIVED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** What was thrown, and what n8n wrapped in it once or twice. */
export function causesOf(error: unknown): Array<Record<string, unknown>> {
	const causes: Array<Record<string, unknown>> = [];
	for (let current = error; isRecord(current) && causes.length < 5; current = current.cause)
		causes.push(current);
	return causes;
}

/** Reads what n8n's HTTP helper threw. */
export function failureOfError(error: unknown, now: number): Failure {
	const causes = causesOf(error);
	for (const { response } of causes) {
		if (isRecord(response) && typeof response.status === 'number') {
			const headers = isRecord(response.headers) ? response.headers : {};
			const answer = { statusCode: response.status, headers, body: response.data };
			const failure = failureOf(answer, now);
			if (failure) return failure;
		}
	}
	// In the network's own words: n8n's say of a lost connection to retry at once, which here may pay twice.
	const network = causes.find(({ code }) => textOf(code));
	const isRule = (cause: unknown) => cause instanceof NodeOperationError || cause instanceof UserError;
	if (!network && causes.some(isRule)) return unsent(error);
	const { message } = network ?? causes.at(-1) ?? {};
	const code = textOf(network?.code);
	const kind = code !== undefined && NEVER_ARRIVED.has(code) ? 'unreachable' : 'lost';
	return { kind, code, message: textOf(message) ?? code ?? 'the connection ended' };
}

/** What was thrown before the request left: by what it was to carry, or by n8n's own rules for the credential. */
export function unsent(error: unknown): Failure {
	const message = textOf(causesOf(error).at(-1)?.message);
	return { kind: 'unsent', message: message ?? String(error) };
}
