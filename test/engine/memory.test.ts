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

async function held(parameters: object, characters: number, prefix: string): Promise<number> {
	const { port } = server.address() as AddressInfo;
	const { stdout } = await run(
		process.execPath,
		[
			'--expose-gc',
			'--import',
			'tsx',
			join(__dirname, '..', 'support', 'sendBase64.ts'),
			`http://127.0.0.1:${port}`,
			JSON.stringify({ resource: 'avatar', operation: 'create', name: 'Anna', wait: false, ...parameters }),
			String(characters),
			prefix,
		],
		{ maxBuffer: 100 * MB },
	);
	return (JSON.parse(stdout) as { held: number }).held;
}

describe('A file of 100 MB as base64', () => {
	it.each([
		['Base64', '', { footageSource: 'base64', footageBase64: '={{ $json.file }}' }],
		['Automatic', 'data:video/mp4;base64,', { footage: '={{ $json.file }}' }],
		[
			'Base64, where its content counts,',
			'',
			{ footageSource: 'base64', footageBase64: '={{ $json.file }}', options: { payOncePer: 'content' } },
		],
	])(
		'given by %s is sent within three times its size of memory',
		async (_, prefix, parameters) => {
			const size = 100 * MB;
			received = 0;

			const most = await held({ type: 'digital_twin', ...parameters }, size, prefix);

			expect(received).toBeGreaterThan(size - 100);
			expect(most / size).toBeLessThan(3);
		},
		60_000,
	);
});
