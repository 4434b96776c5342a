import { group, look, LOOK_ID, video } from '../support/answers';
import { byId, errorOf, runNode } from '../support/engine';
import { bytesOf, keepFilesIn, type Storage } from '../support/files';
import { data, FILE_HOST, lost, refusal, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
const time = useVirtualTime();

const get = { resource: 'video', operation: 'get', videoId: byId('v') };

/** A file at the file host, with bytes of its own. */
function fileAt(path: string): Buffer {
	const bytes = Buffer.concat([Buffer.from([0xff, 0x00, 0xfe]), Buffer.from(`the bytes of ${path}`)]);
	heygen().on('GET', `${FILE_HOST}${path}`, { body: bytes });
	return bytes;
}

describe.each<Storage>(['memory', 'filesystem'])('Downloaded into %s', (storage) => {
	beforeEach(async () => await keepFilesIn(storage));

	it('are all files of a video, each in a property of its own name', async () => {
		heygen().on(
			'GET',
			'/v3/videos/v',
			data(
				video('v', {
					video_url: `${FILE_HOST}/a/v.mp4?signature=1`,
					captioned_video_url: `${FILE_HOST}/a/captioned.webm`,
					subtitle_url: `${FILE_HOST}/a/v`,
					thumbnail_url: `${FILE_HOST}/a/v.PNG`,
					gif_url: `${FILE_HOST}/a/v.gif`,
				}),
			),
		);
		const files = {
			video: { bytes: fileAt('/a/v.mp4'), name: 'v-video.mp4', type: 'video/mp4' },
			captioned_video: {
				bytes: fileAt('/a/captioned.webm'),
				name: 'v-captioned_video.webm',
				type: 'video/webm',
			},
			subtitle: { bytes: fileAt('/a/v'), name: 'v-subtitle.srt', type: 'application/x-subrip' },
			thumbnail: { bytes: fileAt('/a/v.PNG'), name: 'v-thumbnail.png', type: 'image/png' },
			gif: { bytes: fileAt('/a/v.gif'), name: 'v-gif.gif', type: 'image/gif' },
		};

		const { items, hints } = await runNode({ parameters: { ...get, download: Object.keys(files) } });

		const { binary = {} } = items[0] ?? {};
		expect(Object.keys(binary)).toEqual(Object.keys(files));
		for (const [property, { bytes, name, type }] of Object.entries(files)) {
			expect(binary[property]).toMatchObject({ fileName: name, mimeType: type });
			expect((await bytesOf(binary[property])).equals(bytes)).toBe(true);
			expect(binary[property]?.id !== undefined).toBe(storage === 'filesystem');
		}
		expect(hints).toEqual([]);
		expect(heygen().sent.find(({ path }) => path === '/a/v.mp4')?.query).toEqual({ signature: '1' });
	});

	it('are the generated photos, numbered', async () => {
		heygen().on(
			'GET',
			'/v2/photo_avatar/generation/g',
			data({
				id: 'g',
				status: 'success',
				image_url_list: [`${FILE_HOST}/1.jpg`, `${FILE_HOST}/2`],
			}),
		);
		const [first, second] = [fileAt('/1.jpg'), fileAt('/2')];

		const { items } = await runNode({
			parameters: { resource: 'photo', operation: 'getGeneration', generationId: 'g', download: ['photo'] },
		});

		const { binary = {} } = items[0] ?? {};
		expect(Object.entries(binary).map(([name, { fileName }]) => [name, fileName])).toEqual([
			['photo_1', 'g-photo_1.jpg'],
			['photo_2', 'g-photo_2.png'],
		]);
		expect([await bytesOf(binary.photo_1), await bytesOf(binary.photo_2)]).toEqual([first, second]);
	});
});

describe('Download', () => {
	beforeEach(async () => await keepFilesIn('memory'));

	const videoUrl = `${FILE_HOST}/v.mp4`;
	const hasVideo = () => heygen().on('GET', '/v3/videos/v', data(video('v', { video_url: videoUrl })));

	it('is nothing where nothing was chosen', async () => {
		hasVideo();

		const { items } = await runNode({ parameters: get });

		expect(items[0]?.binary).toBeUndefined();
		expect(heygen().calls).toEqual(['GET /v3/videos/v']);
	});

	it('follows the wait in the operation that creates', async () => {
		heygen().on('POST', '/v3/videos', data({ video_id: 'v', status: 'waiting' }));
		heygen().on('GET', '/v3/videos/statuses', data([{ video_id: 'v', status: 'completed' }]));
		hasVideo();
		const bytes = fileAt('/v.mp4');

		const { items } = await runNode({
			parameters: {
				resource: 'video',
				operation: 'create',
				avatarId: byId(LOOK_ID),
				script: 'Hello',
				download: ['video'],
				options: { engine: 'default' },
			},
		});

		expect(items[0]?.json).toMatchObject({ video_id: 'v', status: 'completed' });
		expect(await bytesOf(items[0]?.binary?.video)).toEqual(bytes);
	});

	it('takes the preview where a prompt avatar stands in for photos', async () => {
		const preview = `${FILE_HOST}/preview.webp`;
		heygen().on('POST', '/v2/photo_avatar/photo/generate', refusal(410, 'not_found', 'Gone'));
		heygen().on(
			'POST',
			'/v3/avatars',
			data({ avatar_item: look({ status: 'processing' }), avatar_group: group() }),
		);
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(look({ preview_image_url: preview })));
		const bytes = fileAt('/preview.webp');

		const { items } = await runNode({
			parameters: {
				resource: 'photo',
				operation: 'generate',
				name: 'Anna',
				appearance: 'Brown hair',
				ifRetired: 'promptAvatar',
				download: ['photo'],
			},
		});

		expect(items[0]?.json.generated_by).toBe('v3_prompt_avatar');
		expect(items[0]?.binary?.photo_1?.fileName).toBe(`${LOOK_ID}-photo_1.webp`);
		expect(await bytesOf(items[0]?.binary?.photo_1)).toEqual(bytes);
	});

	it('says beside the output which files HeyGen has not made, and brings the rest', async () => {
		hasVideo();
		fileAt('/v.mp4');

		const { items, hints } = await runNode({
			parameters: { ...get, download: ['video', 'captioned_video', 'subtitle'] },
		});

		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['video']);
		expect(hints).toEqual([
			'HeyGen has no captioned video of the video v, so none was downloaded.',
			'HeyGen has no subtitles of the video v, so none was downloaded.',
		]);
	});

	it('tries again after a lost connection and a server error', async () => {
		hasVideo();
		heygen().on('GET', videoUrl, lost(), { status: 503, body: 'later' });
		const bytes = fileAt('/v.mp4');

		const { items } = await runNode({ parameters: { ...get, download: ['video'] } });

		expect(await bytesOf(items[0]?.binary?.video)).toEqual(bytes);
		expect(time().sleeps).toEqual([1_000, 2_000]);
	});

	it('reads the links anew, once for all files, when one of them has expired', async () => {
		const links = (age: string) => ({
			video_url: `${FILE_HOST}/${age}/v.mp4`,
			thumbnail_url: `${FILE_HOST}/${age}/v.png`,
			gif_url: `${FILE_HOST}/${age}/v.gif`,
		});
		heygen().on('GET', '/v3/videos/v', data(video('v', links('old'))), data(video('v', links('new'))));
		const bytes = fileAt('/old/v.mp4');
		heygen().on('GET', `${FILE_HOST}/old/v.png`, { status: 403, body: 'expired' });
		const fresh = [fileAt('/new/v.png'), fileAt('/new/v.gif')];

		const { items } = await runNode({ parameters: { ...get, download: ['video', 'thumbnail', 'gif'] } });

		const { video: film, thumbnail, gif } = items[0]?.binary ?? {};
		expect(await bytesOf(film)).toEqual(bytes);
		expect([await bytesOf(thumbnail), await bytesOf(gif)]).toEqual(fresh);
		expect(heygen().to('GET', '/v3/videos/v')).toHaveLength(2);
	});

	it('reads the links no third time', async () => {
		const links = (age: string) => data(video('v', { video_url: `${FILE_HOST}/${age}/v.mp4` }));
		heygen().on('GET', '/v3/videos/v', links('old'), links('new'));
		for (const age of ['old', 'new']) heygen().on('GET', `${FILE_HOST}/${age}/v.mp4`, { status: 403 });

		const { message } = await errorOf({ parameters: { ...get, download: ['video'] } });

		expect(message).toContain('HTTP status 403');
	});

	it('says what the file host said where HeyGen gives no fresh link', async () => {
		heygen().on(
			'GET',
			'/v3/videos/v',
			data(video('v', { video_url: videoUrl })),
			refusal(404, 'not_found', 'Gone'),
		);
		heygen().on('GET', videoUrl, { status: 410 });

		const { message } = await errorOf({ parameters: { ...get, download: ['video'] } });

		expect(message).toBe('The file host did not complete the download of v-video.mp4: HTTP status 410');
	});

	it('says that links expire when the file host refuses', async () => {
		hasVideo();
		hasVideo();
		heygen().on('GET', videoUrl, { status: 403, body: 'expired' });

		const { message, description } = await errorOf({ parameters: { ...get, download: ['video'] } });

		expect(message).toBe('The file host did not complete the download of v-video.mp4: HTTP status 403');
		expect(description).toContain('Links to HeyGen files expire');
	});
});
