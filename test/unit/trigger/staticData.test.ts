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

let account: Account;

beforeEach(() => {
	account = new Account();
	jest.spyOn(Date, 'now').mockImplementation(() => account.now);
	hurry();
});

afterEach(() => jest.restoreAllMocks());

/** A delivery that takes its time: a wrong signature makes HeyGen be asked. */
async function slow(row: Row): Promise<{ ends: () => Promise<void> }> {
	account.now += SECOND;
	const open = account.hold('/v3/webhooks/events');
	const before = account.count('/v3/webhooks/events');
	const delivery = row.deliver(
		deliveryOf({ event_id: 'slow', event_type: 'avatar_video.success' }, 'forged'),
	);
	await until(() => account.count('/v3/webhooks/events') > before);
	return {
		async ends() {
			open();
			expect((await delivery).status).toBe(401);
		},
	};
}

const real = (id: string) => deliveryOf(account.record(id, 0), account.secret);

test('a workflow published during a slow delivery takes every delivery after it', async () => {
	const row = new Row();
	await row.publish();
	const { ends } = await slow(row);
	await row.republish({ events: ['avatar_video.success'] });
	await ends();
	expect(row.kept.endpointId).toBe('endpoint_2');
	expect(await row.deliver(real('a'))).toEqual({ status: 200, ids: ['a'] });
	expect(account.count('rotate-secret')).toBe(0);
});

test('a workflow unpublished during a slow delivery stays so', async () => {
	const row = new Row();
	await row.publish();
	expect(row.kept).toHaveProperty('secret');
	const { ends } = await slow(row);
	await row.unpublish();
	await ends();
	expect(row.kept).not.toHaveProperty('secret');
});

test('a renewed secret outlives a delivery that began before, and any other writer of the workflow', async () => {
	const row = new Row();
	await row.publish();
	const written = structuredClone(row.staticData);
	account.now += MINUTE;
	account.endpoints[0]!.secret = 'whsec_elsewhere';
	expect(await row.deliver(real('a'))).toEqual({ status: 200, ids: ['a'] });
	for (const id of ['b', 'c', 'd']) {
		row.staticData = structuredClone(written);
		account.now += 5 * SECOND;
		expect(await row.deliver(real(id))).toEqual({ status: 200, ids: [id] });
	}
	expect(row.load().registered.secret).toBe(account.secret);
	expect(account.count('rotate-secret')).toBe(1);
});

test('another trigger of the workflow writes what is current, though n8n gave it the static data long ago', async () => {
	const row = new Row();
	const workflow = await row.publish();
	for (const id of ['a', 'b', 'c']) {
		account.now += HOUR;
		expect(await row.deliver(real(id))).toEqual({ status: 200, ids: [id] });
	}
	// Of itself it does not make n8n write: that would take back what others wrote.
	const data = workflow.workflow.staticData as { __dataChanged?: boolean };
	expect(data.__dataChanged).toBe(false);
	row.staticData = JSON.parse(JSON.stringify(data)) as typeof row.staticData;

	account.now += MINUTE;
	const again = row.in(await anotherProcess());
	await again.publish('init');
	expect(again.emitted).toEqual([]);
	expect(await again.deliver(real('d'))).toEqual({ status: 200, ids: ['d'] });
});

describe('beside another process', () => {
	test('a publication elsewhere is known with the next delivery', async () => {
		const main = new Row();
		const processor = main.in(await anotherProcess());
		await main.publish();
		expect((await processor.deliver(real('a'))).status).toBe(200);
		account.now += MINUTE;
		await main.republish({ events: ['avatar_video.success'] });
		expect(await processor.deliver(real('b'))).toEqual({ status: 200, ids: ['b'] });
		expect(account.count('rotate-secret')).toBe(0);
	});

	test('a publication elsewhere that is overwritten is found out by the next event', async () => {
		const main = new Row();
		const processor = main.in(await anotherProcess());
		await main.publish();
		account.now += MINUTE;
		expect((await processor.deliver(real('a'))).status).toBe(200);
		const { ends } = await slow(processor);
		await main.republish({ events: ['avatar_video.success'] });
		await ends();
		account.now += MINUTE;
		expect(await processor.deliver(real('b'))).toEqual({ status: 200, ids: ['b'] });
		expect(account.endpoints).toHaveLength(1);
		account.now += SECOND;
		expect(await processor.deliver(real('c'))).toEqual({ status: 200, ids: ['c'] });
	});

	test('what overlapping deliveries overwrite of each other comes back with the next delivery of either', async () => {
		const one = new Row();
		const two = one.in(await anotherProcess());
		await one.publish();
		const [a, b] = [account.record('a', 0), account.record('b', 0)];
		const [first, second] = [one.load(), two.load()];
		await first.receive(deliveryOf(a, account.secret));
		await second.receive(deliveryOf(b, account.secret));
		one.save(first);
		two.save(second);
		expect(await one.deliver(real('c'))).toEqual({ status: 200, ids: ['c'] });
		expect(await two.deliver(deliveryOf(a, account.secret))).toEqual({ status: 200, ids: [] });
		expect(await one.deliver(deliveryOf(b, account.secret))).toEqual({ status: 200, ids: [] });
	});
});
