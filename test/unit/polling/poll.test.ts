import { NodeApiError, NodeOperationError, type IDataObject } from 'n8n-workflow';

import type { Schema } from '../../../nodes/HeyGen/api/contract';
import { polledKinds } from '../../../nodes/HeyGen/polling/kinds';
import { lost, page, refusal, useFakeHeyGen, data, type Sent } from '../../support/heygen';
import { PollWorkflow } from '../../support/pollTrigger';
import { useVirtualTime } from '../../support/time';

const NOW = Date.UTC(2026, 10, 21, 12) / 1000;

const heygen = useFakeHeyGen();
useVirtualTime();

const account = (username: string) => data({ username, email: null, first_name: null, last_name: null });

/** Whose the key is that stands in the credential; undefined where it may not ask. */
let owner: string | undefined;

beforeEach(() => {
	owner = 'anna';
	heygen().serves('GET', '/v3/users/me', () =>
		owner === undefined ? refusal(403, 'insufficient_api_key_scope', 'account:read') : account(owner),
	);
});

type Status = Schema<'Video'>['status'];

function video(id: string, status: Status, times: { created?: number; completed?: number } = {}) {
	const { created = NOW } = times;
	const { completed = created + 60 } = times;
	const ended = status === 'completed' || status === 'failed';
	return { id, status, title: `Video ${id}`, created_at: created, completed_at: ended ? completed : null };
}

/** The next poll of these finds this list, in pages of this size. */
function listed(path: string, entries: object[], size = 100): void {
	for (let from = 0; from === 0 || from < entries.length; from += size) {
		const next = from + size < entries.length ? `token-${from + size}` : null;
		heygen().on('GET', path, page(entries.slice(from, from + size), next));
	}
}

const videos = (...entries: object[]) => listed('/v3/videos', entries);

const names = (items: IDataObject[] | null) =>
	items?.map(({ event, id }) => `${event as string} ${id as string}`);

/** A workflow whose first poll found this. */
async function started(
	parameters: IDataObject = {},
	first: () => void = () => videos(video('old', 'completed')),
): Promise<PollWorkflow> {
	const workflow = new PollWorkflow({ parameters });
	first();
	expect(await workflow.poll()).toBeNull();
	return workflow;
}

describe('A poll', () => {
	it('tells nothing of what was there before', async () => {
		const workflow = await started({}, () => videos(video('a', 'completed'), video('b', 'failed')));
		videos(video('a', 'completed'), video('b', 'failed'));
		expect(await workflow.poll()).toBeNull();
	});

	it('finds a job that was there at the first poll, though HeyGen listed it only later', async () => {
		const workflow = await started();
		const entries = [video('old', 'completed'), video('late', 'processing', { created: NOW - 5 })];
		videos(...entries);
		expect(await workflow.poll()).toBeNull();
		videos(entries[0]!, video('late', 'completed', { created: NOW - 5 }));
		expect(names(await workflow.poll())).toEqual(['video.finished late']);
	});

	it('gives each job that has ended as one item, the oldest first, and does so once', async () => {
		const workflow = await started();
		const entries = [
			video('c', 'processing', { created: NOW + 3 }),
			video('b', 'failed', { created: NOW + 2, completed: NOW + 10 }),
			video('a', 'completed', { created: NOW + 1, completed: NOW + 20 }),
			video('old', 'completed'),
		];
		videos(...entries);
		expect(await workflow.poll()).toEqual([
			{ event: 'video.failed', id: 'b', occurredAt: '2026-11-21T12:00:10.000Z', data: entries[1] },
			{ event: 'video.finished', id: 'a', occurredAt: '2026-11-21T12:00:20.000Z', data: entries[2] },
		]);
		videos(...entries);
		expect(await workflow.poll()).toBeNull();
	});

	it('knows after a restart of n8n what it knew before', async () => {
		const workflow = await started();
		videos(video('a', 'completed', { created: NOW + 1 }));
		expect(names(await workflow.poll())).toEqual(['video.finished a']);
		const restarted = workflow.changed();
		videos(video('b', 'completed', { created: NOW + 1 }), video('a', 'completed', { created: NOW + 1 }));
		expect(names(await restarted.poll())).toEqual(['video.finished b']);
	});

	it('gives only the chosen outcomes, and does not catch up on the others later', async () => {
		const workflow = await started({ outcomes: ['failed'] });
		const entries = [
			video('a', 'completed', { created: NOW + 1 }),
			video('b', 'failed', { created: NOW + 1 }),
		];
		videos(...entries);
		expect(names(await workflow.poll())).toEqual(['video.failed b']);
		videos(...entries);
		expect(await workflow.changed({ parameters: { outcomes: ['finished', 'failed'] } }).poll()).toBeNull();
	});

	it('asks for the states of remembered videos that the pages no longer show, all at once', async () => {
		const pending = [
			video('a', 'processing'),
			video('b', 'pending'),
			video('c', 'pending'),
			video('d', 'pending'),
		];
		const workflow = await started({}, () => videos(...pending));
		videos(video('new', 'pending', { created: NOW + 9 }));
		heygen().on('GET', '/v3/videos/statuses', (sent) => {
			expect(sent.query).toEqual({ video_ids: 'a,b,c,d' });
			const states = { a: 'completed', b: 'processing', c: 'not_found', d: 'failed' };
			return data(Object.entries(states).map(([video_id, status]) => ({ video_id, status })));
		});
		heygen().on('GET', '/v3/videos/a', data(video('a', 'completed', { completed: NOW + 9 })));
		heygen().on('GET', '/v3/videos/c', refusal(404, 'video_not_found', 'Video c not found'));
		heygen().on('GET', '/v3/videos/d', data(video('d', 'failed', { completed: NOW + 5 })));
		expect(names(await workflow.poll())).toEqual(['video.failed d', 'video.finished a']);

		videos();
		heygen().on('GET', '/v3/videos/statuses', (sent) => {
			expect(sent.query).toEqual({ video_ids: 'new,b' });
			return data([]);
		});
		heygen().on('GET', '/v3/videos/b', data(video('b', 'processing')));
		heygen().on('GET', '/v3/videos/new', refusal(404, 'video_not_found', 'Video new not found'));
		expect(await workflow.poll()).toBeNull();
	});

	it('asks for a hundred states at a time', async () => {
		const pending = Array.from({ length: 150 }, (_, index) =>
			video(`v-${index}`, 'pending', { created: NOW - index }),
		);
		const workflow = await started({}, () => {
			for (let sweep = 0; sweep < 2; sweep++) videos(...pending);
		});
		videos();
		const asked: number[] = [];
		heygen().always('GET', '/v3/videos/statuses', ({ query }) => {
			const ids = query.video_ids?.split(',') ?? [];
			asked.push(ids.length);
			return data(ids.map((id) => ({ video_id: id, status: 'processing' })));
		});
		expect(await workflow.poll()).toBeNull();
		expect(asked).toEqual([100, 50]);
	});

	it('does not read the whole history at first: a page of ended jobs from before the last 24 hours ends it', async () => {
		const hours = (from: number, count: number, status: Status) =>
			Array.from({ length: count }, (_, index) =>
				video(`${status}-${from + index}`, status, { created: NOW - (from + index) * 3600 }),
			);
		const workflow = new PollWorkflow();
		for (let sweep = 0; sweep < 2; sweep++) {
			heygen().on(
				'GET',
				'/v3/videos',
				page(hours(0, 24, 'completed'), 'a'),
				page([...hours(25, 9, 'completed'), ...hours(100, 1, 'processing')], 'b'),
				page(hours(110, 10, 'completed'), 'c'),
			);
		}
		expect(await workflow.poll()).toBeNull();
		videos();
		heygen().on('GET', '/v3/videos/statuses', ({ query }) => {
			expect(query).toEqual({ video_ids: 'processing-100' });
			return data([{ video_id: 'processing-100', status: 'processing' }]);
		});
		expect(await workflow.poll()).toBeNull();
	});

	it('reads on until a whole page is older than what it knows', async () => {
		const old = Array.from({ length: 500 }, (_, index) =>
			video(`old-${index}`, 'completed', { created: NOW - 4_000 * index }),
		);
		const workflow = await started({}, () => videos(old[0]!));
		// What is new stands where nobody would expect it: behind old ones of the same page.
		const mixed = [...old.slice(1, 100), video('new', 'completed', { created: NOW + 5 })];
		for (let sweep = 0; sweep < 2; sweep++) {
			heygen().on('GET', '/v3/videos', page(mixed, 'second'), page(old.slice(100, 200), 'third'));
		}
		expect(names(await workflow.poll())).toEqual(['video.finished new']);
		expect(
			heygen()
				.to('GET', '/v3/videos')
				.map(({ query }) => query.token),
		).toEqual([undefined, ...[undefined, 'second', undefined, 'second']]);
	});

	it('reads on behind an empty page', async () => {
		const workflow = await started();
		for (let sweep = 0; sweep < 2; sweep++) {
			heygen().on('GET', '/v3/videos', page([], 'x'), page([video('a', 'completed', { created: NOW + 1 })]));
		}
		expect(names(await workflow.poll())).toEqual(['video.finished a']);
	});

	it('gives a job once that moved to the next page while it was read', async () => {
		const workflow = await started();
		const [a, b] = [1, 2].map((second) => video(`v${second}`, 'completed', { created: NOW + second }));
		heygen().on('GET', '/v3/videos', page([b!, a!], 'x'), page([a!, video('old', 'completed')]));
		heygen().on('GET', '/v3/videos', page([b!, a!], 'x'), page([a!]));
		expect(names(await workflow.poll())).toEqual(['video.finished v1', 'video.finished v2']);
	});

	it('finds a job that slipped to a page it had read, because another was deleted', async () => {
		const workflow = await started();
		const [a, b, c] = [1, 2, 3].map((hour) => video(`v${hour}`, 'completed', { created: NOW + hour * 7200 }));
		// c is deleted after the first page: b moves up, and the second page begins with a.
		heygen().on('GET', '/v3/videos', page([c!], 'x'), page([a!]));
		heygen().on('GET', '/v3/videos', page([b!], 'x'), page([a!]));
		heygen().on('GET', '/v3/videos', page([b!], 'x'), page([a!]));
		expect(names(await workflow.poll())).toEqual([
			'video.finished v1',
			'video.finished v2',
			'video.finished v3',
		]);
	});

	it('narrows the videos by folder and title, and begins anew when that changes', async () => {
		const filtered = { options: { folderId: 'folder-1', title: 'News' } };
		const workflow = await started(filtered);
		expect(heygen().to('GET', '/v3/videos')[0]?.query).toEqual({
			folder_id: 'folder-1',
			title: 'News',
			limit: '100',
		});
		videos(video('a', 'completed', { created: NOW + 1 }));
		expect(await workflow.changed({ parameters: { options: { title: 'Other' } } }).poll()).toBeNull();
	});

	it('begins anew for another account', async () => {
		const workflow = await started();
		videos(video('theirs', 'completed', { created: NOW + 1 }));
		expect(await workflow.changed({ credentialId: '2' }).poll()).toBeNull();
	});

	it.each([
		['Jobs', { jobs: [] }],
		['Outcomes', { outcomes: [] }],
	])('with nothing under %s says so and asks HeyGen nothing', async (name, parameters) => {
		const failure = await new PollWorkflow({ parameters }).poll().catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(NodeOperationError);
		expect(failure).toMatchObject({ message: `"${name}" is empty`, description: 'Choose at least one.' });
	});
});

describe('HeyGen being down', () => {
	it('fails the poll in words, and neither loses nor repeats anything', async () => {
		const workflow = await started();
		const before = workflow.kept;
		heygen().on(
			'GET',
			'/v3/videos',
			...Array.from({ length: 5 }, () => refusal(503, 'internal_error', 'Down')),
		);
		const failure = await workflow.poll().catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(NodeApiError);
		expect(failure).toMatchObject({ message: 'HeyGen could not carry out the request: Down' });
		expect(workflow.kept).toEqual(before);
		videos(video('a', 'completed', { created: NOW + 1 }));
		expect(names(await workflow.poll())).toEqual(['video.finished a']);
	});

	it('in the middle of the pages changes nothing either', async () => {
		const workflow = await started();
		const before = workflow.kept;
		const entries = [video('a', 'completed', { created: NOW + 1 })];
		heygen().on('GET', '/v3/videos', page(entries, 'x'), ...Array.from({ length: 5 }, () => lost()));
		await expect(workflow.poll()).rejects.toThrow('No answer came from HeyGen');
		expect(workflow.kept).toEqual(before);
		videos(...entries);
		expect(names(await workflow.poll())).toEqual(['video.finished a']);
	});

	it('for a moment is waited for', async () => {
		const workflow = await started();
		heygen().on(
			'GET',
			'/v3/videos',
			refusal(502, 'internal_error', 'Down'),
			refusal(429, 'rate_limit_exceeded', 'Slow'),
		);
		videos(video('a', 'completed', { created: NOW + 1 }));
		expect(names(await workflow.poll())).toEqual(['video.finished a']);
	});

	it('for one remembered job changes nothing', async () => {
		const workflow = await started({}, () => videos(video('a', 'processing')));
		const before = workflow.kept;
		const fresh = video('b', 'completed', { created: NOW + 1 });
		videos(fresh);
		heygen().on('GET', '/v3/videos/statuses', data([{ video_id: 'a', status: 'completed' }]));
		heygen().on('GET', '/v3/videos/a', refusal(403, 'forbidden', 'No'));
		await expect(workflow.poll()).rejects.toThrow('HeyGen refused the request: No');
		expect(workflow.kept).toEqual(before);
	});

	it.each([
		['what n8n allows', 20],
		['the limit of its own, where n8n says nothing', null],
	])('for long ends with %s', async (_what, budget) => {
		const limit = new AbortController();
		const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
		const workflow = new PollWorkflow({ budget });
		heygen().on('GET', '/v3/videos', () => {
			limit.abort(new DOMException('late', 'TimeoutError'));
			return refusal(503, 'internal_error', 'Down');
		});
		await expect(workflow.poll()).rejects.toMatchObject({
			message: `HeyGen did not answer all that was asked within ${Math.round((budget ?? 240_000) / 1000)} seconds`,
			description: 'Nothing is lost: the next poll asks again.',
		});
		expect(timeout).toHaveBeenCalledWith(budget ?? 240_000);
		expect(workflow.kept).toEqual({ 'node:HeyGen Poll Trigger': {} });
	});
});

describe('Several kinds', () => {
	const both = { jobs: ['video', 'translation'] };
	const translation = (id: string, status: Schema<'VideoTranslation'>['status'], created = NOW) => ({
		id,
		status,
		created_at: created,
		failure_message: status === 'failed' ? 'Too short' : null,
	});
	const translations = (...entries: object[]) => listed('/v3/video-translations', entries);

	it('are given in the order in which they came', async () => {
		const workflow = await started(both, () => {
			videos();
			translations();
		});
		videos(video('v2', 'completed', { created: NOW, completed: NOW + 9 }));
		translations(translation('t3', 'failed', NOW + 12), translation('t1', 'completed', NOW + 5));
		const items = await workflow.poll();
		expect(names(items)).toEqual(['translation.finished t1', 'video.finished v2', 'translation.failed t3']);
		// HeyGen does not say when a translation ended.
		expect(items?.[2]).toEqual({
			event: 'translation.failed',
			id: 't3',
			data: translation('t3', 'failed', NOW + 12),
		});
	});

	it('start one by one: a kind chosen later tells nothing old, and the others go on', async () => {
		const workflow = await started();
		videos(video('v', 'completed', { created: NOW + 1 }));
		translations(translation('old', 'completed'));
		const more = workflow.changed({ parameters: both });
		expect(names(await more.poll())).toEqual(['video.finished v']);
		videos();
		translations(translation('new', 'completed', NOW + 1), translation('old', 'completed'));
		expect(names(await more.poll())).toEqual(['translation.finished new']);
	});

	it('go on when a filter changes that is not theirs', async () => {
		const workflow = await started(both, () => {
			videos();
			translations();
		});
		const narrowed = workflow.changed({ parameters: { ...both, options: { title: 'News' } } });
		videos(video('v', 'completed', { created: NOW + 1 }));
		translations(translation('new', 'completed', NOW + 1));
		expect(names(await narrowed.poll())).toEqual(['translation.finished new']);
	});

	it('go on when a filter is added that is left empty', async () => {
		const workflow = await started();
		const filtered = workflow.changed({ parameters: { options: { folderId: '', title: '' } } });
		videos(video('v', 'completed', { created: NOW + 1 }));
		expect(names(await filtered.poll())).toEqual(['video.finished v']);
	});

	it('start afresh when they are chosen again', async () => {
		const workflow = await started(both, () => {
			videos();
			translations();
		});
		const fewer = workflow.changed({ parameters: { jobs: ['video'] } });
		videos(video('v', 'completed', { created: NOW + 1 }));
		expect(names(await fewer.poll())).toEqual(['video.finished v']);
		const again = fewer.changed({ parameters: both });
		videos();
		translations(translation('meanwhile', 'completed'));
		expect(await again.poll()).toBeNull();
	});

	it('do not hold each other up: what one brings goes out though another fails, once, and the other follows', async () => {
		const workflow = await started(both, () => {
			videos();
			translations();
		});
		const down = Array.from({ length: 5 }, () => refusal(500, 'internal_error', 'Down'));
		const ended = video('v', 'completed');
		videos(ended);
		heygen().on('GET', '/v3/video-translations', ...down);
		expect(names(await workflow.poll())).toEqual(['video.finished v']);
		expect(workflow.log.map(({ level, text }) => `${level} ${text}`)).toEqual([
			expect.stringMatching(
				/^error The HeyGen Poll Trigger could not read all kinds of jobs: .*Down.*"node":"HeyGen Poll Trigger"/,
			),
		]);

		videos(ended);
		heygen().on('GET', '/v3/video-translations', ...down);
		await expect(workflow.poll()).rejects.toThrow('Down');

		videos(ended);
		translations(translation('t', 'completed'));
		expect(names(await workflow.poll())).toEqual(['translation.finished t']);
	});
});

describe('Each kind', () => {
	const times = { created_at: NOW };
	const cases: Array<
		[name: string, path: string, made: object, single: string, pending: string, bad: string[]]
	> = [
		[
			'background_removal',
			'/v3/background-removals',
			times,
			'/v3/background-removals/',
			'processing',
			['failed', 'deleted'],
		],
		['clipping', '/v3/ai-clipping', times, '/v3/ai-clipping/', 'running', ['failed', 'cancelled']],
		[
			'hyperframes_render',
			'/v3/hyperframes/renders',
			{ ...times, format: 'mp4' },
			'/v3/hyperframes/renders/',
			'rendering',
			['failed'],
		],
		['lipsync', '/v3/lipsyncs', times, '/v3/lipsyncs/', 'running', ['failed']],
		[
			'look',
			'/v3/avatars/looks',
			{ name: 'Anna', avatar_type: 'photo_avatar' },
			'/v3/avatars/looks/',
			'pending_consent',
			['failed'],
		],
		['translation', '/v3/video-translations', times, '/v3/video-translations/', 'pending', ['failed']],
	];

	it('has its row here, videos aside', () => {
		expect([...cases.map(([name]) => name), 'video'].sort()).toEqual([...polledKinds.keys()].sort());
	});

	it.each(cases)(
		'%s is listed, watched and read by itself',
		async (name, path, made, single, pending, bad) => {
			const key = name === 'hyperframes_render' ? 'render_id' : 'id';
			const one = (id: string, status: string) => ({ [key]: id, status, ...made });
			const workflow = new PollWorkflow({ parameters: { jobs: [name] } });
			listed(path, [one('old', 'completed'), one('slow', pending), one('gone', pending)]);
			expect(await workflow.poll()).toBeNull();
			const fresh = bad.map((status) => one(`fresh-${status}`, status));
			listed(path, [one('old', 'completed'), ...fresh]);
			// Some kinds are asked about together first.
			const states = { slow: 'completed', gone: 'not_found' };
			heygen().serves(
				'GET',
				`${path}/statuses`,
				data(Object.entries(states).map(([id, status]) => ({ video_id: id, status }))),
			);
			heygen().on('GET', `${single}slow`, data(one('slow', 'completed')));
			heygen().on('GET', `${single}gone`, refusal(404, 'not_found', 'Gone'));
			const items = await workflow.poll();
			expect(names(items)?.sort()).toEqual(
				[`${name}.finished slow`, ...bad.map((status) => `${name}.failed fresh-${status}`)].sort(),
			);
			expect(items?.find(({ id }) => id === 'slow')?.data).toEqual(one('slow', 'completed'));
			listed(path, [one('old', 'completed'), ...fresh]);
			expect(await workflow.poll()).toBeNull();
		},
	);

	it("look is one of the account's own", async () => {
		await started({ jobs: ['look'] }, () => listed('/v3/avatars/looks', []));
		expect(heygen().to('GET', '/v3/avatars/looks')[0]?.query).toEqual({ ownership: 'private', limit: '50' });
	});

	it('look stops with a word to the user where there are too many', async () => {
		const workflow = new PollWorkflow({ parameters: { jobs: ['look'] } });
		const look = { name: 'x', avatar_type: 'photo_avatar', status: 'completed' };
		const many = Array.from({ length: 5_001 }, (_, index) => ({ id: `look-${index}`, ...look }));
		heygen().always('GET', '/v3/avatars/looks', ({ query }: Sent) => {
			const from = Number(query.token ?? 0);
			return page(many.slice(from, from + 50), from + 50 < many.length ? String(from + 50) : null);
		});
		await expect(workflow.poll()).rejects.toMatchObject({
			message: 'This account has more than 5000 looks, too many to tell new ones from old ones',
			description: expect.stringContaining('Take Looks out of Jobs'),
		});
		expect(workflow.kept).toEqual({ 'node:HeyGen Poll Trigger': {} });
	});
});

describe('Polls that overlap', () => {
	it('tell of a job once', async () => {
		const workflow = await started();
		const entries = [video('a', 'completed', { created: NOW + 1 })];
		let release = () => {};
		const held = new Promise<void>((resolve) => (release = resolve));
		heygen().on('GET', '/v3/videos', async () => {
			await held;
			return page(entries);
		});
		videos(...entries);
		const slow = workflow.poll();
		const fast = workflow.poll();
		const first = await Promise.race([slow, fast]);
		release();
		const all = [await slow, await fast];
		expect(names(first)).toEqual(['video.finished a']);
		expect(all.filter((items) => items !== null)).toHaveLength(1);
	});
});

describe('More than can be remembered', () => {
	it('is logged with what is lost', async () => {
		const entries = Array.from({ length: 2_001 }, (_, index) =>
			video(`v-${index}`, 'processing', { created: NOW - index }),
		);
		const workflow = new PollWorkflow();
		for (let sweep = 0; sweep < 2; sweep++) listed('/v3/videos', entries);
		expect(await workflow.poll()).toBeNull();
		expect(workflow.log).toEqual([
			{
				level: 'warn',
				text: expect.stringMatching(/2000 unfinished videos.*"node":"HeyGen Poll Trigger".*"v-2000"/),
			},
		]);
	});

	it('within an hour is logged', async () => {
		const workflow = await started({}, () => videos());
		const entries = Array.from({ length: 5_001 }, (_, index) =>
			video(`v-${index}`, 'completed', { created: NOW - Math.floor(index / 2) }),
		);
		for (let sweep = 0; sweep < 2; sweep++) listed('/v3/videos', entries);
		expect(await workflow.poll()).toHaveLength(5_001);
		expect(workflow.log).toEqual([
			{ level: 'warn', text: expect.stringMatching(/remembers 5000 videos.*"node":"HeyGen Poll Trigger"/) },
		]);
		for (let sweep = 0; sweep < 2; sweep++) listed('/v3/videos', entries);
		expect(await workflow.poll()).toBeNull();
	});
});

describe('A test by hand', () => {
	it('shows the newest job that has ended, and remembers nothing', async () => {
		const workflow = await started({ jobs: ['video', 'look'] }, () => {
			videos(video('old', 'completed'));
			listed('/v3/avatars/looks', []);
		});
		const before = workflow.kept;
		for (let test = 0; test < 2; test++) {
			videos(
				video('made', 'processing', { created: NOW + 3 }),
				video('slow', 'completed', { created: NOW, completed: NOW + 9 }),
				video('quick', 'completed', { created: NOW + 2, completed: NOW + 4 }),
				video('first', 'failed', { created: NOW - 5, completed: NOW - 3 }),
			);
			listed('/v3/avatars/looks', [
				{ id: 'look', name: 'Anna', avatar_type: 'photo_avatar', status: 'completed' },
			]);
			expect(names(await workflow.poll('manual'))).toEqual(['video.finished slow']);
		}
		expect(workflow.kept).toEqual(before);
	});

	it('shows a look where there is nothing else', async () => {
		listed('/v3/avatars/looks', [
			{ id: 'new', name: 'Anna', avatar_type: 'photo_avatar', status: 'completed' },
			{ id: 'older', name: 'Anna', avatar_type: 'photo_avatar', status: 'completed' },
			{ id: 'old', name: 'Anna', avatar_type: 'photo_avatar', status: 'completed' },
		]);
		const workflow = new PollWorkflow({ parameters: { jobs: ['look'] } });
		expect(names(await workflow.poll('manual'))).toEqual(['look.finished new']);
		expect(workflow.kept).toEqual({});
	});

	it('takes a job whose end HeyGen does not tell for newer than a look, which has no time at all', async () => {
		listed('/v3/video-translations', [
			{ id: 't', status: 'completed', created_at: NOW, failure_message: null },
		]);
		listed('/v3/avatars/looks', [
			{ id: 'look', name: 'Anna', avatar_type: 'photo_avatar', status: 'completed' },
		]);
		const workflow = new PollWorkflow({ parameters: { jobs: ['look', 'translation'] } });
		expect(names(await workflow.poll('manual'))).toEqual(['translation.finished t']);
	});

	it('looks for it on ten pages at most', async () => {
		heygen().always('GET', '/v3/videos', ({ query }: Sent) =>
			page([video(`v-${query.token ?? 0}`, 'processing')], String(Number(query.token ?? 0) + 1)),
		);
		await expect(new PollWorkflow().poll('manual')).rejects.toThrow('HeyGen has none to show');
		expect(heygen().to('GET', '/v3/videos')).toHaveLength(10);
	});

	it('looks for the chosen outcome on further pages', async () => {
		heygen().on(
			'GET',
			'/v3/videos',
			page([video('a', 'completed')], 'x'),
			page([video('b', 'failed'), video('c', 'completed')], 'y'),
		);
		const workflow = new PollWorkflow({ parameters: { outcomes: ['failed'] } });
		expect(names(await workflow.poll('manual'))).toEqual(['video.failed b']);
	});

	it('says what is missing where there is nothing to show', async () => {
		videos(video('made', 'processing'));
		await expect(new PollWorkflow().poll('manual')).rejects.toMatchObject({
			message: 'HeyGen has none to show: no finished or failed videos',
			description: expect.stringContaining('Choose more under Jobs and Outcomes'),
		});
		videos();
		listed('/v3/lipsyncs', []);
		await expect(
			new PollWorkflow({ parameters: { jobs: ['video', 'lipsync'] } }).poll('manual'),
		).rejects.toThrow('no finished or failed lipsyncs, videos');
	});
});

describe("Another account's key in the same credential", () => {
	it('starts the trigger afresh: what that account has is old news, and what it makes is watched', async () => {
		const workflow = await started();
		owner = 'bert';
		const pending = video('b2', 'processing', { created: NOW - 60 });
		videos(video('b1', 'completed', { created: NOW + 50 }), pending);
		expect(await workflow.poll()).toBeNull();
		videos(video('b1', 'completed', { created: NOW + 50 }), video('b2', 'completed', { created: NOW - 60 }));
		expect(names(await workflow.poll())).toEqual(['video.finished b2']);
	});

	it('is not suspected of a key that was renewed, nor where the key may not ask', async () => {
		for (const known of ['anna', undefined]) {
			owner = known;
			const workflow = await started();
			videos(video('a', 'completed', { created: NOW + 1 }));
			expect(names(await workflow.poll())).toEqual(['video.finished a']);
		}
	});

	it('is not suspected where HeyGen does not say for once whose the key is', async () => {
		const workflow = await started();
		const entries: object[] = [];
		for (const [index, who] of [undefined, 'anna', undefined, 'anna'].entries()) {
			owner = who;
			entries.unshift(video(`v${index}`, 'completed', { created: NOW + index + 1 }));
			videos(...entries);
			expect(names(await workflow.poll())).toEqual([`video.finished v${index}`]);
		}
		owner = 'bert';
		videos(video('of bert', 'completed', { created: NOW + 50 }));
		expect(await workflow.poll()).toBeNull();
	});

	it('leaves no name in what n8n keeps', async () => {
		expect(JSON.stringify((await started()).kept)).not.toContain('anna');
	});
});

describe('A parameter of another type', () => {
	it.each<[IDataObject, string]>([
		[
			{ jobs: ['video', 'podcast'] },
			'"Jobs" may hold only background_removal, clipping, hyperframes_render, lipsync, look, translation, video',
		],
		[{ outcomes: ['Finished'] }, '"Outcomes" may hold only finished, failed'],
		[{ outcomes: [] }, '"Outcomes" is empty'],
		[{ outcomes: '' }, '"Outcomes" is empty'],
		[{ jobs: 'videos' }, '"Jobs" may hold only'],
		[{ options: { folderId: ['folder-1'] } }, '"Video Folder ID" must be text'],
		[{ options: { title: { a: 1 } } }, '"Video Title" must be text'],
	])('%j is refused, not dropped', async (parameters, message) => {
		await expect(new PollWorkflow({ parameters }).poll()).rejects.toThrow(message);
		expect(heygen().sent).toEqual([]);
	});

	it('is taken where it says the same: one word for a list of one, a number for a text, nothing for no filter', async () => {
		const workflow = await started({
			jobs: 'video',
			outcomes: 'failed',
			options: { folderId: 7, title: '={{ null }}' },
		});
		videos(video('a', 'completed', { created: NOW + 1 }), video('b', 'failed', { created: NOW + 1 }));
		expect(names(await workflow.poll())).toEqual(['video.failed b']);
		const [first] = heygen().to('GET', '/v3/videos');
		expect(first?.query).toEqual({ folder_id: '7', limit: '100' });
	});
});

describe('A time of creation that is none', () => {
	it.each([[0], [-5], [NOW * 1_000], ['2026-11-21'], [String(NOW)], [undefined], [null]])(
		'such as %j makes a job neither old nor new for ever',
		async (created_at) => {
			const odd = (id: string, status: Status) => ({ ...video(id, status), created_at });
			const unlikeHeyGen = (...entries: object[]) =>
				heygen().on('GET', '/v3/videos', { ...page(entries), unlikeHeyGen: true });
			const workflow = await started({}, () => unlikeHeyGen(odd('old', 'completed')));
			unlikeHeyGen(odd('new', 'completed'), odd('old', 'completed'));
			expect(names(await workflow.poll())).toEqual(['video.finished new']);
			videos(video('timed', 'completed'));
			expect(names(await workflow.poll())).toEqual(['video.finished timed']);
		},
	);
});
