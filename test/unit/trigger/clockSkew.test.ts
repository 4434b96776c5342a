import { nockIsTheNetwork } from '../../support/network';
import {
	Account,
	anotherProcess,
	deliveryOf,
	HOUR,
	hurry,
	MINUTE,
	Row,
	SECOND,
	until,
} from '../../support/triggerRow';

nockIsTheNetwork();

const ENDPOINTS = 'GET /v3/webhooks/endpoints';

let account: Account;

beforeEach(() => {
	account = new Account();
	jest.spyOn(Date, 'now').mockImplementation(() => account.now);
	hurry();
});

afterEach(() => jest.restoreAllMocks());

/** A delivery as HeyGen dates it, by its own clock. */
const stamped = (id: string, age = 0) =>
	deliveryOf(account.record(id, age), account.secret, {
		headers: { 'Heygen-Timestamp': String(Math.floor((account.now + account.ahead - age) / 1000)) },
	});

async function published(): Promise<Row> {
	const row = new Row();
	await row.publish();
	account.now += HOUR;
	return row;
}

test('is noted with the endpoint where it is much', async () => {
	const near = new Row();
	account.ahead = 50 * SECOND;
	await near.publish();
	expect(near.kept).not.toHaveProperty('ahead');
	const far = new Row();
	account.ahead = -2 * MINUTE;
	await far.publish();
	expect(Math.abs(Number(far.kept.ahead) + 2 * MINUTE)).toBeLessThan(2 * SECOND);
});

describe.each([
	['ahead of', 10 * MINUTE],
	['behind', -10 * MINUTE],
])("HeyGen's clock ten minutes %s n8n's", (_, ahead) => {
	test('is known from the publication: deliveries are taken, and nobody is asked', async () => {
		account.ahead = ahead;
		const row = await published();
		const asked = account.count(ENDPOINTS);
		expect(await row.deliver(stamped('a'))).toEqual({ status: 200, ids: ['a'] });
		const processor = row.in(await anotherProcess());
		expect(await processor.deliver(stamped('b'))).toEqual({ status: 200, ids: ['b'] });
		expect(account.count(ENDPOINTS)).toBe(asked);
	});

	test('since after the publication is found out once, by the first delivery', async () => {
		const row = await published();
		account.ahead = ahead;
		const asked = account.count(ENDPOINTS);
		for (const id of ['a', 'b', 'c'])
			expect(await row.deliver(stamped(id))).toEqual({ status: 200, ids: [id] });
		expect(account.count(ENDPOINTS)).toBe(asked + 1);
	});

	test('does not make an old delivery a young one, and has HeyGen asked twice a minute at most', async () => {
		account.ahead = ahead;
		const row = await published();
		const asked = account.count(ENDPOINTS);
		for (let second = 0; second < 60; second += 5) {
			expect(await row.deliver(stamped(`${second}`, 6 * MINUTE))).toEqual({ status: 401, ids: [] });
			account.now += 5_000;
		}
		expect(account.count(ENDPOINTS)).toBe(asked + 2);
	});

	test('loses no event that HeyGen could not deliver, be it before a start or after one', async () => {
		account.ahead = ahead;
		const row = await published();
		account.record('before', MINUTE);
		const again = row.in(await anotherProcess());
		await again.publish('init');
		expect(again.emitted).toEqual(['before']);
		account.now += MINUTE;
		account.record('after', 0);
		account.now += 11 * MINUTE;
		await again.deliver(stamped('a'));
		await until(() => again.emitted.length > 1);
		expect(again.emitted).toEqual(['before', 'after']);
	});
});

test('an event of this very second brings a secret that was rotated elsewhere, though HeyGen dates its answers to the second', async () => {
	account.now += 999;
	const row = await published();
	account.endpoints[0]!.secret = 'whsec_rotated';
	expect(await row.deliver(stamped('a'))).toEqual({ status: 200, ids: ['a'] });
});

test('where HeyGen does not answer, a delivery that is dated wrongly is refused', async () => {
	const row = await published();
	account.ahead = 10 * MINUTE;
	account.broken = '/v3/webhooks/endpoints';
	// An error is dated too.
	expect(await row.deliver(stamped('a'))).toEqual({ status: 401, ids: [] });
});
