import axios from 'axios';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Bench, portrait, readSample } from './support';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(() => bench.control.reset());

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const ZIP = Buffer.from('PK\x03\x04, and whatever it holds', 'latin1');
const put = (url: string, body: unknown, headers: Record<string, string>) =>
	axios.put<string>(url, body, { headers, validateStatus: () => true, maxBodyLength: Infinity });

describe('multipart upload', () => {
	it.each([
		['portrait.png', 'image/png'],
		['video.mp4', 'video/mp4'],
		['video.webm', 'video/webm'],
		['voice.mp3', 'audio/mpeg'],
		['voice.wav', 'audio/x-wav'],
		['subtitles.srt', 'application/x-subrip'],
	])('takes %s and serves it again', async (name, type) => {
		const content = readSample(name);
		const answer = await bench.upload(content, type, name);
		expect(answer.status).toBe(200);
		expect(answer.at('data.size_bytes')).toBe(content.length);
		const served = await axios.get<ArrayBuffer>(answer.text('data.url'), { responseType: 'arraybuffer' });
		expect(Buffer.from(served.data).equals(content)).toBe(true);
		expect((await bench.control.state()).assets[0]).toMatchObject({ name, sha256: sha256(content) });
	});

	it('looks into bytes of which nothing is said', async () => {
		const answer = await bench.upload(portrait, 'application/octet-stream', 'portrait');
		expect([answer.status, answer.at('data.mime_type')]).toEqual([200, 'image/png']);
		const unknown = await bench.upload(Buffer.from('GIF89a'), 'application/octet-stream', 'a.gif');
		expect(unknown.at('error.message')).toBe('Content type not match application/octet-stream != unknown');
	});

	it('tells the type from the bytes', async () => {
		const answer = await bench.upload(portrait, 'image/jpeg', 'portrait.jpg');
		expect(answer.refusal).toBe('400 invalid_parameter file');
		expect(answer.at('error.message')).toBe('Content type not match image/jpeg != image/png');
		const unknown = await bench.upload(Buffer.from('GIF89a'), 'image/gif', 'a.gif');
		expect(unknown.refusal).toBe('400 invalid_parameter file');
		expect((await bench.upload(ZIP, 'application/zip', 'a.zip')).refusal).toBe('400 invalid_parameter file');
		expect((await bench.upload(Buffer.alloc(0), 'image/png', 'a.png')).refusal).toBe(
			'400 invalid_parameter file',
		);
	});

	it('refuses other fields, no file, and JSON', async () => {
		const form = new FormData();
		form.append('name', 'x');
		expect((await bench.post('/v3/assets', form)).refusal).toBe('400 invalid_parameter file');
		form.append('file', 'no file');
		expect((await bench.post('/v3/assets', form)).refusal).toBe('400 invalid_parameter file');
		form.set('file', new Blob([new Uint8Array(portrait)], { type: 'image/png' }), 'a.png');
		expect((await bench.post('/v3/assets', form)).refusal).toBe('400 invalid_parameter name');
		expect((await bench.post('/v3/assets', { file: 'x' })).refusal).toBe(
			'400 invalid_parameter Content-Type',
		);
	});

	it('takes 32 MB and not a byte more', async () => {
		const limit = 32 * 1024 * 1024;
		const padded = (size: number) => Buffer.concat([portrait, Buffer.alloc(size - portrait.length)]);
		expect((await bench.upload(padded(limit), 'image/png', 'a.png')).status).toBe(200);
		expect((await bench.upload(padded(limit + 1), 'image/png', 'a.png')).refusal).toBe(
			'413 payload_too_large file',
		);
		const [asset] = (await bench.control.state()).assets;
		expect(asset?.size).toBe(limit);
	});

	it('lists for the account, gets, deletes', async () => {
		const id = await bench.asset('portrait.png', 'image/png');
		const list = await bench.get('/v3/assets?username=simulated-user');
		expect(list.list('data').map((asset) => asset.id)).toEqual([id]);
		expect((await bench.get('/v3/assets?username=somebody')).list('data')).toEqual([]);
		expect((await bench.get('/v3/assets')).refusal).toBe('400 invalid_parameter username');
		expect((await bench.get(`/v3/assets/${id}`)).at('data.type')).toBe('image');
		expect((await bench.request({ method: 'DELETE', url: `/v3/assets/${id}` })).at('data.id')).toBe(id);
		expect((await bench.get(`/v3/assets/${id}`)).refusal).toBe('404 asset_not_found asset_id');
	});
});

describe('direct upload', () => {
	const declare = (content: Buffer, overrides: Record<string, unknown> = {}) =>
		bench.post('/v3/assets/direct-uploads', {
			filename: 'clip.mp4',
			content_type: 'video/mp4',
			size_bytes: content.length,
			...overrides,
		});
	const headersOf = (value: unknown) => value as Record<string, string>;

	it('takes exactly the signed headers, then completes as often as asked', async () => {
		const content = readSample('video.mp4');
		const declared = await declare(content, { checksum_sha256: sha256(content) });
		const id = declared.text('data.asset_id');
		const url = declared.text('data.upload_url');
		const headers = headersOf(declared.at('data.upload_headers'));
		expect(new URL(url).origin).toBe(bench.simulator.filesUrl);
		const complete = () => bench.post(`/v3/assets/${id}/complete`, {});

		expect((await complete()).refusal).toBe('409 resource_not_ready asset_id');
		expect((await bench.get(`/v3/assets/statuses?asset_ids=${id},x`)).list('data')).toEqual([
			{ video_id: id, status: 'pending_upload' },
			{ video_id: 'x', status: 'not_found' },
		]);
		expect((await put(url, content, { ...headers, 'content-type': 'video/webm' })).status).toBe(403);
		expect((await put(url, content, { ...headers, 'x-amz-acl': 'public-read' })).status).toBe(403);
		expect((await put(url.replace(/.$/, '!'), content, headers)).status).toBe(403);
		expect((await put(url, content.subarray(1), headers)).data).toContain('EntitySizeMismatch');
		expect((await put(url, Readable.from([content]), headers)).status).toBe(411);
		const swapped = Buffer.from(content);
		swapped.writeUInt8(1, content.length - 1);
		expect((await put(url, swapped, headers)).data).toContain('BadDigest');
		expect((await put(url, content, headers)).status).toBe(200);
		const status = async () => (await bench.get(`/v3/assets/statuses?asset_ids=${id}`)).at('data.0.status');
		expect(await status()).toBe('pending_upload');

		for (let time = 0; time < 2; time += 1) {
			expect((await complete()).at('data')).toMatchObject({
				status: 'processing',
				size_bytes: content.length,
			});
		}
		expect(await status()).toBe('completed');
		expect((await put(url, content, headers)).status).toBe(403);
	});

	it('is asked for by IDs, by IDs of batches, and by at most a hundred of either', async () => {
		const states = (query: string) => bench.get(`/v3/assets/statuses?${query}`);
		const ids = Array.from({ length: 101 }, (_, index) => `id-${index}`).join(',');
		expect((await states('batch_ids=b-1')).list('data')).toEqual([{ batch_id: 'b-1', status: 'not_found' }]);
		expect((await states('')).refusal).toBe('400 invalid_parameter asset_ids');
		expect((await states(`asset_ids=${ids}`)).refusal).toBe('400 invalid_parameter asset_ids');
		expect((await states(`batch_ids=${ids}`)).refusal).toBe('400 invalid_parameter batch_ids');
	});

	it('takes projects packed as a zip', async () => {
		const declared = await declare(ZIP, { filename: 'project.zip', content_type: 'application/zip' });
		const headers = headersOf(declared.at('data.upload_headers'));
		await put(declared.text('data.upload_url'), ZIP, headers);
		const completed = await bench.post(`/v3/assets/${declared.text('data.asset_id')}/complete`, {});
		expect([completed.status, completed.at('data.mime_type')]).toEqual([200, 'application/zip']);
		const wrong = await declare(portrait, { content_type: 'application/zip' });
		await put(wrong.text('data.upload_url'), portrait, headersOf(wrong.at('data.upload_headers')));
		const refused = await bench.post(`/v3/assets/${wrong.text('data.asset_id')}/complete`, {});
		expect(refused.at('error.message')).toBe('Content type not match application/zip != image/png');
	});

	it('finds out at completion that the bytes are something else', async () => {
		const declared = await declare(portrait);
		await put(declared.text('data.upload_url'), portrait, headersOf(declared.at('data.upload_headers')));
		const answer = await bench.post(`/v3/assets/${declared.text('data.asset_id')}/complete`, {});
		expect(answer.at('error.message')).toBe('Content type not match video/mp4 != image/png');
	});

	it('refuses other types and wrong declarations', async () => {
		expect((await declare(portrait, { content_type: 'image/gif' })).refusal).toBe(
			'400 invalid_parameter content_type',
		);
		expect((await declare(portrait, { size_bytes: 3 * 1024 ** 3 })).refusal).toBe(
			'413 payload_too_large file',
		);
		expect((await declare(portrait, { checksum_sha256: 'x' })).refusal).toBe(
			'400 invalid_parameter checksum_sha256',
		);
	});

	it('streams 100 MB without holding it', async () => {
		const size = 100 * 1024 * 1024;
		const chunk = Buffer.alloc(1024 * 1024);
		readSample('video.mp4').copy(chunk);
		const declared = await bench.post('/v3/assets/direct-uploads', {
			filename: 'large.mp4',
			content_type: 'video/mp4',
			size_bytes: size,
		});
		const headers = headersOf(declared.at('data.upload_headers'));
		const before = process.memoryUsage().rss;
		const sent = await put(
			declared.text('data.upload_url'),
			Readable.from(Array.from({ length: 100 }, () => chunk)),
			{ ...headers, 'content-length': String(size) },
		);
		expect(sent.status).toBe(200);
		// Client and simulator share this process; a copy of the file would show.
		expect(process.memoryUsage().rss - before).toBeLessThan(90 * 1024 * 1024);
		const expected = createHash('sha256');
		for (let index = 0; index < 100; index += 1) expected.update(chunk);
		const [asset] = (await bench.control.state()).assets;
		expect(asset).toMatchObject({ size, sha256: expected.digest('hex') });
	});

	it('takes a picture of 51 MB, of which no avatar can be made', async () => {
		const large = Buffer.concat([portrait, Buffer.alloc(51 * 1024 * 1024 - portrait.length)]);
		const declared = await declare(large, { filename: 'large.png', content_type: 'image/png' });
		const asset_id = declared.text('data.asset_id');
		await put(declared.text('data.upload_url'), large, headersOf(declared.at('data.upload_headers')));
		expect((await bench.post(`/v3/assets/${asset_id}/complete`, {})).status).toBe(200);
		const file = { type: 'asset_id', asset_id };
		const avatar = await bench.post('/v3/avatars', { type: 'photo', name: 'Large', file });
		expect(avatar.refusal).toBe('400 invalid_parameter file.asset_id');
	});
});

describe('direct uploads in a batch', () => {
	const reserve = (files: Array<Record<string, unknown>>, rest: Record<string, unknown> = {}) =>
		bench.post('/v3/assets/direct-uploads/batches', { files, ...rest });
	const picture = { filename: 'a.png', content_type: 'image/png', size_bytes: portrait.length };
	const complete = (batch_id: string) => bench.post('/v3/assets/complete/batches', { batch_id });
	const putTo = (target: Record<string, unknown> | undefined, content: Buffer) =>
		put(String(target?.upload_url), content, target?.upload_headers as Record<string, string>);

	it('looks into what has come once the batch is completed, each file by itself', async () => {
		const reserved = await reserve([picture, picture, { ...picture, content_type: 'video/mp4' }], {
			title: 'Photos',
		});
		const id = reserved.text('data.batch_id');
		const targets = reserved.list('data.items');
		const ids = targets.map((target) => String(target.asset_id));
		const batch = () => bench.get(`/v3/assets/batches/${id}`);
		const states = async () =>
			(await bench.get(`/v3/assets/statuses?asset_ids=${ids.join(',')}`))
				.list('data')
				.map(({ status }) => status);
		expect((await batch()).at('data')).toMatchObject({
			title: 'Photos',
			status: 'processing',
			total_items: 3,
			counts_by_status: { queued: 3 },
		});
		await putTo(targets[0], portrait);
		await putTo(targets[2], portrait);
		expect(await states()).toEqual(['pending_upload', 'pending_upload', 'pending_upload']);

		for (let time = 0; time < 2; time += 1) {
			const completed = await complete(id);
			expect([completed.status, completed.at('data')]).toEqual([202, { batch_id: id }]);
		}
		const ended = await bench.waitFor(`/v3/assets/batches/${id}`, 'data.status', 'completed');
		expect(ended.list('data.items')).toMatchObject([
			{ item_index: 0, video_id: ids[0], status: 'completed', error: null },
			{ item_index: 1, status: 'failed', error: { code: 'resource_not_ready' } },
			{ item_index: 2, status: 'failed', error: { code: 'invalid_parameter' } },
		]);
		expect(await states()).toEqual(['completed', 'failed', 'failed']);
		const told = (await bench.get(`/v3/assets/statuses?batch_ids=${id}`)).list('data');
		expect(told.map(({ batch_id, item_index }) => [batch_id, item_index])).toEqual([
			[id, 0],
			[id, 1],
			[id, 2],
		]);
		expect((await bench.get(`/v3/assets/${ids[0]}`)).text('data.url')).toContain(ids[0]);
		expect((await bench.get(`/v3/assets/batches/${id}?limit=2`)).list('data.items')).toHaveLength(2);
	});

	it('reserves nothing where one file is refused, and knows its batches', async () => {
		const refused = await reserve([picture, { ...picture, content_type: 'image/gif' }]);
		expect(refused.refusal).toBe('400 invalid_parameter files.1.content_type');
		expect((await bench.control.state()).assets).toEqual([]);
		expect((await reserve([])).refusal).toBe('400 invalid_parameter files');
		expect((await complete('nothing')).refusal).toBe('404 resource_not_found batch_id');
		expect((await bench.get('/v3/assets/batches/nothing')).refusal).toBe('404 resource_not_found batch_id');
	});
});

describe('search', () => {
	const search = (query: string) => bench.get(`/v3/assets/search?${query}`);

	it('finds stock by words, and own pictures by their names, page by page', async () => {
		const id = await bench.asset('portrait.png', 'image/png');
		await bench.asset('video.mp4', 'video/mp4');
		const office = await search('query=Office&type=image&limit=1');
		expect([office.list('data').length, office.at('has_more')]).toEqual([1, true]);
		const next = await search(`query=Office&type=image&token=${office.text('next_token')}`);
		expect(next.list('data').map((found) => found.id)).not.toEqual(
			office.list('data').map((found) => found.id),
		);
		const [icon] = (await search('query=office&type=icon')).list('data');
		expect(icon).toMatchObject({ type: 'icon', is_transparent: true });
		const own = await search('query=portrait&type=image&scope=personal');
		expect(own.list('data').map((found) => found.id)).toEqual([id]);
		expect((await search('query=nothing&type=image')).list('data')).toEqual([]);
		expect((await search('query=office')).refusal).toBe('400 invalid_parameter type');
		expect((await search('query=%20&type=icon')).refusal).toBe('400 invalid_parameter query');
	});
});

describe('file host', () => {
	it('refuses HeyGen credentials and remembers the leak', async () => {
		const url = `${bench.simulator.filesUrl}/files/portrait.png`;
		const get = (headers: Record<string, string>) =>
			axios.get(url, { headers, validateStatus: () => true }).then(({ status }) => status);
		expect(await get({})).toBe(200);
		expect(await get({ cookie: 'theme=dark' })).toBe(200);
		expect(await get({ 'x-api-key': 'anything' })).toBe(400);
		expect(await get({ authorization: 'Bearer x' })).toBe(400);
		expect(await get({ cookie: 'heygen_session=1' })).toBe(400);
		expect((await bench.control.state()).leaks.map(({ what }) => what)).toEqual([
			'header X-Api-Key',
			'header Authorization',
			'a HeyGen cookie',
		]);
		// The log must not leak them either.
		const logged = JSON.stringify(await bench.control.requests({ host: 'files' }));
		expect(logged).not.toContain('anything');
		expect(logged).toContain('REDACTED');
	});

	it('lets links expire and be no other link', async () => {
		const created = await bench.post('/v3/videos', {
			type: 'avatar',
			avatar_id: 'Abigail_Sofa_public',
			script: 'Hello',
		});
		const path = `/v3/videos/${created.text('data.video_id')}`;
		const good = (await bench.waitFor(path, 'data.status', 'completed')).text('data.video_url');
		const status = (url: string) =>
			axios.get(url, { validateStatus: () => true }).then((answer) => answer.status);
		expect(await status(good)).toBe(200);
		expect(await status(good.split('?')[0] ?? '')).toBe(403);
		expect(await status(good.replace('video.mp4', 'thumbnail.png'))).toBe(403);
		await bench.control.set({ linkLifetimeSeconds: -1 });
		expect(await status((await bench.get(path)).text('data.video_url'))).toBe(403);
	});

	describe('gives a part of a file', () => {
		const content = readSample('video.mp4');
		const size = content.length;
		const get = (url: string, headers: Record<string, string>) =>
			axios.get<ArrayBuffer>(url, {
				headers,
				responseType: 'arraybuffer',
				validateStatus: () => true,
				decompress: false,
			});

		it.each([
			['bytes=0-9', 0, 10],
			['bytes=10-', 10, size],
			['bytes=-7', size - 7, size],
			[`bytes=-${size + 1}`, 0, size],
			[`bytes=${size - 1}-${size + 100}`, size - 1, size],
		])('for %s', async (range, start, end) => {
			const { status, headers, data } = await get(`${bench.simulator.filesUrl}/files/video.mp4`, { range });
			expect([status, headers['content-range']]).toEqual([206, `bytes ${start}-${end - 1}/${size}`]);
			expect([headers['content-length'], headers['content-type']]).toEqual([`${end - start}`, 'video/mp4']);
			expect(Buffer.from(data).equals(content.subarray(start, end))).toBe(true);
		});

		it.each([`bytes=${size}-`, 'bytes=-0'])('but not for %s', async (range) => {
			const { status, headers, data } = await get(`${bench.simulator.filesUrl}/files/video.mp4`, { range });
			expect([status, headers['content-range']]).toEqual([416, `bytes */${size}`]);
			expect(Buffer.from(data).toString()).toContain('<Code>InvalidRange</Code>');
		});

		it.each(['', 'bytes=9-0', 'bytes=-', 'bytes=0-1,4-5', 'lines=0-1'])(
			'and all of it for "%s"',
			async (range) => {
				const headers: Record<string, string> = range === '' ? {} : { range };
				const answer = await get(`${bench.simulator.filesUrl}/files/video.mp4`, headers);
				expect([answer.status, answer.headers['accept-ranges']]).toEqual([200, 'bytes']);
				expect(Buffer.from(answer.data).equals(content)).toBe(true);
			},
		);

		it('also of an upload, of a padded video, and of one that is read on', async () => {
			const upload = await bench.upload(content, 'video/mp4', 'no ending');
			const part = await get(upload.text('data.url'), { range: 'bytes=4-7' });
			expect([part.status, part.headers['content-type']]).toEqual([206, 'video/mp4']);
			expect(Buffer.from(part.data).toString()).toBe('ftyp');

			await bench.control.set({ videoBytes: 1_000_000 });
			const created = await bench.post('/v3/videos', {
				type: 'avatar',
				avatar_id: 'Abigail_Sofa_public',
				script: 'Hello',
			});
			const path = `/v3/videos/${created.text('data.video_id')}`;
			const url = (await bench.waitFor(path, 'data.status', 'completed')).text('data.video_url');
			const whole = Buffer.from((await get(url, {})).data);
			expect(whole.length).toBe(1_000_000);
			const range = { range: `bytes=${size - 3}-` };
			const rest = await get(url, range);
			expect(Buffer.from(rest.data).equals(whole.subarray(size - 3))).toBe(true);
			expect((await get(url, { ...range, 'if-range': '"a"' })).status).toBe(200);
			const head = await axios.head(url, { headers: range });
			expect([head.status, head.headers['content-length']]).toEqual([200, '1000000']);
		});
	});

	it('has faults of its own', async () => {
		const url = `${bench.simulator.filesUrl}/files/video.mp4`;
		await bench.control.addFault({ host: 'files', kind: 'status', status: 503, times: 1 });
		await bench.control.addFault({ host: 'files', kind: 'redirect', url: bench.simulator.url, times: 1 });
		await bench.control.addFault({ host: 'files', kind: 'loseResponse', times: 1 });
		const get = () =>
			axios.get(url, { validateStatus: () => true, maxRedirects: 0, responseType: 'arraybuffer' });
		expect((await get()).status).toBe(503);
		expect((await get()).headers.location).toBe(bench.simulator.url);
		await expect(get()).rejects.toThrow(/aborted|hang up/);
		expect((await get()).status).toBe(200);
	});
});
