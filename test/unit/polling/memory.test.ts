import fc from 'fast-check';

import type { HeyGenClient } from '../../../nodes/HeyGen/api/client';
import type { Job, PolledKind } from '../../../nodes/HeyGen/polling/kinds';
import {
	advance,
	isOverfull,
	memoryIn,
	MOST_KNOWN,
	MOST_PENDING,
	OVERLAP,
	type Memory,
	type Observation,
} from '../../../nodes/HeyGen/polling/memory';
import { observe } from '../../../nodes/HeyGen/polling/observe';
import { stubClient } from '../../support/client';

const NOW = Date.UTC(2026, 10, 21) / 1000;
const SOURCE = 'account';

let client: HeyGenClient;

beforeAll(async () => {
	client = await stubClient(() => ({}));
});

function job(id: string, state: Job['state'], createdAt?: number): Job {
	return { id, state, createdAt, data: {} };
}

function seen(jobs: Job[], { gone = [] as string[], complete = true } = {}): Observation {
	return { jobs: new Map(jobs.map((each) => [each.id, each])), gone: new Set(gone), complete };
}

/** As n8n stores it. */
function stored(memory: Memory | undefined): Memory | undefined {
	return memory && memoryIn(JSON.parse(JSON.stringify(memory)), SOURCE);
}

/** The IDs each observation tells of, one after the other. */
function told(...observations: Observation[]): string[][] {
	let memory: Memory | undefined;
	return observations.map((observation) => {
		const step = advance(memory, SOURCE, observation, NOW);
		memory = stored(step.memory);
		return step.ended.map(({ id, state }) => `${id} ${state}`);
	});
}

describe('The first look', () => {
	it('tells nothing, and watches what is still being made', () => {
		const before = [
			job('old', 'finished', NOW - 9),
			job('made', 'pending', NOW - 8),
			job('bad', 'failed', NOW),
		];
		const after = [
			job('old', 'finished', NOW - 9),
			job('made', 'failed', NOW - 8),
			job('bad', 'failed', NOW),
		];
		expect(told(seen(before), seen(after), seen(after))).toEqual([[], ['made failed'], []]);
	});

	it('at nothing at all lets what is created from then on be new', () => {
		expect(told(seen([]), seen([job('a', 'finished', NOW + 1)]))).toEqual([[], ['a finished']]);
	});

	it('at nothing at all, which was a mistake, does not make all of the history new', () => {
		const history = Array.from({ length: 300 }, (_, day) =>
			job(`old-${day}`, 'finished', NOW - 86_400 * (day + 1)),
		);
		expect(told(seen([]), seen(history), seen([...history, job('a', 'failed', NOW + 9)]))).toEqual([
			[],
			[],
			['a failed'],
		]);
	});

	it("goes by the newest job, not by the clock of n8n's machine", () => {
		const look = advance(undefined, SOURCE, seen([job('a', 'finished', NOW)]), NOW + 10 * OVERLAP);
		expect(look.memory.watermark).toBe(NOW - OVERLAP);
	});

	it('does not take a job of the same second for one it has seen', () => {
		const first = job('a', 'finished', NOW);
		expect(told(seen([first]), seen([first, job('b', 'finished', NOW)]))).toEqual([[], ['b finished']]);
	});
});

describe('A later look', () => {
	it('tells of a job that came and ended between two looks', () => {
		expect(told(seen([job('a', 'finished', NOW)]), seen([job('b', 'failed', NOW + 1)]))).toEqual([
			[],
			['b failed'],
		]);
	});

	it('tells of a job that HeyGen lists late, though a newer one was told of before', () => {
		expect(
			told(
				seen([job('a', 'finished', NOW)]),
				seen([job('c', 'finished', NOW + 60)]),
				seen([job('b', 'finished', NOW + 30), job('c', 'finished', NOW + 60)]),
			),
		).toEqual([[], ['c finished'], ['b finished']]);
	});

	it('tells of a job that HeyGen lists as late as can be', () => {
		const newest = job('a', 'finished', NOW);
		expect(
			told(
				seen([newest]),
				seen([
					newest,
					job('too late', 'finished', NOW - OVERLAP - 1),
					job('late', 'finished', NOW - OVERLAP),
				]),
			),
		).toEqual([[], ['late finished']]);
	});

	it('does not tell again of a job that an old answer shows as unfinished', () => {
		expect(
			told(
				seen([]),
				seen([job('a', 'finished', NOW)]),
				seen([job('a', 'pending', NOW)]),
				seen([job('a', 'finished', NOW)]),
			),
		).toEqual([[], ['a finished'], [], []]);
	});

	it('tells of a job however long it took, once', () => {
		const late = seen([job('slow', 'finished', NOW), job('new', 'finished', NOW + 10 * OVERLAP)]);
		expect(
			told(
				seen([job('slow', 'pending', NOW)]),
				seen([job('slow', 'pending', NOW), job('new', 'finished', NOW + 10 * OVERLAP)]),
				late,
				late,
				seen([job('slow', 'pending', NOW)]),
				late,
			),
		).toEqual([[], ['new finished'], ['slow finished'], [], [], []]);
	});

	it('forgets a job that is no more', () => {
		const { memory } = advance(undefined, SOURCE, seen([job('a', 'pending', NOW)]), NOW);
		const step = advance(memory, SOURCE, seen([], { gone: ['a'] }), NOW);
		expect([step.ended, step.memory.pending]).toEqual([[], []]);
	});

	it('knows jobs without a time of creation for good', () => {
		const looks = [job('a', 'finished'), job('b', 'pending')];
		const later = [job('c', 'finished'), job('a', 'finished'), job('b', 'finished')];
		expect(told(seen(looks), seen(later), seen([]), seen(later))).toEqual([
			[],
			['c finished', 'b finished'],
			[],
			[],
		]);
	});
});

describe('What is stored', () => {
	it('is about one account and filter, and is nothing under another', () => {
		const { memory } = advance(undefined, SOURCE, seen([job('a', 'pending', NOW)]), NOW);
		expect(memoryIn(JSON.parse(JSON.stringify(memory)), SOURCE)).toEqual(memory);
		expect(memoryIn(JSON.parse(JSON.stringify(memory)), 'another')).toBeUndefined();
	});

	it.each([undefined, null, 'text', [], {}, { source: SOURCE }, { source: SOURCE, watermark: 'x' }])(
		'counts as nothing where it is %j',
		(value) => {
			expect(memoryIn(value, SOURCE)).toBeUndefined();
		},
	);

	it('is read as far as it can be', () => {
		const remembered = [['a', 7], ['b', null], 'c', [3, 4], ['d', '5'], ['e'], null];
		expect(memoryIn({ source: SOURCE, watermark: 1, known: remembered, pending: 'none' }, SOURCE)).toEqual({
			source: SOURCE,
			watermark: 1,
			known: [
				['a', 7],
				['b', null],
			],
			pending: [],
		});
	});

	it('holds of a first look what has ended within the hour, and all that has not ended', () => {
		const jobs = [
			job('newest', 'finished', NOW),
			job('at the watermark', 'failed', NOW - OVERLAP),
			job('old', 'finished', NOW - OVERLAP - 1),
			job('old, but made', 'pending', NOW - 9 * OVERLAP),
			job('made', 'pending', NOW - 1),
			job('without a time', 'finished'),
		];
		expect(advance(undefined, SOURCE, seen(jobs), NOW).memory).toEqual({
			source: SOURCE,
			watermark: NOW - OVERLAP,
			known: [
				['without a time', null],
				['newest', NOW],
				['at the watermark', NOW - OVERLAP],
			],
			pending: [
				['made', NOW - 1],
				['old, but made', NOW - 9 * OVERLAP],
			],
		});
	});

	it('holds no ended job from before the watermark, which stays an hour behind the newest job', () => {
		const { memory } = advance(undefined, SOURCE, seen([job('a', 'finished', NOW)]), NOW);
		const jobs = Array.from({ length: 100 }, (_, hour) => job(`j${hour}`, 'finished', NOW + hour * 1800));
		const { memory: later } = advance(memory, SOURCE, seen(jobs), NOW);
		expect(later.watermark).toBe(NOW + 99 * 1800 - OVERLAP);
		expect(later.known.map(([id]) => id).sort()).toEqual(['j97', 'j98', 'j99']);
	});

	it('moves on with what is still being made, too', () => {
		const { memory } = advance(undefined, SOURCE, seen([job('a', 'finished', NOW)]), NOW);
		const made = NOW + 10 * OVERLAP;
		expect(advance(memory, SOURCE, seen([job('b', 'pending', made)]), NOW).memory).toEqual({
			source: SOURCE,
			watermark: made - OVERLAP,
			known: [],
			pending: [['b', made]],
		});
	});

	it(`holds ${MOST_KNOWN} ended jobs at most: of more within an hour it knows the newest, says so, and tells none twice`, () => {
		const { memory } = advance(undefined, SOURCE, seen([]), NOW);
		const jobs = Array.from({ length: MOST_KNOWN + 12 }, (_, index) =>
			job(`j${index}`, 'finished', NOW + Math.floor(index / 5)),
		);
		const step = advance(memory, SOURCE, seen(jobs), NOW);
		expect(step.ended).toHaveLength(MOST_KNOWN + 12);
		expect(step.narrowed).toBe(true);
		expect(step.memory.known.length).toBeLessThanOrEqual(MOST_KNOWN);
		const again = advance(stored(step.memory), SOURCE, seen(jobs), NOW);
		expect([again.ended, again.narrowed]).toEqual([[], false]);
		// Of those of the second in which it had to stop, it knows none: they would be told of again.
		const { watermark, known } = step.memory;
		expect(watermark).toBe(NOW + 3);
		expect(known.map(([, createdAt]) => createdAt).filter((time) => (time ?? 0) < watermark)).toEqual([]);
		expect(known).toHaveLength(MOST_KNOWN - 3);
	});

	it(`holds ${MOST_PENDING} unfinished jobs at most: the oldest are watched no more, and it says which`, () => {
		const jobs = Array.from({ length: MOST_PENDING + 2 }, (_, index) =>
			job(`j${index}`, 'pending', NOW + index),
		);
		const step = advance(undefined, SOURCE, seen(jobs), NOW);
		expect(step.memory.pending).toHaveLength(MOST_PENDING);
		expect(step.forgotten).toEqual(['j1', 'j0']);
	});

	it('forgets a look that is no more only when it needs the room', () => {
		const many = Array.from({ length: MOST_KNOWN }, (_, index) => job(`old${index}`, 'finished'));
		const { memory } = advance(undefined, SOURCE, seen(many), NOW);
		const fewer = many.slice(10);
		expect(advance(memory, SOURCE, seen(fewer), NOW).memory.known).toHaveLength(MOST_KNOWN);
		const grown = seen([...fewer, job('new', 'finished')]);
		expect(isOverfull(memory, grown)).toBe(false);
		const step = advance(memory, SOURCE, grown, NOW);
		expect(step.ended.map(({ id }) => id)).toEqual(['new']);
		expect(step.memory.known).toHaveLength(MOST_KNOWN - 10 + 1);
	});

	it('knows a job with a time of its own even when it needs the room and the list does not show it', () => {
		const many = Array.from({ length: MOST_KNOWN }, (_, index) => job(`j${index}`, 'finished', NOW));
		const { memory } = advance(undefined, SOURCE, seen(many), NOW);
		const unlisted = seen([...many.slice(1), job('new', 'finished', NOW + 1)]);
		const { memory: later } = advance(memory, SOURCE, unlisted, NOW);
		expect(advance(later, SOURCE, seen(many), NOW).ended).toEqual([]);
	});

	it('cannot hold more looks than that, which is for the user to know', () => {
		const many = Array.from({ length: MOST_KNOWN + 1 }, (_, index) => job(`look${index}`, 'finished'));
		expect(isOverfull(undefined, seen(many))).toBe(true);
		expect(isOverfull(undefined, seen(many.slice(1)))).toBe(false);
		const timed = many.map(({ id }, index) => job(id, 'finished', NOW + index));
		expect(isOverfull(undefined, seen(timed))).toBe(false);
		// Of a list that was not read to its end, what is known may still be there; what has a time does not count.
		const { memory } = advance(undefined, SOURCE, seen(many.slice(1)), NOW);
		const more = [job('one more', 'finished')];
		expect(isOverfull(memory, seen(more, { complete: false }))).toBe(true);
		expect(isOverfull(memory, seen(more))).toBe(false);
		// A whole list counts by itself, and may be as long as what fits.
		expect(isOverfull(memory, seen(many.slice(1)))).toBe(false);
		const known = [...memory.known.slice(1), ['timed', NOW]] satisfies Memory['known'];
		expect(isOverfull({ ...memory, known }, seen(more, { complete: false }))).toBe(false);
	});
});

/** What happens at HeyGen: between two polls, or between two pages of one. */
type Action =
	| { readonly type: 'create'; readonly ended: boolean }
	| { readonly type: 'end'; readonly which: number; readonly state: 'finished' | 'failed' }
	| { readonly type: 'delete'; readonly which: number }
	| { readonly type: 'wait'; readonly seconds: number };

interface Record {
	state: Job['state'];
	readonly createdAt: number;
	readonly id: string;
}

/** A HeyGen whose lists are pages counted from the newest job, so that they shift whenever one comes or goes. */
class SimulatedList {
	jobs: Record[] = [];

	time = NOW;

	private count = 0;

	private pageNumber = 0;

	constructor(
		private readonly pageSize: number,
		private readonly timed: boolean,
		private readonly shuffle: number,
	) {}

	readonly deleted = new Set<string>();

	readonly everything: Record[] = [];

	act(action: Action): void {
		switch (action.type) {
			case 'create': {
				const made: Record = {
					id: `job-${this.count++}`,
					createdAt: this.time,
					state: action.ended ? 'finished' : 'pending',
				};
				this.everything.push(made);
				this.jobs.unshift(made);
				return;
			}
			case 'end': {
				const open = this.jobs.filter(({ state }) => state === 'pending');
				const one = open[action.which % Math.max(1, open.length)];
				if (one) one.state = action.state;
				return;
			}
			case 'delete': {
				const [one] = this.jobs.splice(action.which % Math.max(1, this.jobs.length), 1);
				if (one) this.deleted.add(one.id);
				return;
			}
			case 'wait':
				this.time += action.seconds;
		}
	}

	/** `meanwhile` happens between the pages, one thing before each. */
	kind(meanwhile: Action[]): PolledKind {
		const view = ({ id, state, createdAt }: Record): Job =>
			job(id, state, this.timed ? createdAt : undefined);
		// eslint-disable-next-line @typescript-eslint/no-this-alias
		const list = this;
		return {
			name: 'job',
			displayName: 'Jobs',
			filtered: false,
			async *list() {
				for (let from = 0; ; from += list.pageSize) {
					const page = list.jobs.slice(from, from + list.pageSize).map(view);
					const more = from + list.pageSize < list.jobs.length;
					// Within a page there is no order at all.
					const turn = page.length === 0 ? 0 : (list.shuffle + list.pageNumber++) % page.length;
					yield await Promise.resolve([...page.slice(turn), ...page.slice(0, turn)].reverse());
					if (!more) return;
					const action = meanwhile.shift();
					if (action) list.act(action);
				}
			},
			async read(_client, ids) {
				const found = new Map(
					ids.map((id) => {
						const one = list.jobs.find((each) => each.id === id);
						return [id, one && view(one)] as const;
					}),
				);
				return await Promise.resolve(found);
			},
		};
	}
}

const create = fc.record({ type: fc.constant('create' as const), ended: fc.boolean() });
const end = fc.record({
	type: fc.constant('end' as const),
	which: fc.nat(20),
	state: fc.constantFrom('finished' as const, 'failed' as const),
});
const remove = fc.record({ type: fc.constant('delete' as const), which: fc.nat(20) });
const wait = fc.record({
	type: fc.constant('wait' as const),
	seconds: fc.constantFrom(0, 1, 30, OVERLAP - 1, OVERLAP, 5 * OVERLAP, 40 * 3600),
});

/** Before the start: what has been made for more than a day by then is not looked for. */
const pause = fc.record({ type: fc.constant('wait' as const), seconds: fc.constantFrom(0, 1, OVERLAP) });

/** What happens before a poll, and while its pages are read: any number of jobs come and end, one is deleted. */
const round = fc.record({
	before: fc.array(fc.oneof({ arbitrary: create, weight: 4 }, { arbitrary: end, weight: 3 }, remove, wait), {
		maxLength: 12,
	}),
	meanwhile: fc
		.tuple(fc.array(fc.oneof(create, end), { maxLength: 4 }), fc.option(remove), fc.nat(4))
		.map(([others, deletion, at]): Action[] => [
			...others.slice(0, at),
			...(deletion ? [deletion] : []),
			...others.slice(at),
		]),
	restart: fc.boolean(),
	overtaken: fc.boolean(),
});

describe.each([
	['with a time of creation', true],
	['without one', false],
])('For any history of jobs %s', (_what, timed) => {
	it('each that ended after the start is told of exactly once, none from before, and what is remembered stays small', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.oneof({ arbitrary: create, weight: 3 }, pause), { maxLength: 12 }),
				fc.array(create, { maxLength: 3 }),
				fc.array(round, { maxLength: 8 }),
				fc.integer({ min: 1, max: 5 }),
				fc.nat(5),
				async (before, meanwhileAtFirst, rounds, pageSize, shuffle) => {
					const heygen = new SimulatedList(pageSize, timed, shuffle);
					let memory: Memory | undefined;
					/** What n8n has written to its database: only a poll that tells something makes it write. */
					let written: Memory | undefined;
					const tellings = new Map<string, string[]>();
					const poll = async (meanwhile: Action[], { overtaken = false } = {}) => {
						const read = async (during: Action[]) => await observe(client, heygen.kind(during), {}, memory);
						const observation = await read(meanwhile);
						// Another poll began later and is done earlier.
						const others = overtaken ? [await read([]), observation] : [observation];
						for (const each of others) {
							const first = memory === undefined;
							const step = advance(memory, SOURCE, each, NOW);
							memory = stored(step.memory);
							for (const { id, state } of step.ended) tellings.set(id, [...(tellings.get(id) ?? []), state]);
							if (first || step.ended.length > 0) written = memory;
						}
					};

					for (const action of before) heygen.act(action);
					const old = new Set(heygen.jobs.filter(({ state }) => state !== 'pending').map(({ id }) => id));
					const made = heygen.everything.length;
					await poll([...meanwhileAtFirst]);
					const duringFirst = new Set(
						heygen.everything
							.slice(made)
							.filter(({ state }) => state !== 'pending')
							.map(({ id }) => id),
					);
					for (const { before: actions, meanwhile, restart, overtaken } of rounds) {
						for (const action of actions) heygen.act(action);
						if (restart) memory = written;
						await poll([...meanwhile], { overtaken });
					}
					// What happened while the last pages were read shows in the next poll.
					await poll([]);

					for (const { id, state } of heygen.everything) {
						const times = tellings.get(id) ?? [];
						if (old.has(id)) expect(times).toEqual([]);
						else if (heygen.deleted.has(id) || duringFirst.has(id))
							expect(times.length).toBeLessThanOrEqual(1);
						else expect(times).toEqual(state === 'pending' ? [] : [state]);
					}
					if (!memory) return;
					const kept: Memory = memory;
					const open = heygen.jobs.filter(({ state }) => state === 'pending').length;
					expect(kept.pending).toHaveLength(open);
					if (timed) expect(kept.known.every(([, at]) => at !== null && at >= kept.watermark)).toBe(true);
				},
			),
			{ numRuns: 1000 },
		);
	});
});
