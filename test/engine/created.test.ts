import { group, GROUP_ID, look, LOOK_ID, video } from '../support/answers';
import { byId, callBack, errorOf, itemsOf, runNode, type NodeRun } from '../support/engine';
import { data, FILE_HOST, lost, refusal, useFakeHeyGen, type Reply } from '../support/heygen';
import { useVirtualTime } from '../support/time';

// A job that HeyGen has created is paid. Whatever fails afterwards says that it exists and how to read it.

const heygen = useFakeHeyGen();
useVirtualTime();

const STATUSES = '/v3/videos/statuses';
const VIDEO = /^\/v3\/videos\/paid-/;
const oops = refusal(500, 'internal_error', 'Oops');
const continuing = { onError: 'continueRegularOutput' } as const;

const avatarVideo = {
	resource: 'video',
	operation: 'create',
	avatarId: byId(LOOK_ID),
	script: '={{ $json.script ?? "Hello" }}',
	wait: true,
	options: { engine: 'default' },
};
const avatar = {
	resource: 'avatar',
	operation: 'create',
	name: 'Anna',
	photoSource: 'url',
	photoUrl: 'https://example.com/anna.png',
};
const photos = { resource: 'photo', operation: 'generate', name: 'Anna', appearance: 'Brown hair' };

/** Creates a video of every script but "bad", which is refused. */
function videosAreCreated(): void {
	let count = 0;
	heygen().always('POST', '/v3/videos', ({ json }) =>
		(json as { script: string }).script === 'bad'
			? refusal(400, 'voice_unavailable', 'No voice')
			: data({ video_id: `paid-${count++}`, status: 'waiting' }),
	);
}

function statesAre(status: string): void {
	heygen().serves('GET', STATUSES, ({ query }) =>
		data((query.video_ids ?? '').split(',').map((id) => ({ video_id: id, status }))),
	);
}

async function suspendedRun(): Promise<{ run: NodeRun; url: string }> {
	videosAreCreated();
	const run = await runNode({ parameters: { ...avatarVideo, options: { waitBy: 'callback' } } });
	const [sent] = heygen().to('POST', '/v3/videos');
	return { run, url: (sent?.json as { callback_url: string }).callback_url };
}

/** What must not stand in the error of a job that exists. */
const FALSE_ADVICE = /Nothing was|Run the item again|run this item again|run the item again/;

describe('A job that cannot be read any more', () => {
	it('is named by the item that resumes without it', async () => {
		let status = 'processing';
		heygen().always('GET', STATUSES, () => data([{ video_id: 'paid-0', status }]));
		const { run, url } = await suspendedRun();
		status = 'completed';
		heygen().always('GET', VIDEO, oops);

		const { items } = await callBack(run, url);

		expect(items).toHaveLength(1);
		expect(items?.[0]?.json).toEqual({
			error: 'HeyGen could not carry out the request: Oops',
			message:
				'The video was created and is paid: do not create it again. It has the ID paid-0; read it with Video > Get. HeyGen says: code internal_error, request ID req-123.',
			details: { http_status: 500, code: 'internal_error', request_id: 'req-123', job_id: 'paid-0' },
		});
	});

	it('is named where its group cannot be read after the training', async () => {
		heygen().on(
			'POST',
			'/v3/avatars',
			data({ avatar_item: look({ status: 'processing' }), avatar_group: group() }),
		);
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(look()));
		heygen().always('GET', `/v3/avatars/${GROUP_ID}`, oops);

		const { description, context } = await errorOf({ parameters: avatar });

		expect(description).toContain(
			`The look was created and is paid: do not create it again. It has the ID ${LOOK_ID}; read it with Look > Get.`,
		);
		expect(description).not.toMatch(FALSE_ADVICE);
		expect(context?.heygen).toMatchObject({ job_id: LOOK_ID });
	});

	it.each<[string, Reply]>([
		['a refusal of the wait', refusal(403, 'forbidden', 'Not yours')],
		['a limit of requests', refusal(429, 'rate_limit_exceeded', 'Too many')],
	])('is named after %s', async (_, reply) => {
		heygen().on(
			'POST',
			'/v3/avatars',
			data({ avatar_item: look({ status: 'processing' }), avatar_group: group() }),
		);
		heygen().always('GET', `/v3/avatars/looks/${LOOK_ID}`, reply);

		const { description, context } = await errorOf({ parameters: { ...avatar, options: { waitLimit: 5 } } });

		expect(description).toContain(LOOK_ID);
		expect(description).not.toMatch(FALSE_ADVICE);
		expect(context?.heygen).toMatchObject({ job_id: LOOK_ID });
	});

	it('is named by an error of its own where one answer is about several', async () => {
		videosAreCreated();
		heygen().always('GET', STATUSES, refusal(403, 'forbidden', 'Not yours'));

		const { items } = await runNode({
			parameters: avatarVideo,
			items: itemsOf({}, {}, {}),
			settings: continuing,
		});

		for (const [index, { json }] of items.entries()) {
			expect(json).toMatchObject({
				error: 'HeyGen refused the request: Not yours',
				details: { http_status: 403, code: 'forbidden', job_id: `paid-${index}` },
			});
			expect(JSON.stringify(json.message).match(/has the ID paid-\d/g)).toEqual([`has the ID paid-${index}`]);
		}
	});

	it('is named where its file cannot be downloaded', async () => {
		videosAreCreated();
		statesAre('completed');
		heygen().always('GET', VIDEO, data(video('paid-0', { video_url: `${FILE_HOST}/v.mp4` })));
		heygen().always('GET', `${FILE_HOST}/v.mp4`, { status: 403 });

		const { message, description, context } = await errorOf({
			parameters: { ...avatarVideo, download: ['video'] },
		});

		expect(message).toContain('did not complete the download');
		expect(description).toContain('It has the ID paid-0; read it with Video > Get.');
		expect(description).toContain('Run the matching Get operation with Download for a fresh link');
		expect(context?.heygen).toEqual({ job_id: 'paid-0' });
	});
});

describe('An error that stops a run', () => {
	const stopping = { ...avatarVideo, options: { concurrency: 1 } };

	it('names the jobs the run has created', async () => {
		videosAreCreated();
		statesAre('processing');

		const { message, description, context } = await errorOf({
			parameters: stopping,
			items: itemsOf({}, {}, {}, { script: 'bad' }),
		});

		expect(message).toBe('HeyGen refused the request: No voice');
		expect(description).toContain(
			'3 videos were created and are paid: do not create them again. Read them with Video > Get: paid-0, paid-1, paid-2.',
		);
		expect(context?.heygen).toMatchObject({
			code: 'voice_unavailable',
			jobs: [0, 1, 2].map((item) => ({
				item,
				kind: 'video',
				job_id: `paid-${item}`,
				read_with: 'Video > Get',
			})),
		});
	});

	it('names them where a value is refused before anything is sent, and where they were not waited for', async () => {
		videosAreCreated();

		const { message, description, context } = await errorOf({
			parameters: { ...stopping, wait: false },
			items: itemsOf({}, { script: ' ' }),
		});

		expect(message).toBe('"Script" is empty');
		expect(description).toContain(
			'1 video was created and is paid: do not create it again. Read it with Video > Get: paid-0.',
		);
		expect(context?.heygen).toMatchObject({ jobs: [{ item: 0, job_id: 'paid-0' }] });
	});

	it('names one whose answer was lost, and which it asks for under its key before it stops', async () => {
		let answers = 0;
		heygen().always('POST', '/v3/videos', ({ json }) => {
			if ((json as { script: string }).script === 'bad') return refusal(400, 'voice_unavailable', 'No voice');
			return ++answers < 3 ? lost() : data({ video_id: 'paid-0', status: 'waiting' });
		});

		const { message, description } = await errorOf({
			parameters: avatarVideo,
			items: itemsOf({}, { script: 'bad' }),
		});

		expect(message).toBe('HeyGen refused the request: No voice');
		expect(description).toContain('1 video was created and is paid: do not create it again.');
		expect(description).toContain('paid-0');
		const keys = heygen().sent.filter(({ json }) => (json as { script: string }).script === 'Hello');
		expect(new Set(keys.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
	});

	it('says of one whose answer never came that it may exist', async () => {
		heygen().always('POST', '/v3/videos', ({ json }) =>
			(json as { script: string }).script === 'bad' ? refusal(400, 'voice_unavailable', 'No voice') : lost(),
		);

		const { message, description, context } = await errorOf({
			parameters: avatarVideo,
			items: itemsOf({}, { script: 'bad' }),
		});

		expect(message).toContain('No answer came from HeyGen');
		expect(description).toContain(
			'sent 5 times under one idempotency key, so it was carried out, and paid, once at most',
		);
		expect(context?.heygen).toMatchObject({
			others: [{ item: 1, error: 'HeyGen refused the request: No voice' }],
		});
	});

	it.each<[string, Reply]>([
		['an unmade connection', lost('ECONNREFUSED')],
		['a refusal to everybody', refusal(403, 'forbidden', 'No')],
		['a used-up quota', refusal(429, 'quota_exceeded', 'No')],
	])('says of one whose answer was lost before %s that it may exist', async (_, last) => {
		heygen().on('POST', '/v3/videos', lost());
		heygen().always('POST', '/v3/videos', last);

		const { description } = await errorOf({ parameters: avatarVideo });

		expect(description).toContain('carried out, and paid, once at most. Look in HeyGen whether it is there');
		expect(description).not.toMatch(/Nothing was/);
	});

	it('says of one that HeyGen is still working on that it is there, and not to ask anew', async () => {
		heygen().always('POST', '/v3/videos', refusal(409, 'request_in_progress', 'Busy'));

		const { description } = await errorOf({ parameters: avatarVideo });

		expect(description).toMatch(/still working on the first request.*a new execution has a key of its own/);
	});

	it('counts nothing as done that HeyGen would call back about', async () => {
		videosAreCreated();

		const { description } = await errorOf({
			parameters: { ...stopping, options: { waitBy: 'callback' } },
			items: itemsOf({}, { script: 'bad' }),
		});

		expect(description).toContain('1 video was created');
		expect(description).not.toContain('already done');
	});

	it('names five of many and counts the others, which are all in the details', async () => {
		videosAreCreated();
		statesAre('processing');

		const { description, context } = await errorOf({
			parameters: stopping,
			items: itemsOf(...Array.from({ length: 12 }, () => ({})), { script: 'bad' }),
		});

		expect(description).toContain(
			'12 videos were created and are paid: do not create them again. Read them with Video > Get: paid-0, paid-1, paid-2, paid-3, paid-4 and 7 more.',
		);
		expect((context?.heygen as { jobs: unknown[] }).jobs).toHaveLength(12);
	});

	it('names a batch once, and each of its videos in the details', async () => {
		heygen().on(
			'POST',
			'/v3/videos/batches',
			data({ batch_id: 'batch-0', status: 'processing', total_items: 100 }),
			refusal(402, 'insufficient_credit', 'No'),
		);

		const { description, context } = await errorOf({
			parameters: { ...avatarVideo, operation: 'createBatch', wait: false },
			items: itemsOf(...Array.from({ length: 120 }, () => ({}))),
		});

		expect(description).toContain(
			'100 videos were created and are paid: do not create them again. Read them with Video > Get Batch: batch-0.',
		);
		expect((context?.heygen as { jobs: unknown[] }).jobs[99]).toEqual({
			item: 99,
			kind: 'video',
			batch_id: 'batch-0',
			item_index: 99,
			read_with: 'Video > Get Batch',
		});
	});

	it('of photos, too, under Retry On Fail; and does not say to run all of them again', async () => {
		let count = 0;
		heygen().always('POST', '/v2/photo_avatar/photo/generate', ({ json }) =>
			(json as { name: string }).name === 'lost' ? lost() : data({ generation_id: `gen-${count++}` }),
		);

		const { message, description, context } = await errorOf({
			parameters: { ...photos, name: '={{ $json.name }}', wait: false, options: { concurrency: 1 } },
			items: itemsOf({ name: 'a' }, { name: 'b' }, { name: 'lost' }, { name: 'd' }),
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});

		expect(message).toContain('An earlier try sent this request');
		expect(description).toContain(
			'2 photo generations were created and are paid: do not create them again. Read them with Photo > Get Generation: gen-0, gen-1.',
		);
		expect(description).not.toContain('run the workflow again');
		expect(context?.heygen).toMatchObject({ jobs: [{ job_id: 'gen-0' }, { job_id: 'gen-1' }] });
		expect(heygen().to('POST', '/v2/photo_avatar/photo/generate')).toHaveLength(3);
	});

	it('tells of the other items that failed beside it', async () => {
		let sent = 0;
		heygen().always('POST', '/v2/photo_avatar/photo/generate', async () => {
			for (sent++; sent < 3;) await new Promise<void>((resolve) => setImmediate(resolve));
			return lost();
		});

		const { context, description } = await errorOf({
			parameters: { ...photos, wait: false },
			items: itemsOf({}, {}, {}),
		});

		expect(description).toContain('2 other items failed, too: see the details.');
		expect(context?.heygen).toMatchObject({
			others: [1, 2].map((item) => ({ item, error: expect.stringContaining('No answer came') })),
		});
	});

	it('says nothing of jobs where there are none', async () => {
		heygen().on('POST', '/v3/videos', refusal(400, 'voice_unavailable', 'No voice'));

		const { description, context } = await errorOf({ parameters: avatarVideo });

		expect(description).not.toContain('created');
		expect(context?.heygen).not.toHaveProperty('jobs');
	});

	it('is not joined to the error items of a run that goes on', async () => {
		videosAreCreated();

		const { items } = await runNode({
			parameters: { ...stopping, wait: false },
			items: itemsOf({}, { script: 'bad' }),
			settings: continuing,
		});

		expect(items[1]?.json.details).not.toHaveProperty('jobs');
	});
});
