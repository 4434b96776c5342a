import { HeyGen } from '../../nodes/HeyGen/HeyGen.node';
import { reminders } from '../../nodes/HeyGen/run/reminders';
import { LOOK_ID, video } from '../support/answers';
import { byId, callBack, itemsOf, runNode, type NodeRun, type RunOptions } from '../support/engine';
import { data, refusal, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
const time = useVirtualTime();

const STATUSES = '/v3/videos/statuses';

const byCallback = {
	resource: 'video',
	operation: 'create',
	avatarId: byId(LOOK_ID),
	script: 'Hello',
	wait: true,
	options: { engine: 'default', waitBy: 'callback', waitLimit: 60 },
};

/** What HeyGen says of each video: in its list of states, and in the video's own read. A video it leaves out is unknown. */
let listed: Record<string, string>;
let own: Record<string, 'processing' | 'completed' | 'failed'>;
let down: boolean;

beforeEach(() => {
	listed = {};
	own = {};
	down = false;
});

/** Videos v0, v1, … that HeyGen takes and works on. */
function videosAreMade(): void {
	let count = 0;
	heygen().always('POST', '/v3/videos', () => {
		const id = `v${count++}`;
		listed[id] ??= 'processing';
		own[id] ??= 'processing';
		return data({ video_id: id, status: 'waiting' });
	});
	heygen().serves('GET', STATUSES, ({ query }) =>
		down
			? refusal(503, 'internal_error', 'Later')
			: data(
					(query.video_ids ?? '')
						.split(',')
						.flatMap((id) => (listed[id] ? [{ video_id: id, status: listed[id] }] : [])),
				),
	);
	heygen().serves('GET', /^\/v3\/videos\/v\d/, ({ path }) => {
		const id = path.slice('/v3/videos/'.length);
		return own[id]
			? data(video(id, { status: own[id], failure_message: own[id] === 'failed' ? 'Too loud' : null }))
			: refusal(404, 'video_not_found', 'No such video');
	});
}

async function runOf(count: number, options: Partial<RunOptions> = {}): Promise<NodeRun> {
	videosAreMade();
	return await runNode({
		parameters: byCallback,
		items: itemsOf(...Array.from({ length: count }, () => ({}))),
		...options,
	});
}

/** The address HeyGen was given. */
function callbackUrl(): string {
	const [sent] = heygen().to('POST', '/v3/videos');
	return (sent?.json as { callback_url: string }).callback_url;
}

const statesOf = (items: Array<{ json: object }> | undefined) =>
	items?.map(({ json }) => ('status' in json ? json.status : json));

describe('A call that resumes', () => {
	it('asks the video itself where the list of states does not know it', async () => {
		const run = await runOf(2);
		for (const unknown of [undefined, 'not_found']) {
			listed = { v0: 'completed', ...(unknown ? { v1: unknown } : {}) };
			own = { v0: 'completed', v1: 'processing' };

			expect(await callBack(run, callbackUrl())).toEqual({ status: 200, items: undefined });
		}
		own.v1 = 'completed';

		expect(statesOf((await callBack(run, callbackUrl())).items)).toEqual(['completed', 'completed']);
	});

	it('passes no video on that is not finished, whatever the list of states says, and is to come again', async () => {
		const run = await runOf(2);
		listed = { v0: 'completed', v1: 'completed' };
		own = { v0: 'completed', v1: 'processing' };

		expect(await callBack(run, callbackUrl())).toEqual({ status: 503, items: undefined });
	});

	it('looks again where another came while the jobs were read', async () => {
		const run = await runOf(2);
		listed = { v0: 'completed', v1: 'completed' };
		let another: ReturnType<typeof callBack> | undefined;
		own = {
			v0: 'completed',
			get v1() {
				another ??= callBack(run, callbackUrl());
				return heygen().to('GET', '/v3/videos/v1').length > 1 ? 'completed' : 'processing';
			},
		};

		const { items } = await callBack(run, callbackUrl());

		expect(await another).toEqual({ status: 200, items: undefined });
		expect(statesOf(items)).toEqual(['completed', 'completed']);
	});

	it('goes on without a video that was deleted, and says so', async () => {
		const run = await runOf(2);
		listed = { v0: 'completed' };
		own = { v0: 'completed' };

		const { items } = await callBack(run, callbackUrl());

		expect(statesOf(items)).toEqual([
			'completed',
			expect.objectContaining({ error: 'HeyGen no longer has the video v1', details: { job_id: 'v1' } }),
		]);
	});
});

describe('Before it suspends', () => {
	it('finishes in place where all have ended already, as by polling', async () => {
		listed = { v0: 'completed', v1: 'completed' };
		own = { v0: 'completed', v1: 'completed' };

		const { run, items } = await runOf(2);

		expect(run.status).toBe('success');
		expect(items.map(({ json, pairedItem }) => [json.video_id, json.status, pairedItem])).toEqual([
			['v0', 'completed', { item: 0 }],
			['v1', 'completed', { item: 1 }],
		]);
		expect(heygen().to('GET', STATUSES)).toHaveLength(1);
	});

	it.each([
		['stops the run', 'stopWorkflow', 'error'],
		['gives the error in its place', 'continueRegularOutput', 'success'],
	] as const)('%s where one has failed, as by polling', async (_, onError, status) => {
		listed = { v0: 'completed', v1: 'failed' };
		own = { v0: 'completed', v1: 'failed' };

		const { run, error, items } = await runOf(2, { settings: { onError } });

		expect(run.status).toBe(status);
		const { message, details } =
			onError === 'stopWorkflow'
				? { message: error?.message, details: error?.context?.heygen }
				: { message: items[1]?.json.error, details: items[1]?.json.details };
		expect(message).toBe('HeyGen could not make the video: Too loud');
		expect(details).toMatchObject({ job_id: 'v1' });
	});

	it('suspends where one has not ended', async () => {
		listed = { v0: 'completed' };
		own = { v0: 'completed' };

		expect((await runOf(2)).run.status).toBe('waiting');
	});

	it('suspends with what has ended, where the list of states was ahead of a video', async () => {
		listed = { v0: 'completed', v1: 'completed' };
		own = { v0: 'completed', v1: 'processing' };
		const run = await runOf(2);
		expect(run.run.status).toBe('waiting');
		own.v1 = 'completed';

		expect(statesOf((await callBack(run, callbackUrl())).items)).toEqual(['completed', 'completed']);
	});

	it('does not suspend an execution that is cancelled meanwhile', async () => {
		let cancel = () => {};
		heygen().on('GET', STATUSES, () => {
			cancel();
			return refusal(503, 'internal_error', 'Later');
		});
		videosAreMade();

		const { run } = await runNode({
			parameters: byCallback,
			onStart: (_, running) => (cancel = () => running.cancel()),
		});

		expect(run.status).toBe('canceled');
		expect(run.waitTill).toBeUndefined();
	});

	it('suspends where HeyGen cannot be asked', async () => {
		down = true;

		expect((await runOf(1)).run.status).toBe('waiting');
	});
});

describe('A HeyGen that is busy', () => {
	const busy = refusal(429, 'rate_limit_exceeded', 'Busy', { headers: { 'Retry-After': '60' } });

	it('holds no run that is to be suspended', async () => {
		const start = time().now();
		heygen().always('POST', '/v3/videos', data({ video_id: 'v0', status: 'waiting' }));
		heygen().serves('GET', STATUSES, () => busy);

		const { run } = await runNode({ parameters: byCallback });

		expect(run.status).toBe('waiting');
		expect(time().now() - start).toBeLessThan(15_000);
	});

	it('has its call answered in time, and is to call again', async () => {
		let isBusy = false;
		heygen().always('POST', '/v3/videos', data({ video_id: 'v0', status: 'waiting' }));
		heygen().serves('GET', STATUSES, () =>
			isBusy ? busy : data([{ video_id: 'v0', status: 'processing' }]),
		);
		const run = await runNode({ parameters: byCallback });
		isBusy = true;
		const start = time().now();

		const { status, items } = await callBack(run, callbackUrl());

		expect([status, items]).toEqual([503, undefined]);
		expect(time().now() - start).toBeLessThan(10_000);
	});
});

test('n8n leaves time for the downloads at the limit', async () => {
	const parameters = { ...byCallback, download: ['video', 'thumbnail'] };

	const { run } = await runOf(3, { parameters });

	// The limit, a minute, and a second for each of the six files.
	expect((run.waitTill?.getTime() ?? NaN) - time().now()).toBe(60 * 60_000 + 60_000 + 6_000);
});

describe('At the wait limit', () => {
	const HOUR = 60 * 60_000;

	it('a call reads what is finished, and says of the rest that it is not', async () => {
		const run = await runOf(2);
		listed.v0 = own.v0 = 'completed';
		expect((await callBack(run, callbackUrl())).items).toBeUndefined();
		await time().sleep(HOUR);

		const { items } = await callBack(run, callbackUrl());

		expect(statesOf(items)).toEqual([
			'completed',
			{
				error: 'The video v1 is not finished after 60 minutes',
				message: expect.stringContaining('do not create it again'),
				details: { job_id: 'v1' },
			},
		]);
	});

	it('a call asks every video itself, so that no other answer stands in its way', async () => {
		const run = await runOf(2);
		own.v0 = 'completed';
		down = true;
		await time().sleep(HOUR);

		expect(statesOf((await callBack(run, callbackUrl())).items)).toEqual([
			'completed',
			expect.objectContaining({ error: 'The video v1 is not finished after 60 minutes' }),
		]);
	});

	it('n8n wakes the run by itself a minute later, with items that claim nothing', async () => {
		const { run } = await runOf(1);

		expect(run.waitTill?.getTime()).toBe(time().now() + HOUR + 60_000);
		expect(run.data.executionData?.nodeExecutionStack[0]?.data.main?.[0]).toEqual([
			{
				json: {
					error: 'The video v0 was not reported finished within 60 minutes',
					message:
						'It may be finished all the same, and it is already paid: do not create it again. Read it with Video > Get and the ID v0.',
					details: { job_id: 'v0' },
				},
				pairedItem: { item: 0 },
			},
		]);
	});
});

describe('The address HeyGen calls', () => {
	it('has a path of its own, which n8n finds this node by and no other', async () => {
		await runOf(1);

		const { pathname, searchParams } = new URL(callbackUrl());
		const [webhook] = new HeyGen().description.webhooks ?? [];
		expect(pathname).toBe(`/webhook-waiting/execution-1/${webhook?.path}`);
		expect(webhook?.path).not.toBe('');
		expect(searchParams.has('signature')).toBe(true);
	});
});

describe('A suspended run', () => {
	let remember: jest.SpiedFunction<typeof reminders.remember>;
	beforeEach(() => {
		remember = jest.spyOn(reminders, 'remember');
	});
	const remembered = () => remember.mock.calls.map(([reminder]) => reminder);

	it('is remembered by the process that suspends it, and by whoever takes a call while it waits', async () => {
		const run = await runOf(1);
		await callBack(run, callbackUrl());

		const expected = { url: callbackUrl(), since: time().now(), until: time().now() + 60 * 60_000 };
		expect(remembered()).toMatchObject([expected, expected]);
	});

	it('is remembered where HeyGen cannot be asked, and HeyGen told to call again', async () => {
		const run = await runOf(1);
		down = true;

		expect(await callBack(run, callbackUrl())).toEqual({ status: 503, items: undefined });
		expect(remembered()).toHaveLength(2);
	});

	it('is forgotten once it goes on', async () => {
		const forget = jest.spyOn(reminders, 'forget');
		const run = await runOf(1);
		listed.v0 = own.v0 = 'completed';

		await callBack(run, callbackUrl());

		expect(forget).toHaveBeenCalledWith(callbackUrl());
	});

	it('is not disturbed by a call for another round', async () => {
		const run = await runOf(1);
		const url = new URL(callbackUrl());
		url.searchParams.set('heygen', '0'.repeat(32));

		expect(await callBack(run, url.href)).toEqual({ status: 200, items: undefined });
		expect(remembered()).toHaveLength(1);
	});
});
