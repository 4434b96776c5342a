import { createHmac } from 'node:crypto';
import { Bench, Receiver, until } from './support';

let bench: Bench;
let receiver: Receiver;
beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(async () => {
	await bench.control.reset();
	receiver = await Receiver.start();
});
afterEach(() => receiver.stop());

const ENDPOINTS = '/v3/webhooks/endpoints';

async function register(
	events: string[] | null = null,
	path = '/hook',
): Promise<{ id: string; secret: string }> {
	const created = await bench.post(ENDPOINTS, { url: `${receiver.url}${path}`, events });
	return { id: created.text('data.endpoint_id'), secret: created.text('data.secret') };
}
const createVideo = (overrides: Record<string, unknown> = {}) =>
	bench.post('/v3/videos', {
		type: 'avatar',
		avatar_id: 'Abigail_Sofa_public',
		script: 'Hello',
		...overrides,
	});
const posts = (count: number) =>
	until(`${count} deliveries`, () => receiver.posts.length >= count && receiver.posts);

describe('endpoints', () => {
	it('shows the secret on creation and rotation only', async () => {
		const { id, secret } = await register(['avatar_video.success']);
		expect(secret).toMatch(/^whsec_/);
		const list = await bench.get(ENDPOINTS);
		expect(list.list('data')).toEqual([
			{
				endpoint_id: id,
				url: `${receiver.url}/hook`,
				events: ['avatar_video.success'],
				status: 'enabled',
				created_at: expect.any(String) as string,
			},
		]);
		const rotated = await bench.post(`${ENDPOINTS}/${id}/rotate-secret`);
		expect(rotated.text('data.secret')).not.toBe(secret);
	});

	it('replaces the event list as a whole, and deletes', async () => {
		const { id } = await register(['avatar_video.success', 'avatar_video.fail']);
		const patch = (data: unknown) => bench.request({ method: 'PATCH', url: `${ENDPOINTS}/${id}`, data });
		expect((await patch({ events: ['batch.finished'] })).at('data.events')).toEqual(['batch.finished']);
		expect((await patch({ events: null })).at('data.events')).toBeNull();
		expect((await patch({ url: 'https://example.com/new' })).at('data.url')).toBe('https://example.com/new');
		expect((await patch({ events: ['nope'] })).refusal).toBe('400 invalid_parameter events.0');
		expect((await patch({ status: 'disabled' })).refusal).toBe('400 invalid_parameter status');
		expect((await bench.request({ method: 'DELETE', url: `${ENDPOINTS}/${id}` })).status).toBe(200);
		expect((await patch({ events: null })).refusal).toBe('404 webhook_not_found endpoint_id');
	});

	it.each([
		'http://example.com',
		'example',
		'ftp://example.com',
		'https://localhost/hook',
		'https://localhost.:5678',
		'https://n8n.localhost',
		'https://n8n/webhook',
		'https://n8n.internal',
		'https://127.0.0.1',
		'https://127.1.2.3',
		'https://2130706433',
		'https://0.0.0.0',
		'https://10.1.2.3',
		'https://172.31.0.1',
		'https://192.168.0.1',
		'https://169.254.169.254/latest',
		'https://100.64.0.1',
		'https://[::1]',
		'https://[fd00::1]',
		'https://[fe80::1]',
		'https://[::ffff:10.0.0.1]',
		'http://192.168.0.1',
	])('are public: not %s', async (url) => {
		expect((await bench.post(ENDPOINTS, { url })).refusal).toBe('400 invalid_parameter url');
		const id = (await bench.post(ENDPOINTS, { url: receiver.url })).text('data.endpoint_id');
		const moved = await bench.request({ method: 'PATCH', url: `${ENDPOINTS}/${id}`, data: { url } });
		expect(moved.refusal).toBe('400 invalid_parameter url');
		expect((await createVideo({ callback_url: url })).refusal).toBe('400 invalid_parameter callback_url');
		const videos = [{ type: 'avatar', avatar_id: 'Abigail_Sofa_public', script: 'Hi' }];
		const batch = await bench.post('/v3/videos/batches', { callback_url: url, videos });
		expect(batch.refusal).toBe('400 invalid_parameter callback_url');
	});

	it.each([
		'https://example.com',
		'https://n8n.example.com:8443/hook?a=b',
		'https://172.32.0.1',
		'https://[2606:4700::1111]',
	])('are public: %s', async (url) => {
		// Nobody is to be called.
		await bench.control.set({ loseCallbacks: true });
		expect((await createVideo({ callback_url: url })).status).toBe(200);
	});

	it.each(['127.0.0.1', 'localhost'])('stand for public ones over plain http on %s', async (host) => {
		const url = receiver.url.replace('127.0.0.1', host);
		expect((await bench.post(ENDPOINTS, { url })).status).toBe(200);
		expect((await createVideo({ callback_url: `${url}/job` })).status).toBe(200);
		expect((await posts(2)).map((post) => post.url).sort()).toEqual(['/', '/job']);
	});

	it('probes the address by OPTIONS and GET', async () => {
		const { id } = await register();
		await until('both probes', () => receiver.received.length === 2);
		expect(receiver.received.map(({ method }) => method).sort()).toEqual(['GET', 'OPTIONS']);
		const probes = await bench.control.deliveries({ endpointId: id, kind: 'probe' });
		expect(probes).toHaveLength(2);
	});

	it('pages its endpoints and lists all event types', async () => {
		for (let index = 0; index < 12; index += 1) await register(null, `/hook-${index}`);
		const first = await bench.get(ENDPOINTS);
		expect(first.list('data')).toHaveLength(10);
		const second = await bench.get(ENDPOINTS, { params: { token: first.text('next_token') } });
		expect(second.list('data')).toHaveLength(2);
		const types = await bench.get('/v3/webhooks/event-types');
		expect(types.list('data')).toHaveLength(34);
	});
});

describe('deliveries', () => {
	it('signs the raw body with the whole secret', async () => {
		const { secret } = await register(['avatar_video.success']);
		const videoId = (await createVideo({ callback_id: undefined })).text('data.video_id');
		const [delivery] = await posts(1);
		const expected = createHmac('sha256', secret)
			.update(delivery?.raw ?? '')
			.digest('hex');
		expect(delivery?.headers['heygen-signature']).toBe(expected);
		expect(delivery?.headers['heygen-event-id']).toBe(delivery?.event.event_id);
		expect(Math.abs(Number(delivery?.headers['heygen-timestamp']) - Date.now() / 1000)).toBeLessThan(5);
		expect(delivery?.event).toMatchObject({
			event_type: 'avatar_video.success',
			event_data: { video_id: videoId, callback_id: null, folder_id: null, gif_download_url: null },
		});
		expect(Object.keys(delivery?.event.event_data as object).sort()).toEqual([
			'callback_id',
			'folder_id',
			'gif_download_url',
			'url',
			'video_id',
			'video_page_url',
			'video_share_page_url',
		]);
	});

	it('can sign as seen in production', async () => {
		await bench.control.set({ signatureStyle: 'plain' });
		const { secret } = await register();
		await bench.control.emit({ eventType: 'avatar_video.success', eventData: { video_id: 'v' } });
		const [delivery] = await posts(1);
		const expected = createHmac('sha256', secret)
			.update(delivery?.raw ?? '')
			.digest('hex');
		expect(delivery?.headers.signature).toBe(expected);
		expect(delivery?.headers['heygen-signature']).toBeUndefined();
		expect(delivery?.headers['heygen-timestamp']).toBeUndefined();
	});

	it('sends failures, callbacks unsigned and in addition, and nothing else', async () => {
		await register(['avatar_video.fail']);
		await createVideo({ script: 'well' });
		await createVideo({
			script: '[fail]',
			callback_url: `${receiver.url}/callback?nonce=1`,
			callback_id: 'row-7',
		});
		const both = await posts(2);
		const callback = both.find(({ url }) => url === '/callback?nonce=1');
		const webhook = both.find(({ url }) => url === '/hook');
		expect(callback?.headers['heygen-signature']).toBeUndefined();
		expect(callback?.event).toEqual(webhook?.event);
		expect(webhook?.event).toMatchObject({
			event_type: 'avatar_video.fail',
			event_data: { callback_id: 'row-7', msg: expect.any(String) as string },
		});
		await until('the other video', async () =>
			(await bench.control.state()).videos.every(({ status }) => status !== 'processing'),
		);
		expect(receiver.posts).toHaveLength(2);
	});

	it('calls a batch back once', async () => {
		await bench.post('/v3/videos/batches', {
			callback_url: `${receiver.url}/batch`,
			videos: [1, 2].map(() => ({ type: 'avatar', avatar_id: 'Abigail_Sofa_public', script: 'Hi' })),
		});
		const [delivery] = await posts(1);
		expect(delivery?.event).toMatchObject({
			event_type: 'batch.finished',
			event_data: { status: 'completed', counts_by_status: { completed: 2 } },
		});
		expect((await bench.get('/v3/webhooks/events?event_type=batch.finished')).list('data')).toHaveLength(1);
		expect(receiver.posts).toHaveLength(1);
	});

	it('repeats until it gets a 2xx, under the same id', async () => {
		receiver.status = (posted) => (posted < 3 ? 500 : 200);
		await register();
		const [eventId = ''] = await bench.control.emit({ eventType: 'personalized_video' });
		await posts(3);
		expect(new Set(receiver.posts.map(({ event }) => event.event_id))).toEqual(new Set([eventId]));
		const delivery = await until('the delivery to be booked', async () => {
			const [found] = await bench.control.deliveries({ eventId });
			return found?.state === 'delivered' ? found : undefined;
		});
		expect(delivery.attempts.map(({ status }) => status)).toEqual([500, 500, 200]);
	});

	it('gives up, and can disable an endpoint', async () => {
		receiver.status = () => 500;
		await bench.control.set({ webhookMaxAttempts: 2, webhookBackoffMs: 1 });
		const { id } = await register();
		const [eventId = ''] = await bench.control.emit({ eventType: 'personalized_video' });
		await until('the delivery to fail', async () => {
			const [found] = await bench.control.deliveries({ eventId });
			return found?.state === 'failed';
		});
		await bench.control.set({ disableEndpointAfter: 3 });
		await bench.control.emit({ eventType: 'personalized_video' });
		await until('the endpoint to be disabled', async () => {
			const [endpoint] = (await bench.get(ENDPOINTS)).list('data');
			return endpoint?.status === 'disabled';
		});
		const before = receiver.posts.length;
		await bench.control.setEndpointStatus(id, 'enabled');
		receiver.status = () => 200;
		await bench.control.emit({ eventType: 'personalized_video' });
		await posts(before + 1);
	});

	it('redelivers, duplicates, and sends what nobody asked for, on request', async () => {
		const { id } = await register(['avatar_video.fail']);
		const [eventId = ''] = await bench.control.emit({ eventType: 'avatar_video.fail', copies: 3 });
		await posts(3);
		await bench.control.redeliver(eventId, 2);
		await posts(5);
		expect(new Set(receiver.posts.map(({ event }) => event.event_id))).toEqual(new Set([eventId]));
		await bench.control.emit({ eventType: 'live_avatar.success' });
		await bench.control.emit({ eventType: 'ai_clipping.success', unsubscribed: true });
		await bench.control.emit({ eventType: 'ai_clipping.fail', endpointId: id });
		const types = (await posts(7)).slice(5).map(({ event }) => event.event_type);
		expect(types.sort()).toEqual(['ai_clipping.fail', 'ai_clipping.success']);
	});

	it('keeps a history that can be filtered and paged, also of what was not delivered', async () => {
		await bench.control.emit({
			eventType: 'live_avatar.fail',
			count: 5,
			eventData: { avatar_id: 'a{n}' },
			deliver: false,
		});
		await bench.control.emit({ eventType: 'live_avatar.success', eventData: { avatar_id: 'a1' } });
		const page = await bench.get('/v3/webhooks/events?event_type=live_avatar.fail&limit=3');
		expect(page.list('data').map(({ event_data }) => event_data)).toEqual([
			{ avatar_id: 'a5' },
			{ avatar_id: 'a4' },
			{ avatar_id: 'a3' },
		]);
		const rest = await bench.get('/v3/webhooks/events', {
			params: { event_type: 'live_avatar.fail', limit: 3, token: page.text('next_token') },
		});
		expect(rest.list('data')).toHaveLength(2);
		expect((await bench.get('/v3/webhooks/events?entity_id=a1')).list('data')).toHaveLength(2);
	});

	it('delivers a thousand events, fifty at a time, each once', async () => {
		await register(['avatar_video.success']);
		const ids = await bench.control.emit({ eventType: 'avatar_video.success', count: 1000 });
		await until('all deliveries', () => receiver.posts.length >= 1000, 20_000);
		expect(new Set(receiver.posts.map(({ event }) => event.event_id))).toEqual(new Set(ids));
		await until('the books', async () => (await bench.control.metrics()).deliveries.delivered === 1000);
	}, 30_000);
});
