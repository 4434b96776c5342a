import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { keepFilesIn } from '../support/files';
import { useVirtualTime } from '../support/time';
import { ITEMS, spend, type Evening } from './day';
import { tableOf, withTables } from '../support/tables';

// 50,000 videos a day, and HeyGen accounts of several sizes. DEEP spends whole days and writes what came of them into
// docs/scaling.md; else it is an hour, on the account that the page recommends.

const DEEP = process.env.DEEP === 'true';
const HOUR = 60 * 60_000;
const HOURS = DEEP ? 24 : 1;
const EXECUTIONS = Math.round((500 / 24) * HOURS);

/** So many executions run at once: two workers of n8n's usual ten. */
const SLOTS = 20;

const time = useVirtualTime();
jest.setTimeout(DEEP ? 3_600_000 : 300_000);
beforeEach(async () => await keepFilesIn('memory'));

const evenings = new Map<number, Evening>();

async function evening(places: number): Promise<Evening> {
	const spent = await spend(time(), { places, slots: SLOTS, executions: EXECUTIONS, length: HOURS * HOUR });
	evenings.set(places, spent);
	return spent;
}

const rows = EXECUTIONS * ITEMS;

test.each(DEEP ? [45, 100] : [45])('an account with %d places makes them all, each once', async (places) => {
	const { videos, failed, paid, requests } = await evening(places);

	expect({ videos, failed, paid }).toEqual({ videos: rows, failed: 0, paid: rows });
	expect(requests / rows).toBeLessThan(2);
});

// It takes minutes: what does not fit into the day is asked for until nobody is patient any more.
if (DEEP) {
	test.each([10])(
		'an account with %d places pays for what comes out, and for nothing else',
		async (places) => {
			const { videos, failed, paid, failures } = await evening(places);

			expect(paid).toBe(videos);
			expect(videos + failed).toBe(rows);
			for (const failure of failures) expect(failure).toMatch(/^HeyGen refused the request/);
		},
	);
}

function row([places, { videos, failed, requests, refused, busiestMinute, atOnce, longest, kept }]: [
	number,
	Evening,
]) {
	const count = (value: number) => value.toLocaleString('en');
	return [
		...[places, videos, failed].map(count),
		(requests / videos).toFixed(2),
		...[refused, busiestMinute, atOnce].map(count),
		longest < HOUR / 20 ? 'under 0.1 h' : `${(longest / HOUR).toFixed(1)} h`,
		`${Math.round(kept / 1000)} kB`,
	];
}

afterAll(() => {
	if (!DEEP) return;
	const page = join(__dirname, '..', '..', 'docs', 'scaling.md');
	const table = tableOf('days', [
		[
			...[
				'places',
				'videos',
				'failed',
				'requests a video',
				'refused (429)',
				'requests in the busiest minute',
			],
			...['executions at once', 'longest, from its due time', 'kept of an execution'],
		],
		...[...evenings].sort(([one], [two]) => one - two).map(row),
	]);
	writeFileSync(page, withTables(readFileSync(page, 'utf8'), [table]));
});
