import { stateOf } from '../../../nodes/HeyGen/trigger/state';
import { nockIsTheNetwork } from '../../support/network';
import type { TriggerOptions } from '../../support/trigger';
import {
	Account,
	anotherProcess,
	deliveryOf,
	HOUR,
	hurry,
	idsOf,
	MINUTE,
	Row,
	SECOND,
	until,
} from '../../support/triggerRow';

nockIsTheNetwork();

const EVENTS = '/v3/webhooks/events';

let account: Account;

/** Minutes that the trigger waits for have passed. */
let passes: () => void;

beforeEach(() => {
	account = new Account();
	jest.spyOn(Date, 'now').mockImplementation(() => account.now);
	passes = hurry();
});

afterEach(() => jest.restoreAllMocks());

/** A workflow that has been published for ten hours, in an n8n that is down. */
async function published(options: TriggerOptions = {}): Promise<Row> {
	const row = new Row(options);
	await row.publish();
	account.now += 10 * HOUR;
	return row;
}

/** What goes on beside the test has had time to ask HeyGen. */
async function turns(): Promise<void> {
	for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
}

/** n8n starts, in a process that has not heard of the workflow. */
async function restarted(row: Row, options: TriggerOptions = {}): Promise<Row> {
	const again = row.in(await anotherProcess(), options);
	await again.publish('init');
	return again;
}

const deliver = async (row: Row, id: string) =>
	(await row.deliver(deliveryOf(account.record(id, 0), account.secret))).ids;

describe('a start of n8n', () => {
	test('runs what was missed at once: in order, marked, in an execution of its own', async () => {
		const row = await published();
		account.record('second', HOUR);
		account.record('first', 2 * HOUR);
		const { running } = await restarted(row);
		expect(running?.emitted.map((items) => items.map(({ json }) => json))).toEqual([
			[
				expect.objectContaining({
					id: 'first',
					caughtUp: true,
					occurredAt: new Date(account.now - 2 * HOUR).toISOString(),
				}),
				expect.objectContaining({ id: 'second', caughtUp: true }),
			],
		]);
	});

	test('runs in their order what happened in the same millisecond', async () => {
		const row = await published();
		for (const id of ['first', 'second', 'third']) account.record(id, HOUR);
		expect((await restarted(row)).emitted).toEqual(['first', 'second', 'third']);
	});

	test('runs in their order what HeyGen lists apart', async () => {
		const row = await published();
		account.record('second', 2 * HOUR, { event_type: 'avatar_video.fail' });
		account.record('first', 3 * HOUR);
		account.record('third', HOUR);
		expect((await restarted(row)).emitted).toEqual(['first', 'second', 'third']);
	});

	test('reads no further back than a page on which nothing is young enough', async () => {
		for (let index = 0; index < 350; index++) account.record(`old${index}`, HOUR + index * SECOND);
		const row = await published();
		account.record('missed', HOUR);
		const asked = account.count(EVENTS);
		expect((await restarted(row)).emitted).toEqual(['missed']);
		// Two pages of one kind, the second of which is all old, and one of the other.
		expect(account.count(EVENTS) - asked).toBe(3);
	});

	test('passes over what HeyGen lists and is no event', async () => {
		const row = await published();
		account.record('none', HOUR, { event_type: '' });
		account.record('missed', HOUR);
		expect((await restarted(row, { events: ['*'] })).emitted).toEqual(['missed']);
	});

	test('runs nothing that came before the trigger was registered, was had, or is not wanted', async () => {
		account.record('older than the endpoint', HOUR);
		const row = new Row();
		await row.publish();
		account.now += HOUR;
		await deliver(row, 'had');
		account.now += HOUR;
		account.record('of another kind', MINUTE, { event_type: 'batch.finished' });
		account.record('missed', MINUTE);
		expect((await restarted(row)).emitted).toEqual(['missed']);
	});

	test('runs nothing older than 48 hours, for that long events are remembered', async () => {
		const row = await published();
		account.now += 90 * HOUR;
		account.record('too old', 49 * HOUR);
		account.record('old', 47 * HOUR);
		expect((await restarted(row)).emitted).toEqual(['old']);
	});

	test('leaves to HeyGen what it may be delivering just now', async () => {
		const row = await published();
		account.record('on its way', SECOND);
		const again = await restarted(row);
		expect(again.emitted).toEqual([]);
		account.now += 11 * MINUTE;
		expect((await restarted(again)).emitted).toEqual(['on its way']);
	});

	test.each(['+13:00', '-08:00'])(
		'on a machine at %s reads a time without a zone as what it is to HeyGen',
		async (zone) => {
			const { parse } = Date;
			jest
				.spyOn(Date, 'parse')
				.mockImplementation((time) => parse(/(?:Z|GMT|[+-]\d\d:\d\d)$/.test(time) ? time : `${time}${zone}`));
			const row = await published();
			const created_at = new Date(account.now - HOUR).toISOString().replace('Z', '');
			account.record('missed', HOUR, { created_at });
			expect((await restarted(row)).emitted).toEqual(['missed']);
		},
	);

	test('reads all pages, and runs a hundred in one execution', async () => {
		const row = await published();
		for (let index = 0; index < 250; index++) account.record(`e${index}`, 5 * HOUR - index * SECOND);
		const { running } = await restarted(row);
		expect(running?.emitted.map((items) => items.length)).toEqual([100, 100, 50]);
		expect(running?.emitted.flatMap(idsOf)).toEqual(Array.from({ length: 250 }, (_, index) => `e${index}`));
	});

	test('that finds more than can be remembered takes what is delivered right after it for new', async () => {
		const row = await published();
		for (let index = 0; index < 5_500; index++) account.record(`e${index}`, 9 * HOUR - index * SECOND);
		const delivered = account.record('fresh', 3 * SECOND);
		const again = await restarted(row);
		expect(again.emitted).toHaveLength(5_500);
		expect(await again.deliver(deliveryOf(delivered, account.secret))).toEqual({
			status: 200,
			ids: ['fresh'],
		});
	});

	test('does not run it again after the next start, delivered or not meanwhile', async () => {
		const row = await published();
		const late = account.record('late', HOUR);
		const again = await restarted(row);
		expect(again.emitted).toEqual(['late']);
		account.now += MINUTE;
		expect((await restarted(again)).emitted).toEqual([]);
		for (const repeat of [late, { event_type: late.event_type, event_data: late.event_data }]) {
			expect((await again.deliver(deliveryOf(repeat, account.secret))).ids).toEqual([]);
			expect((await row.in(await anotherProcess()).deliver(deliveryOf(repeat, account.secret))).ids).toEqual(
				[],
			);
		}
	});

	test('runs two events about the same thing, which have no more in common', async () => {
		const trained = { event_type: 'photo_avatar_train.success', event_data: { group_id: 'g' } };
		const row = await published({ events: ['*'] });
		account.record('train-1', HOUR, trained);
		account.record('train-2', HOUR / 2, trained);
		expect((await restarted(row)).emitted).toEqual(['train-1', 'train-2']);
	});

	test('takes an event that came without its ID for had, and a second one about the same thing not', async () => {
		const row = await published();
		const entry = account.record('recorded', 0);
		await row.deliver(
			deliveryOf({ event_type: entry.event_type, event_data: entry.event_data }, account.secret),
		);
		account.now += HOUR;
		account.record('another', MINUTE, { event_data: entry.event_data });
		const again = await restarted(row);
		expect(again.emitted).toHaveLength(1);
		expect((await restarted(again)).emitted).toEqual([]);
	});

	test('reads only the kinds of events that are wanted, however many others the account has', async () => {
		const row = await published();
		for (let index = 0; index < 900; index++)
			account.record(`other-${index}`, HOUR - index, { event_type: 'ai_clipping.success' });
		account.record('missed', HOUR);
		expect((await restarted(row)).emitted).toEqual(['missed']);
		expect(account.asked.filter((line) => line.includes(EVENTS))).toEqual([
			`GET ${EVENTS} avatar_video.success`,
			`GET ${EVENTS} avatar_video.fail`,
		]);
	});

	test('that HeyGen does not answer goes on, and a later look finds what was missed', async () => {
		const row = await published();
		account.record('missed', HOUR);
		account.broken = '/v3/webhooks';
		const again = await restarted(row);
		expect(again.emitted).toEqual([]);
		expect(row.log.map(({ text }) => text).join()).toContain('history of events could not be read');
		expect(again.kept.endpointId).toBe('endpoint_1');
		account.broken = undefined;
		account.now += 5 * MINUTE;
		expect(await deliver(again, 'a')).toEqual(['a']);
		await until(() => again.emitted.length > 0);
		expect(again.emitted).toEqual(['missed']);
	});

	test('whose execution n8n could not begin has it found again', async () => {
		const row = await published();
		account.record('missed', HOUR);
		const again = row.in(await anotherProcess());
		const workflow = again.load();
		workflow.onEmit = (done) => done?.reject(new Error('no database'));
		await workflow.start();
		again.save(workflow);
		expect(row.log.map(({ text }) => text).join()).toContain('an execution could not be started');
		expect((await restarted(again)).emitted).toEqual(['missed']);
	});
});

describe('a search of the history that is cut short', () => {
	test('is carried on by the next look, from the page it had come to', async () => {
		const row = await published();
		for (let index = 0; index < 350; index++) account.record(`e${index}`, 5 * HOUR - index * SECOND);
		const limit = new AbortController();
		jest.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(limit.signal);
		const late = Object.assign(new Error('too late'), { name: 'TimeoutError' });
		account.onAnswer = () => {
			if (account.count(EVENTS) === 3) limit.abort(late);
		};
		const again = await restarted(row);
		expect(again.emitted).toEqual([]);
		account.onAnswer = () => undefined;
		const asked = account.count(EVENTS);
		account.now += 5 * MINUTE;
		await deliver(again, 'a');
		await until(() => again.emitted.length === 350);
		// Two pages had been read; two more, and the list of the other kind, were left.
		expect(account.count(EVENTS) - asked).toBe(3);
		expect(again.emitted).toEqual(Array.from({ length: 350 }, (_, index) => `e${index}`));
	});
});

describe('a publication', () => {
	test('of a change runs what was missed before it, and between unpublishing and publishing', async () => {
		const row = await published();
		account.record('missed', HOUR);
		await row.unpublish();
		account.record('between', 0);
		account.now += 20 * SECOND;
		await row.publish('update', { fetchDetails: true });
		expect(row.emitted).toEqual(['missed', 'between']);
	});

	test('with another kind of event runs none of those that came before it was chosen', async () => {
		const row = await published();
		account.record('missed', HOUR);
		account.record('not asked for', HOUR, { event_type: 'batch.finished' });
		await row.republish({ events: ['avatar_video.success', 'batch.finished'] });
		expect(row.emitted).toEqual(['missed']);
		account.now += MINUTE;
		account.record('asked for', 20 * SECOND, { event_type: 'batch.finished' });
		expect((await restarted(row, { events: ['avatar_video.success', 'batch.finished'] })).emitted).toEqual([
			'asked for',
		]);
	});

	test.each([
		['all instead of some', ['avatar_video.success'], ['*'], ['wanted']],
		['some instead of all', ['*'], ['avatar_video.success'], ['wanted']],
	])('with %s runs what was wanted all along', async (_name, before, after, expected) => {
		const row = await published({ events: before });
		account.record('wanted', HOUR);
		account.record('other', HOUR, { event_type: 'batch.finished' });
		await row.republish({ events: after });
		expect(row.emitted).toEqual(expected);
	});

	test('after a time in which it was unpublished runs nothing of that time', async () => {
		const row = await published();
		await row.unpublish();
		account.now += HOUR;
		account.record('not asked for', MINUTE);
		await row.publish('activate');
		expect(row.emitted).toEqual([]);
		expect((await restarted(row)).emitted).toEqual([]);
	});

	test('that replaces an endpoint which somebody deleted runs what it did not deliver', async () => {
		const row = await published();
		account.endpoints = [];
		account.record('missed', MINUTE);
		await row.unpublish();
		await row.publish('activate');
		expect(row.emitted).toEqual(['missed']);
	});

	test('after a start that could not register runs what was missed', async () => {
		const row = await published();
		account.endpoints[0]!.status = 'disabled';
		account.record('missed', MINUTE);
		const again = row.in(await anotherProcess());
		const workflow = again.load();
		account.refused = 'POST';
		await expect(workflow.activate('init')).rejects.toThrow('not now');
		// n8n then takes down what may stand, and the user publishes by hand.
		await workflow.deactivate();
		again.save(workflow);
		account.refused = undefined;
		await again.publish('activate');
		expect(again.emitted).toEqual(['missed']);
	});

	test('that replaces a disabled endpoint runs what it did not deliver', async () => {
		const row = await published();
		account.endpoints[0]!.status = 'disabled';
		account.record('missed', MINUTE);
		await row.unpublish();
		await row.publish('activate');
		expect(row.emitted).toEqual(['missed']);
	});
});

describe('where no delivery comes', () => {
	test('an event that fell into the publication of a change is run when it is clear that it is missing', async () => {
		const row = await published();
		await row.unpublish();
		account.now += SECOND;
		account.record('between', 0);
		account.now += SECOND;
		await row.publish('update');
		expect(row.emitted).toEqual([]);
		account.now += 11 * MINUTE;
		passes();
		await until(() => row.emitted.length > 0);
		expect(row.emitted).toEqual(['between']);
	});

	test('a HeyGen that did not answer at a start is asked again until it does', async () => {
		const row = await published();
		account.record('missed', HOUR);
		account.record('of the start', SECOND);
		account.broken = EVENTS;
		const again = await restarted(row);
		for (let index = 0; index < 3; index++) {
			const asked = account.count(EVENTS);
			account.now += 11 * MINUTE;
			passes();
			await until(() => account.count(EVENTS) > asked);
		}
		expect(again.emitted).toEqual([]);
		account.broken = undefined;
		account.now += 6 * MINUTE;
		passes();
		await until(() => again.emitted.length > 0);
		expect(again.emitted).toEqual(['missed']);
		const asked = account.count(EVENTS);
		account.now += HOUR;
		passes();
		await new Promise(setImmediate);
		expect(account.count(EVENTS)).toBe(asked);
	});

	test('nothing is run again that a webhook processor had after a publication', async () => {
		const main = await published();
		const processor = main.in(await anotherProcess());
		const { workflow, node } = await main.republish();
		const state = stateOf({ getNode: () => node, getWorkflow: () => ({ ...workflow, active: true }) }, {});
		for (let index = 0; index < 5; index++) {
			account.now += SECOND;
			expect(await deliver(processor, `e${index}`)).toEqual([`e${index}`]);
		}
		const asked = account.count(EVENTS);
		account.now += 11 * MINUTE;
		passes();
		await until(() => account.count(EVENTS) > asked);
		await until(() => state.search === undefined);
		expect(main.emitted).toEqual([]);
	});

	test('a start at which HeyGen answered needs no other look', async () => {
		const row = await restarted(await published());
		const asked = account.count(EVENTS);
		account.now += 11 * MINUTE;
		passes();
		await turns();
		expect(row.emitted).toEqual([]);
		expect(account.count(EVENTS)).toBe(asked);
	});

	test('a trigger that was unpublished meanwhile is not looked after', async () => {
		account.broken = EVENTS;
		const row = await restarted(await published());
		account.broken = undefined;
		const asked = account.count(EVENTS);
		await row.unpublish();
		account.now += 11 * MINUTE;
		passes();
		await turns();
		expect(account.count(EVENTS)).toBe(asked);
	});
});

describe('while n8n runs', () => {
	test('an event that got lost on its way is run after the next delivery, which does not wait for it', async () => {
		const row = await published();
		const again = await restarted(row);
		account.record('lost', 0);
		account.now += 11 * MINUTE;
		const open = account.hold(EVENTS);
		expect(await deliver(again, 'a')).toEqual(['a']);
		expect(again.emitted).toEqual([]);
		open();
		await until(() => again.emitted.length > 0);
		expect(again.emitted).toEqual(['lost']);
	});

	test.each([
		['the same process', async (row: Row) => await Promise.resolve(row)],
		['a worker', async (row: Row) => Object.assign(row.in(await anotherProcess()), { running: row.running })],
	])(
		'a missed event that %s ran is not run again after a restart, though nothing was delivered since',
		async (_name, runs) => {
			const row = await restarted(await published());
			account.record('lost', 0);
			account.now += 11 * MINUTE;
			await deliver(row, 'a');
			await until(() => row.emitted.length > 0);
			(await runs(row)).execute();
			account.now += HOUR;
			expect((await restarted(row)).emitted).toEqual([]);
		},
	);

	test('the history is looked at once in five minutes at most', async () => {
		const again = await restarted(await published());
		const asked = account.count(EVENTS);
		account.now += 20 * MINUTE;
		for (let index = 0; index < 60; index++) {
			await deliver(again, `e${index}`);
			account.now += 5 * SECOND;
		}
		await until(() => account.count(EVENTS) === asked + 2);
	});

	test('of many deliveries at the same moment one gives the occasion, and each is run once', async () => {
		const again = await restarted(await published());
		account.record('lost', 0);
		account.now += 11 * MINUTE;
		const asked = account.count(EVENTS);
		const all = await Promise.all(['a', 'b', 'c', 'd'].map(async (id) => await deliver(again, id)));
		expect(all.flat().sort()).toEqual(['a', 'b', 'c', 'd']);
		await until(() => again.emitted.length > 0);
		expect(account.count(EVENTS)).toBe(asked + 2);
	});

	test('a webhook processor, which can start nothing by itself, takes what was missed with a delivery', async () => {
		const main = await restarted(await published());
		const processor = main.in(await anotherProcess());
		account.record('lost', 0);
		account.now += 11 * MINUTE;
		const open = account.hold(EVENTS);
		expect(await deliver(processor, 'a')).toEqual(['a']);
		const asked = account.count(EVENTS);
		open();
		await until(() => account.count(EVENTS) > asked);
		const had: unknown[] = [];
		for (let index = 0; index < 100; index++) {
			await new Promise(setImmediate);
			had.push(...(await deliver(processor, `b${index}`)));
		}
		expect(had.filter((id) => id === 'lost')).toHaveLength(1);
		expect(main.emitted).toEqual([]);
	});

	test('an event whose execution did not begin, while the history was being read, is found by a later look', async () => {
		const row = new Row();
		const workflow = row.load();
		await workflow.activate();
		row.save(workflow);
		const state = stateOf(workflow.hook(), {});
		const looked = async () => await until(() => state.search === undefined);
		account.now += HOUR;
		account.record('lost', 0);
		account.now += 11 * MINUTE;
		await deliver(row, 'a');
		await looked();

		account.now += 6 * MINUTE;
		const asked = account.count(EVENTS);
		let open = () => {};
		account.onAnswer = () => {
			if (account.count(EVENTS) < asked + 2) return;
			account.onAnswer = () => undefined;
			open = account.hold(EVENTS);
		};
		const silent = deliveryOf(account.record('b', 0), account.secret, { starts: false, hangsUp: true });
		expect((await row.deliver(silent)).ids).toEqual(['lost', 'b']);
		// All but the list of the other kind is read by then.
		await until(() => account.count(EVENTS) === asked + 2);
		account.now += 2 * MINUTE;
		await row.deliver({ headers: {} });
		open();

		const had: unknown[] = [];
		for (let index = 0; index < 4; index++) {
			await looked();
			account.now += 6 * MINUTE;
			had.push(...(await deliver(row, `c${index}`)));
		}
		expect(had.filter((id) => id === 'lost')).toHaveLength(1);
	});

	test('the test URL brings what happens now and nothing else', async () => {
		account.record('missed', HOUR);
		const row = new Row({ test: true });
		const workflow = row.load();
		await workflow.activate('manual');
		row.save(workflow);
		account.asked.length = 0;
		expect(await deliver(row, 'now')).toEqual(['now']);
		expect(account.asked).toEqual([]);
	});
});
