import axios from 'axios';
import { batchOf } from '../../sandbox/heygen/batch';
import { collection } from '../../sandbox/heygen/collection';
import { invalid } from '../../sandbox/heygen/errors';
import { rendering } from '../../sandbox/heygen/rendering';
import type { JobOf } from '../../sandbox/heygen/rendering';
import { handlersOf } from '../../sandbox/heygen/resource';
import type { Resource } from '../../sandbox/heygen/resource';
import { webhooks } from '../../sandbox/heygen/resources/webhooks';
import { shelf } from '../../sandbox/heygen/shelf';
import type { Schemas } from '../../sandbox/heygen/types';
import { World } from '../../sandbox/heygen/world';
import type { Inhabitant } from '../../sandbox/heygen/world';
import { Bench, readSample } from './support';

// What a contributor writes to have more of HeyGen simulated is written here, and nothing else is: no other file of the
// simulator knows of these resources.

const removals = rendering({
	kind: 'video',
	collection: collection('removals').of<JobOf<'backgroundRemovalCreate', 'backgroundRemovalGet'>>(),
	id: 'job_id',
	what: 'Background removal',
	price: { name: 'removal', usd: 2 },
	states: [
		['pending', 0],
		['completed', 1],
		['failed', 1],
	],
	view: ({ id, status, failure }, made): Schemas['BackgroundRemoval'] => ({
		id,
		status,
		error: failure?.message ?? null,
		layers: made ? { foreground: made.file('video.webm') } : {},
	}),
	event: { name: 'live_avatar', data: ({ id }, { layers }) => ({ job_id: id, layers }) },
});

const removal = {
	collections: [removals.collection],
	prices: [removals.price],
	handlers: {
		async backgroundRemovalCreate(call) {
			const { id } = await removals.create(call);
			return removals.get({ ...call, path: { job_id: id } });
		},
		backgroundRemovalList: removals.list,
		backgroundRemovalGet: removals.get,
		backgroundRemovalDelete: (call) => ({ data: { ...removals.delete(call).data, deleted: true } }),
	},
} satisfies Resource;

const dubs = rendering({
	kind: 'lipsync',
	collection: collection('dubs').of<JobOf<'lipsyncCreate', 'lipsyncGet'>>(),
	id: 'lipsync_id',
	what: 'Lipsync',
	price: { name: 'dub', usd: 1 },
	states: [
		['pending', 0],
		['completed', 1],
		['failed', 1],
	],
	check(_world, { title }) {
		if (title === 'refused') throw invalid('title', 'Refused');
	},
	view: ({ id, status }): Schemas['Lipsync'] => ({ id, status }),
});

const dubBatches = batchOf({
	name: 'dubBatches',
	of: dubs,
});

const dubbing = {
	collections: [dubs.collection, dubBatches.collection],
	prices: [dubs.price],
	handlers: {
		lipsyncGet: dubs.get,
		lipsyncStatusesList: dubBatches.states('lipsync_ids'),
		lipsyncBatchesCreate: (call) => dubBatches.create(call, call.body.lipsyncs),
		lipsyncBatchesGet: dubBatches.get,
	},
} satisfies Resource;

const kits = collection('kits').of<{ brand_kit_id: string; name: string }>();
const kitShelf = shelf({ collection: kits, id: 'kit_id', what: 'Brand kit', view: (kit) => kit });

const branding = {
	collections: [kits],
	seed(world: World) {
		for (const name of ['First', 'Second', 'Third']) {
			world.of(kits).add(name, { brand_kit_id: name, name });
		}
	},
	handlers: { brandKitsList: kitShelf.list },
} satisfies Resource;

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start({}, [removal, dubbing, branding, webhooks]);
});
afterAll(() => bench.stop());
beforeEach(() => bench.control.reset());

const link = { type: 'url', url: 'https://example.com/footage.mp4' };

describe('A kind of job that is declared in one place', () => {
	const path = '/v3/background-removals';
	const create = async (title = 'Talk') => (await bench.post(path, { video: link, title })).text('data.id');

	it('is made, announced and served from the host of files', async () => {
		const id = await create();
		expect((await bench.get(`${path}/${id}`)).at('data')).toMatchObject({ status: 'pending', layers: {} });
		const done = await bench.waitFor(`${path}/${id}`, 'data.status', 'completed');
		const file = await axios.get<ArrayBuffer>(done.text('data.layers.foreground'), {
			responseType: 'arraybuffer',
		});
		expect(Buffer.from(file.data).equals(readSample('video.webm'))).toBe(true);
		const [event] = (await bench.get('/v3/webhooks/events')).list('data');
		expect(event).toMatchObject({
			event_type: 'live_avatar.success',
			event_data: { job_id: id, layers: { foreground: expect.any(String) as string } },
		});
	});

	it('fails where it is asked to', async () => {
		const id = await create('[fail]');
		const failed = await bench.waitFor(`${path}/${id}`, 'data.status', 'failed');
		expect(failed.at('data.error')).toBe('The rendering failed, as the request asked for');
	});

	it('is listed, counted, deleted and forgotten on reset', async () => {
		const [first, second] = [await create(), await create()];
		const { counts } = await bench.control.state();
		expect(counts).toMatchObject({ removals: 2 });
		expect((await bench.get(path)).list('data').map(({ id }) => id)).toEqual([second, first]);
		const deleted = await bench.request({ method: 'DELETE', url: `${path}/${first}` });
		expect(deleted.at('data')).toEqual({ id: first, deleted: true });
		expect((await bench.get(`${path}/${first}`)).refusal).toBe('404 resource_not_found job_id');
		await bench.control.reset();
		expect((await bench.get(path)).list('data')).toEqual([]);
	});

	it('is paid by the second, as the node says of its kind, at a price the settings can change', async () => {
		expect((await bench.control.settings()).costs).toEqual({ removal: 2, dub: 1 });
		await create();
		expect((await bench.control.state()).wallet.spent).toBe(4);
		await bench.control.set({ costs: { removal: 0.1 } });
		await create();
		expect((await bench.control.state()).wallet.spent).toBe(4.2);
		await expect(bench.control.set({ costs: { video: 1 } })).rejects.toThrow('Setting "video": is unknown');
		await expect(bench.control.set({ costs: { dub: -1 } })).rejects.toThrow(
			'Setting "costs/dub": must be >= 0',
		);
		await bench.control.reset();
		expect((await bench.control.settings()).costs).toEqual({ removal: 2, dub: 1 });
	});

	it('has a batch by declaring what it is made of', async () => {
		const lipsyncs = ['First', 'refused', '[fail]'].map((title) => ({ title, video: link, audio: link }));
		const id = (await bench.post('/v3/lipsyncs/batches', { title: 'Night', lipsyncs })).text('data.batch_id');
		const batch = await bench.waitFor(`/v3/lipsyncs/batches/${id}`, 'data.status', 'completed');
		expect(batch.list('data.items')).toEqual([
			{ item_index: 0, status: 'completed', video_id: expect.any(String) as string, error: null },
			{
				item_index: 1,
				status: 'failed',
				video_id: null,
				error: { code: 'invalid_parameter', message: 'Refused', param: 'title' },
			},
			{
				item_index: 2,
				status: 'failed',
				video_id: expect.any(String) as string,
				error: expect.objectContaining({ code: 'video_generation_failed' }) as object,
			},
		]);
		expect((await bench.control.state()).wallet.spent).toBe(4);
		const made = batch.text('data.items.0.video_id');
		expect((await bench.get(`/v3/lipsyncs/${made}`)).at('data.status')).toBe('completed');
		const states = await bench.get(`/v3/lipsyncs/statuses?lipsync_ids=${made},none&batch_ids=${id}`);
		expect(states.list('data').map(({ video_id, status }) => [video_id, status])).toEqual([
			[made, 'completed'],
			['none', 'not_found'],
			[made, 'completed'],
			[null, 'failed'],
			[batch.at('data.items.2.video_id'), 'failed'],
		]);
		expect((await bench.get('/v3/lipsyncs/statuses')).refusal).toBe('400 invalid_parameter lipsync_ids');
	});

	it('has states among many as an item of a batch has them, unless it is a video', async () => {
		await bench.control.set({ renderMs: 60_000 });
		const lipsyncs = [{ video: link, audio: link }];
		const id = (await bench.post('/v3/lipsyncs/batches', { lipsyncs })).text('data.batch_id');
		const made = (await bench.get(`/v3/lipsyncs/batches/${id}`)).text('data.items.0.video_id');
		expect((await bench.get(`/v3/lipsyncs/${made}`)).at('data.status')).toBe('pending');
		const states = await bench.get(`/v3/lipsyncs/statuses?lipsync_ids=${made}&batch_ids=${id}`);
		expect(states.list('data')).toMatchObject([
			{ video_id: made, status: 'queued', batch_id: id, item_index: 0 },
			{ video_id: made, status: 'processing', batch_id: id, item_index: 0 },
		]);
	});

	it('is asked for by at most a hundred IDs, and of at most a hundred batches', async () => {
		const ids = (count: number) => Array.from({ length: count }, (_, index) => `id-${index}`).join(',');
		const states = (query: string) => bench.get(`/v3/lipsyncs/statuses?${query}`);
		expect((await states(`lipsync_ids=${ids(100)}&batch_ids=${ids(100)}`)).list('data')).toHaveLength(200);
		expect((await states(`lipsync_ids=${ids(101)}`)).refusal).toBe('400 invalid_parameter lipsync_ids');
		expect((await states(`batch_ids=${ids(101)}`)).refusal).toBe('400 invalid_parameter batch_ids');
	});
});

describe('A collection that is declared in one place', () => {
	it('is there from the beginning, and is listed newest first, page by page', async () => {
		const first = await bench.get('/v3/brand-kits?limit=2');
		const second = await bench.get(`/v3/brand-kits?limit=2&token=${first.text('next_token')}`);
		expect([first, second].flatMap((page) => page.list('data').map(({ name }) => name))).toEqual([
			'Third',
			'Second',
			'First',
		]);
		expect((await bench.control.state()).counts).toMatchObject({ kits: 3 });
	});
});

describe('What is missing in a declaration', () => {
	const credentials = { apiKey: 'key', bearerToken: 'token' };
	const account = { billing: 'wallet' as const };

	it('is said by the answer to an operation that nothing simulates', async () => {
		const answer = await bench.get('/v3/voices');
		expect(answer.refusal).toBe('501 not_implemented');
		expect(answer.at('error.message')).toBe(
			'The simulated HeyGen does not implement voiceList: add its handler to a file in sandbox/heygen/resources/, and that file to the list in resources/index.ts',
		);
	});

	it('is said where a collection or a price is used that no resource declares', () => {
		const world = new World([{ collections: [removals.collection] }], {}, credentials);
		expect(world.of(removals.collection).size).toBe(0);
		expect(() => world.of(kits)).toThrow('"kits": add it to the `collections` of its resource');
		expect(() => world.purse.charge(account, removals.price, 1)).toThrow(
			'"removal": add it to the `prices` of its resource',
		);
	});

	it('is said where one name stands for two things', () => {
		const twice = (part: Inhabitant) => () => new World([part, part], {}, credentials);
		expect(twice({ collections: [kits] })).toThrow('The collection "kits" is declared twice');
		expect(twice({ prices: [removals.price] })).toThrow('The price "removal" is declared twice');
		expect(() => handlersOf([branding, branding])).toThrow('The operation "brandKitsList" is declared twice');
	});

	it('is said where a kind of the node ends in no state of the job', () => {
		const declare = () =>
			rendering({
				kind: 'photoGeneration',
				collection: collection('pictures').of<JobOf<'backgroundRemovalCreate', 'backgroundRemovalGet'>>(),
				id: 'job_id',
				what: 'Picture',
				price: { name: 'picture', usd: 1 },
				states: [
					['pending', 0],
					['completed', 1],
					['failed', 1],
				],
				view: ({ id }) => ({ id }),
			});
		expect(declare).toThrow('ends a photo generation with success: declare that state at 1');
	});
});
