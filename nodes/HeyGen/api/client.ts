import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { endpoints } from '../../../contract/endpoints';
import { wholeAnswer } from './answer';
import { systemClock, unlessAborted, type Clock } from './clock';
import { credentialTypeOf, type Connection } from './connection';
import {
	addressOf,
	type Data,
	type ListItem,
	type ListOperationId,
	type OperationId,
	type RequestBody,
	type RequestPath,
	type RequestQuery,
} from './contract';
import { cancelOf, endingAfter, endingWith } from './ending';
import { redact, toNodeError } from './errors';
import {
	failureOf,
	failureOfError,
	header,
	isFullAnswer,
	timeOf,
	unsent,
	type Failure,
	type HttpAnswer,
} from './failure';
import { isHarmless, takesKey, withKey } from './idempotency';
import { isRecord, jsonBytes } from './json';
import { closed, type Content } from './opened';
import { Pace } from './pace';
import { ATTEMPT_LIMIT, isRateLimited, isSettled, isUncertain, retryDelay } from './retry';

/** A body that is not JSON. It is opened anew for every attempt, because a stream can be read only once. */
export interface RawBody {
	readonly contentType: string;
	readonly contentLength: number;
	open(): Promise<Content>;
}

/** Is told what becomes of a request that must not be sent a second time. */
export interface Witness {
	/** It leaves now: from here on it may have been carried out. */
	sent(): void;
	/** It did not arrive, or HeyGen refused it: nothing was created. */
	withdrawn(): void;
}

interface Exchange {
	readonly path?: object;
	readonly query?: object;
	readonly body?: object;
	readonly raw?: RawBody;
	/** The idempotency key, for the operations that take one. */
	readonly key?: string;
	readonly witness?: Witness;
	/** Display names of parameters that are not called as HeyGen's keys are: body path without numbers → name. */
	readonly labels?: Readonly<Record<string, string>>;
}

export interface CallOptions<Id extends OperationId> extends Exchange {
	readonly path?: RequestPath<Id> & object;
	readonly query?: RequestQuery<Id> & object;
	readonly body?: RequestBody<Id> & object;
}

export interface Page<Item> {
	readonly data: readonly Item[];
	readonly has_more?: boolean;
	readonly next_token?: string | null;
}

type JsonBody = Record<string, unknown>;

type Outcome =
	| { readonly answer: JsonBody; readonly failure?: undefined; readonly delay?: undefined }
	| { readonly answer?: undefined; readonly failure: Failure; readonly delay?: number };

export interface ClientOptions {
	/** Requests of one kind (reads, writes) under way at the same time. */
	readonly concurrency?: number;
	/** Ends all waiting at once. */
	readonly signal?: AbortSignal;
	/**
	 * Ends also what `signal` leaves alone: a write that may have been carried out is asked for until its answer comes, so that
	 * what was paid is known. The same as `signal` where it is not given.
	 */
	readonly cancelled?: AbortSignal;
	readonly clock?: Clock;
	/** The display name of the parameter behind one of HeyGen's body paths. */
	readonly labelOf?: (param: string) => string | undefined;
}

const DEFAULT_CONCURRENCY = 10;

// These two take HeyGen's word for what is inside `data`: the contract types it, nothing checks it at run time.

function holdsData<Id extends OperationId>(
	_operation: Id,
	answer: JsonBody,
): answer is { data: Data<Id> & object } {
	return typeof answer.data === 'object' && answer.data !== null;
}

function isPage<Id extends ListOperationId>(
	_operation: Id,
	answer: JsonBody,
): answer is JsonBody & Page<ListItem<Id>> {
	return Array.isArray(answer.data);
}

/** What one calls a part of the body, by the label of the whole it belongs to. */
function labelled(param: string, labels: Exchange['labels'] = {}): string | undefined {
	const path = param.replace(/[.[]\d+\]?/g, '');
	return Object.entries(labels).find(([part]) => path === part || path.startsWith(`${part}.`))?.[1];
}

/** What HeyGen announces about the end of an endpoint, by header or in the body. */
function deprecationOf({ headers, body }: HttpAnswer): string | undefined {
	const warning = isRecord(body) && isRecord(body.warning) ? body.warning : {};
	const sunset = header(headers, 'sunset') ?? warning.sunset_date;
	if (header(headers, 'deprecation') === undefined && sunset === undefined && warning.message === undefined) {
		return undefined;
	}
	return [
		'HeyGen has announced the end of this endpoint',
		typeof sunset === 'string' ? ` on ${sunset}` : '',
		typeof warning.message === 'string' ? `: ${warning.message}` : '.',
	].join('');
}

/**
 * Talks to HeyGen for one run of a node: adds the credential, keeps the pace, repeats what may be repeated, and turns
 * everything else into an error a user can act on.
 */
export class HeyGenClient {
	/** Announcements HeyGen made on the way, each once. */
	readonly announcements = new Set<string>();

	readonly clock: Clock;

	readonly signal?: AbortSignal;

	private readonly cancelled?: AbortSignal;

	private readonly reads: Pace;

	private readonly writes: Pace;

	private readonly labelOf: (param: string) => string | undefined;

	/** Milliseconds by which HeyGen's clock is ahead of this one, at least; undefined before its first answer. */
	ahead?: number;

	constructor(
		readonly connection: Connection,
		{
			concurrency = DEFAULT_CONCURRENCY,
			signal,
			cancelled = signal,
			clock = systemClock,
			labelOf = () => undefined,
		}: ClientOptions = {},
	) {
		this.clock = clock;
		this.signal = signal;
		this.cancelled = cancelled;
		this.labelOf = labelOf;
		this.reads = new Pace(concurrency, clock);
		this.writes = new Pace(concurrency, clock);
	}

	/**
	 * Carries out one of HeyGen's operations and answers what it says under `data`.
	 *
	 * @throws NodeApiError with HeyGen's code, parameter and request ID.
	 */
	async data<Id extends OperationId>(
		operation: Id,
		options: CallOptions<Id> = {},
	): Promise<Data<Id> & object> {
		const answer = await this.exchange(operation, options);
		if (holdsData(operation, answer)) return answer.data;
		throw this.explain(operation, options, { kind: 'unreadable', message: 'the answer holds no data' });
	}

	/** One page of a list, from `token` on. */
	async page<Id extends ListOperationId>(
		operation: Id,
		options: CallOptions<Id>,
	): Promise<Page<ListItem<Id>>> {
		const answer = await this.exchange(operation, options);
		if (isPage(operation, answer)) return answer;
		throw this.explain(operation, options, { kind: 'unreadable', message: 'the answer holds no list' });
	}

	private async exchange(operation: OperationId, options: Exchange): Promise<JsonBody> {
		const pace = endpoints[operation].method === 'GET' ? this.reads : this.writes;
		const repeatable = this.isRepeatable(operation, options);
		const started = this.clock.now();
		let mayBeDone = false;
		const ending = () => (mayBeDone && endpoints[operation].method !== 'GET' ? this.cancelled : this.signal);
		for (let attempts = 1; ; attempts++) {
			const { answer, failure, delay } = await pace.inTurn(async () => {
				const outcome = await this.attempt(operation, options);
				if (outcome.failure && !isUncertain(outcome.failure)) options.witness?.withdrawn();
				if (outcome.failure === undefined) {
					pace.accepted();
					return outcome;
				}
				const history = { attempts, repeatable, stalledFor: pace.stalledFor(started) };
				const wait = retryDelay(outcome.failure, history);
				if (wait !== undefined && isRateLimited(outcome.failure)) pace.pause(wait);
				return { ...outcome, delay: wait };
			}, ending());
			if (failure === undefined) return answer;
			// The first DELETE was carried out and only its answer was lost.
			if (failure.status === 404 && mayBeDone && endpoints[operation].method === 'DELETE')
				return { data: {} };
			mayBeDone = isUncertain(failure) || (mayBeDone && !isSettled(failure));
			// n8n renews an OAuth2 token on 401, but does not send a stream twice.
			const renewed = this.renews && failure.status === 401 && attempts === 1 && options.raw !== undefined;
			// A run that stops does not wait for room, and is told what became of this: it may have been created.
			const givesUp = mayBeDone && isRateLimited(failure) && this.signal?.aborted === true;
			if (givesUp || (delay === undefined && !renewed)) {
				throw this.explain(operation, options, failure, { attempts, mayBeDone });
			}
			ending()?.throwIfAborted();
			if (delay === undefined) continue;
			if (!isRateLimited(failure)) await unlessAborted(this.clock.sleep(delay), ending());
		}
	}

	/**
	 * A time of this clock by HeyGen's, in unix seconds, and never later than HeyGen had it: what HeyGen dates earlier was there
	 * before. Its answers are dated to the second.
	 */
	heygenSeconds(time: number): number {
		return Math.floor((time + (this.ahead ?? 0)) / 1000);
	}

	/** A job of this execution ended, so HeyGen has room for another. */
	jobEnded(): void {
		this.writes.moved();
	}

	/** Whether n8n can do something about a 401. */
	private get renews(): boolean {
		return this.connection.authentication === 'oAuth2';
	}

	private isRepeatable(operation: OperationId, { key }: Exchange): boolean {
		return isHarmless(operation) || (takesKey(operation) && key !== undefined);
	}

	private async attempt(operation: OperationId, options: Exchange): Promise<Outcome> {
		let response: unknown;
		let left = false;
		const leaves = () => {
			left = true;
			options.witness?.sent();
		};
		try {
			response = await this.send(operation, options, leaves);
		} catch (error) {
			return { failure: left ? failureOfError(error, this.clock.now()) : unsent(error) };
		}
		if (!isFullAnswer(response)) return { failure: { kind: 'unreadable', message: 'it is incomplete' } };
		const time = timeOf(response.headers);
		if (time !== undefined) {
			const ahead = time - this.clock.now();
			this.ahead = Math.max(ahead, this.ahead ?? ahead);
		}
		const failure = failureOf(response, this.clock.now());
		if (failure) return { failure };
		const announcement = deprecationOf(response);
		if (announcement) this.announcements.add(redact(announcement, this.connection.secrets));
		return isRecord(response.body)
			? { answer: response.body }
			: { failure: { kind: 'unreadable', message: 'it is not JSON' } };
	}

	/** @param leaves is called when all is ready that can be before the request leaves. */
	private async send(operation: OperationId, options: Exchange, leaves: () => void): Promise<unknown> {
		const { context, authentication, credential } = this.connection;
		const { raw, key } = options;
		const json = withKey(operation, options.body, key);
		const request = this.request(operation, options);
		const brought = await credential();
		// As bytes: n8n drops an empty object, and axios parses a text that is declared as JSON once more.
		const body = raw ? await raw.open() : json && jsonBytes(json);
		const leave = async (): Promise<unknown> => {
			leaves();
			const ending = endingAfter(request.timeout, cancelOf(context));
			const answered = context.helpers.httpRequestWithAuthentication.call(
				endingWith(context, ending.signal),
				credentialTypeOf(authentication),
				{ ...request, body },
				brought,
			);
			return await wholeAnswer(answered, ending);
		};
		return body ? await closed(body, leave) : await leave();
	}

	private request(operation: OperationId, { path, query, body, raw, key }: Exchange) {
		const { method } = endpoints[operation];
		const headers: IDataObject = { Accept: 'application/json' };
		if (endpoints[operation].supportsKey && key !== undefined) headers['Idempotency-Key'] = key;
		if (raw) {
			headers['Content-Type'] = raw.contentType;
			headers['Content-Length'] = raw.contentLength;
		} else if (body !== undefined) {
			headers['Content-Type'] = 'application/json';
		}
		const kind = method === 'GET' ? 'read' : raw ? 'upload' : 'write';
		return {
			method,
			baseURL: this.connection.baseUrl,
			url: addressOf(operation, path).path,
			qs: { ...query },
			headers,
			timeout: ATTEMPT_LIMIT[kind],
			returnFullResponse: true,
			// 401 must throw where it is how n8n learns that a token has to be renewed.
			ignoreHttpStatusErrors: { ignore: true, except: this.renews ? [401] : [] },
			// A redirect would take the credential to wherever it points.
			disableFollowRedirect: true,
			encoding: 'stream',
		} satisfies IHttpRequestOptions;
	}

	private explain(
		operation: OperationId,
		options: Exchange,
		failure: Failure,
		{ attempts, mayBeDone } = { attempts: 1, mayBeDone: isUncertain(failure) },
	) {
		const { context, authentication, secrets } = this.connection;
		return toNodeError(context.getNode(), failure, {
			authentication,
			called: `${endpoints[operation].method} ${endpoints[operation].path}`,
			scopes: endpoints[operation].scopes,
			write: endpoints[operation].method !== 'GET',
			key: takesKey(operation) ? options.key : undefined,
			repeatable: this.isRepeatable(operation, options),
			attempts,
			mayBeDone,
			secrets,
			labelOf: (param) => labelled(param, options.labels) ?? this.labelOf(param),
		});
	}
}
