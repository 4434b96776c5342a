import { createHash } from 'node:crypto';
import type { IDataObject, IExecuteContextData } from 'n8n-workflow';

import { forgetChains } from '../../nodes/HeyGen/run/chain';
import { batch, group, look, LOOK_ID, video } from '../support/answers';
import { byId, itemsOf, runNode, type NodeRun, type RunOptions } from '../support/engine';
import { itemWith, keepFilesIn, png, zip } from '../support/files';
import {
	data,
	FILE_HOST,
	lost,
	multipartFile,
	refusal,
	useFakeHeyGen,
	type Reply,
	type Sent,
} from '../support/heygen';
import { useVirtualTime } from '../support/time';
import { agentOf } from '../support/tool';

// Which jobs count as the same, and what is made once for them.

const heygen = useFakeHeyGen();
const time = useVirtualTime();

const LINK = `${FILE_HOST}/video.mp4`;
const MINUTE = 60_000;
/** The same in every run. */
const BYTES = png();

const spoken = {
	resource: 'video',
	operation: 'create',
	avatarId: byId(LOOK_ID),
	script: '={{ $json.script ?? "Hello" }}',
	wait: false,
	options: { engine: 'default' },
};
const with_ = (options: IDataObject, more: IDataObject = {}): IDataObject => ({
	...spoken,
	...more,
	options,
});
const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

interface Kept {
	readonly createdAt: number;
	readonly readyAt: number;
	status: 'completed' | 'failed';
}

/** What the account holds, by ID. */
let videos: Map<string, Kept>;
/** What HeyGen answered first, by scope and key; refusals, too. */
let answers: Map<string, Reply>;
let executions: number;
let renderMs: number;
/** Whether HeyGen shows nothing of what it holds. */
let hidden: boolean;
/** What HeyGen answers to a creation instead of taking it. */
let refuse: (sent: Sent) => Reply | undefined;

const seconds = () => Math.floor(time().now() / 1000);

/** HeyGen's first answer to a key, for a day. */
function once(sent: Sent, answer: () => Reply): Reply {
	const name = `${sent.path} ${sent.headers['idempotency-key'] ?? ''}`;
	const known = answers.get(name) ?? answer();
	if (known.networkError === undefined && (known.status ?? 200) < 500) answers.set(name, known);
	return known;
}

function shown(id: string): Reply {
	const kept = hidden ? undefined : videos.get(id);
	if (!kept) return refusal(404, 'video_not_found', 'No such video');
	const status = time().now() < kept.readyAt ? 'processing' : kept.status;
	return data(
		video(id, {
			status,
			created_at: kept.createdAt,
			...(status === 'completed' ? { video_url: LINK, duration: 2 } : {}),
			...(status === 'failed' ? { failure_code: 'rendering_failed', failure_message: 'It broke' } : {}),
		}),
	);
}

beforeEach(() => {
	forgetChains();
	videos = new Map();
	answers = new Map();
	executions = 0;
	renderMs = 10_000;
	hidden = false;
	refuse = () => undefined;
	heygen().serves('POST', '/v3/videos', (sent) =>
		once(sent, () => {
			const refused = refuse(sent);
			if (refused) return refused;
			const id = `video-${videos.size + 1}`;
			videos.set(id, { createdAt: seconds(), readyAt: time().now() + renderMs, status: 'completed' });
			return data({ video_id: id, status: 'waiting' });
		}),
	);
	heygen().serves('GET', '/v3/videos/statuses', ({ query }) =>
		data(
			(query.video_ids ?? '').split(',').map((id) => {
				const kept = videos.get(id);
				const status = !kept ? 'not_found' : time().now() < kept.readyAt ? 'processing' : kept.status;
				return { video_id: id, status };
			}),
		),
	);
	heygen().serves('GET', /^\/v3\/videos\/(?!statuses)[^/]+$/, ({ path }) =>
		shown(path.split('/').pop() ?? ''),
	);
});

/** Runs the node in an execution of its own, by hand unless told otherwise, a minute after the one before. */
async function run(options: Partial<RunOptions> = {}): Promise<NodeRun> {
	if (executions > 0) await time().sleep(MINUTE);
	executions++;
	return await runNode({
		parameters: spoken,
		executionId: `execution-${executions}`,
		mode: 'manual',
		...options,
	});
}

const idsOf = ({ items }: NodeRun) => items.map(({ json }) => json.video_id ?? json.id);
const creates = () => heygen().to('POST', '/v3/videos');

describe('A workflow that is run by hand twenty times', () => {
	it('makes one video, and says from the second time on that it is the first one', async () => {
		const runs: NodeRun[] = [];
		for (let count = 0; count < 20; count++) runs.push(await run());

		expect(videos.size).toBe(1);
		expect(new Set(runs.flatMap(idsOf))).toEqual(new Set(['video-1']));
		const [first, ...others] = runs;
		expect(first?.items[0]?.json).not.toHaveProperty('reused');
		expect(first?.hints).toEqual([]);
		const createdAt = new Date((videos.get('video-1')?.createdAt ?? 0) * 1000).toISOString();
		for (const { items, hints } of others) {
			expect(items[0]?.json).toMatchObject({ reused: true, originally_created_at: createdAt });
			expect(hints).toEqual([
				'1 job was given again that an earlier run has created, and nothing was paid for it. To have a new one, set In Manual Runs to Always New, in the options.',
			]);
		}
	});

	it('is paid for the first time alone', async () => {
		const waiting = { ...spoken, wait: true };

		const prices = [await run({ parameters: waiting }), await run({ parameters: waiting })].map(
			({ items }) => items[0]?.json.estimated_price,
		);

		expect(prices).toEqual([expect.objectContaining({ usd_from: 0.1, usd_to: 0.1334 }), undefined]);
	});

	it('makes a second one once a word is changed', async () => {
		await run({ items: itemsOf({ script: 'Hello' }) });
		await run({ items: itemsOf({ script: 'Hello Anna' }) });
		const back = await run({ items: itemsOf({ script: 'Hello' }) });

		expect(videos.size).toBe(2);
		expect(idsOf(back)).toEqual(['video-1']);
	});

	it('makes one more for whatever else HeyGen is told', async () => {
		await run();
		await run({ parameters: with_({ title: 'Another' }) });
		await run({ parameters: with_({ customBody: '{"motion_prompt": "Waves"}' }) });

		expect(videos.size).toBe(3);
	});

	it('makes no other for what HeyGen is not told', async () => {
		await run();
		await run({ parameters: with_({ concurrency: 3 }, { wait: true, options: { waitLimit: 5 } }) });

		expect(videos.size).toBe(1);
	});

	it('counts apart from another node, and another workflow', async () => {
		await run();
		await run({ settings: { id: 'node-2' } });
		await run({ workflowId: 'workflow-2' });

		expect(videos.size).toBe(3);
	});

	it('gives each of two equal items a job of its own, each time the same two', async () => {
		const first = await run({ items: itemsOf({}, {}) });
		const second = await run({ items: itemsOf({}, {}) });
		const third = await run({ items: itemsOf({}, {}, {}) });

		expect(videos.size).toBe(3);
		expect(new Set(idsOf(first)).size).toBe(2);
		expect(new Set(idsOf(second))).toEqual(new Set(idsOf(first)));
		expect(third.hints.join()).toContain('2 jobs were given again');
	});

	it('keeps the rounds of a loop apart, whatever round a row comes in', async () => {
		const loop = async (...rounds: string[]) => {
			const contextData: IExecuteContextData = {};
			await time().sleep(MINUTE);
			executions++;
			const executionId = `loop-${executions}`;
			const given: unknown[] = [];
			for (const [runsBefore, script] of rounds.entries()) {
				const round: Partial<RunOptions> = {
					items: itemsOf({ script }),
					executionId,
					runsBefore,
					contextData,
				};
				const done = await runNode({ parameters: spoken, mode: 'manual', ...round });
				expect(done.error).toBeUndefined();
				given.push(...idsOf(done));
			}
			return given;
		};

		expect(await loop('a', 'a', 'b')).toEqual(['video-1', 'video-2', 'video-3']);
		expect(await loop('new', 'a', 'a', 'b')).toEqual(['video-4', 'video-1', 'video-2', 'video-3']);
	});
});

describe('Pay Once Per', () => {
	it.each<[string, number, Partial<RunOptions>]>([
		['is Execution in production', 3, { mode: 'trigger' }],
		['is Content by hand', 1, {}],
		['is Content for a sub-workflow of a run by hand', 1, { mode: 'integrated', rootMode: 'manual' }],
		['is Execution for a sub-workflow in production', 3, { mode: 'integrated', rootMode: 'trigger' }],
		['can be Content in production', 1, { mode: 'trigger', parameters: with_({ payOncePer: 'content' }) }],
		['can be Execution by hand', 3, { parameters: with_({ payOncePer: 'execution' }) }],
		[
			'gives way to In Manual Runs: Always New by hand',
			3,
			{ parameters: with_({ payOncePer: 'content', inManualRuns: 'new' }) },
		],
		[
			'does not give way to it in production',
			1,
			{ mode: 'trigger', parameters: with_({ payOncePer: 'content', inManualRuns: 'new' }) },
		],
		[
			'gives way to In Manual Runs: Reuse by hand',
			1,
			{ parameters: with_({ payOncePer: 'execution', inManualRuns: 'reuse' }) },
		],
		[
			'can be the own key',
			1,
			{ mode: 'trigger', parameters: with_({ payOncePer: 'ownKey', idempotencyKey: 'row-1' }) },
		],
		[
			'is the own key where there is one',
			1,
			{ mode: 'trigger', parameters: with_({ idempotencyKey: 'row-1' }) },
		],
		[
			'gives way to Always New with an own key, too',
			3,
			{ parameters: with_({ idempotencyKey: 'row-1', inManualRuns: 'new' }) },
		],
	])('%s', async (_, expected, options) => {
		for (let count = 0; count < 3; count++) expect((await run(options)).error).toBeUndefined();

		expect(videos.size).toBe(expected);
	});

	it('does not count the content under an own key', async () => {
		const parameters = with_({ idempotencyKey: 'row-1' });
		await run({ parameters, items: itemsOf({ script: 'a' }) });
		await run({ parameters, items: itemsOf({ script: 'b' }) });

		expect(creates().map(({ headers }) => headers['idempotency-key'])).toEqual(['row-1', 'row-1']);
	});

	it.each([
		[{ payOncePer: 'ownKey' }, '"Pay Once Per" is set to Own Key, and "Idempotency Key" is empty'],
		[
			{ payOncePer: 'content', idempotencyKey: 'row-1' },
			'"Idempotency Key" cannot be combined with "Pay Once Per" Content',
		],
	])('refuses %j before anything leaves', async (options, message) => {
		const { error } = await run({ parameters: with_(options) });

		expect(error?.message).toBe(message);
		expect(heygen().sent).toEqual([]);
	});

	it('says of what an own key gives again that it was there, once that is known', async () => {
		const parameters = with_({ idempotencyKey: 'row-1' }, { wait: true });
		await run({ parameters, mode: 'trigger' });
		const { items, hints } = await run({ parameters, mode: 'trigger' });

		expect(items[0]?.json).toMatchObject({ reused: true });
		expect(items[0]?.json).not.toHaveProperty('estimated_price');
		expect(hints.join()).toContain('To have a new one, give other values for Idempotency Key.');
	});
});

describe('What is no good any more', () => {
	const fail = (id: string) => {
		const kept = videos.get(id);
		if (kept) kept.status = 'failed';
	};

	it.each([
		['remembered', () => {}],
		['after a restart of n8n', forgetChains],
	])('is not given again: a failed job, %s', async (_, restart) => {
		await run();
		fail('video-1');
		restart();
		const second = await run();
		fail('video-2');
		restart();
		const third = await run();
		restart();
		const fourth = await run();

		expect([second, third, fourth].flatMap(idsOf)).toEqual(['video-2', 'video-3', 'video-3']);
		expect(second.items[0]?.json).not.toHaveProperty('reused');
		expect(fourth.items[0]?.json).toMatchObject({ reused: true });
	});

	it('is not made a second time where HeyGen cannot read it yet, however long', async () => {
		hidden = true;
		const first = await run();
		hidden = false;
		const second = await run();

		expect([first, second].map(idsOf)).toEqual([['video-1'], ['video-1']]);
		expect(videos.size).toBe(1);
	});

	it('is found out in one run more, where n8n has restarted since it was deleted', async () => {
		await run();
		videos.delete('video-1');
		videos.set('filler', { createdAt: 0, readyAt: 0, status: 'completed' });
		forgetChains();
		await run();

		expect(idsOf(await run())).toEqual(['video-2']);
	});

	it('takes one request more to find', async () => {
		await run();
		fail('video-1');
		await run();
		fail('video-2');
		heygen().sent.length = 0;
		await run();

		expect(heygen().calls).toEqual([
			'POST /v3/videos',
			'GET /v3/videos/video-2',
			'POST /v3/videos',
			'GET /v3/videos/video-3',
		]);
	});

	it('is not given again: a deleted job, of which HeyGen is asked twice', async () => {
		await run();
		videos.delete('video-1');
		videos.set('filler', { createdAt: 0, readyAt: 0, status: 'completed' });
		heygen().sent.length = 0;
		const second = await run();

		expect(idsOf(second)).toEqual(['video-2']);
		expect(heygen().calls.slice(0, 4)).toEqual([
			'POST /v3/videos',
			'GET /v3/videos/video-1',
			'GET /v3/videos/video-1',
			'POST /v3/videos',
		]);
	});

	it.each([
		['remembered', () => {}, 2],
		['after a restart of n8n', forgetChains, 2],
	])('is not given again: a refusal, %s', async (_, restart, requests) => {
		refuse = () => refusal(402, 'insufficient_credit', 'Insufficient credit');
		expect((await run()).error?.message).toContain('Insufficient credit');
		refuse = () => undefined;
		restart();
		heygen().sent.length = 0;
		const first = await run();

		// Without the memory, the one request more was refused before, too: nothing is paid, and the next run finds a key.
		const second = await run();
		const third = await run();

		expect(creates().length).toBeGreaterThanOrEqual(requests);
		expect(videos.size).toBe(1);
		expect([second, third].flatMap(idsOf)).toEqual(['video-1', 'video-1']);
		expect(first.error === undefined).toBe(restart !== forgetChains);
	});

	it('is one of this attempt where Retry On Fail runs it again, and is not paid a second time', async () => {
		renderMs = 0;
		refuse = () => {
			setImmediate(() => fail('video-1'));
			return undefined;
		};
		const { error } = await run({ parameters: { ...spoken, wait: true }, settings: retrying });

		expect(error?.message).toBe('HeyGen could not make the video: It broke');
		expect(videos.size).toBe(1);
		expect(creates()).toHaveLength(3);

		refuse = () => undefined;
		expect((await run({ parameters: { ...spoken, wait: true } })).error).toBeUndefined();
		expect(videos.size).toBe(2);
	});
});

describe('Content', () => {
	it('stands under one key where the answers are lost, and Retry On Fail asks again', async () => {
		let losing = 7;
		refuse = () => (losing-- > 0 ? lost() : undefined);

		const { error, items } = await run({ settings: retrying });

		expect([error, items.length]).toEqual([undefined, 1]);
		expect(new Set(creates().map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
		expect(creates()).toHaveLength(8);
	});

	it('is that of the first try where an expression gives something else at the next', async () => {
		let refusing = true;
		refuse = () => {
			if (!refusing) return undefined;
			refusing = false;
			return { ...lost(), networkError: 'ECONNRESET' };
		};
		const parameters = { ...spoken, script: '={{ $now.toMillis() }} {{ Math.random() }}' };
		await run({ parameters: { ...parameters, wait: true, options: { waitLimit: 0.1 } }, settings: retrying });

		expect(new Set(creates().map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
		expect(videos.size).toBe(1);
	});

	it('tells a new job by the clock of HeyGen, however far it is from that of n8n', async () => {
		const ahead = 5 * MINUTE;
		const dated = (reply: Reply): Reply => ({
			...reply,
			headers: { Date: new Date(time().now() - ahead).toUTCString() },
		});
		heygen().serves('POST', '/v3/avatars', (sent) =>
			dated(
				once(sent, () =>
					data({
						avatar_item: look({ status: 'processing' }),
						avatar_group: group({ created_at: seconds() - ahead / 1000 }),
					}),
				),
			),
		);
		heygen().serves('GET', `/v3/avatars/looks/${LOOK_ID}`, () => dated(data(look({ status: 'processing' }))));
		const parameters = {
			resource: 'avatar',
			operation: 'create',
			name: 'Anna',
			photoSource: 'url',
			photoUrl: 'https://example.com/a.png',
			wait: false,
		};

		const [first, second] = [await run({ parameters }), await run({ parameters })];

		expect(first.items[0]?.json).not.toHaveProperty('reused');
		expect(first.items[0]?.json).toHaveProperty('estimated_price');
		expect(second.items[0]?.json).toMatchObject({ reused: true });
	});

	it('is the same for an agent that asks for it again', async () => {
		const agent = agentOf({
			parameters: { ...spoken, script: "={{ $fromAI('script', 'what is said', 'string') }}" },
		});

		await agent.call({ script: 'Hello' });
		await agent.call({ script: 'Hello' });

		expect(videos.size).toBe(1);
	});
});

describe('A job that is given again', () => {
	const waiting = { ...spoken, wait: true, options: { waitBy: 'callback' } };

	it('is waited for by asking, because HeyGen calls the execution that created it', async () => {
		renderMs = 30 * MINUTE;
		const first = await run({ parameters: waiting });
		const second = await run({ parameters: waiting });

		expect([first.run.waitTill !== undefined, second.run.waitTill]).toEqual([true, undefined]);
		expect(second.items[0]?.json).toMatchObject({ id: 'video-1', status: 'completed', reused: true });
		expect(videos.size).toBe(1);
	});

	it('is given at once if it has ended', async () => {
		await run({ parameters: { ...spoken, wait: true } });
		heygen().sent.length = 0;
		const second = await run({ parameters: waiting });

		expect(second.items[0]?.json).toMatchObject({ id: 'video-1', status: 'completed', reused: true });
		expect(heygen().calls).toEqual(['POST /v3/videos', 'GET /v3/videos/video-1']);
	});

	it('shows that it is one among Selected Fields where that is named', async () => {
		const selecting = (fields: string) =>
			agentOf({
				parameters: {
					...spoken,
					output: 'selected',
					fields,
					options: { engine: 'default', payOncePer: 'content' },
				},
			});
		await selecting('video_id').call({});
		await time().sleep(MINUTE);

		expect(await selecting('id, reused').call({})).toMatchObject([{ id: 'video-1', reused: true }]);
		expect(await selecting('id').call({})).toEqual([expect.not.objectContaining({ reused: true })]);
	});
});

describe('A voice that is trained anew', () => {
	it('is older than its training, and is not taken for one that is given again', async () => {
		const voice = {
			voice_id: 'voice-1',
			name: 'Anna',
			mode: 'professional',
			status: 'ACTIVE',
			created_at: 1,
		};
		heygen().serves('POST', '/v3/models/audio/voices', data(voice));
		heygen().serves('GET', '/v3/models/audio/voices/voice-1', data(voice));
		const parameters = {
			resource: 'voiceModel',
			operation: 'create',
			mode: 'professional',
			name: 'Anna',
			recordings: 'https://example.com/a.mp3',
			voiceId: byId('voice-1'),
		};

		for (const options of [{}, { idempotencyKey: 'row-1' }]) {
			const { items, hints } = await run({ parameters: { ...parameters, options } });
			expect(items[0]?.json).toMatchObject({ voice_id: 'voice-1' });
			expect(items[0]?.json).not.toHaveProperty('reused');
			expect(hints).toEqual([]);
		}
	});
});

describe('A file', () => {
	const portrait = {
		resource: 'video',
		operation: 'create',
		type: 'image',
		imageSource: 'binary',
		script: 'Hello',
		voiceId: byId('voice-1'),
		wait: false,
	};
	let assets: Set<string>;
	const asset = (id: string) => ({
		id,
		name: 'a.png',
		type: 'image',
		owner: 'me',
		space_id: 's',
		uploaded_at: 1,
		url: LINK,
	});

	beforeEach(() => {
		assets = new Set();
		heygen().serves('POST', '/v3/assets', (sent) =>
			once(sent, () => {
				const { content } = multipartFile(sent);
				const id = `asset-${answers.size}`;
				assets.add(id);
				return data({ asset_id: id, url: LINK, mime_type: 'image/png', size_bytes: content.length });
			}),
		);
		heygen().serves('GET', /^\/v3\/assets\/[^/]+$/, ({ path }) => {
			const id = path.split('/').pop() ?? '';
			// What is still to come has no link.
			if (id.startsWith('direct') && !assets.has(id)) return data({ ...asset(id), url: null });
			if (!assets.has(id)) return refusal(404, 'asset_not_found', 'No such asset');
			return data(asset(id));
		});
	});

	describe.each(['memory', 'filesystem'] as const)('that n8n keeps in %s', (storage) => {
		beforeEach(async () => {
			await keepFilesIn(storage);
		});

		it('counts by its bytes: it is uploaded once, and makes one video', async () => {
			const items = async (bytes: Buffer) => [await itemWith(bytes)];
			for (let count = 0; count < 3; count++) await run({ parameters: portrait, items: await items(BYTES) });

			expect([assets.size, videos.size]).toEqual([1, 1]);

			await run({ parameters: portrait, items: await items(png(641)) });

			expect([assets.size, videos.size]).toEqual([2, 2]);
		});
	});

	it('that was deleted in HeyGen is uploaded again, and its video is not paid again', async () => {
		await keepFilesIn('memory');
		const items = async () => [await itemWith(BYTES)];
		await run({ parameters: portrait, items: await items() });
		assets.clear();
		await run({ parameters: portrait, items: await items() });

		expect([assets.size, videos.size]).toEqual([1, 1]);
	});

	it('that goes to the file host is told by its checksum, and not sent again while it is there', async () => {
		await keepFilesIn('memory');
		const content = zip();
		let lapsed = false;
		let reserved = 0;
		heygen().serves('POST', '/v3/assets/direct-uploads', (sent) =>
			once(sent, () =>
				data({
					asset_id: `direct-${++reserved}`,
					upload_url: `${FILE_HOST}/put`,
					upload_headers: { 'Content-Type': 'application/zip' },
					expires_in_seconds: 3600,
					max_bytes: 1_000_000,
					status: 'pending_upload',
				}),
			),
		);
		heygen().serves('PUT', `${FILE_HOST}/put`, () => (lapsed ? { status: 403 } : { status: 200 }));
		heygen().serves('POST', /^\/v3\/assets\/direct-\d\/complete$/, ({ path }) => {
			const id = path.split('/')[3] ?? '';
			assets.add(id);
			return data({
				asset_id: id,
				url: LINK,
				mime_type: 'application/zip',
				size_bytes: 200,
				status: 'processing',
			});
		});
		const file = { fileName: 'project.zip', mimeType: 'application/zip' };
		const upload = async () =>
			await run({
				parameters: { resource: 'asset', operation: 'upload' },
				items: [await itemWith(content, file)],
			});

		const ids = [await upload(), await upload()].map(({ items }) => items[0]?.json.asset_id);
		expect(ids).toEqual(['direct-1', 'direct-1']);
		const [first] = heygen().to('POST', '/v3/assets/direct-uploads');
		expect(first?.json).toMatchObject({
			checksum_sha256: createHash('sha256').update(content).digest('hex'),
		});
		expect(heygen().to('PUT', '/put')).toHaveLength(1);

		// Deleted in HeyGen, and what the key still gives has lapsed.
		assets.clear();
		lapsed = true;
		heygen().sent.length = 0;
		const failed = await upload();
		expect(failed.error?.message).toContain('The file host did not complete the upload');
		lapsed = false;
		expect((await upload()).items[0]?.json.asset_id).toMatch(/^direct-[23]$/);
	});

	it('of Asset > Upload is there once', async () => {
		await keepFilesIn('memory');
		const parameters = { resource: 'asset', operation: 'upload' };
		const upload = async () => await run({ parameters, items: [await itemWith(BYTES)] });

		expect((await upload()).items[0]?.json.asset_id).toBe((await upload()).items[0]?.json.asset_id);
		expect(assets.size).toBe(1);
	});
});

describe('What HeyGen takes no key for', () => {
	const parameters = {
		resource: 'photo',
		operation: 'generate',
		name: 'Anna',
		appearance: 'Short hair',
		wait: false,
	};
	let made: number;
	let status: string;

	beforeEach(() => {
		made = 0;
		status = 'success';
		heygen().serves('POST', '/v2/photo_avatar/photo/generate', () =>
			data({ generation_id: `gen-${++made}` }),
		);
		heygen().serves('GET', /generation\/gen-/, ({ path }) =>
			status === 'unknown'
				? refusal(404, 'not_found', 'No such generation')
				: data({ id: path.split('/').pop(), status, image_url_list: [] }),
		);
	});

	it('is made once by hand, as long as n8n remembers it', async () => {
		const runs = [await run({ parameters }), await run({ parameters }), await run({ parameters })];

		expect(made).toBe(1);
		expect(runs.map(({ items }) => items[0]?.json.reused)).toEqual([undefined, true, true]);

		forgetChains();
		await run({ parameters });
		expect(made).toBe(2);
	});

	it('is not made a second time where HeyGen cannot read yet what it has just made', async () => {
		status = 'unknown';
		const { items, error } = await run({ parameters });

		expect([error, items[0]?.json.generation_id, made]).toEqual([undefined, 'gen-1', 1]);
	});

	it('is made anew where it has failed, once', async () => {
		await run({ parameters });
		status = 'failed';
		await run({ parameters });
		status = 'success';
		const last = await run({ parameters });

		expect(made).toBe(2);
		expect(last.items[0]?.json).toMatchObject({ generation_id: 'gen-2', reused: true });
	});

	it('is made in every execution in production', async () => {
		await run({ parameters, mode: 'trigger' });
		await run({ parameters, mode: 'trigger' });

		expect(made).toBe(2);
	});

	it('is not given to another account', async () => {
		await run({ parameters });
		const credentials = { heyGenStudioApi: { apiKey: 'another-key', baseUrl: 'https://api.heygen.com' } };
		await run({ parameters, credentials });

		expect(made).toBe(2);
	});
});

describe('A batch', () => {
	const parameters = { ...spoken, operation: 'createBatch' };
	let batches: number[];
	let status: string;

	beforeEach(() => {
		batches = [];
		status = 'processing';
		heygen().serves('POST', '/v3/videos/batches', (sent) =>
			once(sent, () => {
				const refused = refuse(sent);
				if (refused) return refused;
				batches.push(seconds());
				return data({ batch_id: `batch${batches.length}`, status: 'processing', total: 2 });
			}),
		);
		heygen().serves('GET', /^\/v3\/videos\/batches\/batch\d+$/, ({ path }) => {
			const number = Number(path.slice(-1));
			const items = [0, 1].map((item_index) => ({ item_index, status, video_id: null }));
			return data(batch(items, { batch_id: `batch${number}`, created_at: batches[number - 1] }));
		});
	});

	const sheet = (...scripts: string[]) => itemsOf(...scripts.map((script) => ({ script })));

	it('of the same items is the same batch, and each of its jobs says so', async () => {
		await run({ parameters, items: sheet('a', 'b') });
		const { items, hints } = await run({ parameters, items: sheet('a', 'b') });
		await run({ parameters, items: sheet('a', 'c') });

		expect(batches).toHaveLength(2);
		expect(items.map(({ json }) => [json.batch_id, json.reused])).toEqual([
			['batch1', true],
			['batch1', true],
		]);
		expect(hints.join()).toContain('2 jobs were given again');
	});

	it('that HeyGen did not take at first stands under the same key, for the next execution, too', async () => {
		let down = 6;
		refuse = () => (down-- > 0 ? lost('ECONNREFUSED') : undefined);
		heygen().sent.length = 0;
		const first = await run({ parameters, items: sheet('a', 'b'), settings: retrying });
		const second = await run({ parameters, items: sheet('a', 'b') });

		expect([first.error, second.error]).toEqual([undefined, undefined]);
		const keys = heygen()
			.to('POST', '/v3/videos/batches')
			.map(({ headers }) => headers['idempotency-key']);
		expect(keys.length).toBeGreaterThan(6);
		expect(new Set(keys).size).toBe(1);
		expect(batches).toHaveLength(1);
	});

	it('whose jobs have all failed is made anew', async () => {
		await run({ parameters, items: sheet('a', 'b') });
		status = 'failed';
		const { items } = await run({ parameters, items: sheet('a', 'b') });

		expect(batches).toHaveLength(2);
		expect(items.map(({ json }) => json.batch_id)).toEqual(['batch2', 'batch2']);
	});
});

describe('A folder', () => {
	const parameters = { resource: 'folder', operation: 'create', name: 'Autumn' };

	it('is the same by hand, unless it was thrown away', async () => {
		const folders = new Map<string, IDataObject>();
		heygen().serves('POST', '/v3/folders', (sent) =>
			once(sent, () => {
				const folder = {
					folder_id: `folder-${folders.size + 1}`,
					name: 'Autumn',
					type: 'mixed',
					is_trash: false,
					created_at: seconds(),
					updated_at: seconds(),
				};
				folders.set(folder.folder_id, folder);
				return data({ ...folder });
			}),
		);
		heygen().serves('GET', /^\/v3\/folders\//, ({ path }) => data(folders.get(path.split('/').pop() ?? '')));
		const id = async () => {
			const { items } = await run({ parameters });
			return [items[0]?.json.folder_id, items[0]?.json.reused];
		};

		expect([await id(), await id()]).toEqual([
			['folder-1', undefined],
			['folder-1', true],
		]);
		Object.assign(folders.get('folder-1') ?? {}, { is_trash: true });
		expect([await id(), await id()]).toEqual([
			['folder-2', undefined],
			['folder-2', true],
		]);
	});
});

describe('The video of a proofread', () => {
	const generate = '/v3/video-translations/proofreads/p-1/generate';
	const parameters = {
		resource: 'proofread',
		operation: 'generate',
		proofreadId: 'p-1',
		wait: false,
		simplify: false,
	};

	it('is the same as long as its subtitles are', async () => {
		let srt = '1\n00:00:00,000 --> 00:00:01,000\nHallo\n';
		const made: number[] = [];
		heygen().serves('POST', generate, (sent) =>
			once(sent, () => {
				made.push(seconds());
				return data({ video_translation_id: `translation-${made.length}`, status: 'processing' });
			}),
		);
		// The address is another one each time, as signed addresses are.
		heygen().serves('GET', '/v3/video-translations/proofreads/p-1/srt', () =>
			data({ srt_url: `${FILE_HOST}/p-1.srt?at=${time().now()}` }),
		);
		heygen().serves('GET', `${FILE_HOST}/p-1.srt`, () => ({ status: 200, body: srt }));
		heygen().serves('GET', /^\/v3\/video-translations\/translation-\d$/, ({ path }) =>
			data({
				id: path.split('/').pop(),
				title: 'Launch',
				output_language: 'German',
				status: 'running',
				created_at: made[Number(path.slice(-1)) - 1],
			}),
		);
		const given = async (options: IDataObject = {}) => {
			const { items } = await run({ parameters: { ...parameters, options } });
			return [items[0]?.json.video_translation_id, items[0]?.json.reused];
		};

		expect([await given(), await given()]).toEqual([
			['translation-1', undefined],
			['translation-1', true],
		]);
		srt = srt.replace('Hallo', 'Guten Tag');
		expect(await given()).toEqual(['translation-2', undefined]);
		expect(await given({ inManualRuns: 'new' })).toEqual(['translation-3', undefined]);
	});

	it('needs nothing read in production', async () => {
		heygen().on('POST', generate, data({ video_translation_id: 'translation-1', status: 'processing' }));

		const { items } = await run({ parameters, mode: 'trigger' });

		expect(items[0]?.json.video_translation_id).toBe('translation-1');
		expect(heygen().sent).toHaveLength(1);
	});
});

describe('A link to consent', () => {
	const parameters = { resource: 'avatar', operation: 'startConsent', groupId: byId('group-1') };
	const CONSENT = '/v3/avatars/group-1/consent';

	it('is the same by hand until it is used, and says so as long as n8n remembers', async () => {
		let links = 0;
		let status: 'pending_consent' | 'processing' = 'pending_consent';
		heygen().serves('POST', CONSENT, (sent) =>
			once(sent, () =>
				data({ url: `https://app.heygen.com/consent/${++links}`, avatar_group: group({ status }) }),
			),
		);
		heygen().serves('GET', '/v3/avatars/group-1', () => data(group({ status })));
		const given = async () => {
			const { items } = await run({ parameters });
			return [items[0]?.json.url, items[0]?.json.reused];
		};

		expect([await given(), await given()]).toEqual([
			['https://app.heygen.com/consent/1', undefined],
			['https://app.heygen.com/consent/1', true],
		]);
		forgetChains();
		expect(await given()).toEqual(['https://app.heygen.com/consent/1', undefined]);
		status = 'processing';
		expect(await given()).toEqual(['https://app.heygen.com/consent/2', undefined]);
	});

	it('is right where the person agrees as soon as it is there', async () => {
		let status: 'pending_consent' | 'processing' = 'pending_consent';
		heygen().serves('POST', CONSENT, () => {
			const answer = data({ url: 'https://app.heygen.com/consent/1', avatar_group: group({ status }) });
			status = 'processing';
			return answer;
		});
		heygen().serves('GET', '/v3/avatars/group-1', () => data(group({ status })));

		const { items } = await run({ parameters });
		expect(items[0]?.json.url).toBe('https://app.heygen.com/consent/1');
		expect(heygen().sent.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});
});

describe('A batch of uploads', () => {
	const parameters = { resource: 'asset', operation: 'uploadBatch' };
	const FILES = ['a', 'b'];
	let batches: Map<string, { createdAt: number; completed: boolean }>;
	let gone: Set<string>;
	/** What the file host answers to a file. */
	let put: Reply;

	beforeEach(async () => {
		await keepFilesIn('memory');
		batches = new Map();
		gone = new Set();
		put = { status: 200 };
		heygen().serves('POST', '/v3/assets/direct-uploads/batches', (sent) =>
			once(sent, () => {
				const id = `uploads${batches.size + 1}`;
				batches.set(id, { createdAt: seconds(), completed: false });
				return data({
					batch_id: id,
					items: FILES.map((name) => ({
						asset_id: `${id}_${name}`,
						upload_url: `${FILE_HOST}/put`,
						upload_headers: { 'Content-Type': 'image/png' },
						expires_in_seconds: 3600,
						max_bytes: 1_000_000,
						status: 'pending_upload',
					})),
				});
			}),
		);
		heygen().serves('PUT', `${FILE_HOST}/put`, () => put);
		heygen().serves('POST', '/v3/assets/complete/batches', ({ json }) => {
			const { batch_id: id } = json as { batch_id: string };
			const known = batches.get(id);
			if (known) known.completed = true;
			return { status: 202, body: { data: { batch_id: id } } };
		});
		heygen().serves('GET', /^\/v3\/assets\/batches\/./, ({ path }) => {
			const id = path.split('/').pop() ?? '';
			const { createdAt, completed } = batches.get(id) ?? {};
			const entries = FILES.map((name, item_index) => ({
				item_index,
				video_id: `${id}_${name}`,
				status: completed ? 'completed' : 'queued',
			}));
			return data(batch(entries, { batch_id: id, created_at: createdAt }));
		});
		heygen().serves('GET', /^\/v3\/assets\/uploads/, ({ path }) => {
			const id = path.split('/').pop() ?? '';
			if (gone.has(id)) return refusal(404, 'asset_not_found', 'No such asset');
			return data({ id, name: id, type: 'image', owner: 'anna', space_id: 's', uploaded_at: 1, url: LINK });
		});
		heygen().serves('GET', '/v3/assets/statuses', () => data([]));
	});

	const upload = async (contents = [BYTES, Buffer.concat([BYTES, Buffer.from('b')])]) => {
		const items = await Promise.all(
			contents.map(async (content, index) => await itemWith(content, { fileName: FILES[index] })),
		);
		const { items: given, error } = await run({ parameters, items });
		return error?.message ?? given.map(({ json }) => [json.asset_id, json.reused]);
	};
	const first = ['a', 'b'].map((name) => [`uploads1_${name}`, undefined]);
	const again = first.map(([id]) => [id, true]);

	it('counts by what is in the files, and is sent once', async () => {
		expect([await upload(), await upload()]).toEqual([first, again]);
		expect(heygen().to('PUT', '/put')).toHaveLength(2);
		expect(heygen().to('POST', '/v3/assets/complete/batches')).toHaveLength(1);

		await upload([BYTES, Buffer.concat([BYTES, Buffer.from('c')])]);
		expect(batches.size).toBe(2);
	});

	it('is made anew where one of its files was deleted', async () => {
		await upload();
		gone.add('uploads1_b');

		expect(await upload()).toEqual(['a', 'b'].map((name) => [`uploads2_${name}`, undefined]));
		expect(heygen().to('PUT', '/put')).toHaveLength(4);
	});

	it('that was left half done is gone on with, until its places have lapsed', async () => {
		put = { status: 403 };
		expect(await upload()).toContain('The file host did not complete the upload');
		put = { status: 200 };
		expect(await upload()).toEqual(again);
		expect(batches.size).toBe(1);

		batches.set('uploads1', { createdAt: seconds(), completed: false });
		await time().sleep(61 * MINUTE);
		expect(await upload()).toEqual(['a', 'b'].map((name) => [`uploads2_${name}`, undefined]));
	});
});
