import { given, account, look, LOOK_ID, video } from '../support/answers';
import { byId, itemsOf, runNode } from '../support/engine';
import { data, refusal, useFakeHeyGen, type Sent } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
const time = useVirtualTime();

const avatarVideo = {
	resource: 'video',
	operation: 'create',
	avatarId: byId(LOOK_ID),
	script: '={{ $json.script }}',
	wait: false,
	options: { engine: 'default' },
};

function scriptOf({ json }: Sent): string {
	return (json as { script: string }).script;
}

/** Each video is called after its script; a script that begins with "bad" is refused. */
function create(sent: Sent) {
	const script = scriptOf(sent);
	return script.startsWith('bad')
		? refusal(400, 'content_policy_violation', `Not allowed: ${script}`)
		: data({ video_id: `video ${script}`, status: 'waiting' });
}

const scripts = (...all: string[]) => itemsOf(...all.map((script) => ({ script })));

describe('Several items', () => {
	it('each use their own parameters', async () => {
		heygen().always('POST', '/v3/videos', create);

		const { items } = await runNode({
			parameters: {
				...avatarVideo,
				avatarId: { __rl: true, mode: 'id', value: '={{ $json.look }}' },
				options: { title: '={{ $json.script.toUpperCase() }}', resolution: '={{ $json.resolution }}' },
			},
			items: itemsOf(
				{ script: 'one', look: 'look-a', resolution: '720p' },
				{ script: 'two', look: 'look-b', resolution: '4k' },
			),
		});

		expect(items.map(({ json }) => json.video_id)).toEqual(['video one', 'video two']);
		expect(heygen().sent.map(({ json }) => json)).toEqual([
			{ type: 'avatar', avatar_id: 'look-a', script: 'one', title: 'ONE', resolution: '720p' },
			{ type: 'avatar', avatar_id: 'look-b', script: 'two', title: 'TWO', resolution: '4k' },
		]);
	});

	it('keep their order and pairing when the answers come in the opposite order', async () => {
		const answered = new Map<string, () => void>();
		const after = new Map(
			['one', 'two', 'three'].map((script) => [
				script,
				new Promise<void>((resolve) => answered.set(script, resolve)),
			]),
		);
		const next: Record<string, string> = { one: 'two', two: 'three' };
		const order: string[] = [];
		heygen().always('POST', '/v3/videos', async (sent) => {
			const script = scriptOf(sent);
			await after.get(next[script] ?? '');
			order.push(script);
			answered.get(script)?.();
			return create(sent);
		});

		const { items } = await runNode({ parameters: avatarVideo, items: scripts('one', 'two', 'three') });

		expect(order).toEqual(['three', 'two', 'one']);
		expect(items.map(({ json, pairedItem }) => [json.video_id, pairedItem])).toEqual([
			['video one', { item: 0 }],
			['video two', { item: 1 }],
			['video three', { item: 2 }],
		]);
	});

	it('are none where there is no input', async () => {
		const { items, error } = await runNode({ parameters: avatarVideo, items: [] });

		expect([items, error]).toEqual([[], undefined]);
	});
});

describe('On Error: Continue', () => {
	it('puts an error item in the place of the one that failed, and leaves the others alone', async () => {
		heygen().always('POST', '/v3/videos', create);

		const { items, error } = await runNode({
			parameters: avatarVideo,
			items: scripts('one', 'bad two', 'three'),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(error).toBeUndefined();
		expect(items).toEqual([
			{ json: { id: 'video one', video_id: 'video one', status: 'waiting' }, pairedItem: { item: 0 } },
			{
				json: {
					error: 'HeyGen refused the request: Not allowed: bad two',
					message:
						"Change the text or the picture so that it keeps HeyGen's content policy. HeyGen says: code content_policy_violation, request ID req-123.",
					details: { http_status: 400, code: 'content_policy_violation', request_id: 'req-123' },
				},
				pairedItem: { item: 1 },
			},
			{ json: { id: 'video three', video_id: 'video three', status: 'waiting' }, pairedItem: { item: 2 } },
		]);
	});

	it('makes an error item of a local refusal too', async () => {
		heygen().always('POST', '/v3/videos', create);

		const { items } = await runNode({
			parameters: avatarVideo,
			items: scripts('', 'two'),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items[0]).toEqual({
			json: {
				error: '"Script" is empty',
				message: 'Fill it in; an expression may have had no value for this item.',
			},
			pairedItem: { item: 0 },
		});
		expect(items[1]?.json).toMatchObject({ video_id: 'video two' });
	});

	it('makes an error item of an expression that cannot be evaluated', async () => {
		heygen().always('POST', '/v3/videos', create);

		const { items } = await runNode({
			parameters: { ...avatarVideo, script: '={{ $json.script.trim() }}' },
			items: itemsOf({ script: 'one' }, { script: 42 }, { script: 'three' }),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items.map(({ json }) => Object.keys(json).includes('error'))).toEqual([false, true, false]);
	});

	it('keeps the item index with every error', async () => {
		heygen().always('POST', '/v3/videos', create);

		const { items } = await runNode({
			parameters: avatarVideo,
			items: scripts('bad one', 'bad two'),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			['HeyGen refused the request: Not allowed: bad one', { item: 0 }],
			['HeyGen refused the request: Not allowed: bad two', { item: 1 }],
		]);
	});
});

describe('On Error: Continue (using error output)', () => {
	it('sends what failed to the error output, with the input it came from, and the rest to the other', async () => {
		heygen().always('POST', '/v3/videos', create);

		const { items, errorItems } = await runNode({
			parameters: avatarVideo,
			items: scripts('one', 'bad two', 'three', ''),
			settings: { onError: 'continueErrorOutput' },
		});

		expect(items.map(({ json }) => json.video_id)).toEqual(['video one', 'video three']);
		expect(errorItems.map(({ json }) => json)).toEqual([
			{
				script: 'bad two',
				error: 'HeyGen refused the request: Not allowed: bad two',
				message: expect.stringContaining('content policy') as string,
				details: { http_status: 400, code: 'content_policy_violation', request_id: 'req-123' },
			},
			{ script: '', error: '"Script" is empty', message: expect.any(String) as string },
		]);
		expect(errorItems.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 3 }]);
	});

	it('takes no result for an error because HeyGen calls one of its fields so', async () => {
		const failed = look({ status: 'failed', error: { code: 'training_failed', message: 'Too short' } });
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(failed));

		const { items, errorItems } = await runNode({
			parameters: { resource: 'look', operation: 'get', lookId: byId(LOOK_ID), simplify: false },
			settings: { onError: 'continueErrorOutput' },
		});

		expect(items.map(({ json }) => json)).toEqual([given(failed)]);
		expect(errorItems).toEqual([]);
	});
});

describe('On Error: Stop', () => {
	it('stops with the first failure, its item, and how many were done', async () => {
		heygen().always('POST', '/v3/videos', create);

		const { error, items } = await runNode({
			parameters: { ...avatarVideo, options: { concurrency: 1 } },
			items: scripts('one', 'two', 'bad three', 'four'),
		});

		expect(items).toEqual([]);
		expect(error?.message).toBe('HeyGen refused the request: Not allowed: bad three');
		expect(error?.context?.itemIndex).toBe(2);
		expect(error?.description).toMatch(
			/ 2 of 4 items were already done; set On Error to Continue to keep their results\.$/,
		);
		expect(heygen().sent.map(scriptOf)).toEqual(['one', 'two', 'bad three']);
	});

	it('says nothing of others where there were none', async () => {
		heygen().always('POST', '/v3/videos', create);

		const { error } = await runNode({ parameters: avatarVideo, items: scripts('bad one') });

		expect(error?.description).not.toContain('already done');
	});

	it('lets what was sent be answered, so that a repeat under the same keys finds it', async () => {
		let refused = () => {};
		const afterRefusal = new Promise<void>((resolve) => (refused = resolve));
		heygen().always('POST', '/v3/videos', async (sent) => {
			if (scriptOf(sent) === 'slow') await afterRefusal;
			else refused();
			return create(sent);
		});

		const { error } = await runNode({ parameters: avatarVideo, items: scripts('slow', 'bad') });

		expect(error?.context?.itemIndex).toBe(1);
		expect(error?.description).toContain('1 of 2 items were already done');
	});

	it('gives up waiting for the jobs of others', async () => {
		heygen().always('POST', '/v3/videos', create);

		const { error } = await runNode({
			parameters: { ...avatarVideo, wait: true, options: { concurrency: 1 } },
			items: scripts('one', 'bad two'),
		});

		expect(error?.context?.itemIndex).toBe(1);
		expect(heygen().calls).toEqual(['POST /v3/videos', 'POST /v3/videos']);
	});
});

describe('Items at Once', () => {
	const get = {
		resource: 'video',
		operation: 'get',
		videoId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
	};
	const ids = (count: number) =>
		itemsOf(...Array.from({ length: count }, (_, index) => ({ id: `v${index}` })));

	/** Answers nothing before as many requests are under way as are allowed. */
	function crowd(allowed: number) {
		let underWay = 0;
		let full = () => {};
		const crowded = new Promise<void>((resolve) => (full = resolve));
		const peak = { is: 0 };
		return {
			peak,
			pass: async () => {
				underWay++;
				peak.is = Math.max(peak.is, underWay);
				if (underWay === allowed) full();
				await crowded;
				underWay--;
			},
		};
	}

	it.each<[string, number, object]>([
		['ten', 10, {}],
		['one', 1, { concurrency: 1 }],
		['as many as the option says', 4, { concurrency: 4 }],
	])('are %s', async (_, allowed, options) => {
		const { peak, pass } = crowd(allowed);
		heygen().always('GET', /^\/v3\/videos\/v/, async ({ path }) => {
			await pass();
			return data(video(path.slice('/v3/videos/'.length)));
		});

		const { items } = await runNode({ parameters: { ...get, options }, items: ids(30) });

		expect(items.map(({ json }) => json.id)).toEqual(ids(30).map(({ json }) => json.id));
		expect(peak.is).toBe(allowed);
	});

	it('stay ten for 500 items, which all come out in order', async () => {
		const { peak, pass } = crowd(10);
		heygen().always('GET', /^\/v3\/videos\/v/, async ({ path }) => {
			await pass();
			return data(video(path.slice('/v3/videos/'.length)));
		});

		const { items } = await runNode({ parameters: get, items: ids(500) });

		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(
			ids(500).map(({ json }, index) => [json.id, { item: index }]),
		);
		expect(peak.is).toBe(10);
		expect(heygen().sent).toHaveLength(500);
	}, 30_000);
});

describe('A cancelled execution', () => {
	it('ends at once while HeyGen does not answer, and sends nothing more', async () => {
		let cancel = () => {};
		heygen().always('GET', '/v3/users/me', async () => {
			cancel();
			await new Promise<void>((resolve) => setImmediate(resolve));
			return data(account);
		});

		const { run, items } = await runNode({
			parameters: { resource: 'account', operation: 'get', options: { concurrency: 2 } },
			items: itemsOf({}, {}, {}, {}, {}),
			onStart: (_, running) => (cancel = () => running.cancel()),
		});

		expect(run.status).toBe('canceled');
		expect(items).toEqual([]);
		expect(heygen().sent.length).toBeLessThanOrEqual(2);
	});

	it('is not taken up again by Retry On Fail', async () => {
		let cancel = () => {};
		heygen().always('POST', '/v3/videos', (sent) => {
			cancel();
			return create(sent);
		});

		const { run } = await runNode({
			parameters: { ...avatarVideo, options: { concurrency: 1 } },
			items: scripts('one', 'two'),
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
			onStart: (_, running) => (cancel = () => running.cancel()),
		});

		expect(run.status).toBe('canceled');
		expect(heygen().sent.map(scriptOf)).toEqual(['one']);
		expect(time().elapsed()).toBe(0);
	});

	it('waits for no job any longer', async () => {
		let cancel = () => {};
		heygen().always('POST', '/v3/videos', create);
		heygen().on('GET', '/v3/videos/statuses', data([{ video_id: 'video one', status: 'processing' }]), () => {
			cancel();
			return data([{ video_id: 'video one', status: 'processing' }]);
		});

		const { run } = await runNode({
			parameters: { ...avatarVideo, wait: true, options: { waitLimit: 1440 } },
			items: scripts('one'),
			onStart: (_, running) => (cancel = () => running.cancel()),
		});

		expect(run.status).toBe('canceled');
		expect(heygen().calls).toEqual(['POST /v3/videos', 'GET /v3/videos/statuses', 'GET /v3/videos/statuses']);
	});
});
