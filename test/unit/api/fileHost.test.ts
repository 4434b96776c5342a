import nock from 'nock';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { NodeApiError, type IBinaryData, type IExecuteFunctions } from 'n8n-workflow';

import type { HeyGenClient } from '../../../nodes/HeyGen/api/client';
import { download, readText } from '../../../nodes/HeyGen/api/fileHost';
import { FakeClock } from '../../support/clock';
import { networkClient } from '../../support/client';
import { nockIsTheNetwork } from '../../support/network';
import { API_KEY } from '../../support/trigger';

const HOST = 'https://files.example.com';
const LINK = `${HOST}/video.mp4?signature=abc`;

/** Keeps what is streamed into n8n's binary data. */
const helpers: Pick<IExecuteFunctions['helpers'], 'prepareBinaryData'> = {
	async prepareBinaryData(content, fileName, mimeType): Promise<IBinaryData> {
		const bytes = Buffer.isBuffer(content) ? content : await buffer(content);
		return { data: bytes.toString('base64'), fileName, mimeType: mimeType ?? 'video/mp4' };
	},
};

let clock: FakeClock;
let client: HeyGenClient;
let abort: AbortController;

beforeEach(async () => {
	clock = new FakeClock();
	abort = new AbortController();
	client = await networkClient({ clock, signal: abort.signal });
});

nockIsTheNetwork();

async function load(url = LINK): Promise<IBinaryData> {
	return await clock.until(download(client, helpers, url, { name: 'v1-video.mp4', type: 'video/mp4' }));
}

test('a file is streamed into binary data, byte for byte', async () => {
	const content = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 256));
	nock(HOST).get('/video.mp4').query(true).reply(200, content);
	const binary = await load();
	expect(Buffer.from(binary.data, 'base64').equals(content)).toBe(true);
	expect(binary).toMatchObject({ fileName: 'v1-video.mp4', mimeType: 'video/mp4' });
});

test('no credential of HeyGen goes to the file host, nor on along a redirect', async () => {
	const headers: Array<Record<string, unknown>> = [];
	const note = function (this: { req: { headers: Record<string, unknown> } }) {
		headers.push(this.req.headers);
	};
	nock(HOST)
		.get('/video.mp4')
		.query(true)
		.reply(function () {
			note.call(this);
			return [302, '', { Location: 'https://other.example.com/file' }];
		});
	nock('https://other.example.com')
		.get('/file')
		.reply(function () {
			note.call(this);
			return [200, 'bytes'];
		});
	const binary = await load();
	expect(Buffer.from(binary.data, 'base64').toString()).toBe('bytes');
	expect(headers).toHaveLength(2);
	for (const sent of headers) {
		expect(Object.keys(sent).map((name) => name.toLowerCase())).not.toContain('x-api-key');
		expect(JSON.stringify(sent)).not.toContain(API_KEY);
	}
});

describe('A link', () => {
	const refusal = async (url: string): Promise<NodeApiError> => {
		const error: unknown = await load(url).catch((reason: unknown) => reason);
		if (error instanceof NodeApiError) return error;
		throw new Error('It was loaded');
	};

	test.each([
		'http://files.example.com/a',
		'https://127.0.0.1/a',
		'https://2130706433/a',
		'https://[::ffff:127.0.0.1]/a',
		'https://10.1.2.3/a',
		'https://169.254.169.254/latest/meta-data',
		'https://172.31.0.1/a',
		'https://192.168.1.1/a',
		'https://[fd00::1]/a',
		'https://[64:ff9b::7f00:1]/a',
		'https://192.0.0.192/a',
		'https://metadata.corp../a',
		'https://localhost/a',
		'https://n8n.internal/a',
		'https://redis/a',
	])("to %s is not asked: it leads into n8n's own network", async (url) => {
		const { message, description } = await refusal(url);
		expect(message).toContain(`its link leads to ${new URL(url).hostname}, which is no public https address`);
		expect(description).toContain('Nothing was sent there');
		expect(clock.sleeps).toEqual([]);
	});

	test('that redirects there is not followed', async () => {
		nock(HOST).get('/video.mp4').query(true).reply(302, '', { Location: 'http://169.254.169.254/' });
		expect((await refusal(LINK)).message).toContain('its link leads to 169.254.169.254');
	});

	test('that redirects in a circle ends after five rounds', async () => {
		nock(HOST).get('/video.mp4').query(true).times(6).reply(302, '', { Location: LINK });
		expect((await refusal(LINK)).message).toContain('HTTP status 302');
	});

	test('may lead to the host of the Base URL, wherever that stands', async () => {
		client = await networkClient({ clock }, { baseUrl: 'https://heygen.internal' });
		nock('https://heygen.internal').get('/a').reply(200, 'bytes');
		expect(Buffer.from((await load('https://heygen.internal/a')).data, 'base64').toString()).toBe('bytes');
	});

	test('is followed where any status of a redirect says so, and no other', async () => {
		const Location = 'https://other.example.com/file';
		nock('https://other.example.com').get('/file').reply(200, 'bytes');
		nock(HOST).get('/video.mp4').query(true).reply(300, '', { Location });
		expect(Buffer.from((await load()).data, 'base64').toString()).toBe('bytes');
		for (const status of [400, 404]) {
			nock(HOST).get('/video.mp4').query(true).reply(status, '', { Location });
			expect((await refusal(LINK)).message).toContain(`HTTP status ${status}`);
		}
		nock(HOST).get('/video.mp4').query(true).reply(302, '');
		expect((await refusal(LINK)).message).toContain('HTTP status 302');
	});

	test.each<[string, number, number]>([
		[LINK, 300, 0],
		[LINK, 399, 0],
		[LINK, 400, 1],
		[LINK, 403, 1],
		[LINK, 499, 1],
		['https://10.1.2.3/a', 0, 0],
	])('to %s that is answered with %i is read anew %i times', async (link, status, times) => {
		if (status > 0) nock(HOST).get('/video.mp4').query(true).reply(status, 'gone');
		let renewed = 0;
		const renew = async () => await Promise.resolve(void renewed++);
		const loading = download(client, helpers, link, { name: 'a', renew });
		await expect(clock.until(loading)).rejects.toThrow('The file host did not complete');
		expect(renewed).toBe(times);
		expect(clock.sleeps).toEqual([]);
	});

	test('may lead to this machine where HeyGen itself is on it', async () => {
		client = await networkClient({ clock }, { baseUrl: 'http://localhost:3999' });
		nock('http://127.0.0.1:3998').get('/a').reply(200, 'bytes');
		expect(Buffer.from((await load('http://127.0.0.1:3998/a')).data, 'base64').toString()).toBe('bytes');
		expect((await refusal('http://192.168.1.1/a')).message).toContain('its link leads to 192.168.1.1');
	});
});

test.each([500, 502, 503])('status %i is tried again, three times in all', async (status) => {
	nock(HOST).get('/video.mp4').query(true).times(2).reply(status, 'busy');
	nock(HOST).get('/video.mp4').query(true).reply(200, 'bytes');
	expect(Buffer.from((await load()).data, 'base64').toString()).toBe('bytes');
	expect(clock.sleeps).toEqual([1000, 2000]);
});

test('a lost connection is tried again, also where nobody can end it', async () => {
	client = await networkClient({ clock });
	nock(HOST)
		.get('/video.mp4')
		.query(true)
		.replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
	nock(HOST).get('/video.mp4').query(true).reply(200, 'bytes');
	expect(Buffer.from((await load()).data, 'base64').toString()).toBe('bytes');
});

test('the third failure ends it, with what failed and what to do', async () => {
	nock(HOST).get('/video.mp4').query(true).times(3).reply(503, 'busy');
	const error: unknown = await load().catch((reason: unknown) => reason);
	expect(error).toBeInstanceOf(NodeApiError);
	expect(error).toMatchObject({
		message: 'The file host did not complete the download of v1-video.mp4: HTTP status 503',
		description: expect.stringContaining('for a fresh link') as string,
	});
});

test('an unreachable file host is named as such', async () => {
	nock(HOST)
		.get('/video.mp4')
		.query(true)
		.times(3)
		.replyWithError(Object.assign(new Error('connect ECONNREFUSED 1.2.3.4:443'), { code: 'ECONNREFUSED' }));
	await expect(load()).rejects.toThrow(
		'The file host did not complete the download of v1-video.mp4: connect ECONNREFUSED 1.2.3.4:443',
	);
});

test.each([403, 404, 410])('status %i is final: the link has expired', async (status) => {
	nock(HOST).get('/video.mp4').query(true).reply(status, 'expired');
	await expect(load()).rejects.toThrow(`HTTP status ${status}`);
	expect(clock.sleeps).toEqual([]);
});

test('a file that breaks off half way is loaded again from the start', async () => {
	let calls = 0;
	nock(HOST)
		.get('/video.mp4')
		.query(true)
		.times(2)
		.reply(() => [200, 'whole file']);
	const breaking: typeof helpers = {
		async prepareBinaryData(content, fileName) {
			const binary = await helpers.prepareBinaryData(content, fileName);
			if (++calls === 1) throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
			return binary;
		},
	};
	const binary = await clock.until(download(client, breaking, LINK, { name: 'a' }));
	expect(Buffer.from(binary.data, 'base64').toString()).toBe('whole file');
	expect(calls).toBe(2);
});

test('an abort between two attempts ends it at once', async () => {
	nock(HOST).get('/video.mp4').query(true).reply(503, 'busy');
	const loading = download(client, helpers, LINK, { name: 'a' });
	const watched = loading.catch((reason: unknown) => reason);
	while (clock.sleeps.length === 0) await new Promise<void>((resolve) => setImmediate(resolve));
	abort.abort(new Error('cancelled'));
	expect(await watched).toMatchObject({ message: 'cancelled' });
});

test('an abort during the last attempt is what is said, not the failure it causes', async () => {
	client.connection.context.helpers.httpRequest = async () => {
		await clock.sleep(1000);
		throw new Error('canceled');
	};
	const loading = download(client, helpers, LINK, { name: 'a' }).catch((reason: unknown) => reason);
	// Three attempts of a second each, with pauses of one and two seconds between.
	await clock.advance(5_500);
	abort.abort(new Error('cancelled'));
	expect(await clock.until(loading)).toMatchObject({ message: 'cancelled' });
});

describe('What n8n cannot keep', () => {
	const cause = (code: string, message = '') => Object.assign(new Error(message), { code });

	async function unkept(thrown: Error) {
		nock(HOST).get('/video.mp4').query(true).reply(200, 'bytes');
		const full: typeof helpers = {
			async prepareBinaryData() {
				return await Promise.reject(thrown);
			},
		};
		return await clock
			.until(download(client, full, LINK, { name: 'v1-video.mp4' }))
			.catch((reason: unknown) => reason);
	}

	test.each<[string, Error]>([
		...['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE'].map((code): [string, Error] => [
			'the reason',
			new Error('It was not written', { cause: cause(code, 'the reason') }),
		]),
		['the reason', Object.assign(new Error('the reason'), { $fault: 'client' })],
		['It was not written', new Error('It was not written', { cause: cause('ENOSPC') })],
		['Error', cause('ENOSPC')],
	])('is said in the words of its cause, %j, and not asked for again: %p', async (reason, thrown) => {
		expect(await unkept(thrown)).toMatchObject({
			message: `n8n could not keep what came of the download of v1-video.mp4: ${reason}`,
			description: expect.stringContaining('Look at the disk or the store') as string,
		});
		expect(clock.sleeps).toEqual([]);
	});
});

describe('A text', () => {
	const MOST = 16 * 1024 * 1024;

	async function textOf(...chunks: Buffer[]) {
		client.connection.context.helpers.httpRequest = async () =>
			await Promise.resolve({ statusCode: 200, headers: {}, body: Readable.from(chunks) });
		return await readText(client, LINK, 'the subtitles');
	}

	test('is read whole', async () => {
		expect(await textOf(Buffer.from('\uFEFF1\n'), Buffer.from('00:00'))).toBe('1\n00:00');
		expect(await textOf(Buffer.alloc(MOST, ' '))).toHaveLength(MOST);
	});

	test('that is longer than any of HeyGen is refused', async () => {
		await expect(textOf(Buffer.alloc(MOST, ' '), Buffer.from(' '))).rejects.toMatchObject({
			message: 'The file host did not complete the download of the subtitles: it is too long',
			description: 'What came is no text of HeyGen.',
		});
		expect(clock.sleeps).toEqual([]);
	});
});
