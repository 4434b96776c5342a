import fc from 'fast-check';

import { Slots } from '../../../nodes/HeyGen/run/slots';
import { settled } from '../../support/clock';

const atOnce = { nextTurn: async () => {} };

async function taken(slots: Slots, count: number): Promise<{ entered: number[] }> {
	const entered: number[] = [];
	for (let index = 0; index < count; index++) void slots.take().then(() => entered.push(index));
	await settled();
	return { entered };
}

test('as many as there are slots go ahead, the others stand in line', async () => {
	const slots = new Slots(3, atOnce);
	const { entered } = await taken(slots, 5);
	expect(entered).toEqual([0, 1, 2]);
	slots.give();
	await settled();
	expect(entered).toEqual([0, 1, 2, 3]);
	slots.give();
	await settled();
	expect(entered).toEqual([0, 1, 2, 3, 4]);
});

test('a slot that is given back goes to the one who waits longest, not to a newcomer', async () => {
	const slots = new Slots(1, atOnce);
	const { entered } = await taken(slots, 2);
	slots.give();
	let newcomer = false;
	void slots.take().then(() => (newcomer = true));
	await settled();
	expect(entered).toEqual([0, 1]);
	expect(newcomer).toBe(false);
	slots.give();
	await settled();
	expect(newcomer).toBe(true);
});

test('a slot that nobody waits for is kept for later', async () => {
	const slots = new Slots(1, atOnce);
	await slots.take();
	slots.give();
	const { entered } = await taken(slots, 2);
	expect(entered).toEqual([0]);
});

test('no two go ahead before the event loop has had its turn, be their slots free or given back', async () => {
	const turns: Array<() => void> = [];
	const slots = new Slots(2, { nextTurn: async () => await new Promise((resolve) => turns.push(resolve)) });
	const { entered } = await taken(slots, 4);
	expect(entered).toEqual([0]);
	turns.shift()?.();
	await settled();
	expect(entered).toEqual([0, 1]);
	slots.give();
	slots.give();
	await settled();
	expect(entered).toEqual([0, 1]);
	turns.shift()?.();
	await settled();
	expect(entered).toEqual([0, 1, 2]);
	turns.shift()?.();
	await settled();
	expect(entered).toEqual([0, 1, 2, 3]);
});

test('in whatever order slots are taken and given, none is lost and none is made', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 5 }),
			fc.array(fc.boolean(), { maxLength: 60 }),
			async (size, steps) => {
				const slots = new Slots(size, atOnce);
				let asked = 0;
				let inside = 0;
				for (const take of steps) {
					if (take) {
						asked++;
						void slots.take().then(() => inside++);
					} else if (inside > 0) {
						inside--;
						asked--;
						slots.give();
					}
					await settled();
					expect(inside).toBe(Math.min(size, asked));
				}
			},
		),
		{ numRuns: 100 },
	);
});
