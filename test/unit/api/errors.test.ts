import { NodeApiError } from 'n8n-workflow';

import type { Authentication } from '../../../nodes/HeyGen/api/connection';
import {
	isPassing,
	onStatus,
	ownError,
	throwOwn,
	toNodeError,
	type Circumstances,
} from '../../../nodes/HeyGen/api/errors';
import type { Failure } from '../../../nodes/HeyGen/api/failure';
import { isUncertain } from '../../../nodes/HeyGen/api/retry';
import { partKey } from '../../../nodes/HeyGen/api/idempotency';
import { NODE } from '../../support/node';

const DERIVED = partKey('item', 'part');

function errorOf(failure: Partial<Failure>, circumstances: Partial<Circumstances> = {}): NodeApiError {
	return toNodeError(
		NODE,
		{ kind: 'refused', message: 'no', ...failure },
		{
			authentication: 'apiKey',
			called: 'POST /v3/videos',
			scopes: ['videos:write'],
			write: true,
			key: DERIVED,
			repeatable: true,
			attempts: 1,
			mayBeDone: isUncertain({ kind: 'refused', message: '', ...failure }),
			secrets: [],
			labelOf: () => undefined,
			...circumstances,
		},
	);
}

describe('the headline', () => {
	test.each<[string, Partial<Failure>, string]>([
		[
			'a refusal',
			{ status: 400, message: 'name is too long' },
			'HeyGen refused the request: name is too long',
		],
		[
			'a server error',
			{ status: 502, message: 'HTTP status 502' },
			'HeyGen could not carry out the request: HTTP status 502',
		],
		[
			'a v2 error in HTTP 200',
			{ status: 200, message: 'no such age' },
			'HeyGen refused the request: no such age',
		],
		[
			'a lost answer',
			{ kind: 'lost', message: 'socket hang up' },
			'No answer came from HeyGen: socket hang up',
		],
		[
			'an unreadable answer',
			{ kind: 'unreadable', status: 200, message: 'it is not JSON' },
			"HeyGen's answer could not be read: it is not JSON",
		],
	])('of %s says what happened', (_name, failure, headline) => {
		expect(errorOf(failure).message).toBe(headline);
	});

	test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNRESET', 'ETIMEDOUT'])(
		'keeps its own words where n8n would put its text for %s in their place',
		(code) => {
			const failure = { kind: 'unreachable', code, message: `connect ${code} 1.2.3.4:443` } as const;
			expect(errorOf(failure).message).toBe(`HeyGen could not be reached: connect ${code} 1.2.3.4:443`);
		},
	);

	test('names the parameter as the user sees it, where HeyGen names its body path', () => {
		const labelOf = (param: string) => (param === 'voice_settings.speed' ? 'Speed' : undefined);
		const failure = { status: 400, param: 'voice_settings.speed', message: 'must be at most 1.5' };
		expect(errorOf(failure, { labelOf }).message).toBe('HeyGen does not accept "Speed": must be at most 1.5');
		expect(errorOf({ ...failure, param: 'other' }, { labelOf }).message).toBe(
			'HeyGen refused the request: must be at most 1.5',
		);
	});
});

describe('the advice', () => {
	test.each<[Authentication, string]>([
		['apiKey', 'API key'],
		['bearerToken', 'bearer token'],
		['oAuth2', 'OAuth2 sign-in'],
	])('for 401 with %s points to the credential', (authentication, name) => {
		const { description, httpCode } = errorOf({ status: 401, code: 'unauthorized' }, { authentication });
		expect(description).toContain(`HeyGen does not accept this ${name}.`);
		expect(description).toContain('Open the credential of this node');
		expect(httpCode).toBe('401');
	});

	test.each<[Authentication, RegExp]>([
		['apiKey', /prepaid API wallet \(USD\), not from the credits of the web plan.*Top up the API wallet/],
		['bearerToken', /spends the credits of the web plan; an API key spends the prepaid API wallet/],
		['oAuth2', /spends the credits of the web plan, not the prepaid API wallet.*or use an API key/],
	])('for 402 with %s explains wallet against plan', (authentication, text) => {
		expect(errorOf({ status: 402, code: 'insufficient_credit' }, { authentication }).description).toMatch(
			text,
		);
		expect(errorOf({ status: 402 }, { authentication }).description).toMatch(text);
	});

	test.each<[string, number, string]>([
		['avatar_consent_required', 400, 'Start Consent'],
		['script_too_short', 400, 'Script'],
		['tts_text_invalid', 400, 'another Voice'],
		['content_policy_violation', 400, 'content policy'],
		['resource_limit_reached', 400, 'plan'],
		['voice_unavailable', 400, 'another Voice'],
		['asset_not_available', 400, 'Asset > Upload'],
		['download_failed', 400, 'Binary File'],
		['trial_limit_exceeded', 402, 'plan'],
		['plan_upgrade_required', 402, 'larger'],
		['voice_not_usable', 403, 'another Voice'],
		['forbidden', 403, 'This account may not'],
		['resource_access_denied', 403, 'This account may not'],
		['video_not_found', 404, 'Check the ID'],
		['not_found', 404, 'Check the ID'],
		['resource_not_ready', 409, 'Wait for Completion'],
		['request_in_progress', 409, 'the same job'],
		['payload_too_large', 413, 'smaller'],
		['rate_limit_exceeded', 429, 'Nothing was created by this request'],
		['quota_exceeded', 429, 'used up'],
	])('for %s says what to do, and quotes the code', (code, status, text) => {
		const { description } = errorOf({ status, code });
		expect(description).toContain(text);
		expect(description).toContain(`HeyGen says: code ${code}.`);
	});

	test('for a network that could not be reached says that nothing was sent', () => {
		expect(errorOf({ kind: 'unreachable' }).description).toContain('Nothing was sent.');
	});

	test.each<[string, Partial<Failure>]>([
		['a lost answer', { kind: 'lost' }],
		['an unreadable answer', { kind: 'unreadable', status: 200 }],
		['a server error', { status: 500 }],
	])('for %s tells whether something may have been created', (_name, failure) => {
		const derived = errorOf(failure, { attempts: 5 }).description;
		expect(derived).toMatch(
			/sent 5 times under one idempotency key, so it was carried out, and paid, once at most/,
		);
		expect(derived).toMatch(
			/Look in HeyGen.*before you run this item again: a new execution.*would pay again/,
		);
		const own = errorOf(failure, { key: 'row-7', attempts: 1 }).description;
		expect(own).toMatch(/sent once.*Run the item again within 24 hours with the same Idempotency Key/);
		expect(own).not.toMatch(/pay again/);
		expect(errorOf(failure, { key: undefined, repeatable: false }).description).toMatch(
			/may have carried out.*was not sent again.*Look in HeyGen/,
		);
		const harmless = errorOf(failure, { key: undefined, repeatable: true }).description;
		expect(harmless).toMatch(/may have carried out.*no harm to run the item again/);
		expect(harmless).not.toMatch(/not sent again/);
		expect(errorOf(failure, { write: false, key: undefined }).description).toMatch(/Nothing was changed/);
	});

	test.each<[string, string[], string, string]>([
		['those HeyGen names', ['templates:read', 'videos:write'], 'Key lacks videos:write', 'videos:write'],
		[
			'all it needs where HeyGen names none',
			['templates:read', 'videos:write'],
			'no',
			'templates:read videos:write',
		],
		[
			'what it needs, not what HeyGen says it has',
			['account:read'],
			'It has videos:read only',
			'account:read',
		],
		[
			"HeyGen's where the contract knows of none",
			[],
			'Missing scope translations:read.',
			'translations:read',
		],
	])('for a limited key names, of the scopes, %s', (_which, scopes, message, lacking) => {
		const failure = { status: 403, code: 'insufficient_api_key_scope', message };
		const { description, context } = errorOf(failure, { called: 'GET /v3/x', scopes });
		const needed = lacking.split(' ').join(' and ');
		const missing = lacking.includes(' ') ? 'these scopes' : 'this scope';
		expect(description).toContain(
			`GET /v3/x needs ${needed}. Give the key ${missing} in HeyGen's API settings`,
		);
		expect(context.heygen).toHaveProperty('required_scope', lacking);
	});

	test('for a limited key of which nobody says what it lacks names the operation', () => {
		const { description, context } = errorOf(
			{ status: 403, code: 'insufficient_api_key_scope' },
			{ called: 'GET /v3/x', scopes: [] },
		);
		expect(description).toContain('GET /v3/x needs another one.');
		expect(context.heygen).not.toHaveProperty('required_scope');
	});

	test('for a refusal that speaks for itself adds nothing', () => {
		expect(errorOf({ status: 400, message: 'name is too long' }).description).toBeFalsy();
	});

	test.each([300, 302, 399])('for a redirect, %i, points to the Base URL', (status) => {
		expect(errorOf({ status }).description).toContain('Check the Base URL in the credential of this node');
	});

	test('for a request that is still under way says nothing of a key where there is none', () => {
		const { description } = errorOf({ status: 409, code: 'request_in_progress' }, { key: undefined });
		expect(description).toBe('HeyGen says: code request_in_progress.');
	});

	test('stands before what support wants to know', () => {
		expect(errorOf({ status: 404, requestId: 'req_1' }).description).toBe(
			'Check the ID: it may be mistyped, deleted, or belong to another HeyGen account. HeyGen says: request ID req_1.',
		);
	});

	test('ends with all that support wants to know', () => {
		const { description } = errorOf({
			status: 400,
			code: 'invalid_parameter',
			param: 'title',
			requestId: 'req_9',
			docUrl: 'https://docs.heygen.com/x',
		});
		expect(description).toBe(
			'HeyGen says: code invalid_parameter, parameter title, request ID req_9. See https://docs.heygen.com/x',
		);
	});
});

describe('what a workflow can act on', () => {
	test('stands in the context, without what HeyGen did not say', () => {
		expect(errorOf({ status: 404, code: 'video_not_found', requestId: 'req_1' }).context.heygen).toEqual({
			http_status: 404,
			code: 'video_not_found',
			request_id: 'req_1',
		});
		expect(errorOf({ kind: 'lost', code: 'ECONNRESET' }).context.heygen).toEqual({ code: 'ECONNRESET' });
	});
});

describe('a secret', () => {
	const secret = 'sk_example_0123456789';

	test('that an answer repeats stands nowhere in the error', () => {
		const error = errorOf(
			{ status: 401, message: `Invalid key ${secret} (${secret})`, docUrl: `https://x.example/?k=${secret}` },
			{ secrets: [secret] },
		);
		expect(error.message).toBe('HeyGen refused the request: Invalid key *** (***)');
		expect(JSON.stringify(error)).not.toContain(secret);
		expect(JSON.stringify([error.message, error.description, error.context, error.messages])).not.toContain(
			secret,
		);
	});

	test('in any part that HeyGen says is taken out', () => {
		const parts = { code: secret, param: secret, requestId: secret, docUrl: secret, message: secret };
		const error = errorOf({ status: 400, ...parts }, { secrets: [secret] });
		expect(
			JSON.stringify([error, error.message, error.description, error.context, error.messages]),
		).not.toContain(secret);
	});
});

describe('an error that may be gone in a while', () => {
	test.each<[string, Partial<Failure>]>([
		['429', { status: 429 }],
		['408', { status: 408 }],
		['500', { status: 500 }],
		['503', { status: 503 }],
		['a lost answer', { kind: 'lost' }],
		['an unreachable network', { kind: 'unreachable' }],
		['an unreadable answer', { kind: 'unreadable', status: 200 }],
	])('is %s', (_name, failure) => {
		expect(isPassing(errorOf(failure))).toBe(true);
	});

	test.each([200, 302, 400, 401, 402, 403, 404, 409, 410])('is not a refusal with %i', (status) => {
		expect(isPassing(errorOf({ status }))).toBe(false);
	});

	test.each([new Error('bug'), new TypeError('bug'), 'text', undefined])('is not %p', (error) => {
		expect(isPassing(error)).toBe(false);
	});
});

describe('onStatus', () => {
	test('answers undefined to its statuses alone', () => {
		const ignore = onStatus(404, 410);
		expect(ignore(errorOf({ status: 404 }))).toBeUndefined();
		expect(ignore(errorOf({ status: 410 }))).toBeUndefined();
		const other = errorOf({ status: 403 });
		expect(() => ignore(other)).toThrow(other);
		const lost = errorOf({ kind: 'lost' });
		expect(() => ignore(lost)).toThrow(lost);
		const bug = new Error('404');
		expect(() => ignore(bug)).toThrow(bug);
	});
});

describe('an error that several get', () => {
	const all = errorOf({ status: 404, code: 'video_not_found', message: 'no such video' });

	test('is the same for each, and one of its own', () => {
		const own = ownError(all);
		expect(own).not.toBe(all);
		expect(own).toBeInstanceOf(NodeApiError);
		expect([own.message, own.description, own.httpCode, own.node, own.context.heygen]).toEqual([
			all.message,
			all.description,
			'404',
			NODE,
			{ http_status: 404, code: 'video_not_found' },
		]);
	});

	test('is passed on to each as one of its own', async () => {
		const passed: unknown = await Promise.reject(all)
			.catch(throwOwn)
			.catch((error: unknown) => error);
		expect(passed).not.toBe(all);
		expect(passed).toMatchObject({ message: all.message, httpCode: '404' });
	});

	test('says more where more is known of one', () => {
		const own = ownError(all, { description: 'Look here.', details: { video_id: 'v1' } });
		expect(own.description).toBe('Look here.');
		expect(own.context.heygen).toEqual({ http_status: 404, code: 'video_not_found', video_id: 'v1' });
	});

	test('says no more than is known', () => {
		const plain = new NodeApiError(NODE, { message: 'no' }, { message: 'no' });
		expect(ownError(plain).context).not.toHaveProperty('heygen');
		expect(ownError(plain).description).toBeFalsy();
		expect(ownError(plain, { details: { video_id: 'v1' } }).context.heygen).toEqual({ video_id: 'v1' });
	});

	test('is passed on as it is where it is none of ours', () => {
		const bug = new TypeError('bug');
		expect(() => throwOwn(bug)).toThrow(bug);
	});
});
