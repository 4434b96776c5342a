import fc from 'fast-check';

import { NodeApiError, NodeOperationError, UserError, type JsonObject } from 'n8n-workflow';

import {
	causesOf,
	failureOf,
	failureOfError,
	header,
	isFullAnswer,
	parseRetryAfter,
	unsent,
} from '../../../nodes/HeyGen/api/failure';
import { NODE } from '../../support/node';

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);

describe('Retry-After', () => {
	test.each<[string | undefined, number | undefined]>([
		[undefined, undefined],
		['0', 0],
		['5', 5_000],
		['0.5', 500],
		['120', 120_000],
		['-3', 0],
		['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
		['Sat, 21 Nov 2026 11:59:00 GMT', 0],
		['soon', undefined],
		['Infinity', undefined],
	])('%j is %j ms', (value, expected) => {
		expect(parseRetryAfter(value, NOW)).toBe(expected);
	});
});

describe('a header', () => {
	test.each<[Record<string, unknown>, string | undefined]>([
		[{ 'x-request-id': 'a' }, 'a'],
		[{ 'X-Request-Id': 'a' }, 'a'],
		[{ 'X-REQUEST-ID': ['a', 'b'] }, 'a'],
		[{ 'x-request-id': '' }, undefined],
		[{ 'x-request-id': 7 }, undefined],
		[{ other: 'a' }, undefined],
	])('of %j is %j', (headers, expected) => {
		expect(header(headers, 'x-request-id')).toBe(expected);
	});
});

describe('an answer', () => {
	const answer = (statusCode: number, body: unknown, headers: Record<string, unknown> = {}) =>
		failureOf({ statusCode, headers, body }, NOW);

	test.each([
		[200, { data: {} }],
		[200, { data: null, error: null }],
		[201, {}],
		[200, { code: 100, data: {}, message: 'Success' }],
	])('%i %j is a success', (status, body) => {
		expect(answer(status, body)).toBeUndefined();
	});

	test('with Retry-After as a date goes by the clock that says it, however that differs from ours', () => {
		const headers = {
			Date: 'Sat, 21 Nov 2026 13:00:00 GMT',
			'Retry-After': 'Sat, 21 Nov 2026 13:00:07 GMT',
		};
		expect(answer(429, {}, headers)).toMatchObject({ retryAfter: 7_000 });
	});

	test('of v3 is read with code, message, parameter, link, request ID and Retry-After', () => {
		const error = {
			code: 'invalid_parameter',
			message: 'must be at most 1.5',
			param: 'voice_settings.speed',
			doc_url: 'https://docs.heygen.com/errors',
		};
		expect(answer(400, { error }, { 'X-Request-Id': 'req_1', 'Retry-After': '3' })).toEqual({
			kind: 'refused',
			status: 400,
			code: 'invalid_parameter',
			message: 'must be at most 1.5',
			param: 'voice_settings.speed',
			docUrl: 'https://docs.heygen.com/errors',
			requestId: 'req_1',
			retryAfter: 3_000,
		});
	});

	test('of v2 is a refusal although its status is 200', () => {
		expect(answer(200, { data: null, error: { code: 'invalid', message: 'no such age' } })).toMatchObject({
			kind: 'refused',
			status: 200,
			code: 'invalid',
			message: 'no such age',
		});
	});

	test.each<[string, number, unknown, string]>([
		['an error that is text', 400, { error: 'bad' }, 'bad'],
		['a v1 body', 400, { code: 400123, data: null, message: 'bad voice' }, 'bad voice'],
		['a v1 body with msg', 400, { msg: 'bad voice' }, 'bad voice'],
		['an error without a message', 500, { error: {} }, 'HTTP status 500'],
		['a list', 500, [], 'HTTP status 500'],
		['an HTML page of a proxy', 502, '<html><h1>Bad Gateway</h1></html>', 'HTTP status 502'],
		['nothing', 503, '', 'HTTP status 503'],
		['no body', 504, undefined, 'HTTP status 504'],
		['a redirect', 302, '', 'HTTP status 302'],
	])('that is %s is a refusal with the best message there is', (_name, status, body, message) => {
		expect(answer(status, body)).toMatchObject({ kind: 'refused', status, message });
	});

	test.each<[string, unknown]>([
		['an HTML page', '<html>Sign in to the network</html>'],
		['nothing', ''],
		['a list', []],
		['null', null],
	])('with status 200 that is %s cannot be read', (_name, body) => {
		expect(answer(200, body, { 'x-request-id': 'req_1' })).toEqual({
			kind: 'unreadable',
			status: 200,
			message: 'it is not JSON',
			requestId: 'req_1',
		});
	});

	test('never throws, whatever came', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 100, max: 599 }),
				fc.dictionary(fc.string(), fc.anything()),
				fc.anything(),
				(status, headers, body) => {
					const failure = answer(status, body, headers);
					expect(status >= 200 && status < 300 ? true : failure?.kind === 'refused').toBe(true);
				},
			),
		);
	});
});

describe('a thrown error', () => {
	function wrapped(code: string, depth: number): Error {
		let error: Error = Object.assign(new Error(`connect ${code}`), { code });
		for (let layer = 0; layer < depth; layer++) error = new Error(`layer ${layer}`, { cause: error });
		return error;
	}

	test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
		'with %s says that nothing was sent, however deep it lies',
		(code) => {
			for (const depth of [0, 1, 2, 3]) {
				expect(failureOfError(wrapped(code, depth), NOW)).toMatchObject({ kind: 'unreachable', code });
			}
		},
	);

	test.each(['ECONNRESET', 'ETIMEDOUT', 'ECONNABORTED', 'EPIPE', 'ERR_SOMETHING'])(
		'with %s leaves open whether the request arrived',
		(code) => {
			for (const depth of [0, 1, 2, 3]) {
				expect(failureOfError(wrapped(code, depth), NOW)).toMatchObject({ kind: 'lost', code });
			}
		},
	);

	test.each<[unknown, string]>([
		[new Error('socket hang up'), 'socket hang up'],
		[new Error(''), 'the connection ended'],
		['text', 'the connection ended'],
		[undefined, 'the connection ended'],
		[null, 'the connection ended'],
	])('without a code (%p) is a lost answer', (error, message) => {
		expect(failureOfError(error, NOW)).toEqual({ kind: 'lost', code: undefined, message });
	});

	test("is told in the network's words, not in n8n's, which say to retry at once", () => {
		const network = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
		const wrapped = new NodeApiError(NODE, network as unknown as JsonObject);
		expect(wrapped.message).toContain('You can retry the request immediately');
		expect(failureOfError(wrapped, NOW)).toEqual({
			kind: 'lost',
			code: 'ECONNRESET',
			message: 'socket hang up',
		});
	});

	test.each([
		['a rule of n8n', new UserError('Domain not allowed')],
		['a rule of n8n for the node', new NodeOperationError(NODE, 'Domain not allowed')],
	])('that is %s was never sent', (_, rule) => {
		for (const error of [rule, new NodeApiError(NODE, rule as unknown as JsonObject)]) {
			expect(failureOfError(error, NOW)).toEqual({ kind: 'unsent', message: 'Domain not allowed' });
		}
	});

	test('that holds an answer is read as that answer', () => {
		const response = {
			status: 401,
			headers: { 'x-request-id': 'req_1' },
			data: { error: { code: 'unauthorized', message: 'Invalid key' } },
		};
		const error = new Error('n8n', {
			cause: Object.assign(new Error('axios'), { code: 'ERR_BAD_REQUEST', response }),
		});
		expect(failureOfError(error, NOW)).toMatchObject({
			kind: 'refused',
			status: 401,
			code: 'unauthorized',
			message: 'Invalid key',
			requestId: 'req_1',
		});
	});

	test('that causes itself does not go round for ever', () => {
		const error: Error & { cause?: unknown } = new Error('loop');
		error.cause = error;
		expect(failureOfError(error, NOW)).toMatchObject({ kind: 'lost', message: 'loop' });
	});
});

test.each<[unknown, boolean]>([
	[{ statusCode: 200, headers: {} }, true],
	[{ statusCode: 200, headers: {}, body: 'text' }, true],
	[{ statusCode: 200 }, false],
	[{ statusCode: '200', headers: {} }, false],
	[{ headers: {} }, false],
	['text', false],
	[null, false],
	[undefined, false],
])('%j is a whole answer: %p', (value, isOne) => {
	expect(isFullAnswer(value)).toBe(isOne);
});

test('a status that is no success is none, whatever stands in the body', () => {
	expect(failureOf({ statusCode: 300, headers: {}, body: { data: {} } }, NOW)).toMatchObject({
		kind: 'refused',
		message: 'HTTP status 300',
	});
	expect(failureOf({ statusCode: 299, headers: {}, body: { data: {} } }, NOW)).toBeUndefined();
});

test('an answer that was too long to be read says so', () => {
	expect(failureOf({ statusCode: 200, headers: {}, body: undefined }, NOW)).toMatchObject({
		kind: 'unreadable',
		message: 'it is longer than any answer of HeyGen',
	});
});

test('only what n8n wraps once or twice is looked into', () => {
	let error = new Error('0');
	for (let depth = 1; depth < 8; depth++) error = new Error(String(depth), { cause: error });
	expect(causesOf(error).map(({ message }) => message)).toEqual(['7', '6', '5', '4', '3']);
});

test.each<[string, object]>([
	['without a status', { data: { error: { message: 'no' } } }],
	['of a success', { status: 200, headers: {}, data: { data: {} } }],
])('an answer %s in what was thrown is no refusal', (_name, response) => {
	const error = Object.assign(new Error('ended'), { response });
	expect(failureOfError(error, NOW)).toMatchObject({ kind: 'lost', message: 'ended' });
});

test('what was thrown before a request left is told, be it no error', () => {
	expect(unsent('nothing')).toEqual({ kind: 'unsent', message: 'nothing' });
	expect(unsent(new Error('outer', { cause: new Error('inner') })).message).toBe('inner');
});
