import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dimensions, drain, secondsPlayed, sniff } from './media';
import type { FaultRule } from './protocol';
import { contents, keptAssets } from './resources/assets';
import type { Simulation } from './simulation';
import { now } from './world';
import type { World } from './world';

const FOLDER = join(__dirname, 'files');
const TYPES: Record<string, string> = {
	png: 'image/png',
	mp4: 'video/mp4',
	webm: 'video/webm',
	mp3: 'audio/mpeg',
	wav: 'audio/wav',
	srt: 'application/x-subrip',
	vtt: 'text/vtt',
};
/** An empty MP4 box that players skip: its header, then any bytes. */
const FREE_BOX_HEADER = 8;
const ZEROS = Buffer.alloc(64 * 1024);

interface ResultParams {
	Params: { collection: string; id: string; name: string };
}

/**
 * The host of files, on an origin of its own: stock files, presigned-looking results, and the target of direct uploads.
 * It is no HeyGen host, so a request that brings HeyGen credentials is refused and recorded as a leak.
 */
export function createFileHost({ world, faults, filesRecorder }: Simulation): FastifyInstance {
	const files = new Map(readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name))]));
	const plans = new WeakMap<FastifyRequest, FaultRule>();
	const app = Fastify({
		forceCloseConnections: true,
		genReqId: () => `file_${randomUUID()}`,
		routerOptions: { maxParamLength: 1000 },
	});
	filesRecorder.watch(app.server);
	app.removeAllContentTypeParsers();
	// Uploads are read as they come.
	app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

	app.addHook('onRequest', async (request, reply) => {
		const recorded = filesRecorder.arrived({
			requestId: request.id,
			method: request.method,
			path: request.url,
			headers: request.headers,
			operationId: undefined,
		});
		reply.header('x-request-id', request.id);
		reply.raw.once('close', () => {
			filesRecorder.ended(recorded, reply.raw.writableFinished ? reply.statusCode : null);
		});
		const leaked = credentialsIn(request, world);
		if (leaked) {
			world.leaks.push({ time: Date.now(), method: request.method, path: request.url, what: leaked });
			return refuse(reply, 400, 'InvalidArgument', `HeyGen credentials do not belong here: ${leaked}`);
		}
		const { delayMs, fault } = faults.plan({ host: 'files', method: request.method, path: request.url });
		recorded.fault = fault?.kind ?? (delayMs > 0 ? 'delay' : null);
		if (delayMs > 0) await sleep(delayMs, undefined, { ref: false });
		if (!fault) return undefined;
		plans.set(request, fault);
		return strikeFirst(reply, fault);
	});

	const send = (request: FastifyRequest, reply: FastifyReply, type: string, content: Buffer) => {
		const fault = plans.get(request);
		if (fault?.kind === 'statusAfter') return refuse(reply, fault.status ?? 502, 'InternalError', 'Fault');
		const padded =
			type === 'video/mp4' && request.url.startsWith('/results/') ? world.settings.videoBytes : null;
		const size = padded !== null && padded >= content.length + FREE_BOX_HEADER ? padded : content.length;
		reply.header('accept-ranges', 'bytes');
		const range = rangeOf(request, size);
		if (range === 'unsatisfiable') {
			reply.header('content-range', `bytes */${size}`);
			return refuse(reply, 416, 'InvalidRange', 'The requested range is not satisfiable');
		}
		const { start, end } = range ?? { start: 0, end: size };
		if (range) reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${size}`);
		reply.type(type).header('content-length', end - start);
		if (fault?.kind === 'loseResponse') return sendHalf(reply, content.subarray(start, end));
		const bytes = request.method === 'HEAD' ? [] : part(paddedTo(content, size), start, end);
		return reply.send(Readable.from(bytes));
	};

	app.get<{ Params: { name: string } }>('/files/:name', (request, reply) => {
		const content = files.get(request.params.name);
		return content ? send(request, reply, typeOf(request.params.name), content) : notFound(reply);
	});

	app.get<ResultParams>('/results/:collection/:id/:name', (request, reply) => {
		const { collection, id, name } = request.params;
		const refusal = world.links.refusal(request.url.split('?')[0] ?? '', queryOf(request));
		if (refusal) return refuse(reply, 403, 'AccessDenied', refusal);
		const content = files.get(name);
		return content && world.find(collection, id)
			? send(request, reply, typeOf(name), content)
			: notFound(reply);
	});

	app.get<{ Params: { id: string; name: string } }>('/assets/:id/:name', (request, reply) => {
		const asset = world.of(keptAssets).get(request.params.id);
		const content = asset && world.of(contents).get(asset.id);
		if (!asset || asset.status !== 'completed') return notFound(reply);
		if (!content) return refuse(reply, 410, 'Gone', 'The simulator keeps only small files');
		return send(request, reply, asset.mimeType, content);
	});

	app.put<{ Params: { id: string } }>('/uploads/:id', async (request, reply) => {
		await receiveUpload(world, request, reply);
		const fault = plans.get(request);
		if (fault?.kind === 'loseResponse') return cut(reply);
		if (fault?.kind === 'statusAfter') return refuse(reply, fault.status ?? 502, 'InternalError', 'Fault');
		return reply.send('');
	});

	app.setNotFoundHandler((_request, reply) => notFound(reply));
	app.setErrorHandler((error, _request, reply) => {
		if (error instanceof Refusal) return refuse(reply, error.status, error.code, error.message);
		console.error('[simulated HeyGen, files]', error);
		return refuse(reply, 500, 'InternalError', error instanceof Error ? error.message : 'unknown');
	});
	return app;
}

/** S3's way of saying no. */
class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
	) {
		super(message);
	}
}

async function receiveUpload(
	world: World,
	request: FastifyRequest<{ Params: { id: string } }>,
	reply: FastifyReply,
): Promise<void> {
	const asset = world.of(keptAssets).get(request.params.id);
	const refusal = world.links.refusal(request.url.split('?')[0] ?? '', queryOf(request));
	if (refusal) throw new Refusal(403, 'AccessDenied', refusal);
	const direct = asset?.direct;
	if (!asset || !direct) throw new Refusal(404, 'NoSuchUpload', 'There is no such upload');
	if (asset.status !== 'pending_upload') throw new Refusal(403, 'AccessDenied', 'The upload is complete');
	checkUploadHeaders(request, direct.headers);
	if (request.headers['content-length'] === undefined) {
		throw new Refusal(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header');
	}
	if (Number(request.headers['content-length']) !== direct.declaredSize) {
		reply.header('connection', 'close');
		throw new Refusal(400, 'EntitySizeMismatch', `The declared size was ${direct.declaredSize} bytes`);
	}
	const received = request.body instanceof Readable ? request.body : Readable.from([]);
	const { size, sha256, head, content } = await drain(received);
	const promised = direct.headers['x-amz-meta-sha256'];
	if (promised && promised.toLowerCase() !== sha256) {
		throw new Refusal(400, 'BadDigest', 'The checksum of the file is another');
	}
	Object.assign(asset, {
		size,
		sha256,
		uploadedAt: now(),
		dimensions: dimensions(head),
		seconds: secondsPlayed(head, size),
	});
	direct.sniffed = sniff(head);
	direct.received = true;
	if (content) world.of(contents).add(asset.id, content);
}

/** A presigned PUT takes exactly the headers it was signed for. */
function checkUploadHeaders(request: FastifyRequest, expected: Record<string, string>): void {
	const names = new Set<string>();
	for (const [name, value] of Object.entries(expected)) {
		names.add(name.toLowerCase());
		if (request.headers[name.toLowerCase()] !== value) {
			throw new Refusal(403, 'SignatureDoesNotMatch', `Header ${name} must be ${value}`);
		}
	}
	const extra = Object.keys(request.headers).find((name) => name.startsWith('x-amz-') && !names.has(name));
	if (extra) throw new Refusal(403, 'SignatureDoesNotMatch', `Header ${extra} was not signed`);
}

function credentialsIn(request: FastifyRequest, world: World): string | undefined {
	const { headers, url } = request;
	if (headers['x-api-key'] !== undefined) return 'header X-Api-Key';
	if (headers.authorization !== undefined) return 'header Authorization';
	if (/heygen/i.test(headers.cookie ?? '')) return 'a HeyGen cookie';
	const { apiKey, bearerToken } = world.credentials;
	return url.includes(apiKey) || url.includes(bearerToken) ? 'a credential in the address' : undefined;
}

function strikeFirst(reply: FastifyReply, fault: FaultRule): FastifyReply | undefined {
	switch (fault.kind) {
		case 'dropRequest':
			return cut(reply);
		case 'status':
			return refuse(reply, fault.status ?? 502, 'InternalError', 'Fault on request');
		case 'redirect':
			return reply.redirect(fault.url ?? '/redirected', fault.status ?? 302);
		case 'loseResponse':
		case 'statusAfter':
		case 'badJson':
		case 'delay':
			return undefined;
	}
}

function typeOf(name: string): string {
	return TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
}

interface Range {
	start: number;
	/** The byte after the last. */
	end: number;
}

/** The one range a reader asks for; what asks for several, or for something else than bytes, gets all. */
function rangeOf({ method, headers }: FastifyRequest, size: number): Range | 'unsatisfiable' | undefined {
	// There is nothing by which a reader could tell whether the file is still the same.
	if (method !== 'GET' || headers['if-range'] !== undefined) return undefined;
	const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? [];
	if (first === '' && last === '') return undefined;
	if (first === '') {
		return Number(last) === 0 ? 'unsatisfiable' : { start: Math.max(0, size - Number(last)), end: size };
	}
	if (last !== '' && Number(last) < Number(first)) return undefined;
	if (Number(first) >= size) return 'unsatisfiable';
	return { start: Number(first), end: last === '' ? size : Math.min(size, Number(last) + 1) };
}

/** The content and, where more is wanted, a box that players skip. */
function* paddedTo(content: Buffer, size: number): Generator<Buffer> {
	yield content;
	if (size === content.length) return;
	const box = Buffer.alloc(FREE_BOX_HEADER);
	box.writeUInt32BE(size - content.length, 0);
	box.write('free', 4, 'latin1');
	yield box;
	let left = size - content.length - box.length;
	while (left > 0) {
		yield left >= ZEROS.length ? ZEROS : ZEROS.subarray(0, left);
		left -= ZEROS.length;
	}
}

function* part(pieces: Iterable<Buffer>, start: number, end: number): Generator<Buffer> {
	let at = 0;
	for (const piece of pieces) {
		if (at >= end) return;
		const wanted = piece.subarray(Math.max(0, start - at), end - at);
		if (wanted.length > 0) yield wanted;
		at += piece.length;
	}
}

function sendHalf(reply: FastifyReply, content: Buffer): FastifyReply {
	reply.hijack();
	reply.raw.writeHead(reply.statusCode, { 'content-length': content.length });
	reply.raw.write(content.subarray(0, Math.floor(content.length / 2)), () => reply.raw.socket?.destroy());
	return reply;
}

function cut(reply: FastifyReply): FastifyReply {
	reply.hijack();
	reply.raw.socket?.destroy();
	return reply;
}

function notFound(reply: FastifyReply): FastifyReply {
	return refuse(reply, 404, 'NoSuchKey', 'The specified key does not exist.');
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
	return reply
		.code(status)
		.type('application/xml')
		.send(
			`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
		);
}

function queryOf(request: FastifyRequest): Record<string, unknown> {
	return Object.fromEntries(new URL(request.url, 'http://files.invalid').searchParams);
}
