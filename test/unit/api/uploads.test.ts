import { once } from 'node:events';
import { Readable } from 'node:stream';
import { text, buffer } from 'node:stream/consumers';

import fc from 'fast-check';
import type { IHttpRequestOptions } from 'n8n-workflow';

import {
	checkSize,
	multipart,
	MULTIPART_LIMIT,
	upload,
	type UploadFile,
} from '../../../nodes/HeyGen/api/uploads';
import { FakeClock } from '../../support/clock';
import { stubClient } from '../../support/client';

function fileOf(content: Buffer, rest: Partial<UploadFile> = {}): UploadFile {
	return {
		name: 'photo.png',
		type: 'image/png',
		size: content.length,
		open: async () => await Promise.resolve(content),
		...rest,
	};
}

function streamed(content: Buffer, chunkSize = 7): UploadFile['open'] {
	return async () => {
		const chunks = Array.from({ length: Math.ceil(content.length / chunkSize) }, (_, index) =>
			content.subarray(index * chunkSize, (index + 1) * chunkSize),
		);
		return await Promise.resolve(Readable.from(chunks));
	};
}

async function contentOf(file: File | undefined): Promise<Buffer> {
	return Buffer.from(await (file ?? new Blob([])).arrayBuffer());
}

async function bytesOf(body: object): Promise<Buffer> {
	if (Buffer.isBuffer(body)) return body;
	if (body instanceof Readable) return await buffer(body);
	throw new Error('neither a buffer nor a stream');
}

/** Reads a body with the platform's own parser. */
async function parsed(file: UploadFile): Promise<{ bytes: Buffer; fields: Array<[string, File]> }> {
	const body = multipart(file);
	const bytes = await bytesOf(await body.open());
	expect(bytes.length).toBe(body.contentLength);
	const form = await new Response(bytes, { headers: { 'Content-Type': body.contentType } }).formData();
	const fields = [...form.entries()].map(([name, value]): [string, File] => {
		if (typeof value === 'string') throw new Error(`${name} is no file`);
		return [name, value];
	});
	return { bytes, fields };
}

describe('a multipart body', () => {
	test('holds the file as the single field "file", byte for byte', async () => {
		const content = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256));
		const { fields } = await parsed(fileOf(content));
		expect(fields).toHaveLength(1);
		const [name, file] = fields[0] ?? [];
		expect(name).toBe('file');
		expect(file?.name).toBe('photo.png');
		expect(file?.type).toBe('image/png');
		expect((await contentOf(file)).equals(content)).toBe(true);
	});

	test('is the same whether the file is a buffer or a stream', async () => {
		const content = Buffer.from('some bytes\r\n--with-- a line\r\n');
		const body = multipart(fileOf(content));
		const stream = { ...multipart(fileOf(content, { open: streamed(content) })) };
		const normal = (bytes: Buffer, contentType: string) =>
			bytes
				.toString('latin1')
				.split(contentType.split('boundary=')[1] ?? '')
				.join('BOUNDARY');
		expect(normal(await bytesOf(await stream.open()), stream.contentType)).toBe(
			normal(await bytesOf(await body.open()), body.contentType),
		);
	});

	test('can be opened again for another attempt', async () => {
		const content = Buffer.from('once more');
		const body = multipart(fileOf(content, { open: streamed(content) }));
		const first = await bytesOf(await body.open());
		const second = await bytesOf(await body.open());
		expect(second.equals(first)).toBe(true);
		expect(first.length).toBe(body.contentLength);
	});

	test('is streamed, not gathered: a chunk is read only when it is wanted', async () => {
		let read = 0;
		const chunk = Buffer.alloc(64 * 1024);
		const source = () =>
			Readable.from(
				(function* () {
					for (; read < 400; read++) yield chunk;
				})(),
			);
		const body = multipart(
			fileOf(Buffer.alloc(0), {
				size: 400 * chunk.length,
				open: async () => await Promise.resolve(source()),
			}),
		);
		const stream = await body.open();
		if (!(stream instanceof Readable)) throw new Error('not a stream');
		for await (const part of stream) {
			expect(part).toBeInstanceOf(Buffer);
			if (read > 3) break;
		}
		expect(read).toBeLessThan(60);
	});

	test('passes on that the file broke off', async () => {
		const open = async () =>
			await Promise.resolve(
				Readable.from(
					(function* () {
						yield Buffer.from('half');
						throw new Error('the disk is gone');
					})(),
				),
			);
		const stream = await multipart(fileOf(Buffer.alloc(0), { open })).open();
		if (!(stream instanceof Readable)) throw new Error('not a stream');
		await expect(text(stream)).rejects.toThrow('the disk is gone');
	});

	test('passes on that the file is shorter than was said: the other side would wait for the rest', async () => {
		const stream = await multipart(
			fileOf(Buffer.alloc(0), { size: 10, open: streamed(Buffer.from('1234567')) }),
		).open();
		if (!(stream instanceof Readable)) throw new Error('not a stream');
		await expect(text(stream)).rejects.toThrow('it ends 3 bytes before its 10');
	});

	const unread = async () => {
		const content = new Readable({ read() {} });
		const open = async () => await Promise.resolve(content);
		const stream = await multipart(fileOf(Buffer.alloc(0), { size: 10, open })).open();
		if (!(stream instanceof Readable)) throw new Error('not a stream');
		const errors: unknown[] = [];
		stream.on('error', (error) => errors.push(error));
		return { content, stream, errors };
	};

	test('of which nothing was read yet passes on that the file broke off', async () => {
		const { content, stream, errors } = await unread();
		content.destroy(new Error('the disk is gone'));
		await new Promise((resolve) => stream.once('close', resolve));
		expect(errors).toEqual([new Error('the disk is gone')]);
	});

	test('of which nothing was read closes its file', async () => {
		const { content, stream } = await unread();
		stream.destroy();
		await once(content, 'close');
		expect(content.destroyed).toBe(true);
	});

	test.each<[string, string]>([
		['plain.png', 'plain.png'],
		['two\r\nlines.png', 'two  lines.png'],
		['with space.png', 'with space.png'],
		['Grüße 你好 🙂.png', 'Grüße 你好 🙂.png'],
		['a;b=c.png', 'a;b=c.png'],
	])('keeps the file name %j', async (name, expected) => {
		const { fields } = await parsed(fileOf(Buffer.from('x'), { name }));
		expect(fields.map(([, file]) => file.name)).toEqual([expected]);
	});

	test.each([
		'a"b.png',
		'a"; name="other.png',
		'a\r\nContent-Type: text/html\r\n\r\n<script>.png',
		'a\nb.png',
		'a\rb.png',
		'"\r\n\r\n',
	])('lets the file name %j end neither its quotes nor its header', async (name) => {
		const content = Buffer.from('x');
		const { fields, bytes } = await parsed(fileOf(content, { name }));
		expect(fields).toHaveLength(1);
		const [field, file] = fields[0] ?? [];
		expect(field).toBe('file');
		expect(file?.type).toBe('image/png');
		expect(await file?.text()).toBe('x');
		const head = bytes.toString('latin1').split('\r\n\r\n')[0] ?? '';
		expect(head.split('\r\n')).toHaveLength(3);
		expect((/filename="(.*)"/.exec(head)?.[1] ?? '"').includes('"')).toBe(false);
	});

	test('is read back exactly for any name and any bytes', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
				fc.uint8Array({ maxLength: 300 }),
				fc.boolean(),
				async (name, bytes, asStream) => {
					const content = Buffer.from(bytes);
					const { fields } = await parsed(
						fileOf(content, { name, ...(asStream ? { open: streamed(content) } : {}) }),
					);
					expect(fields.map(([field]) => field)).toEqual(['file']);
					expect((await contentOf(fields[0]?.[1])).equals(content)).toBe(true);
				},
			),
			{ numRuns: 200 },
		);
	});
});

describe('an upload', () => {
	interface Seen {
		api: IHttpRequestOptions[];
		host: IHttpRequestOptions[];
	}

	async function world(hostStatus: () => number = () => 200) {
		const seen: Seen = { api: [], host: [] };
		const clock = new FakeClock();
		const asset = {
			asset_id: 'asset_1',
			url: 'https://files.example.com/1',
			mime_type: 'video/mp4',
			size_bytes: 1,
		};
		const client = await stubClient(
			(request) => {
				seen.api.push(request);
				return request.url === '/v3/assets/direct-uploads'
					? {
							body: {
								data: {
									asset_id: 'asset_1',
									upload_url: 'https://bucket.example.com/put?signature=abc',
									upload_headers: { 'Content-Type': 'video/mp4', 'x-amz-meta-owner': 'me' },
									expires_in_seconds: 600,
									max_bytes: 1_000_000_000,
								},
							},
						}
					: { body: { data: asset } };
			},
			{ clock },
		);
		client.connection.context.helpers.httpRequest = async (request: IHttpRequestOptions) => {
			seen.host.push(request);
			const answer: unknown = { statusCode: hostStatus(), headers: {}, body: '' };
			return await Promise.resolve(answer);
		};
		return { client, seen, clock };
	}

	const video = (size: number): UploadFile =>
		fileOf(Buffer.from('x'), { name: 'clip.mp4', type: 'video/mp4', size });

	test('of up to 32 MB is one multipart request under the key', async () => {
		const { client, seen } = await world();
		const asset = await upload(client, video(MULTIPART_LIMIT), { key: 'key-1' });
		expect(asset.asset_id).toBe('asset_1');
		expect(seen.api.map(({ url }) => url)).toEqual(['/v3/assets']);
		expect(seen.api[0]?.headers).toMatchObject({ 'Idempotency-Key': 'key-1' });
		expect(seen.host).toEqual([]);
	});

	test('of more goes to the file host with exactly its headers and no credential', async () => {
		const { client, seen } = await world();
		await upload(client, video(MULTIPART_LIMIT + 1), { key: 'key-1' });
		expect(seen.api.map(({ method, url }) => `${method} ${url}`)).toEqual([
			'POST /v3/assets/direct-uploads',
			'POST /v3/assets/asset_1/complete',
		]);
		expect(seen.api.map(({ body }) => Buffer.isBuffer(body) && body.toString())).toEqual([
			JSON.stringify({ filename: 'clip.mp4', content_type: 'video/mp4', size_bytes: MULTIPART_LIMIT + 1 }),
			'{}',
		]);
		const [put] = seen.host;
		expect(put).toMatchObject({
			method: 'PUT',
			url: 'https://bucket.example.com/put?signature=abc',
			disableFollowRedirect: true,
		});
		expect(put?.headers).toEqual({
			'Content-Length': MULTIPART_LIMIT + 1,
			'Content-Type': 'video/mp4',
			'x-amz-meta-owner': 'me',
		});
	});

	test('of a ZIP file goes to the file host, however small', async () => {
		const { client, seen } = await world();
		await upload(client, { ...video(10), name: 'project.zip', type: 'application/zip' }, { key: 'key-1' });
		expect(seen.api.map(({ url }) => url)).toEqual([
			'/v3/assets/direct-uploads',
			'/v3/assets/asset_1/complete',
		]);
		expect(seen.host).toHaveLength(1);
	});

	test('to a file host that fails is repeated with the file opened anew, and completed once', async () => {
		let left = 2;
		const { client, seen, clock } = await world(() => (left-- > 0 ? 503 : 200));
		const open = jest.fn(async () => await Promise.resolve(Buffer.from('x')));
		await clock.until(upload(client, { ...video(MULTIPART_LIMIT + 1), open }, { key: 'key-1' }));
		expect(seen.host).toHaveLength(3);
		expect(open).toHaveBeenCalledTimes(3);
		expect(seen.api).toHaveLength(2);
	});

	test('that the file host refuses ends with an error, and is not completed', async () => {
		const { client, seen } = await world(() => 403);
		await expect(upload(client, video(MULTIPART_LIMIT + 1), { key: 'key-1' })).rejects.toThrow(
			'The file host did not complete the upload of clip.mp4: HTTP status 403',
		);
		expect(seen.host).toHaveLength(1);
		expect(seen.api).toHaveLength(1);
	});
});

test('a file may be as large as HeyGen says, and no larger: nothing is sent of it', async () => {
	const client = await stubClient(() => ({}));
	const sized = (size: number) => () =>
		checkSize(client, { max_bytes: 3 * 1024 * 1024 }, fileOf(Buffer.alloc(0), { size }));
	expect(sized(3 * 1024 * 1024)).not.toThrow();
	expect(sized(3 * 1024 * 1024 + 1)).toThrow(
		expect.objectContaining({
			message: expect.stringContaining('HeyGen does not take photo.png') as string,
			description: 'Make the file smaller. Nothing was uploaded.',
		}) as Error,
	);
});
