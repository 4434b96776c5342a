import { byId, callBack, errorOf, outputOf, runNode } from '../support/engine';
import { itemWith, png, wav } from '../support/files';
import { data, FILE_HOST, outline, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

const link = (name: string) => ({ type: 'url', url: `https://example.com/${name}` });

describe('Video Model > Create', () => {
	const VIDEOS = '/v3/models/videos';
	const create = { resource: 'videoModel', operation: 'create', prompt: 'A boat', wait: false };
	const created = data({ video_id: 'mv-1', status: 'pending' });
	const job = { video_id: 'mv-1', model: 'heygen-video-1', created_at: 1_790_000_000 };

	it('sends the prompt alone', async () => {
		heygen().on('POST', VIDEOS, created);

		await outputOf({ parameters: create });

		expect(outline(heygen().only).json).toEqual({
			model: 'heygen-video-1',
			mode: 'text_to_video',
			prompt: 'A boat',
			aspect_ratio: '16:9',
		});
		expect(heygen().only.headers['idempotency-key']).toMatch(/^n8n-/);
	});

	it('sends a first picture, whose shape the video has', async () => {
		heygen().on('POST', VIDEOS, created);

		await outputOf({
			parameters: {
				...create,
				mode: 'image_to_video',
				image: 'https://example.com/a.png',
				options: { resolution: '2k' },
			},
		});

		expect(heygen().only.json).toEqual({
			model: 'heygen-video-1',
			mode: 'image_to_video',
			prompt: 'A boat',
			resolution: '2k',
			image: link('a.png'),
		});
	});

	it('sends references of each kind, in order', async () => {
		heygen().on(
			'POST',
			'/v3/assets',
			data({ asset_id: 'up-1', url: 'https://e.com', mime_type: 'image/png', size_bytes: 1 }),
		);
		heygen().on('POST', VIDEOS, created);

		await outputOf({
			parameters: {
				...create,
				mode: 'reference_to_video',
				imageReferences: ['https://example.com/a.png', 'data'],
				audioReferences: 'https://example.com/a.mp3, asset-2',
			},
			items: [await itemWith(png())],
		});

		expect(heygen().sent[1]?.json).toEqual({
			model: 'heygen-video-1',
			mode: 'reference_to_video',
			prompt: 'A boat',
			aspect_ratio: 'adaptive',
			reference_images: [link('a.png'), { type: 'asset_id', asset_id: 'up-1' }],
			reference_audio: [link('a.mp3'), { type: 'asset_id', asset_id: 'asset-2' }],
		});
	});

	const assets = (count: number) => Array.from({ length: count }, (_, index) => `asset-${index}`);
	const references = { mode: 'reference_to_video', imageReferences: assets(1) };

	it.each([
		['no reference', { mode: 'reference_to_video' }, 'hold 0 files together; HeyGen takes 1 to 12'],
		[
			'more than twelve',
			{ ...references, imageReferences: assets(9), videoReferences: assets(2), audioReferences: assets(2) },
			'"Reference Images", "Reference Videos", "Reference Audio" hold 13 files together',
		],
		[
			'more than nine pictures',
			{ ...references, imageReferences: assets(10) },
			'"Reference Images" holds 10 files; HeyGen takes at most 9',
		],
		[
			'a fine video in another shape',
			{ aspectRatio: '1:1', options: { resolution: '1080p' } },
			'"Aspect Ratio" must be 16:9 or 9:16 for a video of 1080p',
		],
		[
			'a fine video in the shape of its references',
			{ ...references, options: { resolution: '2k' } },
			'"Aspect Ratio" must be 16:9 or 9:16 for a video of 2K',
		],
		[
			'an ID too long',
			{ options: { callbackUrl: 'https://e.com', callbackId: 'x'.repeat(257) } },
			'"Callback ID" has 257 characters',
		],
		['no prompt', { prompt: ' ' }, '"Prompt" is empty'],
		['too long a video', { options: { duration: 16 } }, '"Duration" must be from 5 to 15; it is 16'],
	])('refuses %s', async (_, parameters, message) => {
		expect((await errorOf({ parameters: { ...create, ...parameters } })).message).toContain(message);
		expect(heygen().sent).toEqual([]);
	});

	it('uploads nothing where a later file is not what HeyGen takes', async () => {
		const { message } = await errorOf({
			parameters: { ...create, ...references, imageReferences: 'data', videoReferences: 'data' },
			items: [await itemWith(png())],
		});

		expect(message).toContain('"Reference Videos" is not a file of a kind HeyGen takes here');
		expect(heygen().sent).toEqual([]);
	});

	it('takes what HeyGen allows since: a longer video by Custom Body', async () => {
		heygen().on('POST', VIDEOS, created);

		await outputOf({ parameters: { ...create, options: { customBody: '{"duration": 20}' } } });

		expect(heygen().only.json).toMatchObject({ duration: 20 });
		// The contract has no such length yet.
		expect(heygen().complaints.splice(0).join()).toContain('duration');
	});

	it('waits for the video, and loads it by its fresh link', async () => {
		heygen().on('POST', VIDEOS, created);
		heygen().on(
			'GET',
			`${VIDEOS}/mv-1`,
			data({ ...job, status: 'processing' }),
			data({ ...job, status: 'completed', video_url: `${FILE_HOST}/boat.mp4`, duration: 5 }),
		);
		heygen().on('GET', `${FILE_HOST}/boat.mp4`, { body: 'film' });

		const { items } = await runNode({ parameters: { ...create, wait: true, download: ['video'] } });

		expect(items[0]?.json).toMatchObject({ video_id: 'mv-1', status: 'completed', duration: 5 });
		expect(items[0]?.binary?.video).toMatchObject({ fileName: 'mv-1-video.mp4' });
	});

	it.each([
		['failed', 'generation_failed', 'Out of memory'],
		['cancelled', 'generation_cancelled', 'Cancelled'],
	])('is over for a video that is %s', async (status, code, message) => {
		heygen().on('POST', VIDEOS, created);
		heygen().on(
			'GET',
			`${VIDEOS}/mv-1`,
			data({ ...job, status, failure_code: code, failure_message: message }),
		);

		const error = await errorOf({ parameters: { ...create, wait: true } });

		expect(error.message).toBe(`HeyGen could not make the model video: ${message}`);
		expect(error.context?.heygen).toMatchObject({ job_id: 'mv-1', code });
	});

	it('can suspend the execution until HeyGen calls', async () => {
		heygen().on('POST', VIDEOS, created);
		let status = 'processing';
		heygen().always('GET', `${VIDEOS}/mv-1`, () => data({ ...job, status }));

		const run = await runNode({ parameters: { ...create, wait: true, options: { waitBy: 'callback' } } });
		const [sent] = heygen().to('POST', VIDEOS);
		status = 'completed';
		const { items } = await callBack(run, (sent?.json as { callback_url: string }).callback_url);

		expect(items?.[0]?.json).toMatchObject({ video_id: 'mv-1', status: 'completed' });
	});
});

describe('Image Model > Create', () => {
	const IMAGES = '/v3/models/images';
	const create = {
		resource: 'imageModel',
		operation: 'create',
		identityImages: 'https://example.com/a.png\nhttps://example.com/b.png',
		reference: 'https://example.com/scene.png',
	};
	const job = { generation_id: 'g-1', model: 'heygen-image-1', num_images: 2, created_at: 1_790_000_000 };

	it('sends the pictures, waits and loads the images', async () => {
		heygen().on('POST', IMAGES, data({ generation_id: 'g-1' }));
		const image = (name: string) => ({
			image_id: name,
			image_url: `${FILE_HOST}/${name}.png`,
			width: 10,
			height: 10,
			seed: 1,
		});
		heygen().on(
			'GET',
			`${IMAGES}/g-1`,
			data({ ...job, status: 'pending', images: [] }),
			data({ ...job, status: 'completed', images: [image('a'), image('b')] }),
		);
		for (const name of ['a', 'b']) heygen().on('GET', `${FILE_HOST}/${name}.png`, { body: png() });

		const { items } = await runNode({
			parameters: { ...create, download: ['image'], options: { numImages: 2, aspectRatio: '2:3' } },
		});

		expect(heygen().sent[0]?.json).toEqual({
			model: 'heygen-image-1',
			mode: 'identity_remix',
			num_images: 2,
			aspect_ratio: '2:3',
			identity_images: [link('a.png'), link('b.png')],
			reference_images: [link('scene.png')],
		});
		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['image_1', 'image_2']);
	});

	it('says why there are none', async () => {
		heygen().on('POST', IMAGES, data({ generation_id: 'g-1' }));
		const failure = { failure_code: 'no_face_detected', failure_message: 'No face' };
		heygen().on('GET', `${IMAGES}/g-1`, data({ ...job, status: 'failed', images: [], ...failure }));

		const { message, description } = await errorOf({ parameters: create });

		expect(message).toBe('HeyGen could not make the model image: No face');
		expect(description).toContain('the code no_face_detected');
	});

	it.each([
		['no picture', { identityImages: ' ' }, '"Identity Images" is empty'],
		['six of them', { identityImages: ['1', '2', '3', '4', '5', '6'] }, '"Identity Images" holds 6 files'],
	])('refuses %s', async (_, parameters, message) => {
		expect((await errorOf({ parameters: { ...create, ...parameters } })).message).toContain(message);
		expect(heygen().sent).toEqual([]);
	});

	it('uploads no picture of the person where the reference is none', async () => {
		const { message } = await errorOf({
			parameters: {
				...create,
				identityImages: 'data',
				reference: `data:audio/wav;base64,${wav().toString('base64')}`,
			},
			items: [await itemWith(png())],
		});

		expect(message).toContain('"Reference Image" is not a file of a kind HeyGen takes here');
		expect(heygen().sent).toEqual([]);
	});
});

describe('Audio > Search Sounds', () => {
	const search = { resource: 'audio', operation: 'searchSounds', query: 'calm piano' };
	const sound = (id: string) => ({
		id,
		name: id,
		description: 'Calm',
		audio_url: `${FILE_HOST}/${id}.mp3`,
		score: 0.9,
		type: 'music',
	});

	it('asks for as many as are wanted, of the kind that is wanted', async () => {
		const page = { has_more: false, next_token: null };
		heygen().on('GET', '/v3/audio/sounds', { body: { data: [sound('a'), sound('b')], ...page } });

		const output = await outputOf({
			parameters: { ...search, type: 'sound_effects', limit: 2, filters: { minScore: 0.5 } },
		});

		expect(heygen().only.query).toEqual({
			query: 'calm piano',
			type: 'sound_effects',
			min_score: '0.5',
			limit: '2',
		});
		expect(output.map(({ id }) => id)).toEqual(['a', 'b']);
	});

	it('refuses to look for nothing', async () => {
		expect((await errorOf({ parameters: { ...search, query: ' ' } })).message).toBe('"Query" is empty');
		expect((await errorOf({ parameters: { ...search, query: 'x'.repeat(5001) } })).message).toContain(
			'"Query" has 5001 characters',
		);
		expect(heygen().sent).toEqual([]);
	});
});

describe('What is read by its ID', () => {
	it.each([
		['voiceModel', { voiceId: byId('m-1') }, 'DELETE', '/v3/models/audio/voices/m-1', data({ status: 'ok' })],
		['voice', { voiceId: byId('v-1') }, 'DELETE', '/v3/voices/v-1', data({ voice_id: 'v-1' })],
	])('is deleted: %s', async (resource, parameters, method, path, reply) => {
		heygen().on(method, path, reply);

		expect(await outputOf({ parameters: { resource, operation: 'delete', ...parameters } })).toEqual([
			{ deleted: true },
		]);
	});

	it('is a voice of the model, which has no files', async () => {
		const voice = { voice_id: 'm-1', mode: 'instant', name: 'Anna', status: 'ACTIVE', created_at: 1 };
		heygen().on('GET', '/v3/models/audio/voices/m-1', data(voice));

		const { items } = await runNode({
			parameters: { resource: 'voiceModel', operation: 'get', voiceId: byId('m-1') },
		});

		expect(items).toEqual([{ json: voice, pairedItem: { item: 0 } }]);
	});
});
