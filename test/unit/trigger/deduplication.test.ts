import fc from 'fast-check';

import { noted, type Seen } from '../../../nodes/HeyGen/trigger/deduplication';

const HOUR = 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 21);
const MOST = 2_000;

let count = 0;

/** A trigger as one n8n process knows it; `restarted` is the same one in a new process, which knows only what is stored. */
class Trigger {
	stored: Seen = {};

	private name = `trigger-${count++}`;

	takes(id: string, now = NOW): boolean {
		const seen = noted(this.name, this.stored, id, now);
		if (seen) this.stored = seen;
		return seen !== undefined;
	}

	restart(): void {
		// n8n stores static data as JSON.
		this.stored = JSON.parse(JSON.stringify(this.stored)) as Seen;
		this.name = `trigger-${count++}`;
	}
}

let trigger: Trigger;

beforeEach(() => {
	trigger = new Trigger();
});

test('an event is taken once', () => {
	expect(trigger.takes('a')).toBe(true);
	expect(trigger.takes('a')).toBe(false);
	expect(trigger.takes('b')).toBe(true);
	expect(trigger.takes('a', NOW + HOUR)).toBe(false);
});

test('an event is known for 48 hours', () => {
	trigger.takes('a');
	expect(trigger.takes('a', NOW + 48 * HOUR - 1)).toBe(false);
	expect(trigger.takes('a', NOW + 48 * HOUR)).toBe(true);
});

test('a repeat does not make an event known for longer', () => {
	trigger.takes('a');
	expect(trigger.takes('a', NOW + 47 * HOUR)).toBe(false);
	expect(trigger.takes('a', NOW + 49 * HOUR)).toBe(true);
});

test('an event is still known after a restart', () => {
	trigger.takes('a');
	trigger.restart();
	expect(trigger.takes('a', NOW + HOUR)).toBe(false);
	expect(trigger.takes('b', NOW + HOUR)).toBe(true);
});

test('deliveries that all read before the first has stored are told apart', () => {
	expect([1, 2, 3].map(() => noted('at-once', {}, 'a', NOW) !== undefined)).toEqual([true, false, false]);
});

test('what another process stored meanwhile is known', () => {
	trigger.takes('a');
	trigger.stored = { ...trigger.stored, 'of another process': NOW };
	expect(trigger.takes('of another process')).toBe(false);
});

test('triggers do not know of each other', () => {
	const other = new Trigger();
	trigger.takes('a');
	expect(other.takes('a')).toBe(true);
});

test('what is older than 48 hours is forgotten', () => {
	for (let hour = 0; hour < 60; hour++) trigger.takes(`e${hour}`, NOW + hour * HOUR);
	expect(Object.keys(trigger.stored)).toEqual(Array.from({ length: 48 }, (_, index) => `e${index + 12}`));
});

test('an event that is taken again counts as new, and does not keep older ones in memory', () => {
	trigger.takes('a');
	trigger.takes('b');
	expect(trigger.takes('a', NOW + 48 * HOUR)).toBe(true);
	expect(trigger.stored).toEqual({ a: NOW + 48 * HOUR });
});

test.each([
	['names', (index: number) => `event-${index}`],
	['numbers, which objects keep in an order of their own', (index: number) => String(10_000_000 - index)],
])('of more than 2,000 events the oldest are forgotten, be their IDs %s', (_name, idOf) => {
	for (let index = 0; index < MOST + 500; index++) {
		expect(trigger.takes(idOf(index), NOW + index)).toBe(true);
		if (index % 700 === 0) trigger.restart();
	}
	trigger.restart();
	expect(Object.keys(trigger.stored)).toHaveLength(MOST);
	const now = NOW + MOST + 500;
	for (const index of [500, 501, 1500, MOST + 499]) expect(trigger.takes(idOf(index), now)).toBe(false);
	expect(trigger.takes(idOf(499), now)).toBe(true);
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
	'the ID %j is one like any other',
	(id) => {
		expect(trigger.takes(id)).toBe(true);
		expect(trigger.takes(id)).toBe(false);
		trigger.restart();
		expect(trigger.takes(id)).toBe(false);
		expect(Object.keys(Object.prototype)).toEqual([]);
	},
);

test('for any row of events each is taken exactly once within its 48 hours, restarts or not', () => {
	const step = fc.record({
		id: fc.constantFrom('a', 'b', '1', '2', '__proto__'),
		wait: fc.nat({ max: 30 }),
		restart: fc.boolean(),
	});
	fc.assert(
		fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
			const tested = new Trigger();
			const taken = new Map<string, number>();
			let now = NOW;
			for (const { id, wait, restart } of steps) {
				now += wait * HOUR;
				if (restart) tested.restart();
				const last = taken.get(id);
				const fresh = last === undefined || now - last >= 48 * HOUR;
				expect(tested.takes(id, now)).toBe(fresh);
				if (fresh) taken.set(id, now);
			}
		}),
		{ numRuns: 300 },
	);
});
