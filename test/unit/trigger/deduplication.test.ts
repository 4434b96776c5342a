import fc from 'fast-check';

import { Memory } from '../../../nodes/HeyGen/trigger/deduplication';

const HOUR = 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 21);
const MOST = 10_000;

const named = (...keys: string[]) => ({ keys });

/** A trigger as one n8n process knows it; `restarted` is the same one in a new process, which knows only what is stored. */
class Trigger {
	stored = '';

	private known = new Memory();

	takes(id: string, now = NOW, ...aliases: string[]): boolean {
		const isNew = this.memory.note(named(id, ...aliases), now);
		this.memory.settle(named(id, ...aliases));
		if (isNew) this.stored = this.memory.toString();
		return isNew;
	}

	/** So many that came together, stored once: to store them after each would take minutes. */
	takesAll(count: number, now: number): void {
		for (let index = 0; index < count; index++) {
			this.memory.note(named(`event-${index}`), now);
			this.memory.settle(named(`event-${index}`));
		}
		this.stored = this.memory.toString();
	}

	restart(): void {
		this.known = new Memory();
	}

	get memory() {
		this.known.merge(this.stored);
		return this.known;
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
	expect([1, 2, 3].map(() => trigger.memory.note(named('a'), NOW))).toEqual([true, false, false]);
});

test('what another process stored meanwhile is known', () => {
	trigger.takes('a');
	const other = new Trigger();
	other.takes('of another process');
	trigger.stored = other.stored;
	expect(trigger.takes('of another process')).toBe(false);
	expect(trigger.takes('a')).toBe(false);
});

test('what another process stored stands in the order in which it came', () => {
	const other = new Trigger();
	other.takes('earlier', NOW - HOUR);
	trigger.takes('later');
	const later = trigger.stored;
	trigger.stored = other.stored;
	expect(trigger.memory.toString()).toBe(other.stored + later);
});

test('an event that another process had, under one of its keys, waits for nothing more', () => {
	const other = new Trigger();
	other.takes('a');
	trigger.memory.note(named('a', 'alias'), NOW);
	expect(trigger.memory.isOpen(named('a', 'alias'))).toBe(true);
	trigger.stored = other.stored;
	expect(trigger.memory.isOpen(named('a', 'alias'))).toBe(false);
});

test('nothing is stored of nothing', () => {
	expect(new Memory().toString()).toBe('');
});

test.each([
	['forgets nothing', MOST - 1, 48],
	['knows of nothing before the oldest whether it was had', MOST, 3],
])('a memory that is read from the store %s with %i events in it', (_name, count, hours) => {
	trigger.takesAll(count, NOW - 3 * HOUR);
	trigger.restart();
	expect(trigger.memory.reach(NOW)).toBe(NOW - hours * HOUR);
});

test('an event is known under each of its keys', () => {
	trigger.takes('header', NOW, 'body');
	expect(trigger.takes('body')).toBe(false);
	expect(trigger.takes('another header', NOW, 'body')).toBe(false);
	trigger.restart();
	expect(trigger.takes('header', NOW, 'another body')).toBe(false);
});

test('an event whose execution could not be started is new again', () => {
	trigger.memory.note(named('a', 'alias'), NOW);
	trigger.memory.forget(named('a', 'alias'));
	expect(trigger.takes('a', NOW, 'alias')).toBe(true);
});

test('an event is stored when it has its execution, so that a crash before loses nothing', () => {
	trigger.memory.note(named('a'), NOW);
	trigger.takes('b');
	expect(trigger.memory.knows(named('a'), NOW)).toBe(true);
	trigger.restart();
	expect(trigger.takes('b')).toBe(false);
	expect(trigger.takes('a')).toBe(true);
});

test('what is stored stays small: sixteen characters an event, and no more than 10,000', () => {
	for (let index = 0; index < MOST + 2_000; index++) {
		trigger.memory.note(named(`event-${index}`), NOW + index);
		trigger.memory.settle(named(`event-${index}`));
	}
	expect(trigger.memory.toString()).toHaveLength(16 * MOST);
});

test('what is older than 48 hours is forgotten', () => {
	for (let hour = 0; hour < 60; hour++) trigger.takes(`e${hour}`, NOW + hour * HOUR);
	expect(trigger.stored).toHaveLength(16 * 48);
	expect(trigger.takes('e12', NOW + 59 * HOUR)).toBe(false);
	expect(trigger.takes('e11', NOW + 59 * HOUR)).toBe(true);
});

test('an event that is taken again counts as new, and does not keep older ones in memory', () => {
	trigger.takes('a');
	trigger.takes('b');
	expect(trigger.takes('a', NOW + 48 * HOUR)).toBe(true);
	expect(trigger.stored).toHaveLength(16);
});

test.each([
	['names', (index: number) => `event-${index}`],
	['numbers, which objects keep in an order of their own', (index: number) => String(10_000_000 - index)],
])('of more than 10,000 events the oldest are forgotten, be their IDs %s', (_name, idOf) => {
	const minute = 60_000;
	for (let index = 0; index < MOST + 500; index++) {
		expect(trigger.memory.note(named(idOf(index)), NOW + (index * minute) / 10)).toBe(true);
		trigger.memory.settle(named(idOf(index)));
		if (index % 700 !== 0) continue;
		trigger.stored = trigger.memory.toString();
		trigger.restart();
	}
	const now = NOW + MOST * 6_000;
	for (const index of [500, 501, 1500, MOST + 499]) expect(trigger.takes(idOf(index), now)).toBe(false);
	expect(trigger.takes(idOf(499), now)).toBe(true);
	// Of what came before, nothing can be said any more.
	expect(trigger.memory.reach(now)).toBeGreaterThanOrEqual(NOW + 499 * 6_000);
	trigger.restart();
	expect(trigger.memory.reach(now)).toBeGreaterThanOrEqual(NOW + 499 * 6_000);
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

test('an event without ID stands for one of those HeyGen recorded about the same thing', () => {
	const recorded = (id: string) => ({ keys: [id], traces: ['thing'], nameless: 'nameless thing' });
	const delivered = { keys: ['thing'], traces: ['nameless thing'] };
	trigger.memory.note(delivered, NOW);
	expect(trigger.memory.claim(recorded('a'), NOW)).toBe(false);
	trigger.memory.settle(delivered);
	expect(trigger.memory.claim(recorded('a'), NOW)).toBe(true);
	expect(trigger.memory.knows(recorded('a'), NOW)).toBe(true);
	expect(trigger.memory.claim(recorded('b'), NOW)).toBe(false);
	expect(trigger.memory.knows(recorded('b'), NOW)).toBe(false);
	expect(trigger.takes('thing')).toBe(false);
});
