import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { cutOf, readJson } from '../../sandbox/heygen/body';
import { isRecord } from '../../sandbox/heygen/contract';
import { fileInBase64 } from '../../sandbox/heygen/media';
import { Bench, portrait } from './support';

// Many megabytes on a machine that may be busy.
jest.setTimeout(60_000);

const run = promisify(execFile);
const root = join(__dirname, '../..');
const MEGABYTE = 1024 * 1024;

const read = (text: string, size = text.length || 1) => {
	const bytes = Buffer.from(text);
	const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
		bytes.subarray(index * size, (index + 1) * size),
	);
	return readJson(Readable.from(chunks, { objectMode: true }));
};

/** The text `a` of a body, however its bytes are cut into pieces. */
async function readText(json: string, size: number): Promise<string> {
	const body = await read(`{"a":"${json}","b":[1]}`, size);
	if (!isRecord(body) || typeof body.a !== 'string') throw new Error('There is no text');
	expect(body.b).toEqual([1]);
	return body.a;
}

describe('a body of JSON', () => {
	it.each([
		['', undefined],
		['{}', {}],
		['[[1,"]",{"a":"}\\"\\\\"}],null]', [[1, ']', { a: '}"\\' }], null]],
		['"\\u00e4\\ud83d\\ude00ä😀\\/"', 'ä😀ä😀/'],
		['{"__proto__":1}', JSON.parse('{"__proto__":1}')],
	])('is what it says, in whatever pieces it comes: %j', async (text, expected) => {
		for (const size of [1, 2, 3, 5, 1000]) expect(await read(text, size)).toEqual(expected);
	});

	it.each(['{', '{"a":1}}', '"\u0000"', "{'a':1}", '\uFEFF{}', ']', '"\\u00"', 'undefined'])(
		'is refused where it is none: %j',
		async (text) => {
			for (const size of [1, 1000]) await expect(read(text, size)).rejects.toThrow('not valid JSON');
		},
	);

	it('is kept in its beginning where a text is long, and it is known what it was', async () => {
		const file = Buffer.alloc(300_001, 'any bytes \xff', 'latin1');
		const base64 = file.toString('base64');
		const unpadded = base64.replace(/=+$/, '');
		const escaped = base64.replaceAll('A', '\\u0041').replaceAll('/', '\\/');
		for (const [json, size, characters] of [
			[base64, 64 * 1024, base64.length],
			[unpadded, 1000, unpadded.length],
			[base64, 7, base64.length],
			[escaped, 64 * 1024, base64.length],
			[escaped, 5, base64.length],
		] as const) {
			const text = await readText(json, size);
			expect(text.length).toBeLessThan(100_000);
			expect(cutOf(text)).toMatchObject({ characters, fileSize: file.length });
			const found = fileInBase64(text);
			expect(found?.size).toBe(file.length);
			expect(found?.head.equals(file.subarray(0, found.head.length))).toBe(true);
			expect(found?.head.length).toBeGreaterThanOrEqual(64 * 1024);
		}
	});

	it.each([
		['a space', (base64: string) => `${base64.slice(0, 150_000)} ${base64.slice(150_000)}`],
		['a line', (base64: string) => `${base64.slice(0, 150_000)}\\n${base64.slice(150_000)}`],
		['padding before its end', (base64: string) => `${base64.slice(0, 150_000)}=${base64.slice(150_000)}`],
		['too much padding', (base64: string) => `${base64}===`],
		['a character too many', (base64: string) => `${base64.replace(/=+$/, '')}AAA`],
		['bits beyond its last byte', (base64: string) => base64.replace(/.==$/, 'B==')],
	])('holds no file where its base64 has %s', async (_what, spoil) => {
		const base64 = Buffer.alloc(300_001, 'any bytes').toString('base64');
		expect(base64).toMatch(/==$/);
		expect(fileInBase64(await readText(base64, 4096))?.size).toBe(300_001);
		expect(fileInBase64(await readText(spoil(base64), 4096))).toBeUndefined();
	});

	it.each(['\n', '\\x', '\\u00zz', '"'])('is refused where what is cut of a text holds %j', async (wrong) => {
		const text = 'A'.repeat(100_000);
		await expect(readText(`${text}${wrong}${text}`, 4096)).rejects.toThrow('not valid JSON');
	});

	it('is cut between characters, whatever they are', async () => {
		for (const character of ['ä', '😀', '\\n', '\\u00e4', '\\"']) {
			const whole: unknown = JSON.parse(`"${character}"`);
			const cut = cutOf(await readText(character.repeat(120_000), 4099));
			expect(cut?.head).toBe(String(whole).repeat((cut?.head.length ?? 0) / String(whole).length));
			expect(cut?.characters).toBe(120_000);
		}
	});
});

describe('large and deep bodies', () => {
	let bench: Bench;
	beforeAll(async () => {
		bench = await Bench.start();
	});
	afterAll(() => bench.stop());

	const post = (data: unknown) =>
		bench.request({
			method: 'POST',
			url: '/v3/avatars',
			data,
			maxBodyLength: Infinity,
			headers: { 'content-type': 'application/json' },
		});
	const photo = (size: number) => {
		const data = Buffer.concat([portrait, Buffer.alloc(size - portrait.length)]).toString('base64');
		return post({ type: 'photo', name: 'Ada', file: { type: 'base64', media_type: 'image/png', data } });
	};

	it('are refused in the words of HeyGen where they are nested a hundred thousand times', async () => {
		for (const [open, close] of [
			['[', ']'],
			['{"a":', '}'],
			['[{"name":[', ']}]'],
		] as const) {
			for (const text of [open.repeat(100_000), `${open.repeat(100_000)}1${close.repeat(100_000)}`]) {
				const answer = await post(Buffer.from(text));
				expect([answer.refusal, answer.at('error.message')]).toEqual([
					'400 invalid_parameter',
					'The body is nested more than 200 levels deep',
				]);
			}
		}
		// As deep as that, but no deeper: it is read, and refused for what it is.
		expect((await post(Buffer.from(`${'['.repeat(200)}${']'.repeat(200)}`))).at('error.message')).not.toMatch(
			/nested/,
		);
	});

	it('hold a file that HeyGen measures without its base64', async () => {
		const made = await photo(50 * MEGABYTE);
		expect([made.status, made.at('data.avatar_item.image_width')]).toEqual([200, 640]);
		expect((await photo(50 * MEGABYTE + 1)).at('error.message')).toBe('The image is larger than 50 MB');
		const [, refused] = await bench.control
			.requests({ operationId: 'avatarCreate' })
			.then((all) => all.slice(-2));
		const logged = JSON.stringify(refused?.body);
		expect(logged.length).toBeLessThan(1000);
		expect(logged).toContain('… (69905068 characters)');
	});

	it('are refused where they are too large, before or while they come', async () => {
		const text = `{"a":"${'A'.repeat(MEGABYTE)}"}`;
		const declared = await bench.request({
			method: 'POST',
			url: '/v3/avatars',
			data: text,
			headers: { 'content-type': 'application/json', 'content-length': String(200 * MEGABYTE) },
		});
		expect(declared.refusal).toBe('413 payload_too_large');
		const endless = Readable.from(
			(function* () {
				yield '{"a":"';
				for (let piece = 0; piece < 111; piece += 1) yield 'A'.repeat(MEGABYTE);
				yield '"}';
			})(),
			{ objectMode: false },
		);
		expect((await post(endless)).refusal).toBe('413 payload_too_large');
		const many = Readable.from(
			(function* () {
				yield '[';
				for (let piece = 0; piece < 3; piece += 1) yield '0,'.repeat(MEGABYTE / 2);
				yield '0]';
			})(),
			{ objectMode: false },
		);
		expect((await post(many)).refusal).toBe('413 payload_too_large');
		const texts = Readable.from(
			(function* () {
				yield '[';
				for (let piece = 0; piece < 33 * 16; piece += 1) yield `"${'A'.repeat(MEGABYTE / 16)}",`;
				yield '0]';
			})(),
			{ objectMode: false },
		);
		expect((await post(texts)).refusal).toBe('413 payload_too_large');
	});

	it('are not held: five of 100 MB at once', async () => {
		const script = `
			import { startSimulator } from './sandbox/heygen';
			import axios from 'axios';
			import { readFileSync } from 'node:fs';
			import { Readable } from 'node:stream';
			const piece = Buffer.alloc(1 << 16, 'A');
			function* many() { for (let sent = 0; sent < 100 * 1024 * 1024; sent += piece.length) yield piece; }
			function* photo() {
				yield '{"type":"photo","name":"Ada","file":{"type":"base64","media_type":"image/png","data":"';
				yield readFileSync('sandbox/heygen/files/portrait.png').subarray(0, 300).toString('base64');
				yield* many();
				yield '"}}';
			}
			function* form() {
				yield '--x\\r\\nContent-Disposition: form-data; name="file"; filename="a.png"\\r\\n\\r\\n';
				yield* many();
				yield '\\r\\n--x--\\r\\n';
			}
			(async () => {
				const s = await startSimulator();
				const http = axios.create({
					baseURL: s.url,
					maxBodyLength: Infinity,
					maxRedirects: 0,
					validateStatus: () => true,
				});
				const post = async (path, type, body) => {
					const headers = { 'x-api-key': s.apiKey, 'content-type': type };
					return (await http.post(path, Readable.from(body, { objectMode: false }), { headers })).status;
				};
				const peaks = [process.resourceUsage().maxRSS];
				const statuses = [];
				for (const [path, type, body] of [
					['/v3/avatars', 'application/json', photo],
					['/v3/assets', 'multipart/form-data; boundary=x', form],
					['/v3/avatars', 'text/plain', many],
				]) {
					statuses.push(await Promise.all(Array.from({ length: 5 }, () => post(path, type, body()))));
					peaks.push(process.resourceUsage().maxRSS);
				}
				await s.stop();
				process.stdout.write(JSON.stringify({ statuses, peaks }));
			})();
		`;
		const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
		const { stdout } = await run(process.execPath, [tsx, '--eval', script], { cwd: root, timeout: 60_000 });
		const { statuses, peaks } = JSON.parse(stdout) as { statuses: number[][]; peaks: number[] };
		expect(statuses.map(([first]) => first)).toEqual([400, 413, 400]);
		// In kilobytes. What sends is in there, too, with half of this; one body that is held would show.
		const [before = 0, ...after] = peaks;
		expect(Math.max(...after) - before).toBeLessThan(150 * 1024);
	}, 90_000);
});
