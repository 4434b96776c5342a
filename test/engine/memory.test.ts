import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MB = 1_000_000;

/** Takes whatever comes and counts it. */
let server: Server;
/** Bytes of the largest request. */
let received = 0;

beforeAll((done) => {
	server = createServer((request, response) => {
		let size = 0;
		request.on('data', (chunk: Buffer) => (size += chunk.length));
		request.on('end', () => {
			received = Math.max(received, size);
			response.setHeader('Content-Type', 'application/json');
			response.end(
				JSON.stringify({
					data: { asset_id: 'asset-1', avatar_item: { id: 'look-1' }, avatar_group: { id: 'group-1' } },
				}),
			);
		});
	}).listen(0, '127.0.0.1', done);
});
afterAll((done) => {
	server.close(done);
});

interface Measured {
	held: number;
	refused?: string;
}

async function send(
	parameters: object,
	characters: number,
	prefix: string,
	repeated = '',
): Promise<Measured> {
	const { port } = server.address() as AddressInfo;
	const { stdout } = await run(
		process.execPath,
		[
			'--expose-gc',
			'--import',
			'tsx',
			join(__dirname, '..', 'support', 'sendLarge.ts'),
			`http://127.0.0.1:${port}`,
			JSON.stringify(parameters),
			...[String(characters), prefix, repeated],
		],
		{ maxBuffer: 100 * MB },
	);
	return JSON.parse(stdout) as Measured;
}

const avatar = { resource: 'avatar', operation: 'create', name: 'Anna', wait: false };

describe('A file of 100 MB as base64', () => {
	it.each([
		['Base64', '', { footageSource: 'base64', footageBase64: '={{ $json.text }}' }],
		['Automatic', 'data:video/mp4;base64,', { footage: '={{ $json.text }}' }],
		[
			'Base64, where its content counts,',
			'',
			{ footageSource: 'base64', footageBase64: '={{ $json.text }}', options: { payOncePer: 'content' } },
		],
	])(
		'given by %s is sent within three times its size of memory',
		async (_, prefix, parameters) => {
			const size = 100 * MB;
			received = 0;

			const { held } = await send({ ...avatar, type: 'digital_twin', ...parameters }, size, prefix);

			expect(received).toBeGreaterThan(size - 100);
			expect(held / size).toBeLessThan(3);
		},
		60_000,
	);
});

const TEXT = '={{ $json.text }}';
const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const video = {
	...{ resource: 'video', operation: 'create', type: 'avatar', wait: false, download: [] },
	...{ avatarId: byId('look-1'), voiceSource: 'script', script: 'Hello' },
};

const translation = {
	...{ resource: 'translation', operation: 'create', wait: false, download: [] },
	...{ videoSource: 'url', videoUrl: 'https://example.com/film.mp4' },
};

describe('A text of 100 MB', () => {
	const size = 100 * MB;

	it.each([
		['an ID', 'Look', { ...video, avatarId: byId(TEXT) }, '', 'A'],
		[
			'an ID that is part of the path',
			'Video',
			{ resource: 'video', operation: 'get', videoId: byId(TEXT) },
			'',
			'A',
		],
		['a number', 'Limit', { resource: 'look', operation: 'getAll', returnAll: false, limit: TEXT }, '', '1'],
		['a choice', 'Resolution', { ...video, options: { resolution: TEXT } }, '', 'A'],
		['yes or no', 'Wait for Completion', { ...video, wait: TEXT }, '', 'A'],
		['JSON that is none', 'Custom Body', { ...video, options: { customBody: TEXT } }, '', '{"a":'],
		['JSON of nothing but lists', 'Custom Body', { ...video, options: { customBody: TEXT } }, '', '['],
		['a list', 'Output Language', { ...translation, outputLanguages: TEXT }, '', 'a,'],
		['a list of parentheses', 'Output Language', { ...translation, outputLanguages: TEXT }, '', '(,'],
		['a link', 'Photo', { ...avatar, type: 'photo', photo: TEXT }, 'https://example.com/', 'A'],
		['the ID of a file', 'Photo', { ...avatar, type: 'photo', photo: TEXT }, '', 'A'],
	])(
		'given for %s is refused by name, within three times its size of memory',
		async (_, name, parameters, prefix, repeated) => {
			received = 0;

			const { held, refused } = await send(parameters, size, prefix, repeated);

			expect(refused).toContain(`"${name}`);
			expect(refused?.length).toBeLessThan(1_000);
			// The first, short text may be right.
			expect(received).toBeLessThan(10_000);
			expect(held / size).toBeLessThan(3);
		},
		60_000,
	);

	it.each([
		['a script', size, { ...video, script: TEXT }, '', 'A'],
		['a script that is all space but for its beginning', size, { ...video, script: TEXT }, 'Hello', ' '],
		['a script that is all pauses', size, { ...video, script: TEXT }, '', '<break time="1s"/>'],
		['a script to be reckoned', 0, { ...video, script: TEXT, options: { dryRun: true } }, '', '42 '],
		['a title', size, { ...video, options: { title: TEXT } }, '', 'A'],
	])(
		'given for %s, whose length HeyGen does not limit, is taken within three times its size of memory',
		async (_, sent, parameters, prefix, repeated) => {
			received = 0;

			const { held, refused } = await send(parameters, size, prefix, repeated);

			expect(refused).toBeUndefined();
			expect(received).toBeGreaterThanOrEqual(sent);
			expect(held / size).toBeLessThan(3);
		},
		60_000,
	);
});
