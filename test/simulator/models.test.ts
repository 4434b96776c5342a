import axios from 'axios';
import { Bench, readSample, Receiver, until } from './support';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(() => bench.control.reset());

const picture = {
	type: 'base64',
	media_type: 'image/png',
	data: readSample('portrait.png').toString('base64'),
};
const sound = { type: 'base64', media_type: 'audio/mpeg', data: readSample('voice.mp3').toString('base64') };

const fileAt = async (url: string) =>
	Buffer.from((await axios.get<ArrayBuffer>(url, { responseType: 'arraybuffer' })).data);

describe('Videos of the model', () => {
	const path = '/v3/models/videos';
	const create = async (body: object = {}, headers: Record<string, string> = {}) =>
		await bench.post(
			path,
			{ model: 'heygen-video-1', mode: 'text_to_video', prompt: 'A boat', ...body },
			headers,
		);
	const refusalOf = async (body: object) => (await create(body)).refusal;

	it('are made of a prompt, through the states, to a fresh link each time', async () => {
		const made = await create({ duration: 7, seed: 9 });
		expect([made.status, made.at('data.status')]).toEqual([202, 'pending']);
		const id = made.text('data.video_id');
		await bench.waitFor(`${path}/${id}`, 'data.status', 'processing');
		const done = await bench.waitFor(`${path}/${id}`, 'data.status', 'completed');
		expect(done.at('data')).toMatchObject({ model: 'heygen-video-1', duration: 7, seed: 9 });
		expect((await fileAt(done.text('data.video_url'))).equals(readSample('video.mp4'))).toBe(true);
		expect((await bench.control.state()).wallet.spent).toBe(0.14);
	});

	it('are made once under a key', async () => {
		const key = { 'idempotency-key': 'row-1' };
		const [one, two] = [await create({}, key), await create({}, key)];
		expect(two.at('data.video_id')).toBe(one.at('data.video_id'));
		expect((await bench.control.state()).counts).toMatchObject({ modelVideos: 1 });
	});

	it('fail where they are asked to, and call an address of their own', async () => {
		const receiver = await Receiver.start();
		const made = await create({ prompt: 'A [fail]', callback_url: receiver.url, callback_id: 'row-1' });
		const id = made.text('data.video_id');
		const failed = await bench.waitFor(`${path}/${id}`, 'data.status', 'failed');
		expect(failed.at('data')).toMatchObject({ failure_code: 'generation_failed', video_url: null });
		await until('the callback', () => receiver.posts.length === 1);
		expect(receiver.posts[0]?.event).toMatchObject({ event_data: { video_id: id, callback_id: 'row-1' } });
		await receiver.stop();
	});

	it('are made of a picture, or of references, if they are what they should be', async () => {
		const references = (images: number, sounds: number) => ({
			mode: 'reference_to_video',
			reference_images: Array.from({ length: images }, () => picture),
			reference_audio: Array.from({ length: sounds }, () => sound),
		});
		expect((await create({ mode: 'image_to_video', image: picture, resolution: '2k' })).status).toBe(202);
		expect((await create(references(9, 3))).status).toBe(202);
		expect(await refusalOf({ mode: 'image_to_video', image: sound })).toBe(
			'400 invalid_parameter image.media_type',
		);
		expect(await refusalOf({ mode: 'image_to_video' })).toBe('400 invalid_parameter image');
		expect(await refusalOf(references(0, 0))).toBe('400 invalid_parameter reference_images');
		expect(await refusalOf(references(10, 0))).toBe('400 invalid_parameter reference_images');
		const clip = { type: 'url', url: 'https://example.com/clip.mp4' };
		expect(await refusalOf({ ...references(9, 3), reference_videos: [clip] })).toBe(
			'400 invalid_parameter reference_images',
		);
	});

	it('are fine in two shapes only', async () => {
		expect(await refusalOf({ resolution: '1080p', aspect_ratio: '1:1' })).toBe(
			'400 invalid_parameter aspect_ratio',
		);
		expect((await create({ resolution: '1080p', aspect_ratio: '9:16' })).status).toBe(202);
		expect((await create({ resolution: '768p', aspect_ratio: '1:1' })).status).toBe(202);
		expect(await refusalOf({ duration: 4 })).toBe('400 invalid_parameter duration');
		expect(await refusalOf({ prompt: ' ' })).toBe('400 invalid_parameter prompt');
		expect(await refusalOf({ callback_id: 'row-1' })).toBe('400 invalid_parameter callback_id');
	});
});

describe('Images of the model', () => {
	const path = '/v3/models/images';
	const create = async (body: object = {}) =>
		await bench.post(path, {
			model: 'heygen-image-1',
			identity_images: [picture],
			reference_images: [picture],
			...body,
		});

	it('are made as many as were asked for, each by a seed of its own', async () => {
		const id = (await create({ num_images: 5, seed: 7 })).text('data.generation_id');
		expect((await bench.get(`${path}/${id}`)).at('data')).toMatchObject({ status: 'pending', images: [] });
		const done = await bench.waitFor(`${path}/${id}`, 'data.status', 'completed');
		expect(done.list('data.images').map(({ seed }) => seed)).toEqual([7, 8, 9, 10, 11]);
		expect((await fileAt(done.text('data.images.0.image_url'))).equals(readSample('photo-1.png'))).toBe(true);
	});

	it('are refused where a picture is none, or one too many', async () => {
		expect((await create({ identity_images: [sound] })).refusal).toBe(
			'400 invalid_parameter identity_images.0.media_type',
		);
		expect((await create({ reference_images: [picture, picture] })).refusal).toBe(
			'400 invalid_parameter reference_images',
		);
		expect((await create({ num_images: 6 })).refusal).toBe('400 invalid_parameter num_images');
	});
});

describe('Sounds', () => {
	const find = async (query: string) => await bench.get(`/v3/audio/sounds?${query}`);

	it('are found by their words, best first, page by page', async () => {
		const first = await find('query=calm%20piano&limit=1');
		expect(first.list('data').map(({ name, score }) => [name, score])).toEqual([['Calm piano', 1]]);
		const second = await find(`query=calm%20piano&limit=1&token=${first.text('next_token')}`);
		expect(second.list('data').map(({ name, score }) => [name, score])).toEqual([['Calm guitar', 0.75]]);
		expect(second.at('has_more')).toBe(false);
		expect((await fileAt(first.text('data.0.audio_url'))).equals(readSample('voice.mp3'))).toBe(true);
	});

	it('are music unless effects are asked for, and fit as well as is asked for', async () => {
		expect((await find('query=door')).list('data')).toEqual([]);
		expect((await find('query=door&type=sound_effects')).list('data')).toMatchObject([
			{ name: 'Door slams' },
		]);
		expect((await find('query=door&min_score=0.5')).list('data')).toHaveLength(4);
		expect((await find('query=%20')).refusal).toBe('400 invalid_parameter query');
		expect((await find('type=music')).refusal).toBe('400 invalid_parameter query');
	});
});
