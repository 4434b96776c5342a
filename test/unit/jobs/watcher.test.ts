import type { IHttpRequestOptions } from 'n8n-workflow';

import type { HeyGenClient } from '../../../nodes/HeyGen/api/client';
import { jobKinds } from '../../../nodes/HeyGen/jobs/jobKinds';
import { pollDelay, Watcher } from '../../../nodes/HeyGen/jobs/watcher';
import { FakeClock, settled } from '../../support/clock';
import { stubClient, type StubAnswer } from '../../support/client';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

interface Job {
	endsAt: number;
	ending: string;
	details?: object;
}

/** As much of HeyGen as a watcher sees: jobs that end at their time, and the reads of them. */
class Heygen {
	readonly clock = new FakeClock();

	readonly jobs = new Map<string, Job>();

	/** The IDs each bulk request asked for. */
	readonly bulks: string[][] = [];

	/** The path of every other request. */
	readonly singles: string[] = [];

	/** How often the list of videos was asked for, and what it answers. */
	lists = 0;

	list = (): StubAnswer => ({ body: { data: this.listed(), has_more: false } });

	/** When each request came. */
	readonly times: number[] = [];

	/** Stands in for the answer of a request, where it gives one. */
	instead: (request: IHttpRequestOptions) => StubAnswer | undefined | Promise<StubAnswer | undefined> = () =>
		undefined;

	readonly start = this.clock.now();

	get requests(): number {
		return this.bulks.length + this.singles.length + this.lists;
	}

	/** Milliseconds since the test began. */
	get elapsed(): number {
		return this.clock.now() - this.start;
	}

	add(id: string, takes: number, ending = 'completed', details: object = {}): string {
		this.jobs.set(id, { endsAt: this.clock.now() + takes, ending, details });
		return id;
	}

	async client(signal?: AbortSignal): Promise<HeyGenClient> {
		return await stubClient(async (request) => await this.answer(request), { clock: this.clock, signal });
	}

	private async answer(request: IHttpRequestOptions): Promise<StubAnswer> {
		const { url, qs } = request;
		this.times.push(this.elapsed);
		if (url === '/v3/videos/statuses') {
			const ids = String((qs as { video_ids: string }).video_ids).split(',');
			this.bulks.push(ids);
			return (
				(await this.instead(request)) ?? {
					body: { data: ids.map((id) => ({ video_id: id, status: this.statusOf(id, 'processing') })) },
				}
			);
		}
		if (url === '/v3/videos') {
			this.lists++;
			return this.list();
		}
		this.singles.push(url);
		const other = await this.instead(request);
		if (other) return other;
		const id = url.split('/').pop() ?? '';
		if (!this.jobs.has(id)) {
			return { statusCode: 404, body: { error: { code: 'not_found', message: `there is no ${id}` } } };
		}
		return { body: { data: { id, status: this.statusOf(id, 'processing'), ...this.jobs.get(id)?.details } } };
	}

	listed(): object[] {
		return [...this.jobs].map(([id, { details }]) => ({
			id,
			status: this.statusOf(id, 'processing'),
			...details,
		}));
	}

	private statusOf(id: string, before: string): string {
		const job = this.jobs.get(id);
		if (!job) return 'not_found';
		return this.clock.now() >= job.endsAt ? job.ending : before;
	}
}

let heygen: Heygen;

beforeEach(() => {
	heygen = new Heygen();
});

async function outcome(work: Promise<unknown>): Promise<unknown> {
	return await heygen.clock.until(work.catch((reason: unknown) => reason));
}

/** No request is made and no timer started any more, however much time passes. */
async function expectQuiet(): Promise<void> {
	// A sleep that was cut short may still be running out.
	await heygen.clock.advance(MINUTE);
	const { requests } = heygen;
	const sleeps = heygen.clock.sleeps.length;
	await heygen.clock.advance(2 * HOUR);
	expect(heygen.requests).toBe(requests);
	expect(heygen.clock.sleeps).toHaveLength(sleeps);
}

describe('the delay before the next look', () => {
	test.each([
		[0, 2],
		[2, 2],
		[4, 2],
		[10, 5],
		[40, 20],
		[60, 30],
		[3600, 30],
	])('at an age of %i s is %i s', (age, delay) => {
		expect(pollDelay(age * SECOND)).toBe(delay * SECOND);
	});
});

describe('one video', () => {
	test('is read in full once it has ended, and answered', async () => {
		const watcher = new Watcher(await heygen.client());
		const id = heygen.add('v1', 7 * SECOND, 'completed', { video_url: 'https://files.example.com/v1.mp4' });
		const job = await heygen.clock.until(watcher.finished(jobKinds.video, id, HOUR));
		expect(job).toMatchObject({
			id: 'v1',
			status: 'completed',
			video_url: 'https://files.example.com/v1.mp4',
		});
		expect(heygen.singles).toEqual(['/v3/videos/v1']);
		expect(heygen.elapsed).toBeLessThanOrEqual(7 * SECOND + pollDelay(7 * SECOND));
		await expectQuiet();
	});

	test('is looked at after 2 s, then ever less often, up to every 30 s', async () => {
		const watcher = new Watcher(await heygen.client());
		const id = heygen.add('v1', 5 * MINUTE);
		await heygen.clock.until(watcher.finished(jobKinds.video, id, HOUR));
		const gaps = heygen.times.slice(0, -1).map((time, index) => time - (heygen.times[index - 1] ?? 0));
		expect(gaps.slice(0, 5)).toEqual([2, 2, 2, 3, 4.5].map((seconds) => seconds * SECOND));
		expect(gaps.slice(-2)).toEqual([30 * SECOND, 30 * SECOND]);
		expect([...gaps].sort((a, b) => a - b)).toEqual(gaps);
	});

	test("that failed is an error with HeyGen's code and message and the ID", async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('v1', 5 * SECOND, 'failed', {
			failure_code: 'render_failed',
			failure_message: 'the voice is mute',
		});
		expect(await outcome(watcher.finished(jobKinds.video, 'v1', HOUR))).toMatchObject({
			message: 'HeyGen could not make the video: the voice is mute',
			description: expect.stringMatching(/the ID v1 and the code render_failed/) as string,
			context: { heygen: { job_id: 'v1', code: 'render_failed' } },
		});
		await expectQuiet();
	});

	test('that failed without a reason says so', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('v1', 0, 'failed');
		expect(await outcome(watcher.finished(jobKinds.video, 'v1', HOUR))).toMatchObject({
			message: 'HeyGen could not make the video: no reason was given',
		});
	});

	test('that HeyGen no longer has is an error that names it', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('v1', HOUR);
		const waiting = watcher.finished(jobKinds.video, 'v1', HOUR).catch((reason: unknown) => reason);
		await heygen.clock.advance(10 * SECOND);
		heygen.jobs.delete('v1');
		expect(await heygen.clock.until(waiting)).toMatchObject({
			message: 'HeyGen no longer has the video v1',
			context: { heygen: { job_id: 'v1' } },
		});
		await expectQuiet();
	});

	test('that HeyGen leaves out of its answer is treated alike', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.instead = ({ url }) => (url === '/v3/videos/statuses' ? { body: { data: [] } } : undefined);
		expect(await outcome(watcher.finished(jobKinds.video, 'v1', HOUR))).toMatchObject({
			message: 'HeyGen no longer has the video v1',
		});
	});

	test('that is too new for the list of states is asked for itself, and waited for further', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('v1', 3 * SECOND);
		heygen.instead = ({ url }) =>
			url === '/v3/videos/statuses' && heygen.elapsed < 3 * SECOND
				? { body: { data: [{ video_id: 'v1', status: 'not_found' }] } }
				: undefined;
		expect(await outcome(watcher.finished(jobKinds.video, 'v1', HOUR))).toMatchObject({
			status: 'completed',
		});
		await expectQuiet();
	});

	test('in a state that nobody knows is waited for further', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('v1', 0, 'polishing');
		const waiting = watcher.finished(jobKinds.video, 'v1', HOUR);
		await heygen.clock.advance(MINUTE);
		heygen.add('v1', 0, 'completed');
		await expect(heygen.clock.until(waiting)).resolves.toMatchObject({ id: 'v1' });
	});
});

describe('the limit', () => {
	test('ends the wait in time', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('v1', HOUR);
		expect(await outcome(watcher.finished(jobKinds.video, 'v1', 90 * SECOND))).toBeUndefined();
		expect(heygen.elapsed).toBe(90 * SECOND);
		await expectQuiet();
	});

	test('is preceded by a last look: what is finished by then counts', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('v1', 100 * SECOND);
		await expect(
			heygen.clock.until(watcher.finished(jobKinds.video, 'v1', 101 * SECOND)),
		).resolves.toMatchObject({
			id: 'v1',
		});
		expect(heygen.elapsed).toBe(101 * SECOND);
	});

	test('of one job is not the limit of another', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('short', HOUR);
		heygen.add('long', 2 * MINUTE);
		const short = watcher.finished(jobKinds.video, 'short', MINUTE);
		const long = watcher.finished(jobKinds.video, 'long', HOUR);
		expect(await heygen.clock.until(short)).toBeUndefined();
		expect(heygen.elapsed).toBe(MINUTE);
		await expect(heygen.clock.until(long)).resolves.toMatchObject({ id: 'long' });
	});

	test('holds although HeyGen does not answer the look', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('v1', HOUR);
		heygen.instead = async () => {
			await heygen.clock.sleep(10 * HOUR);
			return {};
		};
		expect(await outcome(watcher.finished(jobKinds.video, 'v1', MINUTE))).toBeUndefined();
		expect(heygen.elapsed).toBeLessThanOrEqual(MINUTE + 5 * SECOND);
	});

	test('holds although HeyGen answers every look with 429', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('v1', HOUR);
		heygen.instead = () => ({ statusCode: 429, headers: { 'retry-after': '120' }, body: {} });
		expect(await outcome(watcher.finished(jobKinds.video, 'v1', MINUTE))).toBeUndefined();
		expect(heygen.elapsed).toBeLessThanOrEqual(MINUTE + 5 * SECOND);
	});
});

describe('many videos', () => {
	const ids = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);

	test.each([
		[1, [1]],
		[100, [100]],
		[101, [100, 1]],
		[250, [100, 100, 50]],
	])('%i are asked for in requests of %j', async (count, sizes) => {
		const watcher = new Watcher(await heygen.client());
		for (const id of ids(count)) heygen.add(id, SECOND);
		const all = ids(count).map(async (id) => await watcher.finished(jobKinds.video, id, HOUR));
		const jobs = await heygen.clock.until(Promise.all(all));
		expect(jobs.map((job) => job?.id)).toEqual(ids(count));
		expect(heygen.bulks.map(({ length }) => length)).toEqual(sizes);
		expect(heygen.bulks.flat()).toEqual(ids(count));
		await expectQuiet();
	});

	test('100 that render 30 s take at most 15 status requests, and end within one interval of the last', async () => {
		const watcher = new Watcher(await heygen.client());
		let last = 0;
		const all = ids(100).map(async (id, index) => {
			// Ten at a time are created, which takes a while.
			await heygen.clock.sleep(Math.floor(index / 10) * 400);
			heygen.add(id, 30 * SECOND);
			last = heygen.elapsed + 30 * SECOND;
			return await watcher.finished(jobKinds.video, id, HOUR);
		});
		await heygen.clock.until(Promise.all(all));
		expect(heygen.bulks.length).toBeLessThanOrEqual(15);
		expect(heygen.elapsed - last).toBeGreaterThanOrEqual(0);
		expect(heygen.elapsed - last).toBeLessThanOrEqual(pollDelay(30 * SECOND));
		expect(heygen.singles).toHaveLength(100);
	});

	const whole = (id: string) => ({ video_url: `https://files.example.com/${id}.mp4` });

	test('that ended together are read from one list', async () => {
		const watcher = new Watcher(await heygen.client());
		for (const id of ids(50)) heygen.add(id, SECOND, 'completed', whole(id));
		const all = ids(50).map(async (id) => await watcher.finished(jobKinds.video, id, HOUR));
		const jobs = await heygen.clock.until(Promise.all(all));
		expect(jobs).toEqual(ids(50).map((id) => ({ id, status: 'completed', ...whole(id) })));
		expect([heygen.lists, heygen.singles]).toEqual([1, []]);
	});

	test.each<[string, () => StubAnswer, string[]]>([
		[
			'does not have',
			() => ({ body: { data: heygen.listed().slice(1), has_more: true } }),
			['/v3/videos/v0'],
		],
		[
			'knows only half',
			() => ({
				body: {
					data: heygen.listed().map((video, index) => (index === 2 ? { ...video, video_url: null } : video)),
				},
			}),
			['/v3/videos/v2'],
		],
		[
			'shows as still under way',
			() => ({
				body: {
					data: heygen
						.listed()
						.map((video, index) => (index === 1 ? { ...video, status: 'processing' } : video)),
				},
			}),
			['/v3/videos/v1'],
		],
		[
			'cannot give',
			() => ({ statusCode: 403, body: { error: { code: 'forbidden', message: 'no' } } }),
			['/v3/videos/v0', '/v3/videos/v1', '/v3/videos/v2', '/v3/videos/v3'],
		],
	])('that the list %s are read one by one', async (_what, list, singles) => {
		heygen.list = list;
		const watcher = new Watcher(await heygen.client());
		for (const id of ids(4)) heygen.add(id, SECOND, 'completed', whole(id));
		const all = ids(4).map(async (id) => await watcher.finished(jobKinds.video, id, HOUR));
		const jobs = await heygen.clock.until(Promise.all(all));
		expect(jobs).toEqual(ids(4).map((id) => ({ id, status: 'completed', ...whole(id) })));
		expect(heygen.singles.sort()).toEqual(singles);
	});

	test('of which only two ended are not worth a list', async () => {
		const watcher = new Watcher(await heygen.client());
		for (const id of ids(2)) heygen.add(id, SECOND, 'completed', whole(id));
		const all = ids(2).map(async (id) => await watcher.finished(jobKinds.video, id, HOUR));
		await heygen.clock.until(Promise.all(all));
		expect([heygen.lists, heygen.singles.sort()]).toEqual([0, ['/v3/videos/v0', '/v3/videos/v1']]);
	});

	test('that have ended are not asked for again', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('early', SECOND);
		heygen.add('late', MINUTE);
		const all = ['early', 'late'].map(async (id) => await watcher.finished(jobKinds.video, id, HOUR));
		await heygen.clock.until(Promise.all(all));
		expect(heygen.bulks[0]).toEqual(['early', 'late']);
		for (const bulk of heygen.bulks.slice(1)) expect(bulk).toEqual(['late']);
	});

	test('each get their own ending', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('good', SECOND);
		heygen.add('bad', SECOND, 'failed', { failure_message: 'too loud' });
		const endings = ['good', 'bad', 'gone'].map(
			async (id) => await watcher.finished(jobKinds.video, id, HOUR),
		);
		const results = await heygen.clock.until(Promise.allSettled(endings));
		expect(results).toMatchObject([
			{ status: 'fulfilled', value: { id: 'good' } },
			{ status: 'rejected', reason: { message: 'HeyGen could not make the video: too loud' } },
			{ status: 'rejected', reason: { message: 'HeyGen no longer has the video gone' } },
		]);
		await expectQuiet();
	});
});

describe('a job that is added while others are waited for', () => {
	test('is looked at in time, although the loop sleeps long', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('old', HOUR);
		const old = watcher.finished(jobKinds.video, 'old', 2 * HOUR);
		await heygen.clock.advance(10 * MINUTE + SECOND);
		const before = heygen.bulks.length;
		const added = heygen.elapsed;
		heygen.add('new', SECOND);
		await heygen.clock.until(watcher.finished(jobKinds.video, 'new', HOUR));
		expect(heygen.elapsed - added).toBe(2 * SECOND);
		expect(heygen.bulks.slice(before)).toEqual([['old', 'new']]);
		await heygen.clock.until(old);
		await expectQuiet();
	});

	test('after all others have ended is waited for as the first one was', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('a', SECOND);
		await heygen.clock.until(watcher.finished(jobKinds.video, 'a', HOUR));
		await heygen.clock.advance(HOUR);
		heygen.add('b', SECOND);
		await expect(heygen.clock.until(watcher.finished(jobKinds.video, 'b', HOUR))).resolves.toMatchObject({
			id: 'b',
		});
		await expectQuiet();
	});

	test('while a look is under way is not forgotten', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('a', 3 * SECOND);
		heygen.instead = async () => {
			await heygen.clock.sleep(SECOND);
			return undefined;
		};
		const a = watcher.finished(jobKinds.video, 'a', HOUR);
		await heygen.clock.advance(2.5 * SECOND);
		heygen.add('b', 3 * SECOND);
		const b = watcher.finished(jobKinds.video, 'b', HOUR);
		await expect(heygen.clock.until(Promise.all([a, b]))).resolves.toMatchObject([{ id: 'a' }, { id: 'b' }]);
		await expectQuiet();
	});
});

describe('jobs of several kinds', () => {
	test('share one loop: each is read its own way and answered as itself', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('v1', 20 * SECOND);
		heygen.add('look1', 10 * SECOND);
		heygen.add('g1', 15 * SECOND, 'success', { image_url_list: ['https://files.example.com/1.png'] });
		const all = Promise.all([
			watcher.finished(jobKinds.video, 'v1', HOUR),
			watcher.finished(jobKinds.look, 'look1', HOUR),
			watcher.finished(jobKinds.photoGeneration, 'g1', HOUR),
		]);
		await heygen.clock.advance(SECOND);
		// One timer for all three.
		expect(heygen.clock.sleeps).toEqual([2 * SECOND]);
		await expect(heygen.clock.until(all)).resolves.toMatchObject([
			{ id: 'v1', status: 'completed' },
			{ id: 'look1', status: 'completed' },
			{ id: 'g1', status: 'success' },
		]);
		expect(new Set(heygen.singles)).toEqual(
			new Set(['/v3/videos/v1', '/v3/avatars/looks/look1', '/v2/photo_avatar/generation/g1']),
		);
		await expectQuiet();
	});

	test('do not hold each other up where HeyGen is slow with one kind', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('v1', SECOND);
		heygen.add('look1', SECOND);
		heygen.instead = async ({ url }) => {
			if (url.startsWith('/v3/avatars')) await heygen.clock.sleep(10 * MINUTE);
			return undefined;
		};
		const look = watcher.finished(jobKinds.look, 'look1', HOUR);
		await heygen.clock.until(watcher.finished(jobKinds.video, 'v1', HOUR));
		expect(heygen.elapsed).toBe(2 * SECOND);
		await expect(heygen.clock.until(look)).resolves.toMatchObject({ id: 'look1' });
	});

	test('are not asked for again while an answer about them is awaited', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('v1', 5 * MINUTE);
		heygen.add('look1', SECOND);
		heygen.instead = async ({ url }) => {
			if (url.startsWith('/v3/avatars')) await heygen.clock.sleep(10 * MINUTE);
			return undefined;
		};
		const look = watcher.finished(jobKinds.look, 'look1', HOUR);
		await heygen.clock.until(watcher.finished(jobKinds.video, 'v1', HOUR));
		expect(heygen.singles.filter((path) => path.endsWith('look1'))).toHaveLength(1);
		await heygen.clock.until(look);
	});

	test('without a bulk read are each looked at by their own age', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('old', HOUR);
		const old = watcher.finished(jobKinds.look, 'old', 10 * MINUTE).catch((reason: unknown) => reason);
		await heygen.clock.advance(5 * MINUTE);
		heygen.add('new', 20 * SECOND);
		const before = heygen.singles.length;
		await heygen.clock.until(watcher.finished(jobKinds.look, 'new', HOUR));
		const looks = heygen.singles.slice(before).map((path) => path.split('/').pop());
		expect(looks.filter((id) => id === 'new').length).toBeGreaterThan(4);
		expect(looks.filter((id) => id === 'old').length).toBeLessThanOrEqual(2);
		await heygen.clock.until(old);
	});
});

describe('a look', () => {
	test('that waits for consent ends the wait of an avatar that does not wait for it', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('look1', 5 * SECOND, 'pending_consent');
		await expect(heygen.clock.until(watcher.finished(jobKinds.look, 'look1', HOUR))).resolves.toMatchObject({
			status: 'pending_consent',
		});
	});

	test('that waits for consent is waited for where the consent is wanted', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('look1', 5 * SECOND, 'pending_consent');
		const waiting = watcher.finished(jobKinds.consentedLook, 'look1', HOUR);
		await heygen.clock.advance(MINUTE);
		heygen.add('look1', 0, 'completed');
		await expect(heygen.clock.until(waiting)).resolves.toMatchObject({ status: 'completed' });
	});

	test('that failed in training says why', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('look1', SECOND, 'failed', {
			error: { code: 'training_failed', message: 'Footage is too short or too long' },
		});
		expect(await outcome(watcher.finished(jobKinds.look, 'look1', HOUR))).toMatchObject({
			message: 'HeyGen could not make the look: Footage is too short or too long',
			context: { heygen: { job_id: 'look1', code: 'training_failed' } },
		});
	});

	test('that is gone ends the wait with an error that names it', async () => {
		const watcher = new Watcher(await heygen.client());
		expect(await outcome(watcher.finished(jobKinds.look, 'gone', HOUR))).toMatchObject({
			message: 'HeyGen no longer has the look gone',
			context: { heygen: { job_id: 'gone' } },
		});
		await expectQuiet();
	});
});

describe('HeyGen being out of reach', () => {
	const passing: Array<[string, () => StubAnswer]> = [
		['server errors', () => ({ statusCode: 503, body: '' })],
		[
			'429 without an end',
			() => ({ statusCode: 429, headers: { 'retry-after': '1' }, body: { error: { code: 'x' } } }),
		],
		['answers that are not HeyGen’s', () => ({ body: '<html>Sign in</html>' })],
		['request time-outs', () => ({ statusCode: 408, body: '' })],
		[
			'a lost network',
			() => {
				throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
			},
		],
		[
			'an unreachable network',
			() => {
				throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
			},
		],
	];

	test.each(passing)('with %s for ten minutes does not end the wait', async (_name, answer) => {
		for (const kind of ['video', 'look'] as const) {
			heygen = new Heygen();
			const watcher = new Watcher(await heygen.client());
			heygen.add('job', 5 * MINUTE);
			heygen.instead = () => (heygen.elapsed < 10 * MINUTE ? answer() : undefined);
			const job = await heygen.clock.until(watcher.finished<object>(jobKinds[kind], 'job', HOUR));
			expect(job).toMatchObject({ id: 'job', status: 'completed' });
			expect(heygen.elapsed).toBeLessThan(12 * MINUTE);
			await expectQuiet();
		}
	});

	test('in the last read of a finished video does not lose it', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('v1', SECOND);
		let broken = 6;
		heygen.instead = ({ url }) =>
			url === '/v3/videos/v1' && broken-- > 0 ? { statusCode: 500, body: '' } : undefined;
		await expect(heygen.clock.until(watcher.finished(jobKinds.video, 'v1', HOUR))).resolves.toMatchObject({
			id: 'v1',
		});
	});

	test('until the limit ends as the limit does, not as the network', async () => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('v1', SECOND);
		heygen.instead = () => ({ statusCode: 502, body: '' });
		expect(await outcome(watcher.finished(jobKinds.video, 'v1', 5 * MINUTE))).toBeUndefined();
		await expectQuiet();
	});

	test.each([
		[401, 'unauthorized'],
		[403, 'forbidden'],
		[404, 'video_not_found'],
		[400, 'invalid_parameter'],
	])('is not what a refusal with %i is: that ends the wait', async (statusCode, code) => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('v1', HOUR);
		heygen.instead = () => ({ statusCode, body: { error: { code, message: 'no' } } });
		expect(await outcome(watcher.finished(jobKinds.video, 'v1', HOUR))).toMatchObject({
			httpCode: String(statusCode),
		});
		expect(heygen.elapsed).toBe(2 * SECOND);
		await expectQuiet();
	});
});

test.each([401, 403, 400])(
	'a refusal of one that is read by itself, with %i, ends the wait',
	async (statusCode) => {
		const watcher = new Watcher(await heygen.client());
		heygen.add('l1', HOUR);
		heygen.instead = () => ({ statusCode, body: { error: { code: 'refused', message: 'no' } } });
		expect(await outcome(watcher.finished(jobKinds.look, 'l1', HOUR))).toMatchObject({
			httpCode: String(statusCode),
		});
		expect(heygen.elapsed).toBe(2 * SECOND);
		await expectQuiet();
	},
);

describe('an abort', () => {
	test('rejects all waits at once with its reason, and leaves no loop', async () => {
		const abort = new AbortController();
		const watcher = new Watcher(await heygen.client(abort.signal));
		const reason = new Error('cancelled');
		const waits = ['a', 'b'].map(
			async (id) => await watcher.finished(jobKinds.video, heygen.add(id, HOUR), 2 * HOUR),
		);
		waits.push(watcher.finished(jobKinds.look, heygen.add('c', HOUR), 2 * HOUR) as Promise<never>);
		const results = Promise.allSettled(waits);
		await heygen.clock.advance(10 * MINUTE);
		const { elapsed } = heygen;
		abort.abort(reason);
		expect(await results).toEqual(Array.from({ length: 3 }, () => ({ status: 'rejected', reason })));
		expect(heygen.elapsed).toBe(elapsed);
		await expectQuiet();
	});

	test('in the middle of a look rejects without waiting for its answer', async () => {
		const abort = new AbortController();
		const watcher = new Watcher(await heygen.client(abort.signal));
		heygen.add('a', HOUR);
		heygen.instead = async () => {
			await heygen.clock.sleep(MINUTE);
			return { statusCode: 500, body: '' };
		};
		const waiting = watcher.finished(jobKinds.video, 'a', HOUR).catch((reason: unknown) => reason);
		await heygen.clock.advance(3 * SECOND);
		const { elapsed } = heygen;
		abort.abort(new Error('cancelled'));
		expect(await waiting).toMatchObject({ message: 'cancelled' });
		expect(heygen.elapsed).toBe(elapsed);
		await expectQuiet();
	});

	test('before a wait begins refuses it, asks nothing, and leaves no rejection unheard', async () => {
		const unheard: unknown[] = [];
		const note = (reason: unknown) => unheard.push(reason);
		process.on('unhandledRejection', note);
		const abort = new AbortController();
		const watcher = new Watcher(await heygen.client(abort.signal));
		abort.abort(new Error('cancelled'));
		await expect(watcher.finished(jobKinds.video, heygen.add('a', HOUR), HOUR)).rejects.toThrow('cancelled');
		await heygen.clock.advance(MINUTE);
		await settled();
		process.off('unhandledRejection', note);
		expect(unheard).toEqual([]);
		expect(heygen.requests).toBe(0);
	});
});

test('a finished job tells those in line at HeyGen that there is room', async () => {
	const client = await heygen.client();
	const told = jest.spyOn(client, 'jobEnded');
	const watcher = new Watcher(client);
	heygen.add('good', SECOND);
	heygen.add('bad', SECOND, 'failed');
	heygen.add('slow', MINUTE);
	const slow = watcher.finished(jobKinds.video, 'slow', HOUR);
	await heygen.clock.until(
		Promise.allSettled(['good', 'bad'].map(async (id) => await watcher.finished(jobKinds.video, id, HOUR))),
	);
	expect(told).toHaveBeenCalledTimes(2);
	await heygen.clock.until(slow);
	expect(told).toHaveBeenCalledTimes(3);
});
