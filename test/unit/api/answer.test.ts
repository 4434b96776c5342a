import { PassThrough, Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

import { wholeAnswer } from '../../../nodes/HeyGen/api/answer';
import { endingAfter } from '../../../nodes/HeyGen/api/ending';

let limit: AbortController;

beforeEach(() => {
	limit = new AbortController();
	jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => limit.signal);
});
afterEach(() => jest.restoreAllMocks());

const answering = (body: unknown) => ({ statusCode: 200, headers: {}, body });

async function bodyOf(...chunks: Array<string | Buffer>): Promise<unknown> {
	return await wholeAnswer(Promise.resolve(answering(Readable.from(chunks))), endingAfter(60_000));
}

describe('An answer', () => {
	test.each<[string, Array<string | Buffer>, unknown]>([
		['is read as JSON', ['{"data":', '{"id":"1"}}'], { data: { id: '1' } }],
		['is read across a character that is cut', [Buffer.from([0x22, 0xc3]), Buffer.from([0xa4, 0x22])], 'ä'],
		['is read without its byte order mark', ['\uFEFF{}'], {}],
		['that is no JSON stays as it is', ['<html>'], '<html>'],
		['that is empty stays so', [], ''],
	])('%s', async (_, chunks, body) => {
		await expect(bodyOf(...chunks)).resolves.toMatchObject({ statusCode: 200, body });
	});

	test('that n8n has read already stays as it is', async () => {
		const answer = answering({ data: {} });
		await expect(wholeAnswer(Promise.resolve(answer), endingAfter(60_000))).resolves.toEqual(answer);
	});

	test('without end is not read to it, and closed', async () => {
		const chunk = Buffer.alloc(1024 * 1024, ' ');
		let given = 0;
		const endless = new Readable({
			read() {
				given++;
				this.push(chunk);
			},
		});
		await expect(
			wholeAnswer(Promise.resolve(answering(endless)), endingAfter(60_000)),
		).resolves.toMatchObject({
			body: undefined,
		});
		expect(given).toBeLessThan(20);
		expect(endless.destroyed).toBe(true);
	});

	const broken = (statusCode: number) => {
		const body = new PassThrough();
		body.write('{"error":');
		const answer = wholeAnswer(Promise.resolve({ statusCode, headers: {}, body }), endingAfter(60_000));
		body.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
		return answer;
	};

	test('that breaks off is an error', async () => {
		await expect(broken(200)).rejects.toMatchObject({ code: 'ECONNRESET' });
	});

	test.each([400, 402])('that refuses, %i, is one all the same where it breaks off', async (statusCode) => {
		await expect(broken(statusCode)).resolves.toEqual({ statusCode, headers: {}, body: undefined });
	});

	test('that is none stays as it is', async () => {
		await expect(wholeAnswer(Promise.resolve('text'), endingAfter(60_000))).resolves.toBe('text');
	});

	test('is closed by ending its request, for its stream may be a copy', async () => {
		const ending = endingAfter(60_000);
		await wholeAnswer(Promise.resolve(answering(Readable.from(['{}']))), ending);
		expect(ending.signal.aborted).toBe(true);
	});
});

describe('After the limit', () => {
	test('nothing is waited for, and the request is ended', async () => {
		const ending = endingAfter(60_000);
		const answer = wholeAnswer(new Promise(() => {}), ending);
		limit.abort();
		await expect(answer).rejects.toThrow('no whole answer came within 60 seconds');
		expect(ending.signal.aborted).toBe(true);
	});

	test('a refusal that n8n has thrown is what is said, though its body drips', async () => {
		const data = new PassThrough();
		data.write('{');
		const thrown = Object.assign(new Error('401'), { response: { status: 401, data } });
		const answer = wholeAnswer(Promise.reject(thrown), endingAfter(60_000));
		const watched = answer.catch((error: unknown) => error);
		await setImmediate();
		limit.abort();
		expect(await watched).toBe(thrown);
	});

	test('an answer that drips is closed', async () => {
		const dripping = new PassThrough();
		dripping.write(' ');
		const answer = wholeAnswer(Promise.resolve(answering(dripping)), endingAfter(60_000));
		await setImmediate();
		limit.abort();
		await expect(answer).rejects.toThrow('no whole answer came');
		expect(dripping.destroyed).toBe(true);
	});
});

test('what n8n throws has its body read, and is closed', async () => {
	const data = Readable.from(['{"error":{"code":"unauthorized"}}']);
	const thrown = Object.assign(new Error('401'), { response: { status: 401, data } });
	const wrapped = new Error('n8n says so', { cause: thrown });
	await expect(wholeAnswer(Promise.reject(wrapped), endingAfter(60_000))).rejects.toBe(wrapped);
	expect(thrown.response.data).toEqual({ error: { code: 'unauthorized' } });
	expect(data.destroyed).toBe(true);
});
