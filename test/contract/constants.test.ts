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

	/** What each row is about, and the prices in it from left to right. */
	const rows: ReadonlyArray<readonly [RegExp, ReadonlyArray<keyof typeof PRICES>]> = [
		[/photo look or picture/, ['photoVideo', 'photoVideo4k']],
		[/digital twin or studio look/, ['twinVideo', 'twinVideo4k']],
		[/scenes/, ['studioVideo', 'studioVideo4k']],
		[/Avatar III /, ['avatar3Video']],
		[/cinematic video/, ['cinematicVideo']],
		[/the agent/, ['agentVideo']],
		[
			/translation \(sound, speed, precision\)/,
			['audioTranslation', 'speedTranslation', 'precisionTranslation'],
		],
		[/lipsync: by speed, by precision/, ['speedLipsync', 'precisionLipsync']],
		[/An avatar of a photo/, ['avatar']],
		[/A minute .* filler words/, ['fillerWords']],
		[/A second of speech/, ['speech']],
		[/A million characters/, ['modelSpeech']],
		[/the model's video/, ['modelVideo']],
	];

	it('stand in docs/heygen.md row by row, with when they were read', () => {
		const lines = prices.split('\n').filter((line) => /^\| A/.test(line));
		const said = rows.map(([about]) => {
			const [line = ''] = lines.filter((each) => about.test(each));
			const [, , price = ''] = line.split('|');
			return (price.replaceAll('4K', '').match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
		});

		expect(lines).toHaveLength(rows.length);
		expect(said).toEqual(rows.map(([, names]) => names.map((name) => PRICES[name].usd[0])));
		expect(rows.flatMap(([, names]) => names).sort()).toEqual(Object.keys(PRICES).sort());
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
					scopes: operation['x-heygen-required-scopes'] ?? [],
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
