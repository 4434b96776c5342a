import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { LOOK_ID, video } from '../support/answers';
import { byId, callBack, errorOf, itemsOf, outputOf, runNode, type RunOptions } from '../support/engine';
import { png } from '../support/files';
import { data, FILE_HOST, lost, page, refusal, useFakeHeyGen, type Reply } from '../support/heygen';
import { useVirtualTime } from '../support/time';

// Video > Create with If Title Exists: Use Existing.

const heygen = useFakeHeyGen();
const time = useVirtualTime();

const VIDEOS = '/v3/videos';
const LINK = `${FILE_HOST}/video.mp4`;

const create = {
	resource: 'video',
	operation: 'create',
	avatarId: byId(LOOK_ID),
	script: '={{ $json.script ?? "Hello" }}',
	options: { engine: 'default' },
};
const using = (options: IDataObject = {}): IDataObject => ({
	...create,
	options: { ifTitleExists: 'use', title: '={{ $json.title }}', ...options },
});
const continuing: RunOptions['settings'] = { onError: 'continueRegularOutput' };
const retrying: RunOptions['settings'] = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

type Video = ReturnType<typeof video>;

/** The videos of the account, the newest first; what is created is done after `renderMs`. */
let videos: Video[];
let renderMs: number;
const doneAt = new Map<string, number>();

beforeEach(() => {
	videos = [];
	renderMs = 10_000;
	doneAt.clear();
});

function shown(kept: Video): Video {
	const due = doneAt.get(kept.id);
	if (due === undefined) return kept;
	return time().now() < due
		? { ...kept, status: 'processing' }
		: { ...kept, status: 'completed', video_url: LINK };
}

/**
 * An account that lists, creates, reads and tells states.
 *
 * @param refuse what it answers to a creation instead.
 */
function serveAccount(refuse: (body: { title?: string }) => Reply | undefined = () => undefined): void {
	heygen().serves('GET', VIDEOS, ({ query }) => {
		const { title, folder_id: folder, token = '0', limit } = query;
		const listed = videos.filter(
			(each) =>
				(title === undefined || each.title?.includes(title)) &&
				(folder === undefined || each.folder_id === folder),
		);
		const [from, to] = [Number(token), Number(token) + Number(limit)];
		return page(listed.slice(from, to).map(shown), to < listed.length ? String(to) : null);
	});
	const answers = new Map<string, string>();
	heygen().serves('POST', VIDEOS, ({ json, headers }) => {
		const { title, folder_id } = json as { title?: string; folder_id?: string };
		const refused = refuse({ title });
		if (refused) return refused;
		const key = headers['idempotency-key'] ?? '';
		const id = answers.get(key) ?? `new-${answers.size}`;
		if (!answers.has(key)) {
			answers.set(key, id);
			doneAt.set(id, time().now() + renderMs);
			videos = [video(id, { title, folder_id, status: 'pending' }), ...videos];
		}
		return data({ video_id: id, status: 'waiting' });
	});
	heygen().serves('GET', '/v3/videos/statuses', ({ query }) =>
		data(
			(query.video_ids ?? '').split(',').map((id) => {
				const kept = videos.find((each) => each.id === id);
				return { video_id: id, status: kept ? shown(kept).status : 'not_found' };
			}),
		),
	);
	heygen().serves('GET', /^\/v3\/videos\/(?!statuses)[^/]+$/, ({ path }) => {
		const kept = videos.find(({ id }) => path.endsWith(`/${id}`));
		return kept ? data(shown(kept)) : refusal(404, 'video_not_found', 'No such video');
	});
}

const there = (title: string, change: Partial<Video> = {}) =>
	video(`old-${title.trim().replaceAll(' ', '-')}`, { title, video_url: LINK, ...change });
const titles = (count: number) => Array.from({ length: count }, (_, row) => `Row ${row}`);
const rows = (count: number) => itemsOf(...titles(count).map((title) => ({ title })));

const creates = () => heygen().to('POST', VIDEOS);
const lists = () => heygen().to('GET', VIDEOS);
const createdTitles = () => creates().map(({ json }) => (json as { title: string }).title);
const titlesOf = (items: INodeExecutionData[]) =>
	items.map(({ json }) => [json.title, json.id, json.existing ?? false]);

describe('A sheet that is run again', () => {
	it('makes exactly what is missing, and reads the list once for all items', async () => {
		const missing = ['Row 7', 'Row 250', 'Row 499'];
		videos = titles(500)
			.filter((title) => !missing.includes(title))
			.map((title) => there(title));
		serveAccount();

		const output = await outputOf({ parameters: { ...using(), wait: false }, items: rows(500) });

		expect(createdTitles()).toEqual(missing);
		expect(output.map(({ existing }, row) => (existing ? [] : [`Row ${row}`])).flat()).toEqual(missing);
		expect(output.filter(({ existing, title }, row) => existing && title !== `Row ${row}`)).toEqual([]);
		expect(lists().map(({ query }) => query)).toEqual([
			{ limit: '100' },
			...['100', '200', '300', '400'].map((token) => ({ limit: '100', token })),
		]);
		expect(heygen().to('GET', /^\/v3\/videos\/old/)).toEqual([]);
	});

	it('reads no further than to what it looks for, and makes nothing where all is there', async () => {
		videos = titles(500).map((title) => there(title));
		serveAccount();

		const output = await outputOf({ parameters: using(), items: rows(150) });

		expect(output.every(({ existing, status }) => existing === true && status === 'completed')).toBe(true);
		expect(heygen().sent.map(({ method, query }) => [method, query.token])).toEqual([
			['GET', undefined],
			['GET', '100'],
		]);
	});

	it('asks for one title alone where there is one item, and takes that title only', async () => {
		videos = [there('Row 10'), there(' Row 1 '), there('row 1')];
		serveAccount();

		const [output] = await outputOf({ parameters: using(), items: rows(2).slice(1) });

		expect(output).toMatchObject({ id: 'old-Row-1', existing: true });
		expect(heygen().only.query).toEqual({ limit: '100', title: 'Row 1' });
	});

	it('does not take what failed for what is there', async () => {
		videos = [there('Row 0', { status: 'failed' }), there('Row 1', { status: 'failed' }), there('Row 0')];
		serveAccount();

		const { items } = await runNode({ parameters: using(), items: rows(2) });

		expect(titlesOf(items)).toEqual([
			['Row 0', 'old-Row-0', true],
			['Row 1', 'new-0', false],
		]);
	});

	it('looks in the folder it creates in', async () => {
		videos = [there('Row 0', { folder_id: 'f-2' }), there('Row 1', { folder_id: 'f-1' })];
		serveAccount();

		const { items } = await runNode({ parameters: using({ folderId: ' f-1 ' }), items: rows(2) });

		expect(titlesOf(items)).toEqual([
			['Row 0', 'new-0', false],
			['Row 1', 'old-Row-1', true],
		]);
		expect(lists()[0]?.query).toEqual({ limit: '100', folder_id: 'f-1' });
		expect(creates()[0]?.json).toMatchObject({ folder_id: 'f-1' });
	});

	it('takes a video wherever it was put since, where no folder is named', async () => {
		videos = [there('Row 0', { folder_id: 'f-2' })];
		serveAccount();

		expect(await outputOf({ parameters: using(), items: rows(1) })).toMatchObject([{ existing: true }]);
	});

	it('uploads nothing for a video that is there', async () => {
		videos = [there('Row 0'), there('Row 1')];
		serveAccount();
		const parameters = {
			...using(),
			type: 'image',
			image: `data:image/png;base64,${png().toString('base64')}`,
			voiceSource: 'audio',
			audio: 'no such file',
		};

		expect(await outputOf({ parameters, items: rows(2) })).toHaveLength(2);
		expect(heygen().sent.map(({ method }) => method)).toEqual(['GET']);
	});

	it('waits for a video that is under way, as for one of its own', async () => {
		videos = [there('Row 0', { status: 'processing', video_url: null }), there('Row 1')];
		doneAt.set('old-Row-0', time().now() + 30_000);
		serveAccount();
		const before = time().now();

		const { items } = await runNode({ parameters: using(), items: rows(2) });

		expect(items.map(({ json }) => [json.id, json.status, json.existing])).toEqual([
			['old-Row-0', 'completed', true],
			['old-Row-1', 'completed', true],
		]);
		expect(time().now() - before).toBeGreaterThanOrEqual(30_000);
		expect(creates()).toEqual([]);
	});

	it('names the video that is under way where the limit comes first', async () => {
		videos = [there('Row 0', { status: 'processing', video_url: null })];
		serveAccount();

		const { message } = await errorOf({
			parameters: using({ waitLimit: 1 }),
			items: rows(1),
		});

		expect(message).toBe('The video old-Row-0 is not finished after 1 minute');
	});

	it('passes on at once what is known, where it does not wait', async () => {
		videos = [there('Row 0', { status: 'processing', video_url: null }), there('Row 1')];
		serveAccount();

		const output = await outputOf({ parameters: { ...using(), wait: false }, items: rows(3) });

		expect(output).toMatchObject([
			{ video_id: 'old-Row-0', status: 'processing', existing: true },
			{ video_id: 'old-Row-1', status: 'completed', video_url: LINK, existing: true },
			{ video_id: 'new-0', status: 'waiting' },
		]);
		expect(output[2]).not.toHaveProperty('existing');
	});

	it('downloads with a fresh link', async () => {
		videos = [there('Row 0', { video_url: `${FILE_HOST}/expired.mp4` }), there('Row 1')];
		heygen().on('GET', '/v3/videos/old-Row-0', data(there('Row 0')));
		serveAccount();
		heygen().serves('GET', LINK, { body: png() });

		const parameters = { ...using(), download: ['video'] };
		const { items } = await runNode({ parameters, items: rows(1) });

		expect(items[0]?.binary?.video?.fileName).toBe('old-Row-0-video.mp4');
	});

	it('is refused without a title, before anything is read', async () => {
		const { message } = await errorOf({ parameters: using({ title: ' ' }) });

		expect(message).toBe('"If Title Exists" is set to Use Existing, and "Title" is empty');
		expect(heygen().sent).toEqual([]);
	});

	it('creates another where that is wanted, unread', async () => {
		videos = [there('Row 0')];
		serveAccount();

		await outputOf({
			parameters: { ...using({ ifTitleExists: 'create' }), wait: false },
			items: rows(1),
		});

		expect(heygen().sent.map(({ method }) => method)).toEqual(['POST']);
	});
});

describe('Items of one title', () => {
	const same = (count: number) => itemsOf(...Array.from({ length: count }, () => ({ title: 'Same' })));

	it.each([1, 10])('share the video of the first, %s at once', async (concurrency) => {
		serveAccount();

		const { items } = await runNode({
			parameters: using({ concurrency }),
			items: [...same(15), ...rows(15)],
		});

		expect(titlesOf(items.slice(0, 15))).toEqual([
			['Same', 'new-0', false],
			...Array.from({ length: 14 }, () => ['Same', 'new-0', true]),
		]);
		expect(creates()).toHaveLength(16);
	});

	it('go on after one that is refused before it reaches HeyGen', async () => {
		serveAccount();

		const { items } = await runNode({
			parameters: { ...using(), wait: false },
			items: itemsOf({ title: 'Same', script: ' ' }, { title: 'Same' }, { title: 'Same' }),
			settings: continuing,
		});

		expect(items.map(({ json }) => json.error ?? [json.video_id, json.existing ?? false])).toEqual([
			'"Script" is empty',
			['new-0', false],
			['new-0', true],
		]);
	});

	it('share the error where it is not known whether the first was made', async () => {
		heygen().on('GET', VIDEOS, page([]));
		heygen().always('POST', VIDEOS, lost());

		const { items } = await runNode({
			parameters: { ...using(), wait: false },
			items: same(3),
			settings: continuing,
		});

		expect(items.map(({ json }) => json.error)).toEqual(
			Array.from({ length: 3 }, () => expect.stringContaining('No answer came from HeyGen') as string),
		);
		expect(new Set(creates().map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
	});
});

describe('Where the list cannot be read', () => {
	it('nothing is created, and every item says why', async () => {
		heygen().on('GET', VIDEOS, refusal(403, 'resource_access_denied', 'The key lacks videos:read'));

		const { items } = await runNode({ parameters: using(), items: rows(3), settings: continuing });

		expect(items.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual(
			[0, 1, 2].map((item) => ['HeyGen refused the request: The key lacks videos:read', { item }]),
		);
	});

	it('to its end, nothing is taken for missing', async () => {
		videos = titles(250).map((title) => there(title));
		heygen().on('GET', VIDEOS, page(videos.slice(0, 100), '100'));
		heygen().on('GET', VIDEOS, refusal(400, 'invalid_parameter', 'The page token is not valid'));

		const { items } = await runNode({ parameters: using(), items: rows(250), settings: continuing });

		expect(items.filter(({ json }) => json.existing)).toHaveLength(100);
		expect(items.filter(({ json }) => json.error)).toHaveLength(150);
	});

	it('because the folder is unknown, the parameter is named', async () => {
		const unknown = refusal(404, 'resource_not_found', 'Folder f-1 not found', { param: 'folder_id' });
		heygen().on('GET', VIDEOS, unknown);

		const { message } = await errorOf({ parameters: using({ folderId: 'f-1' }), items: rows(2) });

		expect(message).toBe('HeyGen does not accept "Folder ID": Folder f-1 not found');
	});
});

describe('Retry On Fail', () => {
	/** A HeyGen that refuses the second row once. */
	function refusingOnce(): void {
		let refused = false;
		serveAccount(({ title }) => {
			if (title !== 'Row 1' || refused) return undefined;
			refused = true;
			return refusal(400, 'invalid_parameter', 'Not now');
		});
	}
	const unwaited = { ...using({ concurrency: 1 }), wait: false };

	it('uses what the first try made, and makes the rest', async () => {
		refusingOnce();

		const { items, error } = await runNode({ parameters: unwaited, items: rows(3), settings: retrying });

		expect(error).toBeUndefined();
		expect(createdTitles()).toEqual(['Row 0', 'Row 1', 'Row 1', 'Row 2']);
		expect(items.map(({ json }) => [json.video_id, json.existing])).toEqual([
			['new-0', true],
			['new-1', undefined],
			['new-2', undefined],
		]);
	});

	it('makes nothing twice that a try made before it stopped', async () => {
		serveAccount();
		const failing = itemsOf({ title: 'A' }, { title: 'B' }, { title: 'C', script: ' ' });
		const parameters = { ...using({ concurrency: 1 }), wait: false };

		const { error } = await runNode({ parameters, items: failing, settings: retrying });

		expect(error?.message).toBe('"Script" is empty');
		expect(createdTitles()).toEqual(['A', 'B']);
	});

	it('makes nothing twice where the list does not show yet what the first try made', async () => {
		heygen().always('GET', VIDEOS, page([]));
		refusingOnce();

		const { items } = await runNode({ parameters: unwaited, items: rows(2), settings: retrying });

		expect(createdTitles()).toEqual(['Row 0', 'Row 1', 'Row 0', 'Row 1']);
		expect(items.map(({ json }) => json.video_id)).toEqual(['new-0', 'new-1']);
		expect(videos).toHaveLength(2);
	});
});

describe('Wait By: Callback', () => {
	const byCallback = using({ waitBy: 'callback' });
	const isSuspended = ({ run }: Awaited<ReturnType<typeof runNode>>) => run.waitTill !== undefined;

	it('does not suspend for videos that were there', async () => {
		videos = [there('Row 0'), there('Row 1', { status: 'processing', video_url: null })];
		doneAt.set('old-Row-1', time().now() + 60_000);
		serveAccount();

		const run = await runNode({ parameters: byCallback, items: rows(2) });

		expect(isSuspended(run)).toBe(false);
		expect(run.items.map(({ json }) => [json.id, json.status])).toEqual([
			['old-Row-0', 'completed'],
			['old-Row-1', 'completed'],
		]);
	});

	it('suspends for the new ones, also of items that share one, and goes on with all', async () => {
		videos = [there('Row 0')];
		renderMs = 600_000;
		serveAccount();
		const items = [...rows(2), ...rows(2).slice(1)];

		const run = await runNode({ parameters: byCallback, items });

		expect(isSuspended(run)).toBe(true);
		expect(creates()).toHaveLength(1);
		doneAt.set('new-0', time().now());
		const { callback_url: url } = creates()[0]?.json as { callback_url: string };
		const resumed = await callBack(run, url);
		expect(titlesOf(resumed.items ?? [])).toEqual([
			['Row 0', 'old-Row-0', true],
			['Row 1', 'new-0', false],
			['Row 1', 'new-0', true],
		]);
	});
});
