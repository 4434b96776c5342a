import { collection } from '../../sandbox/heygen/collection';
import type { Resource } from '../../sandbox/heygen/resource';
import { assets } from '../../sandbox/heygen/resources/assets';
import { avatars } from '../../sandbox/heygen/resources/avatars';
import { lipsyncs } from '../../sandbox/heygen/resources/lipsyncs';
import { translations } from '../../sandbox/heygen/resources/translations';
import { videos } from '../../sandbox/heygen/resources/videos';
import { voices } from '../../sandbox/heygen/resources/voices';
import { webhooks } from '../../sandbox/heygen/resources/webhooks';
import { Bench, until } from './support';

// Whoever keeps folders, what is placed in them goes by the collection of that name.
const kept = collection('folders').of<{ folder_id: string; is_trash: boolean }>();
const folders = {
	collections: [kept],
	seed(world) {
		world.of(kept).add('f-1', { folder_id: 'f-1', is_trash: false });
		world.of(kept).add('f-2', { folder_id: 'f-2', is_trash: true });
	},
	handlers: {},
} satisfies Resource;

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start({}, [assets, avatars, folders, lipsyncs, translations, videos, voices, webhooks]);
});
afterAll(() => bench.stop());
beforeEach(() => bench.control.reset());

const video = (title: string, folder_id?: string | null) => ({
	type: 'avatar',
	avatar_id: 'Abigail_Sofa_public',
	script: 'Hello',
	title,
	folder_id,
});
const link = { type: 'url', url: 'https://example.com/film.mp4' };
const titles = async (query: string) =>
	(await bench.get(`/v3/videos${query}`)).list('data').map(({ title, folder_id }) => [title, folder_id]);

describe('folders', () => {
	it('hold the videos that were made for them; all others are at the root', async () => {
		for (const body of [video('A', 'f-1'), video('B'), video('C', null), video('D', '')]) {
			expect((await bench.post('/v3/videos', body)).status).toBe(200);
		}
		expect(await titles('?folder_id=f-1')).toEqual([['A', 'f-1']]);
		expect(await titles('?folder_id=')).toEqual([
			['D', null],
			['C', null],
			['B', null],
		]);
		expect(await titles('')).toHaveLength(4);
		const finished = await until('all events', async () => {
			const events = (await bench.get('/v3/webhooks/events')).list('data');
			return events.length === 4 && events.map(({ event_data: data }) => data);
		});
		expect(finished).toEqual(expect.arrayContaining([expect.objectContaining({ folder_id: 'f-1' })]));
	});

	it('hold all videos of a batch that was made for them', async () => {
		const batch = { folder_id: 'f-1', videos: [{ ...video('A'), folder_id: undefined }] };
		expect((await bench.post('/v3/videos/batches', batch)).status).toBe(202);
		expect(await titles('?folder_id=f-1')).toEqual([['A', 'f-1']]);
		const placed = { videos: [video('A', 'f-1')] };
		expect((await bench.post('/v3/videos/batches', placed)).refusal).toBe(
			'400 invalid_parameter videos.0.folder_id',
		);
	});

	it.each(['f-2', 'unknown'])('are not found when they are trashed or unknown: %s', async (folder_id) => {
		const refusal = '404 resource_not_found folder_id';
		const batch = { folder_id, videos: [{ ...video('A'), folder_id: undefined }] };
		const translation = { video: link, output_languages: ['French'], folder_id };
		for (const [path, body] of [
			['/v3/videos', video('A', folder_id)],
			['/v3/videos/batches', batch],
			['/v3/video-translations', translation],
			['/v3/lipsyncs', { video: link, audio: link, folder_id }],
		] as const) {
			expect([path, (await bench.post(path, body)).refusal]).toEqual([path, refusal]);
		}
		expect((await bench.get(`/v3/videos?folder_id=${folder_id}`)).refusal).toBe(refusal);
		expect((await bench.get(`/v3/assets?username=simulated-user&folder_id=${folder_id}`)).refusal).toBe(
			refusal,
		);
		expect((await bench.control.state()).wallet.spent).toBe(0);
		expect(await titles('')).toEqual([]);
	});

	it('hold no asset, which all are at the root', async () => {
		const id = await bench.asset('portrait.png', 'image/png');
		const list = async (folder: string) =>
			(await bench.get(`/v3/assets?username=simulated-user&folder_id=${folder}`))
				.list('data')
				.map((asset) => asset.id);
		expect([await list(''), await list('f-1')]).toEqual([[id], []]);
	});
});
