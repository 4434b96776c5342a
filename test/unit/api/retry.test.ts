import fc from 'fast-check';

import type { Failure } from '../../../nodes/HeyGen/api/failure';
import { isSettled, isUncertain, retryDelay, type History } from '../../../nodes/HeyGen/api/retry';

const MINUTE = 60_000;
const middle = () => 0.5;

function refused(status: number, rest: Partial<Failure> = {}): Failure {
	return { kind: 'refused', status, message: 'no', ...rest };
}

function history(rest: Partial<History> = {}): History {
	return { attempts: 1, repeatable: true, stalledFor: 0, ...rest };
}

const maybeRetryAfter = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined });

/** Every failure that can be: only a refusal and an unreadable success have a status. */
const failures: fc.Arbitrary<Failure> = fc.oneof(
	fc.record({
		kind: fc.constant('refused' as const),
		status: fc.integer({ min: 200, max: 599 }),
		code: fc.option(fc.constantFrom('request_in_progress', 'quota_exceeded', 'rate_limit_exceeded'), {
			nil: undefined,
		}),
		message: fc.string(),
		retryAfter: maybeRetryAfter,
	}),
	fc.record({
		kind: fc.constant('unreadable' as const),
		status: fc.option(fc.integer({ min: 200, max: 299 }), { nil: undefined }),
		message: fc.string(),
	}),
	fc.record({
		kind: fc.constantFrom('lost' as const, 'unreachable' as const),
		code: fc.constantFrom('ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', undefined),
		message: fc.string(),
	}),
);

const histories = fc.record<History>({
	attempts: fc.integer({ min: 1, max: 200 }),
	repeatable: fc.boolean(),
	stalledFor: fc.double({ min: 0, max: 1e8, noNaN: true }),
});

describe('the first repeat', () => {
	const lost: Failure = { kind: 'lost', code: 'ECONNRESET', message: 'socket hang up' };
	const unreachable: Failure = { kind: 'unreachable', code: 'ECONNREFUSED', message: 'refused' };
	const unreadable: Failure = { kind: 'unreadable', status: 200, message: 'it is not JSON' };
	const inProgress = refused(409, { code: 'request_in_progress' });

	test.each<[string, Failure, boolean, number | undefined]>([
		['400 never', refused(400), true, undefined],
		['401 never', refused(401), true, undefined],
		['402 never', refused(402), true, undefined],
		['403 never', refused(403), true, undefined],
		['404 never', refused(404), true, undefined],
		['a redirect never', refused(302), true, undefined],
		['409 of another kind never', refused(409, { code: 'conflict' }), true, undefined],
		['413 never', refused(413), true, undefined],
		['a v2 error in HTTP 200 never', refused(200), true, undefined],
		['408 of a repeatable request', refused(408), true, 1000],
		['408 of another request never', refused(408), false, undefined],
		['500 of a repeatable request', refused(500), true, 1000],
		['500 of another request never', refused(500), false, undefined],
		['502 of a repeatable request', refused(502), true, 1000],
		['502 of another request never', refused(502), false, undefined],
		['503 with Retry-After of a repeatable request', refused(503, { retryAfter: 7000 }), true, 7000],
		['503 with Retry-After of another request never', refused(503, { retryAfter: 7000 }), false, undefined],
		['504 of another request never', refused(504), false, undefined],
		['a lost answer of a repeatable request', lost, true, 1000],
		['a lost answer of another request never', lost, false, undefined],
		['an unreadable answer of a repeatable request', unreadable, true, 1000],
		['an unreadable answer of another request never', unreadable, false, undefined],
		['an unmade connection of a repeatable request', unreachable, true, 1000],
		['an unmade connection of any request: nothing was sent', unreachable, false, 1000],
		['429 of a repeatable request', refused(429, { retryAfter: 3000 }), true, 3000],
		['429 of any request: nothing was created', refused(429, { retryAfter: 3000 }), false, 3000],
		['429 without Retry-After', refused(429), false, 1000],
		['429 with a Retry-After of zero does not hammer', refused(429, { retryAfter: 0 }), false, 1000],
		['a used-up quota never', refused(429, { code: 'quota_exceeded' }), true, undefined],
		['a quota that comes back', refused(429, { code: 'quota_exceeded', retryAfter: 5000 }), true, 5000],
		['a request in progress', inProgress, false, 1000],
		['a request in progress with Retry-After', { ...inProgress, retryAfter: 4000 }, false, 4000],
	])('%s', (_name, failure, repeatable, expected) => {
		expect(retryDelay(failure, history({ repeatable }), middle)).toBe(expected);
	});
});

describe('giving up', () => {
	test.each([1, 2, 3, 4])('a server error is asked again after attempt %i', (attempts) => {
		expect(retryDelay(refused(500), history({ attempts }), middle)).toBe(1000 * 2 ** (attempts - 1));
	});

	test('a server error is final after the fifth attempt', () => {
		expect(retryDelay(refused(500), history({ attempts: 5 }))).toBeUndefined();
	});

	test('an unmade connection is final after the fifth attempt', () => {
		expect(retryDelay({ kind: 'unreachable', message: '' }, history({ attempts: 5 }))).toBeUndefined();
	});

	test('429 is asked again for as long as something of the run moves', () => {
		const failure = refused(429, { retryAfter: 10_000 });
		expect(retryDelay(failure, history({ attempts: 500, stalledFor: 0 }))).toBe(10_000);
		expect(retryDelay(failure, history({ attempts: 500, stalledFor: 29 * MINUTE }))).toBe(10_000);
		expect(retryDelay(failure, history({ attempts: 2, stalledFor: 30 * MINUTE }))).toBeUndefined();
	});

	test('a wait that our patience just bears is begun', () => {
		expect(retryDelay(refused(429, { retryAfter: 30 * MINUTE }), history())).toBe(30 * MINUTE);
		expect(retryDelay(refused(503, { retryAfter: MINUTE }), history({ stalledFor: 29 * MINUTE }))).toBe(
			MINUTE,
		);
	});

	test('a wait that HeyGen wants longer than our patience is not begun', () => {
		expect(retryDelay(refused(429, { retryAfter: 31 * MINUTE }), history())).toBeUndefined();
		expect(retryDelay(refused(503, { retryAfter: 31 * MINUTE }), history())).toBeUndefined();
		expect(
			retryDelay(refused(503, { retryAfter: 20 * MINUTE }), history({ stalledFor: 11 * MINUTE })),
		).toBeUndefined();
	});

	test('a request in progress is asked about for five minutes', () => {
		const failure = refused(409, { code: 'request_in_progress', retryAfter: 1000 });
		expect(retryDelay(failure, history({ attempts: 50, stalledFor: 5 * MINUTE - 1000 }))).toBe(1000);
		expect(retryDelay(failure, history({ attempts: 50, stalledFor: 5 * MINUTE }))).toBeUndefined();
	});
});

describe('for every failure and history', () => {
	test('an uncertain request that is not repeatable is never sent again', () => {
		fc.assert(
			fc.property(failures, histories, (failure, past) => {
				fc.pre(isUncertain(failure));
				expect(retryDelay(failure, { ...past, repeatable: false })).toBeUndefined();
			}),
			{ numRuns: 2000 },
		);
	});

	test('the back-off doubles from 1 s to 30 s, a quarter more or less', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 200 }),
				fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
				(attempts, random) => {
					const base = Math.min(30_000, 1000 * 2 ** (attempts - 1));
					const delay = retryDelay(refused(429), history({ attempts }), () => random);
					expect(delay).toBeGreaterThanOrEqual(base * 0.75);
					expect(delay).toBeLessThanOrEqual(base * 1.25);
				},
			),
		);
	});

	test('the jitter differs from one call to the next', () => {
		const delays = new Set(Array.from({ length: 50 }, () => retryDelay(refused(500), history())));
		expect(delays.size).toBeGreaterThan(40);
	});

	test('what HeyGen asks to wait is waited to the millisecond, or not at all', () => {
		fc.assert(
			fc.property(failures, histories, (failure, past) => {
				fc.pre(failure.retryAfter !== undefined && failure.retryAfter > 0);
				expect([undefined, failure.retryAfter]).toContain(retryDelay(failure, past));
			}),
			{ numRuns: 2000 },
		);
	});

	test('a repeat always comes after a pause, and never after more than half an hour', () => {
		fc.assert(
			fc.property(failures, histories, (failure, past) => {
				const delay = retryDelay(failure, past);
				if (delay === undefined) return;
				expect(delay).toBeGreaterThan(0);
				expect(delay + past.stalledFor).toBeLessThanOrEqual(30 * MINUTE);
			}),
			{ numRuns: 2000 },
		);
	});

	test('a refusal with a 4xx status other than 408, 409 and 429 is final', () => {
		fc.assert(
			fc.property(fc.integer({ min: 400, max: 499 }), histories, (status, past) => {
				fc.pre(![408, 409, 429].includes(status));
				expect(retryDelay(refused(status), past)).toBeUndefined();
			}),
		);
	});
});

describe('that nothing came of an earlier attempt either', () => {
	it.each([400, 402, 404, 413, 415, 422])(
		'is shown by a refusal with %i, which is about the content',
		(status) => {
			expect(isSettled(refused(status))).toBe(true);
			expect(isSettled({ kind: 'unreadable', status, message: 'no' })).toBe(false);
		},
	);

	it.each([401, 403, 405, 408, 409, 429, 500, 503])('is not shown by a refusal with %i', (status) => {
		expect(isSettled(refused(status))).toBe(false);
	});

	it('is not shown by a lost answer', () => {
		expect(isSettled({ kind: 'lost', message: 'no' })).toBe(false);
	});
});
