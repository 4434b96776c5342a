import { readFileSync } from 'node:fs';
import { endpoints } from '../../contract/endpoints';
import { isHarmless, KEY_PATTERN } from '../../nodes/HeyGen/api/idempotency';
import type { OperationId } from '../../nodes/HeyGen/api/contract';
import { PRICES, PRICES_OF } from '../../nodes/HeyGen/jobs/prices';
import { EVENTS } from '../../nodes/HeyGen/trigger/events';
import { bodyOf, operations, schemaAt, schemasAt } from './openapi';

// What the product knows of the contract by itself, and no request shows.

function isOperation(id: string): id is OperationId {
	return Object.hasOwn(endpoints, id);
}

describe('The events of the trigger, beside All Events,', () => {
	it('are those of the contract', () => {
		const { enum: events = [] } = schemaAt(bodyOf('webhookEndpointsCreate'), 'events').items ?? {};

		expect(events.length).toBeGreaterThan(20);
		expect(
			events
				.filter((event) => event !== null && !Object.hasOwn(EVENTS, event))
				.map((event) => `HeyGen reports ${event}: give it a name in nodes/HeyGen/trigger/events.ts`),
		).toEqual([]);
		expect(
			Object.keys(EVENTS)
				.filter((event) => !events.includes(event))
				.map((event) => `HeyGen reports no ${event}: take it out of nodes/HeyGen/trigger/events.ts`),
		).toEqual([]);
	});
});

describe('The consent text', () => {
	it('may hold what the contract lets it hold', () => {
		expect(schemaAt(bodyOf('avatarConsentCreate'), 'consent_text').pattern).toBe('^[^<>]*$');
	});
});

describe('The idempotency key', () => {
	const withKey = [...operations.values()].flatMap(({ operation }) =>
		(operation.parameters ?? []).filter(({ name }) => name === 'Idempotency-Key'),
	);

	it('has the pattern of the contract', () => {
		expect(withKey.length).toBeGreaterThan(5);
		for (const { schema } of withKey)
			expect(KEY_PATTERN.source).toBe(new RegExp(schema.pattern ?? '').source);
	});
});

describe('The prices', () => {
	const page = readFileSync('docs/heygen.md', 'utf8');
	const [, prices = ''] = /## 11 Prices([^]*?)## 12/.exec(page) ?? [];

	it('stand in docs/heygen.md, with when they were read', () => {
		const missing = Object.values(PRICES)
			.flatMap(({ usd }) => [...new Set(usd)])
			.filter((usd) => !new RegExp(`(?<![\\d.])${usd}(?![\\d.]\\d)`).test(prices));

		expect(missing).toEqual([]);
		expect(prices).toContain(PRICES_OF);
	});
});

describe('What may be sent again without a key', () => {
	it('is no creation', () => {
		const repeated = [...operations].flatMap(([id, { method }]) =>
			method === 'post' && isOperation(id) && isHarmless(id) ? [id] : [],
		);

		// What HeyGen gives no key for, and pays for all the same, is said by `paid` where it is written.
		expect(repeated.sort()).toEqual([
			'assetCompleteCreate',
			'assetDirectUploadsCreate',
			'videoAgentStop',
			'voiceCreate',
		]);
	});
});

describe('The endpoint table', () => {
	it('is the one the contract gives', () => {
		const CALLBACK = ['callback_url', 'callback_id'];
		const generated = Object.fromEntries(
			[...operations].map(([id, { path, method, operation }]) => [
				id,
				{
					method: method.toUpperCase(),
					path,
					json: operation.requestBody?.content['application/json'] !== undefined,
					supportsKey: (operation.parameters ?? []).some(({ name }) => name === 'Idempotency-Key'),
					pageSize: operation.parameters?.find(({ name }) => name === 'limit')?.schema.maximum ?? null,
					callbackIdLimit: operation.requestBody?.content['application/json']
						? (schemasAt(bodyOf(id), ['callback_id'])[0]?.maxLength ?? null)
						: null,
					callback: operation.requestBody?.content['application/json']
						? CALLBACK.filter((name) => schemasAt(bodyOf(id), [name]).length > 0)
						: [],
				},
			]),
		);

		expect(endpoints).toEqual(generated);
	});
});
