import { Bench, until } from './support';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(() => bench.stop());

/** A folder, and one in the trash. */
let folder: string;
let trashed: string;
beforeEach(async () => {
	await bench.control.reset();
	folder = await create('Campaigns');
	trashed = await create('Campaigns [trash]');
});

async function create(name: string): Promise<string> {
	return (await bench.post('/v3/folders', { name })).text('data.folder_id');
}

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
	it('are read by ID; several in one place may have the same name', async () => {
		const inside = { name: 'March', parent_id: folder, type: 'video' };
		const ids = [await bench.post('/v3/folders', inside), await bench.post('/v3/folders', inside)].map(
			(answer) => answer.text('data.folder_id'),
		);
		expect(new Set(ids).size).toBe(2);
		for (const id of ids) {
			expect((await bench.get(`/v3/folders/${id}`)).at('data')).toMatchObject({
				...inside,
				folder_id: id,
				is_trash: false,
			});
		}
		expect((await bench.get(`/v3/folders/${trashed}`)).at('data.is_trash')).toBe(true);
		expect((await bench.get('/v3/folders/unknown')).refusal).toBe('404 resource_not_found folder_id');
		expect((await bench.post('/v3/folders', { name: '' })).refusal).toBe('400 invalid_parameter name');
	});

	it('are made once under one key', async () => {
		const make = async () =>
			(await bench.post('/v3/folders', { name: 'Once' }, { 'idempotency-key': 'k' })).text('data.folder_id');
		expect(await make()).toBe(await make());
	});

	it('hold the videos that were made for them; all others are at the root', async () => {
		for (const body of [video('A', folder), video('B'), video('C', null), video('D', '')]) {
			expect((await bench.post('/v3/videos', body)).status).toBe(200);
		}
		expect(await titles(`?folder_id=${folder}`)).toEqual([['A', folder]]);
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
		expect(finished).toEqual(expect.arrayContaining([expect.objectContaining({ folder_id: folder })]));
	});

	it('hold all videos of a batch that was made for them', async () => {
		const batch = { folder_id: folder, videos: [{ ...video('A'), folder_id: undefined }] };
		expect((await bench.post('/v3/videos/batches', batch)).status).toBe(202);
		expect(await titles(`?folder_id=${folder}`)).toEqual([['A', folder]]);
		const placed = { videos: [video('A', folder)] };
		expect((await bench.post('/v3/videos/batches', placed)).refusal).toBe(
			'400 invalid_parameter videos.0.folder_id',
		);
	});

	it.each(['trashed', 'unknown'])('are not found when they are %s', async (which) => {
		const folder_id = which === 'trashed' ? trashed : 'unknown';
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
		expect((await bench.post('/v3/folders', { name: 'Inside', parent_id: folder_id })).refusal).toBe(
			'404 resource_not_found parent_id',
		);
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
		expect([await list(''), await list(folder)]).toEqual([[id], []]);
	});
});
