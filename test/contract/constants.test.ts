import { endpoints } from '../../contract/endpoints';
import { KEY_PATTERN } from '../../nodes/HeyGen/api/idempotency';
import { EVENTS } from '../../nodes/HeyGen/trigger/events';
import { bodyOf, operations, schemaAt, schemasAt } from './openapi';

// What the product knows of the contract by itself, and no request shows.

describe('The events of the trigger, beside All Events,', () => {
	it('are those of the contract', () => {
		const { enum: events = [] } = schemaAt(bodyOf('webhookEndpointsCreate'), 'events').items ?? {};

		expect(events).toHaveLength(30);
		expect(Object.keys(EVENTS).sort()).toEqual([...events].sort());
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

describe('The endpoint table', () => {
	it('is the one the contract gives', () => {
		const CALLBACK = ['callback_url', 'callback_id'];
		const generated = Object.fromEntries(
			[...operations].map(([id, { path, method, operation }]) => [
				id,
				{
					method: method.toUpperCase(),
					path,
					supportsKey: (operation.parameters ?? []).some(({ name }) => name === 'Idempotency-Key'),
					pageSize: operation.parameters?.find(({ name }) => name === 'limit')?.schema.maximum ?? null,
					callback: operation.requestBody?.content['application/json']
						? CALLBACK.filter((name) => schemasAt(bodyOf(id), [name]).length > 0)
						: [],
				},
			]),
		);

		expect(endpoints).toEqual(generated);
	});
});
