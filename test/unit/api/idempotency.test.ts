import fc from 'fast-check';

import contract from '../../../contract/openapi.json';
import { endpoints } from '../../../contract/endpoints';
import {
	callbackIdLimitOf,
	contentKey,
	derivedKey,
	isDerived,
	KEY_PATTERN,
	partKey,
	takesKey,
	withKey,
	type KeySource,
} from '../../../nodes/HeyGen/api/idempotency';

const source: KeySource = {
	workflowId: 'workflow',
	callId: '17',
	nodeId: 'node',
	round: 0,
	itemIndex: 0,
	operation: 'create',
};

const sources = fc.record<KeySource>({
	workflowId: fc.string(),
	callId: fc.string(),
	nodeId: fc.string(),
	round: fc.oneof(fc.nat(), fc.string()),
	itemIndex: fc.nat(),
	operation: fc.string(),
});

interface HeaderParameter {
	name: string;
	schema: { pattern?: string; maxLength?: number };
}

/** The `Idempotency-Key` as each operation of the contract describes it. */
function describedKeys(): Array<[string, HeaderParameter]> {
	const operations = Object.values(contract.paths).flatMap(
		(path) => Object.values(path) as Array<{ operationId: string; parameters?: HeaderParameter[] }>,
	);
	return operations.flatMap(({ operationId, parameters = [] }) =>
		parameters
			.filter(({ name }) => name === 'Idempotency-Key')
			.map((parameter): [string, HeaderParameter] => [operationId, parameter]),
	);
}

test("the pattern is the contract's, wherever it describes the header", () => {
	const described = describedKeys();
	expect(described.length).toBeGreaterThan(5);
	for (const [, { schema }] of described) {
		expect(schema.pattern?.replace(/\\-/g, '-')).toBe(KEY_PATTERN.source.replace(/\\-/g, '-'));
	}
});

test('the operations that take a key are those the contract gives the header', () => {
	const taking = Object.entries(endpoints)
		.filter(([, { supportsKey }]) => supportsKey)
		.map(([operation]) => operation);
	expect(taking.sort()).toEqual(
		describedKeys()
			.map(([operation]) => operation)
			.sort(),
	);
	expect(taking).toEqual(
		expect.arrayContaining(['videoCreate', 'avatarCreate', 'assetCreate', 'webhookEndpointsCreate']),
	);
});

test('a key that belongs into the body stands there, unless the user put one there', () => {
	const bodyOf = (own: object, key?: string) => withKey('backgroundRemovalCreate', { video: 1, ...own }, key);

	expect(takesKey('backgroundRemovalCreate')).toBe(true);
	expect(bodyOf({}, 'key-1')).toEqual({ request_id: 'key-1', video: 1 });
	expect(bodyOf({ request_id: 'own' }, 'key-1')).toEqual({ request_id: 'own', video: 1 });
	expect(Object.keys(bodyOf({}) ?? {})).toEqual(['video']);
	expect(withKey('videoCreate', { type: 'avatar' }, 'key-1')).toEqual({ type: 'avatar' });
});

test('a key of the node fits the pattern, whatever it is made from', () => {
	fc.assert(
		fc.property(sources, fc.string(), (made, part) => {
			expect(derivedKey(made)).toMatch(KEY_PATTERN);
			expect(partKey(derivedKey(made), part)).toMatch(KEY_PATTERN);
		}),
	);
});

test('the same item of the same run has the same key again', () => {
	expect(derivedKey({ ...source })).toBe(derivedKey(source));
	expect(partKey('a', 'b')).toBe(partKey('a', 'b'));
});

test('the key does not change from one release to the next: it has to survive an update within its 24 hours', () => {
	expect(derivedKey(source)).toBe('n8n-37208e088537e4e131460bca553e72ea1f4555c4af7f30ccd330feda30ab39d9');
});

test.each<[keyof KeySource, KeySource]>([
	['workflowId', { ...source, workflowId: 'other' }],
	['callId', { ...source, callId: '18' }],
	['nodeId', { ...source, nodeId: 'other' }],
	['round', { ...source, round: 1 }],
	['itemIndex', { ...source, itemIndex: 1 }],
	['operation', { ...source, operation: 'other' }],
])('another %s has another key', (_name, other) => {
	expect(derivedKey(other)).not.toBe(derivedKey(source));
});

test('two sources share a key only if they are equal', () => {
	fc.assert(
		fc.property(sources, sources, (a, b) => {
			expect(derivedKey(a) === derivedKey(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
		}),
	);
});

test('what could run together is kept apart', () => {
	expect(derivedKey({ ...source, callId: '1', nodeId: '7node' })).not.toBe(
		derivedKey({ ...source, callId: '17', nodeId: 'node' }),
	);
	expect(partKey('a', 'bc')).not.toBe(partKey('ab', 'c'));
});

test('the parts of an item have keys of their own', () => {
	const item = derivedKey(source);
	const keys = ['reference_0', 'reference_1', 'reference_2'].map((part) => partKey(item, part));
	expect(new Set([item, ...keys]).size).toBe(4);
});

test('how long an ID for a callback may be is what the contract says', () => {
	expect(callbackIdLimitOf('aiClippingCreate')).toBe(128);
	expect(callbackIdLimitOf('modelVideosCreate')).toBe(256);
	expect(callbackIdLimitOf('userMeGet')).toBeUndefined();
});

test('a key of the node is told from one of the user', () => {
	const key = derivedKey(source);
	expect(isDerived(key)).toBe(true);
	for (const own of [`x${key}`, `${key}x`, key.slice(0, -1), 'row-17']) expect(isDerived(own)).toBe(false);
});

test('a long text counts by all that stands in it', () => {
	const keyOf = (data: string) =>
		contentKey({ workflowId: 'w', nodeId: 'n', operation: 'create', of: 'videoCreate', content: { data } });
	const long = 'a'.repeat(200_000);
	expect(keyOf(long)).toBe(keyOf(long));
	expect(new Set([keyOf(long), keyOf(`${long}b`), keyOf(`b${long.slice(1)}`), keyOf('a')]).size).toBe(4);
});
