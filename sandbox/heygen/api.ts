import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readJson, readText } from './body';
import type { Contract, OperationId, Problem, RequestCheck } from './contract';
import { addControlRoutes } from './controlRoutes';
import { errorBody, HeyGenError, invalid } from './errors';
import type { ErrorBody } from './errors';
import type { WireAnswer } from './idempotency';
import { drain } from './media';
import type { Upload } from './media';
import { addOAuthRoutes } from './oauth';
import { addPages } from './pages';
import type { FaultRule, RecordedRequest } from './protocol';
import type { Account } from './purse';
import type { Call, Handler } from './resource';
import { MULTIPART_LIMIT } from './resources/assets';
import { refuseWhenRetired } from './resources/photos';
import type { Simulation } from './simulation';
import { trimmed } from './world';
import type { World } from './world';

interface Arrived {
	recorded: RecordedRequest;
	operationId: OperationId;
	account: Account;
}

interface Served {
	answer: WireAnswer;
	replayed: boolean;
}

/** The server that stands in for api.heygen.com. */
export function createApi(simulation: Simulation): FastifyInstance {
	const app = Fastify({
		forceCloseConnections: true,
		genReqId: () => `req_${randomUUID().replace(/-/g, '')}`,
		routerOptions: { maxParamLength: 1000 },
		// A path that cannot be decoded, which no hook sees.
		frameworkErrors: (_error, request, reply) => {
			reply.header('x-request-id', request.id);
			void sendError(request, reply, unknownPath(request));
		},
	});
	simulation.recorder.watch(app.server);
	app.addHook('onRequest', (request, reply, done) => {
		reply.header('x-request-id', request.id);
		done();
	});
	app.setErrorHandler((error, request, reply) => sendError(request, reply, error));
	app.setNotFoundHandler((request, reply) => sendError(request, reply, unknownPath(request)));
	app.register(async (pages) => {
		await pages.register(formbody);
		addPages(pages, simulation.world);
		addOAuthRoutes(pages, simulation.oauth);
		addControlRoutes(pages, simulation);
	});
	app.register((api) => addOperations(api, simulation));
	return app;
}

async function addOperations(app: FastifyInstance, simulation: Simulation): Promise<void> {
	const { contract, auth, recorder } = simulation;
	const arrivals = new WeakMap<FastifyRequest, Arrived>();
	app.removeAllContentTypeParsers();
	await app.register(multipart, {
		throwFileSizeLimit: false,
		limits: { fileSize: MULTIPART_LIMIT, files: 10, fields: 100 },
	});
	app.addContentTypeParser(
		'application/json',
		async ({ headers }: FastifyRequest, body: Readable) => await readJson(body, headers['content-length']),
	);
	// Whatever else is sent is read as text: the contract says that it is of the wrong type.
	app.addContentTypeParser(
		'*',
		async ({ headers }: FastifyRequest, body: Readable) => await readText(body, headers['content-length']),
	);

	app.addHook('onRequest', (request, reply, done) => {
		const operationId = contract.match(request.method, request.url)?.operationId;
		const recorded = recorder.arrived({
			requestId: request.id,
			method: request.method,
			path: request.url,
			headers: request.headers,
			operationId,
		});
		reply.raw.once('close', () => {
			recorder.ended(recorded, reply.raw.writableFinished ? reply.statusCode : null);
		});
		if (!operationId) throw unknownPath(request);
		// Before the body is read, as a gateway does: a stranger's upload is not even received.
		arrivals.set(request, { recorded, operationId, account: auth.authenticate(request.headers) });
		done();
	});

	app.all('/*', async (request, reply) => {
		const arrived = arrivals.get(request);
		if (!arrived) throw new HeyGenError('internal_error', 'The request was not recorded');
		await answer(simulation, arrived, request, reply);
		return reply;
	});
}

async function answer(
	simulation: Simulation,
	arrived: Arrived,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<void> {
	const { recorded, operationId } = arrived;
	const { delayMs, fault } = simulation.faults.plan({
		host: 'api',
		method: request.method,
		path: request.url,
		operationId,
	});
	recorded.fault = fault?.kind ?? (delayMs > 0 ? 'delay' : null);
	if (!request.isMultipart()) recorded.body = trimmed(request.body ?? null);
	switch (fault?.kind) {
		case 'dropRequest':
			return cut(reply);
		case 'status':
			return sendFault(request, reply, fault);
		case 'redirect':
			reply
				.code(fault.status ?? 307)
				.header('location', fault.url ?? `${simulation.world.links.filesUrl}/redirected`)
				.send();
			return;
		case 'loseResponse':
		case 'statusAfter':
		case 'badJson':
		case 'delay':
		case undefined:
	}
	// Time passes once a request, inside the scope of its idempotency key where it has one.
	const pauseMs = simulation.world.settings.latencyMs + delayMs;
	const pause = once(async () => {
		if (pauseMs > 0) await sleep(pauseMs, undefined, { ref: false });
	});
	const served = await serve(simulation, arrived, request, pause).catch((error: unknown): Served => ({
		answer: errorAnswer(error, request.url, simulation.world),
		replayed: false,
	}));
	await pause();
	recorded.replayed = served.replayed;
	if (fault?.kind === 'loseResponse') return cut(reply);
	if (fault?.kind === 'statusAfter') return sendFault(request, reply, fault);
	const { status, headers, body } = served.answer;
	reply.code(status).headers(headers).type('application/json; charset=utf-8');
	reply.send(fault?.kind === 'badJson' ? '<html><body>upstream' : JSON.stringify(body));
}

async function serve(
	simulation: Simulation,
	{ operationId, account, recorded }: Arrived,
	request: FastifyRequest,
	pause: () => Promise<void>,
): Promise<Served> {
	const { contract, world, idempotency, rateLimit } = simulation;
	rateLimit.admit();
	refuseBeyondScopes(contract.scopesOf(operationId), account, world);
	if (isV2(request.url)) refuseWhenRetired(world);
	const form = request.isMultipart() ? await receive(request) : undefined;
	if (form) recorded.body = form.upload && describe(form.upload);
	const check = contract.checkRequest({
		method: request.method,
		url: request.url,
		headers: request.headers,
		body: form ? form.fields : bodyOf(request),
	});
	const key = request.headers['idempotency-key'];
	const path = request.url.split('?')[0] ?? request.url;
	const scope =
		typeof key === 'string' && contract.supportsKey(operationId)
			? { method: request.method, path, key }
			: undefined;
	const [problem] = check.problems;
	// Under a known key the first answer comes again, whatever the body says by now.
	const isMoot = problem?.where === 'body' && scope !== undefined && idempotency.knows(scope);
	if (problem && !isMoot) throw refusal(problem);
	const process = async (): Promise<WireAnswer> => {
		await pause();
		const served = await run(simulation, operationId, request.url, check, account, form?.upload);
		return checked(contract, operationId, served);
	};
	return scope ? idempotency.run(scope, process) : { answer: await process(), replayed: false };
}

/** @throws HeyGenError 403 where the API key is limited to other scopes */
function refuseBeyondScopes(needed: readonly string[], { billing }: Account, { settings }: World): void {
	const { keyScopes } = settings;
	if (billing !== 'wallet' || keyScopes === null) return;
	const lacking = needed.find((scope) => !keyScopes.includes(scope));
	if (lacking === undefined) return;
	throw new HeyGenError(
		'insufficient_api_key_scope',
		`This API key does not have the required scope: ${lacking}`,
	);
}

async function run<Op extends OperationId>(
	{ world, handlers, contract }: Simulation,
	operationId: Op,
	url: string,
	check: RequestCheck,
	account: Account,
	upload: Upload | undefined,
): Promise<WireAnswer> {
	const handler: Handler<Op> | undefined = handlers[operationId];
	const headers: Record<string, string> = {};
	try {
		if (!handler) {
			throw new HeyGenError(
				'not_implemented',
				`The simulated HeyGen does not implement ${operationId}: add its handler to a file in sandbox/heygen/resources/, and that file to the list in resources/index.ts`,
			);
		}
		const call = {
			operationId,
			path: check.pathParams,
			query: check.query,
			body: check.body,
			account,
			upload,
			world,
			setHeader: (name: string, value: string) => {
				headers[name.toLowerCase()] = value;
			},
		};
		// Trust boundary: the contract has just accepted path, query and body as this operation's.
		const body: unknown = await handler(call as unknown as Call<Op>);
		return { status: contract.successOf(operationId), headers, body };
	} catch (error) {
		return errorAnswer(error, url, world);
	}
}

/** The simulator keeps the contract itself: an answer that breaks it becomes a loud 500. */
function checked(contract: Contract, operationId: OperationId, served: WireAnswer): WireAnswer {
	const problems = contract.checkResponse(operationId, served.status, served.body);
	if (problems.length === 0) return served;
	const message = `${operationId} ${served.status}: ${problems
		.map(({ param, message: what }) => `${param} ${what}`)
		.join('; ')}`;
	console.error(`[simulated HeyGen] answer breaks the contract: ${message}`);
	return errorAnswer(new HeyGenError('simulator_contract_violation', message), '', undefined);
}

function errorAnswer(error: unknown, url: string, world: World | undefined): WireAnswer {
	if (!(error instanceof HeyGenError)) {
		console.error('[simulated HeyGen]', error);
		const message = error instanceof Error ? error.message : 'unknown';
		return { status: 500, headers: {}, body: inEnvelope(url, errorBody('internal_error', message)) };
	}
	const { status, headers } = error;
	const body = errorBody(error.code, error.message, error.param);
	// A retired endpoint is a gateway's answer, which knows nothing of v2's habits.
	const isInside = world?.settings.photoErrorStyle === 'ok200' && world.settings.photoApi === 'alive';
	if (isV2(url) && isInside && status < 500) return { status: 200, headers: {}, body };
	return { status, headers, body: inEnvelope(url, body) };
}

/** Version 2 has a place for data beside its error. */
function inEnvelope(url: string, body: ErrorBody): object {
	return isV2(url) ? { ...body, data: null } : body;
}

function isV2(url: string): boolean {
	return url.startsWith('/v2/');
}

function unknownPath({ method, url }: FastifyRequest): HeyGenError {
	return new HeyGenError('not_found', `There is no ${method} ${url}`);
}

function refusal({ where, param, message }: Problem): HeyGenError {
	return invalid(param, param ? `${param}: ${message}` : `${where}: ${message}`);
}

/** Fastify reads no body of a GET; that one was sent shows in the headers alone. */
function bodyOf(request: FastifyRequest): unknown {
	if (request.body !== undefined) return request.body;
	const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
	const bodiless = request.method === 'GET' || request.method === 'DELETE';
	return bodiless && (encoding !== undefined || Number(length ?? 0) > 0) ? 'unread' : undefined;
}

async function receive(
	request: FastifyRequest,
): Promise<{ fields: Record<string, true>; upload: Upload | undefined }> {
	const fields: Record<string, true> = {};
	let upload: Upload | undefined;
	try {
		for await (const part of request.parts()) {
			fields[part.fieldname] = true;
			if (part.type !== 'file') continue;
			const content = await drain(part.file);
			if (upload) throw invalid(part.fieldname, 'Only one file can be uploaded at once');
			upload = {
				...content,
				fieldName: part.fieldname,
				filename: part.filename,
				contentType: part.mimetype,
				truncated: part.file.truncated,
			};
		}
	} catch (error) {
		if (error instanceof HeyGenError) throw error;
		throw invalid('file', `The form is broken: ${error instanceof Error ? error.message : 'unknown reason'}`);
	}
	// A field called file that is no file is no upload.
	if (fields.file && upload?.fieldName !== 'file') throw invalid('file', 'file must be a file');
	return { fields, upload };
}

function describe({ filename, contentType, size, sha256 }: Upload): unknown {
	return { file: { filename, contentType, size, sha256 } };
}

function sendFault(request: FastifyRequest, reply: FastifyReply, fault: FaultRule): void {
	const status = fault.status ?? 502;
	if (fault.retryAfter !== undefined) reply.header('retry-after', String(fault.retryAfter));
	const codes: Record<number, string> = {
		401: 'unauthorized',
		402: 'insufficient_credit',
		404: 'not_found',
		409: 'conflict',
		429: 'rate_limit_exceeded',
		504: 'gateway_timeout',
	};
	const body = errorBody(codes[status] ?? 'internal_error', `Fault on request: ${status}`);
	reply.code(status).send(inEnvelope(request.url, body));
}

function cut(reply: FastifyReply): void {
	reply.hijack();
	reply.raw.socket?.destroy();
}

function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
	const { status, headers, body } = errorAnswer(asHeyGenError(error), request.url, undefined);
	return reply.code(status).headers(headers).send(body);
}

/** Fastify's own refusals, in HeyGen's words. */
function asHeyGenError(error: unknown): unknown {
	if (!(error instanceof Error) || error instanceof HeyGenError || !('statusCode' in error)) return error;
	if (error.statusCode === 413) return new HeyGenError('payload_too_large', error.message);
	const refused = typeof error.statusCode === 'number' && error.statusCode < 500;
	return refused ? invalid('', error.message) : error;
}

function once(action: () => Promise<unknown>): () => Promise<void> {
	let done: Promise<unknown> | undefined;
	return async () => {
		done ??= action();
		await done;
	};
}
