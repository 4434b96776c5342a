import type { IDataObject } from 'n8n-workflow';

import { group, GROUP_ID, look, LOOK_ID, video } from '../support/answers';
import { byId, errorOf, itemsOf, outputOf, runNode } from '../support/engine';
import { data, FILE_HOST, lost, page, refusal, useFakeHeyGen, type Sent } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
const time = useVirtualTime();

const LOOK = `/v3/avatars/looks/${LOOK_ID}`;
const STATUSES = '/v3/videos/statuses';

const avatar = {
	resource: 'avatar',
	operation: 'create',
	type: 'digital_twin',
	name: 'Anna',
	footageSource: 'url',
	footageUrl: 'https://example.com/anna.mp4',
};
const avatarVideo = {
	resource: 'video',
	operation: 'create',
	avatarId: byId(LOOK_ID),
	script: '={{ $json.script ?? "Hello" }}',
	options: { engine: 'default' },
};
const photos = { resource: 'photo', operation: 'generate', name: 'Anna', appearance: 'Brown hair' };

function avatarIsCreated(): void {
	heygen().on(
		'POST',
		'/v3/avatars',
		data({ avatar_item: look({ status: 'processing' }), avatar_group: group() }),
	);
}

/** A look that trains for a while of virtual time; gives the moments at which it was asked about. */
function training(milliseconds: number): number[] {
	const asked: number[] = [];
	avatarIsCreated();
	heygen().always('GET', LOOK, () => {
		asked.push(time().elapsed());
		return data(look({ status: time().elapsed() < milliseconds ? 'processing' : 'completed' }));
	});
	return asked;
}

/** Videos that render for a while of virtual time, from the moment each is created. */
function rendering(milliseconds: (id: string) => number, ending: 'completed' | 'failed' = 'completed') {
	const createdAt = new Map<string, number>();
	const statusOf = (id: string) =>
		time().now() - (createdAt.get(id) ?? 0) >= milliseconds(id) ? ending : 'processing';
	heygen().always('POST', '/v3/videos', ({ json }) => {
		const id = `video-${createdAt.size}-${(json as { script: string }).script}`;
		createdAt.set(id, time().now());
		return data({ video_id: id, status: 'waiting' });
	});
	heygen().always('GET', STATUSES, ({ query }: Sent) =>
		data((query.video_ids ?? '').split(',').map((id) => ({ video_id: id, status: statusOf(id) }))),
	);
	heygen().serves('GET', /^\/v3\/videos\/video-/, ({ path }) => {
		const id = path.slice('/v3/videos/'.length);
		return data(video(id, { status: statusOf(id) }));
	});
	heygen().serves('GET', '/v3/videos', () =>
		page(
			[...createdAt.keys()].map((id) => video(id, { status: statusOf(id), video_url: `${FILE_HOST}/${id}` })),
		),
	);
	return createdAt;
}

describe('Waiting for a look', () => {
	it('asks until it is trained, at growing intervals, and reads the group then', async () => {
		const asked = training(40_000);
		heygen().on('GET', `/v3/avatars/${GROUP_ID}`, data(group({ consent_status: 'approved' })));

		const output = await outputOf({ parameters: avatar });

		expect(output).toMatchObject([{ look_id: LOOK_ID, status: 'completed', consent_status: 'approved' }]);
		expect(asked).toEqual([2_000, 4_000, 6_000, 9_000, 13_500, 20_250, 30_375, 45_562.5]);
	});

	it('never asks more seldom than every 30 seconds', async () => {
		const asked = training(600_000);
		heygen().on('GET', `/v3/avatars/${GROUP_ID}`, data(group()));

		await outputOf({ parameters: avatar });

		const pauses = asked.map((at, index) => at - (asked[index - 1] ?? 0));
		expect(Math.max(...pauses)).toBe(30_000);
		expect(pauses.filter((pause) => pause === 30_000).length).toBeGreaterThan(15);
	});

	it('fails with its code and message, although the group reads completed', async () => {
		avatarIsCreated();
		heygen().on(
			'GET',
			LOOK,
			data(
				look({
					status: 'failed',
					error: { code: 'training_failed', message: 'Footage is too short or too long' },
				}),
			),
		);

		const { message, description, context } = await errorOf({ parameters: avatar });

		expect(message).toBe('HeyGen could not make the look: Footage is too short or too long');
		expect(description).toContain(`has the ID ${LOOK_ID} and the code training_failed`);
		expect(context?.heygen).toEqual({ job_id: LOOK_ID, code: 'training_failed' });
	});

	it('ends at pending_consent, so that Start Consent can follow', async () => {
		avatarIsCreated();
		heygen().on('GET', LOOK, data(look({ status: 'pending_consent' })));
		heygen().on('GET', `/v3/avatars/${GROUP_ID}`, data(group({ consent_status: 'pending' })));

		expect(await outputOf({ parameters: avatar })).toMatchObject([
			{ status: 'pending_consent', consent_status: 'pending', group_id: GROUP_ID },
		]);
	});

	it('goes on through pending_consent with Wait for Consent', async () => {
		avatarIsCreated();
		heygen().on(
			'GET',
			LOOK,
			data(look({ status: 'pending_consent' })),
			data(look({ status: 'pending_consent' })),
			data(look()),
		);
		heygen().on('GET', `/v3/avatars/${GROUP_ID}`, data(group({ consent_status: 'approved' })));

		const output = await outputOf({ parameters: { ...avatar, options: { waitForConsent: true } } });

		expect(output).toMatchObject([{ status: 'completed', consent_status: 'approved' }]);
	});

	it('ends at its limit with the ID and how to go on', async () => {
		avatarIsCreated();
		heygen().always('GET', LOOK, data(look({ status: 'processing' })));

		const { message, description, context } = await errorOf({
			parameters: { ...avatar, options: { waitLimit: 2.5 } },
		});

		expect(message).toBe(`The look ${LOOK_ID} is not finished after 2.5 minutes`);
		expect(description).toContain(`Read it later with Look > Get and the ID ${LOOK_ID}`);
		expect(description).toContain('do not create it again');
		expect(context?.heygen).toEqual({ job_id: LOOK_ID });
		expect(time().elapsed()).toBe(150_000);
	});

	it('outlasts a HeyGen that is out of reach for minutes', async () => {
		avatarIsCreated();
		heygen().always('GET', LOOK, () =>
			time().elapsed() < 120_000
				? time().elapsed() % 2
					? lost()
					: refusal(503, 'internal_error', 'Later')
				: data(look()),
		);
		heygen().on('GET', `/v3/avatars/${GROUP_ID}`, data(group()));

		expect(await outputOf({ parameters: avatar })).toMatchObject([{ status: 'completed' }]);
	});
});

describe('Waiting for photos', () => {
	const GENERATION = '/v2/photo_avatar/generation/gen-1';

	it.each(['pending', 'in_progress', 'processing'])('goes on through %s', async (status) => {
		heygen().on('POST', '/v2/photo_avatar/photo/generate', data({ generation_id: 'gen-1' }));
		heygen().on('GET', GENERATION, data({ id: 'gen-1', status }), data({ id: 'gen-1', status: 'success' }));

		expect(await outputOf({ parameters: photos })).toMatchObject([
			{ status: 'success', generation_id: 'gen-1' },
		]);
	});

	it('fails with what HeyGen says', async () => {
		heygen().on('POST', '/v2/photo_avatar/photo/generate', data({ generation_id: 'gen-1' }));
		heygen().on('GET', GENERATION, data({ id: 'gen-1', status: 'failed', msg: 'No face' }));

		const { message, context } = await errorOf({ parameters: photos });

		expect(message).toBe('HeyGen could not make the photo generation: No face');
		expect(context?.heygen).toEqual({ job_id: 'gen-1' });
	});
});

describe('Waiting for videos', () => {
	it('fails with the code and message of the one that failed; the others come out', async () => {
		heygen().always('POST', '/v3/videos', ({ json }) =>
			data({ video_id: (json as { script: string }).script, status: 'waiting' }),
		);
		heygen().on(
			'GET',
			STATUSES,
			data([
				{ video_id: 'good', status: 'completed' },
				{ video_id: 'bad', status: 'failed' },
			]),
		);
		heygen().on('GET', '/v3/videos/good', data(video('good')));
		heygen().on(
			'GET',
			'/v3/videos/bad',
			data(
				video('bad', { status: 'failed', failure_code: 'render_failed', failure_message: 'Out of memory' }),
			),
		);

		const { items } = await runNode({
			parameters: avatarVideo,
			items: itemsOf({ script: 'good' }, { script: 'bad' }),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items[0]?.json).toMatchObject({ video_id: 'good', status: 'completed' });
		expect(items[1]?.json).toMatchObject({
			error: 'HeyGen could not make the video: Out of memory',
			details: { job_id: 'bad', code: 'render_failed' },
		});
	});

	it('ends for a video that HeyGen no longer has', async () => {
		heygen().on('POST', '/v3/videos', data({ video_id: 'v', status: 'waiting' }));
		heygen().on('GET', STATUSES, data([{ video_id: 'v', status: 'not_found' }]));
		heygen().on('GET', '/v3/videos/v', refusal(404, 'video_not_found', 'No such video'));

		const { message } = await errorOf({ parameters: avatarVideo });

		expect(message).toBe('HeyGen no longer has the video v');
	});

	it.each(['waiting', 'pending', 'processing'])('goes on through %s', async (status) => {
		heygen().on('POST', '/v3/videos', data({ video_id: 'v', status: 'waiting' }));
		heygen().on(
			'GET',
			STATUSES,
			data([{ video_id: 'v', status }]),
			data([{ video_id: 'v', status: 'completed' }]),
		);
		heygen().on('GET', '/v3/videos/v', data(video('v')));

		expect(await outputOf({ parameters: avatarVideo })).toMatchObject([{ status: 'completed' }]);
	});

	it('asks about all of them in one request, and reads those that ended together in one', async () => {
		const created = rendering(() => 20_000);

		const output = await outputOf({ parameters: avatarVideo, items: itemsOf({}, {}, {}, {}, {}) });

		expect(output.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'completed'));
		for (const { query } of heygen().to('GET', STATUSES)) {
			expect(query.video_ids?.split(',').sort()).toEqual([...created.keys()].sort());
		}
		expect(heygen().to('GET', '/v3/videos')).toHaveLength(1);
		expect(heygen().to('GET', /^\/v3\/videos\/video-/)).toEqual([]);
		expect(heygen().to('GET', STATUSES).length).toBeLessThanOrEqual(8);
	});

	it('asks about a hundred at a time, and of 250 in no more requests than it must', async () => {
		rendering(() => 30_000);

		const output = await outputOf({
			parameters: { ...avatarVideo, options: { concurrency: 50 } },
			items: itemsOf(...Array.from({ length: 250 }, () => ({}))),
		});

		expect(output).toHaveLength(250);
		const asked = heygen()
			.to('GET', STATUSES)
			.map(({ query }) => query.video_ids?.split(',').length ?? 0);
		expect(Math.max(...asked)).toBe(100);
		expect(asked.length).toBeLessThanOrEqual(3 * 8);
	}, 30_000);

	it('creates others meanwhile: an item that waits takes no place', async () => {
		rendering(() => 10_000);

		await outputOf({
			parameters: { ...avatarVideo, options: { concurrency: 1 } },
			items: itemsOf({ script: 'a' }, { script: 'b' }, { script: 'c' }),
		});

		const calls = heygen().sent.map(({ method }) => method);
		expect(calls.slice(0, 3)).toEqual(['POST', 'POST', 'POST']);
		expect(time().elapsed()).toBeLessThan(20_000);
	});

	it('keeps the order when later items end first', async () => {
		const times: Record<string, number> = { a: 60_000, b: 30_000, c: 5_000 };
		rendering((id) => times[id.slice(-1)] ?? 0);

		const { items } = await runNode({
			parameters: avatarVideo,
			items: itemsOf({ script: 'a' }, { script: 'b' }, { script: 'c' }),
		});

		expect(items.map(({ json, pairedItem }) => [json.video_id, pairedItem])).toEqual([
			['video-0-a', { item: 0 }],
			['video-1-b', { item: 1 }],
			['video-2-c', { item: 2 }],
		]);
	});

	it('ends at its own limit for each item', async () => {
		rendering(() => 10 * 60_000);

		const { items } = await runNode({
			parameters: { ...avatarVideo, options: { waitLimit: '={{ $json.limit }}' } },
			items: itemsOf({ limit: 1 }, { limit: 20 }),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items[0]?.json.error).toBe('The video video-0-Hello is not finished after 1 minute');
		expect(items[1]?.json.status).toBe('completed');
	});

	it('goes on while a limit of running jobs keeps the others from being created', async () => {
		let running = 0;
		const doneAt = new Map<string, number>();
		heygen().always('POST', '/v3/videos', () => {
			running = [...doneAt.values()].filter((at) => at > time().now()).length;
			if (running >= 2)
				return refusal(429, 'rate_limit_exceeded', 'Too many', { headers: { 'Retry-After': '5' } });
			const id = `v${doneAt.size}`;
			doneAt.set(id, time().now() + 20_000);
			return data({ video_id: id, status: 'waiting' });
		});
		const statusOf = (id: string) => ((doneAt.get(id) ?? 0) <= time().now() ? 'completed' : 'processing');
		heygen().always('GET', STATUSES, ({ query }) =>
			data((query.video_ids ?? '').split(',').map((id) => ({ video_id: id, status: statusOf(id) }))),
		);
		heygen().always('GET', /^\/v3\/videos\/v\d/, ({ path }) => data(video(path.slice('/v3/videos/'.length))));

		const output = await outputOf({ parameters: avatarVideo, items: itemsOf({}, {}, {}, {}, {}, {}) });

		expect(output.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 'completed'));
		expect(doneAt.size).toBe(6);
		expect(time().elapsed()).toBeLessThanOrEqual(1.25 * 60_000);
	});
});

describe('Waiting for a callback', () => {
	it('is not taken for a failure by Retry On Fail, and gives nothing while it waits', async () => {
		heygen().always('POST', '/v3/videos', ({ json }) =>
			data({ video_id: (json as { script: string }).script, status: 'waiting' }),
		);
		heygen().on('GET', STATUSES, data([{ video_id: 'a', status: 'processing' }]));

		const { run, items, error } = await runNode({
			parameters: { ...avatarVideo, script: '={{ $json.script }}', options: { waitBy: 'callback' } },
			items: itemsOf({ script: 'a' }, { script: 'b' }),
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});

		expect([error, run.status, items]).toEqual([undefined, 'waiting', []]);
		expect(run.waitTill).toBeInstanceOf(Date);
		expect(heygen().calls).toEqual(['POST /v3/videos', 'POST /v3/videos', `GET ${STATUSES}`]);
	});
});

describe('Without waiting', () => {
	it.each<[string, IDataObject, string]>([
		['a look', avatar, '/v3/avatars'],
		['a video', avatarVideo, '/v3/videos'],
		['photos', photos, '/v2/photo_avatar/photo/generate'],
	])('%s is created and not read', async (_, parameters, path) => {
		heygen().on('POST', path, () =>
			data(
				path === '/v3/avatars'
					? { avatar_item: look({ status: 'processing' }), avatar_group: group() }
					: path === '/v3/videos'
						? { video_id: 'v', status: 'waiting' }
						: { generation_id: 'g' },
			),
		);

		await outputOf({ parameters: { ...parameters, wait: false } });

		expect(heygen().calls).toEqual([`POST ${path}`]);
		expect(time().elapsed()).toBe(0);
	});
});
