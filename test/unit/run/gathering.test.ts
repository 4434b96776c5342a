import fc from 'fast-check';

import { Arrivals, Gathering } from '../../../nodes/HeyGen/run/gathering';
import { settled } from '../../support/clock';

/** A gathering of texts, and the requests that were made of them. */
function gathering(
	size: number,
	{
		goOn = false,
		most = 100,
		fails = () => false,
		sizeOf,
	}: {
		goOn?: boolean;
		most?: number;
		fails?: (parts: readonly string[]) => boolean;
		sizeOf?: (part: string) => number;
	} = {},
) {
	const halt = new AbortController();
	const requests: string[][] = [];
	const arrivals = new Arrivals(size);
	const send = async (parts: readonly string[]): Promise<string[]> => {
		requests.push([...parts]);
		await settled();
		if (fails(parts)) throw new Error(`refused ${parts.join()}`);
		return parts.map((part) => `made ${part}`);
	};
	const gathered = new Gathering<string, string>(
		{ arrivals, signal: halt.signal, goOn },
		{ most, sizeOf, send },
	);
	const results = new Map<number, string>();
	const join = (index: number) => {
		const keep = (result: string) => results.set(index, result);
		gathered.join(index, `part ${index}`).then(keep, (error: Error) => keep(error.message));
	};
	return { arrivals, halt, requests, results, join };
}

test('nothing is sent before the last item has come or is known to bring nothing', async () => {
	const { arrivals, join, requests, results } = gathering(3);
	join(2);
	join(0);
	await settled();
	expect(requests).toEqual([]);
	arrivals.ended(1);
	await settled();
	expect(requests).toEqual([['part 0', 'part 2']]);
	await settled();
	expect([...results].sort()).toEqual([
		[0, 'made part 0'],
		[2, 'made part 2'],
	]);
});

test('nothing is sent at all where no item brings a part', async () => {
	const { arrivals, requests } = gathering(2);
	arrivals.ended(0);
	arrivals.ended(1);
	await settled();
	expect(requests).toEqual([]);
});

test('an item that ends after it has come, or twice, counts once', async () => {
	const { arrivals, join, requests } = gathering(3);
	join(0);
	arrivals.ended(0);
	arrivals.ended(0);
	arrivals.ended(1);
	arrivals.ended(1);
	await settled();
	expect(requests).toEqual([]);
	join(2);
	await settled();
	arrivals.ended(0);
	arrivals.ended(2);
	await settled();
	expect(requests).toEqual([['part 0', 'part 2']]);
});

test('a run that has stopped sends nothing; those who wait are told why', async () => {
	const { arrivals, halt, join, requests, results } = gathering(3);
	join(0);
	join(2);
	halt.abort(new Error('stopped'));
	arrivals.ended(1);
	await settled();
	expect(requests).toEqual([]);
	expect(results.get(0)).toBe('stopped');
	expect(results.get(2)).toBe('stopped');
});

test('the first request that fails is the last, unless the run goes on', async () => {
	const fails = (parts: readonly string[]) => parts.includes('part 0');
	const stopping = gathering(3, { most: 1, fails });
	const going = gathering(3, { most: 1, fails, goOn: true });
	for (const { join } of [stopping, going]) [0, 1, 2].forEach(join);
	for (let round = 0; round < 5; round++) await settled();
	expect(stopping.requests).toEqual([['part 0']]);
	expect([...stopping.results.values()]).toEqual(Array.from({ length: 3 }, () => 'refused part 0'));
	expect(going.requests).toEqual([['part 0'], ['part 1'], ['part 2']]);
	expect([...going.results.values()]).toEqual(['refused part 0', 'made part 1', 'made part 2']);
});

test('what is large leaves less room, and is never divided', async () => {
	const sizes: Record<string, number> = { 'part 0': 2, 'part 1': 2, 'part 2': 1, 'part 3': 3, 'part 4': 1 };
	const { join, requests } = gathering(5, { most: 3, sizeOf: (part) => sizes[part] ?? 0 });
	[0, 1, 2, 3, 4].forEach(join);
	for (let round = 0; round < 6; round++) await settled();
	expect(requests).toEqual([['part 0'], ['part 1', 'part 2'], ['part 3'], ['part 4']]);
});

test('whoever comes when, all parts go out once, in the order of the items, no request too large, each with its own result', async () => {
	const scenario = fc.record({
		order: fc.uniqueArray(fc.nat({ max: 40 }), { minLength: 1 }).chain((indexes) => {
			const size = Math.max(...indexes) + 1;
			return fc.shuffledSubarray(
				Array.from({ length: size }, (_, index) => index),
				{ minLength: size },
			);
		}),
		most: fc.integer({ min: 1, max: 10 }),
		absent: fc.func(fc.boolean()),
	});
	await fc.assert(
		fc.asyncProperty(scenario, async ({ order, most, absent }) => {
			const { arrivals, join, requests, results } = gathering(order.length, { most });
			for (const index of order) {
				if (absent(index)) arrivals.ended(index);
				else join(index);
			}
			const present = order.filter((index) => !absent(index)).sort((one, other) => one - other);
			for (let round = 0; round <= present.length; round++) await settled();
			expect(requests.flat()).toEqual(present.map((index) => `part ${index}`));
			expect(requests.length).toBe(Math.ceil(present.length / most));
			for (const parts of requests) expect(parts.length).toBeLessThanOrEqual(most);
			for (const index of present) expect(results.get(index)).toBe(`made part ${index}`);
		}),
		{ numRuns: 100 },
	);
});
