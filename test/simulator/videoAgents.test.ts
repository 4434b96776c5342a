import { Bench, Receiver, until } from './support';

let bench: Bench;
let receiver: Receiver;

beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(async () => {
	receiver = await Receiver.start();
	await bench.control.reset();
});
afterEach(() => receiver.stop());

const PATH = '/v3/video-agents';
const create = async (body: object = {}) => await bench.post(PATH, { prompt: 'Our new tariff', ...body });
const send = async (session: string, body: object = {}) =>
	await bench.post(`${PATH}/${session}`, { message: 'Go on', ...body });
const stateOf = async (session: string, ...states: string[]) =>
	await bench.waitFor(`${PATH}/${session}`, 'data.status', ...states);
const look = async () => (await bench.get('/v3/avatars/looks')).text('data.0.id');
const spent = async () => (await bench.control.state()).wallet.spent;

describe('A session that makes one video', () => {
	it('thinks, makes it, and tells of both', async () => {
		await bench.control.set({ renderMs: 1000 });
		const begun = await create({ callback_url: receiver.url, callback_id: 'row-1' });
		const session = begun.text('data.session_id');
		expect(begun.at('data')).toMatchObject({ status: 'thinking', video_id: null });
		const making = await stateOf(session, 'generating');
		const video = making.text('data.video_id');
		expect((await bench.get(`/v3/videos/${video}`)).at('data')).toMatchObject({
			status: 'processing',
			video_url: null,
		});
		const done = await stateOf(session, 'completed');
		expect(done.at('data')).toMatchObject({ video_id: video, progress: 100, title: 'Our new tariff' });
		expect(done.list('data.messages').map(({ role, content }) => [role, content])).toEqual([
			['user', 'Our new tariff'],
			['model', 'The video is ready.'],
		]);
		expect((await bench.get(`/v3/videos/${video}`)).at('data')).toMatchObject({
			status: 'completed',
			duration: 2,
		});
		await until('the callback', () => receiver.posts.length === 1);
		expect(receiver.posts[0]?.event).toMatchObject({
			event_type: 'video_agent.success',
			event_data: {
				session_id: session,
				video_id: video,
				video_url: expect.stringContaining(video) as string,
				callback_id: 'row-1',
			},
		});
		const events = (await bench.get('/v3/webhooks/events')).list('data');
		expect(events.map(({ event_type: type }) => type)).toEqual(['video_agent.success']);
		expect(await spent()).toBe(0.0666);
	});

	it('fails where it is asked to, with a reason', async () => {
		const session = (await create({ prompt: 'A [fail]' })).text('data.session_id');
		const failed = await stateOf(session, 'failed');
		expect(failed.list('data.messages').at(-1)).toMatchObject({ type: 'error' });
		const events = (await bench.get('/v3/webhooks/events')).list('data');
		expect(events).toMatchObject([{ event_type: 'video_agent.fail', event_data: { session_id: session } }]);
	});

	it('takes no message', async () => {
		const session = (await create()).text('data.session_id');
		await stateOf(session, 'completed');
		expect((await send(session)).refusal).toBe('409 conflict session_id');
	});

	it('can be stopped, again and again, and leaves no video', async () => {
		await bench.control.set({ renderMs: 60_000 });
		const session = (await create()).text('data.session_id');
		expect((await bench.post(`${PATH}/${session}/stop`)).status).toBe(400);
		for (let times = 0; times < 2; times++) {
			const stopped = await bench.post(`${PATH}/${session}/stop`, {});
			expect(stopped.at('data')).toEqual({ session_id: session });
		}
		expect((await bench.get(`${PATH}/${session}`)).at('data')).toMatchObject({
			status: 'failed',
			video_id: null,
		});
	});

	it('is refused by what does not exist, does not fit, or is not paid for', async () => {
		expect((await create({ avatar_id: 'nobody' })).refusal).toBe('404 avatar_not_found avatar_id');
		expect((await create({ voice_id: 'nobody' })).refusal).toBe('404 voice_not_found voice_id');
		expect((await create({ style_id: 'none' })).refusal).toBe('404 resource_not_found style_id');
		expect((await create({ prompt: '' })).refusal).toBe('400 invalid_parameter prompt');
		expect((await create({ callback_id: 'row-1' })).refusal).toBe('400 invalid_parameter callback_id');
		const zip = { type: 'base64', media_type: 'application/zip', data: 'UEsDBA==' };
		expect((await create({ files: [zip] })).refusal).toMatch(/^400 invalid_parameter files.0/);
		await bench.control.set({ wallet: 0 });
		expect((await create()).status).toBe(402);
		expect((await bench.control.state()).counts.sessions).toBe(0);
	});

	it('knows no idempotency key', async () => {
		const key = { 'Idempotency-Key': 'row-1' };
		const ids = [
			await bench.post(PATH, { prompt: 'One' }, key),
			await bench.post(PATH, { prompt: 'One' }, key),
		].map((answer) => answer.at('data.session_id'));
		expect(new Set(ids).size).toBe(2);
	});
});

describe('A chat', () => {
	it('asks who shall speak, then shows its storyboard, and makes a video only of a yes', async () => {
		const session = (await create({ mode: 'chat' })).text('data.session_id');
		const asking = await stateOf(session, 'waiting_for_input');
		expect(asking.list('data.messages').at(-1)).toMatchObject({
			role: 'model',
			content: 'Who shall speak in the video?',
		});
		expect(await spent()).toBe(0);
		expect((await send(session, { avatar_id: await look() })).at('data')).toMatchObject({
			session_id: session,
			run_id: expect.any(String) as string,
		});
		const showing = await stateOf(session, 'reviewing');
		const resource = showing.text('data.messages.3.resource_ids.0');
		const path = `${PATH}/${session}/resources`;
		expect((await bench.get(`${path}/${resource}`)).at('data')).toMatchObject({
			resource_id: resource,
			resource_type: 'storyboard',
		});
		expect((await bench.get(`${path}/other`)).refusal).toBe('404 resource_not_found resource_id');
		expect(await spent()).toBe(0);
		await send(session);
		await stateOf(session, 'completed');
		expect(await spent()).toBe(0.0666);
	});

	it('makes another version when it is asked, and pays for it', async () => {
		await bench.control.set({ renderMs: 800 });
		const session = (await create({ mode: 'chat', avatar_id: await look() })).text('data.session_id');
		await stateOf(session, 'reviewing');
		await send(session);
		const first = (await stateOf(session, 'completed')).text('data.video_id');
		await send(session, { message: 'Shorter' });
		expect((await send(session)).refusal).toBe('409 resource_not_ready session_id');
		const second = (await stateOf(session, 'completed')).text('data.video_id');
		expect(second).not.toBe(first);
		const videos = (await bench.get(`${PATH}/${session}/videos`)).list('data');
		expect(videos.map(({ id }) => id)).toEqual([second, first]);
		expect(await spent()).toBe(0.1332);
	});

	it('that was stopped takes another message', async () => {
		await bench.control.set({ renderMs: 60_000 });
		const session = (await create({ mode: 'chat' })).text('data.session_id');
		await bench.post(`${PATH}/${session}/stop`, {});
		expect((await bench.get(`${PATH}/${session}`)).at('data.status')).toBe('waiting_for_input');
		expect((await send(session)).status).toBe(200);
	});
});

describe('Sessions and styles', () => {
	it('are listed, sessions newest first and without their states', async () => {
		const ids = [await create(), await create()].map((answer) => answer.text('data.session_id'));
		const listed = (await bench.get(PATH)).list('data');
		expect(listed.map(({ session_id: id }) => id)).toEqual([...ids].reverse());
		expect(Object.keys(listed[0] ?? {}).sort()).toEqual(['created_at', 'session_id', 'title']);
		const styles = (await bench.get(`${PATH}/styles`, { params: { tag: 'cinematic' } })).list('data');
		expect(styles.map(({ name }) => name).sort()).toEqual(['Editorial', 'Retro Tape']);
		const [style] = styles;
		expect((await create({ style_id: style?.style_id })).status).toBe(200);
	});
});
