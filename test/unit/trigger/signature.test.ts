import { createHmac } from 'node:crypto';

import fc from 'fast-check';

import { forgery, signatureOf } from '../../../nodes/HeyGen/trigger/signature';

const SECRET = 'whsec_example_0123456789';
const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
const SECONDS = NOW / 1000;
const rawBody = Buffer.from(
	'{"event_id":"e1","event_type":"avatar_video.success","event_data":{"title":"Grüße 🙂"}}',
);
const good = createHmac('sha256', SECRET).update(rawBody).digest('hex');

function judged(headers: Record<string, unknown>, body: Buffer | undefined = rawBody, now = NOW) {
	return forgery({ headers, rawBody: body }, SECRET, now);
}

describe('a signature', () => {
	test('is the lower-case hex HMAC-SHA256 of the raw bytes, keyed with the whole secret', () => {
		// From another implementation: printf '{"a":1}' | openssl dgst -sha256 -hmac whsec_test
		expect(signatureOf(Buffer.from('{"a":1}'), 'whsec_test')).toBe(
			'51426af50a41dd7ff2cd3f116594734766d4018d15d6fb07169aee5d2959adf5',
		);
	});

	test.each<[string, Record<string, unknown>]>([
		['the documented header', { 'heygen-signature': good, 'heygen-timestamp': String(SECONDS) }],
		['the documented header without a timestamp', { 'heygen-signature': good }],
		['the header seen in the field', { signature: good }],
		['headers in any case', { 'Heygen-Signature': good, 'HEYGEN-TIMESTAMP': String(SECONDS) }],
		['the documented header beside a wrong plain one', { 'heygen-signature': good, signature: 'wrong' }],
	])('in %s is accepted', (_name, headers) => {
		expect(judged(headers)).toBeUndefined();
	});

	test('counts in the documented header first: a right plain one does not help', () => {
		expect(judged({ 'heygen-signature': 'wrong', signature: good })).toBe('its signature does not match');
	});

	test.each<[string, Record<string, unknown>, string]>([
		['missing', {}, 'it has no signature'],
		['empty', { 'heygen-signature': '' }, 'it has no signature'],
		['no text', { signature: 7 }, 'it has no signature'],
		['upper-case', { signature: good.toUpperCase() }, 'its signature does not match'],
		['truncated', { signature: good.slice(0, -1) }, 'its signature does not match'],
		['longer', { signature: `${good}0` }, 'its signature does not match'],
		['with a scheme before it', { signature: `sha256=${good}` }, 'its signature does not match'],
		['with space around it', { signature: ` ${good}` }, 'its signature does not match'],
		[
			'one of two, joined as Node joins repeated headers',
			{ signature: `${good}, ${good}` },
			'its signature does not match',
		],
		[
			'a forged one before a right one',
			{ signature: ['0'.repeat(64), good] },
			'its signature does not match',
		],
		['base64', { signature: Buffer.from(good, 'hex').toString('base64') }, 'its signature does not match'],
		['of another secret', { signature: signatureOf(rawBody, `${SECRET}x`) }, 'its signature does not match'],
		[
			'of the secret without its prefix',
			{ signature: signatureOf(rawBody, SECRET.slice(6)) },
			'its signature does not match',
		],
		[
			'of as many characters, but more bytes',
			{ signature: `${good.slice(0, 63)}é` },
			'its signature does not match',
		],
		[
			'of as many bytes in other characters',
			{ signature: `${good.slice(0, 62)}é` },
			'its signature does not match',
		],
		['full-width digits', { signature: '０'.repeat(64) }, 'its signature does not match'],
	])('that is %s is refused', (_name, headers, reason) => {
		expect(judged(headers)).toBe(reason);
	});

	test('over a body that could not be read is refused', () => {
		expect(forgery({ headers: { signature: good }, rawBody: undefined }, SECRET, NOW)).toBe(
			'its body could not be read',
		);
	});

	test('does not fit the same JSON in other bytes', () => {
		const other = Buffer.from(JSON.stringify(JSON.parse(rawBody.toString()), null, 1));
		expect(judged({ signature: good }, other)).toBe('its signature does not match');
	});

	test('of an empty body is judged like any other', () => {
		const empty = Buffer.alloc(0);
		expect(judged({ signature: signatureOf(empty, SECRET) }, empty)).toBeUndefined();
		expect(judged({ signature: good }, empty)).toBe('its signature does not match');
	});
});

describe('the timestamp', () => {
	test.each([0, 1, 299, 300, -299, -300])('%i s away is accepted', (away) => {
		expect(judged({ signature: good, 'heygen-timestamp': String(SECONDS + away) })).toBeUndefined();
	});

	test.each<[string, string]>([
		['too old', String(SECONDS - 301)],
		['too far ahead', String(SECONDS + 301)],
		['in milliseconds', String(NOW)],
		['zero', '0'],
		['no number', 'yesterday'],
		['endless', 'Infinity'],
	])('that is %s is refused although the signature is right', (_name, timestamp) => {
		expect(judged({ signature: good, 'heygen-timestamp': timestamp })).toBe(
			'its timestamp is not of the last 5 minutes',
		);
	});

	test('does not help a wrong signature', () => {
		expect(judged({ signature: 'wrong', 'heygen-timestamp': String(SECONDS) })).toBe(
			'its signature does not match',
		);
	});
});

describe('10,000 mutations', () => {
	const hex = fc.constantFrom(...'0123456789abcdef');
	const at = fc.nat({ max: 63 });
	const replaced = (text: string, index: number, length: number, put: string) =>
		text.slice(0, index) + put + text.slice(index + length);

	const mutated: fc.Arbitrary<string> = fc.oneof(
		// a flipped bit
		fc
			.tuple(at, fc.nat({ max: 7 }))
			.map(([index, bit]) =>
				replaced(good, index, 1, String.fromCharCode(good.charCodeAt(index) ^ (1 << bit))),
			),
		// another digit
		fc.tuple(at, hex).map(([index, digit]) => replaced(good, index, 1, digit)),
		// cut, doubled or lengthened
		fc.tuple(at, at).map(([from, to]) => good.slice(Math.min(from, to), Math.max(from, to))),
		fc
			.tuple(at, fc.string({ minLength: 1, maxLength: 4 }))
			.map(([index, put]) => replaced(good, index, 0, put)),
		// another case
		at.map((index) => replaced(good, index, 1, (good[index] ?? '').toUpperCase())),
		fc.constant(good.toUpperCase()),
		// unicode that looks or compares alike
		fc
			.tuple(at, fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }))
			.map(([index, put]) => replaced(good, index, 1, put)),
		fc
			.tuple(at, fc.constantFrom('а', 'е', '０', 'ｆ', '\u0000', '\u200b', '\ufeff', 'é'))
			.map(([index, put]) => replaced(good, index, 1, put)),
		// space, quotes, schemes, lists
		fc.constantFrom(
			` ${good}`,
			`${good} `,
			`\t${good}`,
			`"${good}"`,
			`sha256=${good}`,
			`v1=${good}`,
			`${good},${good}`,
			`x, ${good}`,
		),
		// anything of the right length, or at all
		fc.string({ unit: hex, minLength: 64, maxLength: 64 }),
		fc.string(),
		// right signatures of something else
		fc.string().map((secret) => signatureOf(rawBody, secret)),
		fc.uint8Array().map((bytes) => signatureOf(Buffer.from(bytes), SECRET)),
	);

	test('of the signature, in either header, are all refused', () => {
		let tried = 0;
		fc.assert(
			fc.property(
				mutated,
				fc.constantFrom('heygen-signature', 'signature', 'Heygen-Signature'),
				(signature, name) => {
					fc.pre(signature !== good);
					tried++;
					expect(judged({ [name]: signature, 'heygen-timestamp': String(SECONDS) })).toEqual(
						expect.any(String),
					);
				},
			),
			{ numRuns: 10_000 },
		);
		expect(tried).toBe(10_000);
	});

	test('of the body are all refused', () => {
		const body = fc.oneof(
			fc.tuple(fc.nat({ max: rawBody.length - 1 }), fc.nat({ max: 7 })).map(([index, bit]) => {
				const bytes = Buffer.from(rawBody);
				bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
				return bytes;
			}),
			fc.nat({ max: rawBody.length - 1 }).map((length) => rawBody.subarray(0, length)),
			fc.uint8Array({ minLength: 1, maxLength: 5 }).map((more) => Buffer.concat([rawBody, more])),
			fc.uint8Array().map((bytes) => Buffer.from(bytes)),
		);
		fc.assert(
			fc.property(body, (bytes) => {
				expect(judged({ signature: good }, bytes)).toBe('its signature does not match');
			}),
			{ numRuns: 2_000 },
		);
	});

	test('of all headers together never throw', () => {
		fc.assert(
			fc.property(
				fc.dictionary(
					fc.constantFrom('signature', 'heygen-signature', 'heygen-timestamp', '__proto__'),
					fc.anything(),
				),
				(headers) => {
					expect(judged(headers)).toEqual(expect.any(String));
				},
			),
			{ numRuns: 2_000 },
		);
	});
});
