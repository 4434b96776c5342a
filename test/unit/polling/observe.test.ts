import type { HeyGenClient } from '../../../nodes/HeyGen/api/client';
import type { Job, PolledKind } from '../../../nodes/HeyGen/polling/kinds';
import { observe } from '../../../nodes/HeyGen/polling/observe';
import { stubClient } from '../../support/client';

const NOW = Date.UTC(2026, 10, 21) / 1000;
const MEMORY = { source: 'account', watermark: NOW, known: [], pending: [] };

let client: HeyGenClient;

beforeAll(async () => {
	client = await stubClient(() => ({}));
});

function job(id: string, createdAt: number, state: Job['state'] = 'finished'): Job {
	return { id, state, createdAt, data: {} };
}

/** A kind whose list gives these pages, the same each time it is read or others; and how many pages were read. */
function listing(pagesOf: (sweep: number) => Job[][]): { kind: PolledKind; readsOfPages: () => number } {
	let sweeps = 0;
	let reads = 0;
	return {
		kind: {
			name: 'job',
			displayName: 'Jobs',
			filtered: false,
			async *list() {
				for (const page of pagesOf(sweeps++)) {
					reads++;
					yield await Promise.resolve(page);
				}
			},
			read: async () => await Promise.resolve(new Map()),
		},
		readsOfPages: () => reads,
	};
}

it('takes a job that two pages show for ended where one of them says so', async () => {
	const { kind } = listing(() => [[job('a', NOW)], [job('a', NOW, 'pending')]]);
	const { jobs } = await observe(client, kind, {}, undefined);
	expect(jobs.get('a')?.state).toBe('finished');
});

it('reads a list of one page once, and knows that it was all', async () => {
	const { kind, readsOfPages } = listing(() => [[job('a', NOW)]]);
	expect((await observe(client, kind, {}, undefined)).complete).toBe(true);
	expect(readsOfPages()).toBe(1);
});

it('stops behind a page that is older than what it knows, and knows that it was not all', async () => {
	const pages = [[job('a', NOW + 1)], [job('b', NOW - 1)], [job('c', NOW - 2)]];
	const { kind, readsOfPages } = listing(() => pages);
	const { jobs, complete } = await observe(client, kind, {}, MEMORY);
	expect([...jobs.keys()]).toEqual(['a', 'b']);
	expect(complete).toBe(false);
	expect(readsOfPages()).toBe(4);
});

it('reads on behind a page that is just as old as what it knows', async () => {
	const { kind } = listing(() => [[job('a', NOW)], [job('b', NOW)]]);
	expect([...(await observe(client, kind, {}, MEMORY)).jobs.keys()]).toEqual(['a', 'b']);
});

it('reads a list that shows something new each time three times, and no more', async () => {
	const { kind, readsOfPages } = listing((sweep) => [[job('a', NOW)], [job(`new ${sweep}`, NOW)]]);
	expect((await observe(client, kind, {}, undefined)).jobs.size).toBe(4);
	expect(readsOfPages()).toBe(6);
});
