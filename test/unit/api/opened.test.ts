import { PassThrough, Readable } from 'node:stream';

import { closed, sha256Of } from '../../../nodes/HeyGen/api/opened';

test('what was opened is closed, whatever comes of it, and what it says meanwhile does not end n8n', async () => {
	const stream = new PassThrough();
	const work = closed(stream, async () => {
		stream.emit('error', new Error('the disk is gone'));
		await Promise.reject(new Error('refused'));
	});
	await expect(work).rejects.toThrow('refused');
	expect(stream.destroyed).toBe(true);
	await expect(closed(Buffer.from('bytes'), async () => await Promise.resolve('done'))).resolves.toBe('done');
});

test('the digest of a file is that of its bytes, be they in memory or streamed', async () => {
	const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
	expect(await sha256Of(Buffer.from('abc'))).toBe(digest);
	expect(await sha256Of(Readable.from([Buffer.from('a'), 'bc']))).toBe(digest);
});
