import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import nock from 'nock';

import { signatureOf } from '../../../nodes/HeyGen/trigger/signature';
import { nockIsTheNetwork } from '../../support/network';
import {
	API_KEY,
	BASE_URL,
	TriggerWorkflow,
	type Delivery,
	type TriggerOptions,
} from '../../support/trigger';

const SECRET = 'whsec_0123456789abcdef';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 21, 12);

interface Entry {
	event_id: string;
	event_type: string;
	event_data: IDataObject;
	created_at: string;
}

nockIsTheNetwork();

/** HeyGen, as far as a trigger asks it: its history of events, secrets, and videos. */
class Account {
	/** In no order of its own; the list begins with the newest. */
	history: Entry[] = [];

	secret = SECRET;

	readonly asked: string[] = [];

	/** Is told of each request before it is answered. */
	onAnswer = (): void => undefined;

	/** Instead of an answer. */
	broken: string | undefined;

	constructor() {
		for (const method of ['GET', 'POST']) {
			nock(BASE_URL, { reqheaders: { 'x-api-key': API_KEY } })
				.persist()
				.intercept(/.*/, method)
				.optionally()
				.reply((path): [number, object] => {
					const url = new URL(path, BASE_URL);
					this.asked.push(`${method} ${url.pathname}`);
					this.onAnswer();
					if (this.broken && url.pathname.startsWith(this.broken)) {
						return [403, { error: { code: 'forbidden', message: 'not now' } }];
					}
					return [200, this.answer(url)];
				});
		}
	}

	record(id: string, agoMs: number, extra: Partial<Entry> = {}): Entry {
		const entry = {
			event_id: id,
			event_type: 'avatar_video.success',
			event_data: { video_id: `video of ${id}` },
			created_at: new Date(NOW - agoMs).toISOString(),
			...extra,
		};
		this.history.push(entry);
		return entry;
	}

	count(path: string): number {
		return this.asked.filter((line) => line.endsWith(path)).length;
	}

	private answer({ pathname, searchParams }: URL): object {
		if (pathname === '/v3/webhooks/events') {
			const sorted = [...this.history].sort((a, b) => b.created_at.localeCompare(a.created_at));
			const from = Number(searchParams.get('token') ?? 0);
			const next = from + Number(searchParams.get('limit'));
			const more = next < sorted.length;
			return { data: sorted.slice(from, next), has_more: more, next_token: more ? String(next) : null };
		}
		if (pathname.endsWith('/rotate-secret')) {
			this.secret = `whsec_new_${this.asked.length}`;
			return { data: { endpoint_id: 'own', secret: this.secret } };
		}
		if (pathname === '/v3/videos') return { data: [], has_more: false };
		const id = decodeURIComponent(pathname.split('/').at(-1) ?? '');
		if (pathname.startsWith('/v3/videos/batches/')) {
			return { data: { batch_id: id, status: 'completed', items: [], has_more: false } };
		}
		return { data: { id, status: 'completed', video_url: `https://files.example.com/${id}.mp4` } };
	}
}

let account: Account;
let now: number;
let workflows = 0;

beforeEach(() => {
	account = new Account();
	now = NOW;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});

afterEach(() => jest.restoreAllMocks());

/** A trigger in a process that has not heard of it before. */
function started(kept: IDataObject = {}, options: TriggerOptions = {}): TriggerWorkflow {
	return new TriggerWorkflow({
		workflowId: `missed-${workflows++}`,
		staticData: {
			'node:HeyGen Trigger': { endpointId: 'own', secret: SECRET, completeUntil: NOW - 10 * HOUR, ...kept },
		},
		...options,
	});
}

function deliveryOf(entry: object, secret = account.secret): Delivery {
	const rawBody = Buffer.from(JSON.stringify(entry));
	return {
		rawBody,
		headers: { 'Content-Type': 'application/json', 'Heygen-Signature': signatureOf(rawBody, secret) },
	};
}

async function received(workflow: TriggerWorkflow, entry: object, secret = account.secret) {
	const { result } = await workflow.receive(deliveryOf(entry, secret));
	return result.workflowData?.[0] ?? [];
}

const ids = (items: INodeExecutionData[]) => items.map(({ json }) => json.id);

describe('the first delivery after n8n was down', () => {
	test('brings what was missed before it, in order and marked', async () => {
		account.record('second', HOUR);
		account.record('first', 2 * HOUR);
		const items = await received(started(), account.record('third', SECOND));
		expect(items.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				id: 'first',
				caughtUp: true,
				occurredAt: new Date(NOW - 2 * HOUR).toISOString(),
			}),
			expect.objectContaining({ id: 'second', caughtUp: true }),
			expect.not.objectContaining({ caughtUp: expect.anything() as unknown }),
		]);
		expect(items[2]?.json).toMatchObject({ id: 'third', event: 'avatar_video.success' });
	});

	test('brings nothing that came before the trigger was registered, was had, or is not wanted', async () => {
		const workflow = started();
		now = NOW - 9 * HOUR;
		await received(workflow, account.record('had', 9 * HOUR));
		now = NOW;
		account.record('older than the endpoint', 11 * HOUR);
		account.record('of another kind', HOUR, { event_type: 'batch.finished' });
		account.record('missed', HOUR);
		const again = started(workflow.kept);
		expect(ids(await received(again, account.record('now', 0)))).toEqual(['missed', 'now']);
	});

	test('brings nothing older than 48 hours, for that long events are remembered', async () => {
		account.record('too old', 49 * HOUR);
		account.record('old', 47 * HOUR);
		const workflow = started({ completeUntil: NOW - 100 * HOUR });
		expect(ids(await received(workflow, account.record('now', 0)))).toEqual(['old', 'now']);
	});

	test('leaves to HeyGen what it is delivering just now', async () => {
		account.record('on its way', SECOND);
		expect(ids(await received(started(), account.record('now', 0)))).toEqual(['now']);
	});

	test('reads all pages, and brings a hundred at a time', async () => {
		for (let index = 0; index < 250; index++) account.record(`e${index}`, 5 * HOUR - index * SECOND);
		const workflow = started();
		const first = ids(await received(workflow, account.record('a', 0)));
		const second = ids(await received(workflow, account.record('b', 0)));
		const third = ids(await received(workflow, account.record('c', 0)));
		const missed = Array.from({ length: 250 }, (_, index) => `e${index}`);
		expect(first).toEqual([...missed.slice(0, 100), 'a']);
		expect(second).toEqual([...missed.slice(100, 200), 'b']);
		expect(third).toEqual([...missed.slice(200), 'c']);
		expect(ids(await received(workflow, account.record('d', 0)))).toEqual(['d']);
	});

	test('of many at the same moment is one', async () => {
		account.record('missed', HOUR);
		const workflow = started();
		const entries = ['a', 'b', 'c', 'd'].map((id) => account.record(id, 0));
		const all = await Promise.all(entries.map(async (entry) => await received(workflow, entry)));
		expect(all.flatMap(ids).sort()).toEqual(['a', 'b', 'c', 'd', 'missed']);
		expect(account.count('/v3/webhooks/events')).toBe(1);
	});

	test('counts even if it is a duplicate, or of a kind that is not wanted', async () => {
		account.record('missed', HOUR);
		const entry = account.record('other', 0, { event_type: 'batch.finished' });
		expect(ids(await received(started(), entry))).toEqual(['missed']);
	});

	test('comes without what was missed where HeyGen does not answer, and the next brings it', async () => {
		account.record('missed', HOUR);
		account.broken = '/v3/webhooks/events';
		const workflow = started();
		expect(ids(await received(workflow, account.record('a', 0)))).toEqual(['a']);
		expect(workflow.log).toEqual([
			{ level: 'warn', text: expect.stringContaining('history of events could not be read') as string },
		]);
		account.broken = undefined;
		now += MINUTE;
		expect(ids(await received(workflow, account.record('b', 0)))).toEqual(['missed', 'b']);
	});
});

test('a history that comes too late is not taken for had, and the next delivery brings it', async () => {
	account.record('missed', HOUR);
	const workflow = started();
	const limit = new AbortController();
	const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
	account.onAnswer = () => limit.abort(new Error('late'));
	expect(ids(await received(workflow, account.record('a', 0)))).toEqual(['a']);
	timeout.mockRestore();
	account.onAnswer = () => undefined;
	now += MINUTE;
	expect(ids(await received(workflow, account.record('b', 0)))).toEqual(['missed', 'b']);
});

test('what was caught up with is not run again when HeyGen delivers it after all, by whatever envelope', async () => {
	const late = account.record('late', HOUR);
	const workflow = started();
	await received(workflow, account.record('now', 0));
	expect(await received(workflow, late)).toEqual([]);
	expect(await received(workflow, { event_type: late.event_type, event_data: late.event_data })).toEqual([]);
	expect(await received(started(workflow.kept), late)).toEqual([]);
});

test('what came in an envelope without ID is not taken for missed', async () => {
	const entry = account.record('recorded', HOUR);
	const workflow = started();
	await received(workflow, { event_type: entry.event_type, event_data: entry.event_data });
	expect(ids(await received(started(workflow.kept), account.record('now', 0)))).toEqual(['now']);
});

test('while all goes well, the history is looked at twice a minute at most', async () => {
	const workflow = started();
	for (let index = 0; index < 60; index++) {
		await received(workflow, account.record(`e${index}`, NOW - now));
		now += 2 * SECOND;
	}
	// The first, and no other: nothing that came since is old enough to count as missed.
	expect(account.asked).toEqual(['GET /v3/webhooks/events']);
	now += 11 * MINUTE;
	for (let index = 60; index < 90; index++) {
		await received(workflow, account.record(`e${index}`, NOW - now));
		now += 2 * SECOND;
	}
	expect(account.asked).toHaveLength(3);
});

test('an event that got lost on its way is brought by a later one', async () => {
	const workflow = started();
	await received(workflow, account.record('a', 0));
	now += 11 * MINUTE;
	account.record('lost', -10 * SECOND);
	expect(ids(await received(workflow, account.record('b', NOW - now)))).toEqual(['lost', 'b']);
});

test('after a disabled endpoint was replaced, what it did not deliver is brought at once', async () => {
	const workflow = started();
	await received(workflow, account.record('a', 0));
	now += 10 * SECOND;
	account.record('missed', -9 * SECOND);
	const replaced = new TriggerWorkflow({
		workflowId: workflow.workflow.id,
		staticData: { 'node:HeyGen Trigger': { ...workflow.kept, gapUntil: now - 500 } },
	});
	expect(ids(await received(replaced, account.record('b', NOW - now)))).toEqual(['missed', 'b']);
	expect(replaced.kept).not.toHaveProperty('gapUntil');
});

test('the test URL brings what happens now and nothing else', async () => {
	account.record('missed', HOUR);
	expect(ids(await received(started({}, { test: true }), account.record('now', 0)))).toEqual(['now']);
	expect(account.asked).toEqual([]);
});

describe('a secret that was rotated elsewhere', () => {
	test('is replaced by a new one, and the event is run', async () => {
		const workflow = started();
		account.secret = 'whsec_rotated';
		const items = await received(workflow, account.record('a', 0));
		expect(ids(items)).toEqual(['a']);
		expect(account.count('/v3/webhooks/endpoints/own/rotate-secret')).toBe(1);
		expect(workflow.kept.secret).toBe(account.secret);
		expect(JSON.stringify(workflow.log)).not.toContain('whsec_');
		expect(ids(await received(workflow, account.record('b', 0)))).toEqual(['b']);
		expect(account.count('/v3/webhooks/endpoints/own/rotate-secret')).toBe(1);
	});

	test('brings the event as HeyGen recorded it, not as it was delivered', async () => {
		const entry = account.record('a', 0);
		const items = await received(
			started(),
			{ ...entry, event_data: { video_id: 'forged' } },
			'whsec_guessed',
		);
		expect(items[0]?.json.data).toEqual({ video_id: 'video of a' });
	});

	test('is not believed in for an event HeyGen knows nothing of', async () => {
		const workflow = started();
		const { result, status } = await workflow.receive(
			deliveryOf({ event_id: 'forged', event_type: 'avatar_video.success', event_data: {} }, 'whsec_guessed'),
		);
		expect({ result, status }).toEqual({ result: { noWebhookResponse: true }, status: 401 });
		expect(account.asked).toEqual(['GET /v3/webhooks/events']);
		expect(workflow.kept.secret).toBe(SECRET);
	});

	test('is not believed in for an event that came rightly signed before', async () => {
		const workflow = started();
		const entry = account.record('a', 0);
		await received(workflow, entry);
		const { status } = await workflow.receive(deliveryOf(entry, 'whsec_guessed'));
		expect(status).toBe(401);
		expect(account.count('/rotate-secret')).toBe(0);
	});

	test('is asked about once a minute at most, however many forged deliveries come', async () => {
		const workflow = started();
		const forged = (index: number) =>
			deliveryOf({ event_id: `f${index}`, event_type: 'avatar_video.success' }, 'whsec_guessed');
		for (let index = 0; index < 50; index++) {
			expect((await workflow.receive(forged(index))).status).toBe(401);
		}
		expect(account.asked).toHaveLength(1);
		now += MINUTE;
		await workflow.receive(forged(50));
		expect(account.asked).toHaveLength(2);
	});

	test('that cannot be found out about leaves a refusal', async () => {
		account.secret = 'whsec_rotated';
		account.broken = '/v3/webhooks/events';
		const workflow = started();
		const { status } = await workflow.receive(deliveryOf(account.record('a', 0)));
		expect(status).toBe(401);
		expect(workflow.log.map(({ text }) => text).join()).toContain('could not find out');
	});
});

describe('Fetch Details', () => {
	const details = (options: TriggerOptions = {}) => started({}, { fetchDetails: true, ...options });

	test.each<[string, IDataObject, string]>([
		['a video', { video_id: 'v1', callback_id: 'row-7' }, '/v3/videos/v1'],
		['the video of an agent', { session_id: 's1', video_id: 'v1' }, '/v3/videos/v1'],
		['a translation', { video_translate_id: 't1', video_id: 'v1' }, '/v3/video-translations/t1'],
		['a batch', { batch_id: 'b1' }, '/v3/videos/batches/b1'],
		['a photo generation', { generation_id: 'g1' }, '/v2/photo_avatar/generation/g1'],
		['a look', { look_id: 'l1' }, '/v3/avatars/looks/l1'],
	])('reads %s anew and adds it to the data', async (_name, event_data, path) => {
		const [item] = await received(details(), account.record('a', 0, { event_data }));
		expect(account.count(path)).toBe(1);
		expect(item?.json).toMatchObject({ event: 'avatar_video.success', id: 'a', data: event_data });
		expect(item?.json.data).toMatchObject({ status: 'completed' });
	});

	test('has nothing to add where the event names nothing that can be read', async () => {
		const [item] = await received(details(), account.record('a', 0, { event_data: { project: 'p' } }));
		expect(item?.json.data).toEqual({ project: 'p' });
		expect(item?.json).not.toHaveProperty('detailsError');
	});

	test('that HeyGen refuses costs no event, and says why', async () => {
		account.broken = '/v3/videos/';
		const [item] = await received(details(), account.record('a', 0));
		expect(item?.json).toMatchObject({
			id: 'a',
			data: { video_id: 'video of a' },
			detailsError: 'HeyGen refused the request: not now',
		});
	});

	test('reads videos whose events come at the same time together', async () => {
		const workflow = details();
		const entries = Array.from({ length: 30 }, (_, index) =>
			account.record(`e${index}`, 0, { event_data: { video_id: `v${index % 10}` } }),
		);
		const all = await Promise.all(entries.map(async (entry) => await received(workflow, entry)));
		expect(all.map(([item]) => item?.json.data)).toEqual(
			entries.map(({ event_data: { video_id } }): unknown =>
				expect.objectContaining({ video_id, id: video_id, status: 'completed' }),
			),
		);
		// One that came first, then one list; what that does not hold is read by itself, once.
		expect(account.count('/v3/videos')).toBe(1);
		expect(account.asked.filter((line) => line.startsWith('GET /v3/videos/')).length).toBeLessThanOrEqual(11);
	});

	test('holds for what is caught up with too', async () => {
		account.record('missed', HOUR);
		const items = await received(details(), account.record('a', 0));
		expect(items.map(({ json }) => json.data)).toEqual([
			expect.objectContaining({ status: 'completed', video_id: 'video of missed' }),
			expect.objectContaining({ status: 'completed', video_id: 'video of a' }),
		]);
	});
});
