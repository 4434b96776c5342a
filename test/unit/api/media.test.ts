import fc from 'fast-check';

import { MEDIA_TYPES, mediaTypeOf, pictureSize, sizeLimit } from '../../../nodes/HeyGen/api/media';

const ascii = (text: string) => Buffer.from(text, 'latin1');

/** The first bytes of real files. */
const HEADS = {
	png: Buffer.concat([
		ascii('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'),
		Buffer.from([0, 0, 2, 128, 0, 0, 1, 224, 8, 6, 0, 0, 0]),
	]),
	jpegJfif: Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
	jpegExif: Buffer.from('ffd8ffe1001845786966000049492a0008000000', 'hex'),
	mp4Isom: ascii('\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41'),
	mp4Mp42: ascii('\0\0\0\x18ftypmp42\0\0\0\0mp42isom'),
	m4v: ascii('\0\0\0\x1cftypM4V \0\0\0\x01M4V M4A mp42isom'),
	webm: Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104', 'hex'),
	mp3Id3: ascii('ID3\x04\0\0\0\0\x02\0TSSE'),
	mp3Frame: Buffer.from('fffb9064000f', 'hex'),
	mp3Mpeg2: Buffer.from('fff344c4000f', 'hex'),
	wav: ascii('RIFF\x24\x08\0\0WAVEfmt \x10\0\0\0'),
	pdf: ascii('%PDF-1.7\n%\xe2\xe3\xcf\xd3'),
	zip: ascii('PK\x03\x04\x14\0\0\0'),
	srt: ascii('1\n00:00:00,000 --> 00:00:02,000\nHello\n'),
	cutPng: ascii('\x89PNG\r\n'),
	riff: ascii('RIFX\x24\x08\0\0WAVEfmt \x10\0\0\0'),
	almostMp3: Buffer.from('00fb9064000f', 'hex'),
	heic: ascii('\0\0\0\x24ftypheic\0\0\0\0mif1heic'),
	avif: ascii('\0\0\0\x1cftypavif\0\0\0\0avifmif1'),
	m4a: ascii('\0\0\0\x1cftypM4A \0\0\x02\0M4A isomiso2'),
	mov: ascii('\0\0\0\x14ftypqt  \0\0\x02\0qt  '),
	matroska: Buffer.from('1a45dfa3a34286810142f7810142f2810442f381084282886d6174726f736b6142878104', 'hex'),
	webp: ascii('RIFF\x24\x08\0\0WEBPVP8 '),
	gif: ascii('GIF89a\x01\0\x01\0'),
	aac: Buffer.from('fff15080', 'hex'),
	html: ascii('<!DOCTYPE html><html>'),
	empty: Buffer.alloc(0),
};

describe('the media type', () => {
	test.each<[keyof typeof HEADS, string]>([
		['png', 'image/png'],
		['jpegJfif', 'image/jpeg'],
		['jpegExif', 'image/jpeg'],
		['mp4Isom', 'video/mp4'],
		['mp4Mp42', 'video/mp4'],
		['m4v', 'video/mp4'],
		['webm', 'video/webm'],
		['mp3Id3', 'audio/mpeg'],
		['mp3Frame', 'audio/mpeg'],
		['mp3Mpeg2', 'audio/mpeg'],
		['wav', 'audio/wav'],
		['pdf', 'application/pdf'],
		['zip', 'application/zip'],
	])('of %s bytes is %s, whatever was declared', (head, type) => {
		expect(mediaTypeOf(HEADS[head], 'application/octet-stream', 'file.bin')).toBe(type);
		expect(mediaTypeOf(HEADS[head], 'application/x-subrip', 'file.srt')).toBe(type);
	});

	test.each<keyof typeof HEADS>([
		'cutPng',
		'riff',
		'almostMp3',
		'heic',
		'avif',
		'm4a',
		'mov',
		'matroska',
		'webp',
		'gif',
		'aac',
		'html',
		'empty',
	])('of %s bytes is none that HeyGen takes, even if they are declared as one', (head) => {
		for (const declared of [
			'image/png',
			'image/jpeg',
			'video/mp4',
			'video/webm',
			'audio/wav',
			'application/pdf',
			'application/zip',
		]) {
			expect(mediaTypeOf(HEADS[head], declared, 'file.png')).toBeUndefined();
		}
	});

	test.each<[string, string, string | undefined]>([
		['application/x-subrip', 'a', 'application/x-subrip'],
		['text/srt', 'a', 'application/x-subrip'],
		['TEXT/SRT; charset=utf-8', 'a', 'application/x-subrip'],
		['text/plain', 'subtitles.SRT', 'application/x-subrip'],
		['', 'subtitles.srt', 'application/x-subrip'],
		['audio/mp3', 'a', 'audio/mpeg'],
		['audio/mpeg ; codecs=mp3', 'a', 'audio/mpeg'],
		['text/plain', 'subtitles.srt.txt', undefined],
		['text/plain', 'notes.txt', undefined],
		['', 'srt', undefined],
		['__proto__', 'a.constructor', undefined],
	])('of bytes without a signature, declared %j and named %j, is %j', (declared, name, type) => {
		expect(mediaTypeOf(HEADS.srt, declared, name)).toBe(type);
	});

	test('never throws and is always one that HeyGen takes, whatever the bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 80 }), fc.string(), fc.string(), (bytes, declared, name) => {
				const type = mediaTypeOf(Buffer.from(bytes), declared, name);
				expect([undefined, ...Object.keys(MEDIA_TYPES)]).toContain(type);
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('the most HeyGen takes', () => {
	test.each([
		['video/mp4', 100],
		['video/webm', 100],
		['image/png', 50],
		['image/jpeg', 50],
		['audio/mpeg', 50],
		['audio/wav', 50],
	] as const)('of %s is %i MB', (type, megabytes) => {
		expect(sizeLimit(type)).toBe(megabytes * 1024 * 1024);
	});

	test.each(['application/pdf', 'application/x-subrip', 'application/zip'] as const)(
		'of %s is not said',
		(type) => {
			expect(sizeLimit(type)).toBeUndefined();
		},
	);
});

function segment(marker: number, content: Buffer): Buffer {
	const head = Buffer.from([0xff, marker, 0, 0]);
	head.writeUInt16BE(content.length + 2, 2);
	return Buffer.concat([head, content]);
}

function frame(marker: number, width: number, height: number): Buffer {
	const content = Buffer.alloc(15);
	content[0] = 8;
	content.writeUInt16BE(height, 1);
	content.writeUInt16BE(width, 3);
	return segment(marker, content);
}

const START = Buffer.from([0xff, 0xd8]);

describe('the size of a picture', () => {
	test('of a PNG stands in its header', () => {
		expect(pictureSize(HEADS.png)).toEqual({ width: 640, height: 480 });
	});

	test.each([0xc0, 0xc1, 0xc2, 0xcf])(
		'of a JPEG stands in its frame %i, after all other segments',
		(marker) => {
			const jpeg = Buffer.concat([
				START,
				segment(0xe0, Buffer.from('JFIF\0')),
				segment(0xe1, Buffer.alloc(30_000, 0xff)),
				segment(0xdb, Buffer.alloc(65)),
				segment(0xc4, Buffer.alloc(28, 0xc0)),
				frame(marker, 4000, 3000),
			]);
			expect(pictureSize(jpeg)).toEqual({ width: 4000, height: 3000 });
		},
	);

	test('is told by no more than the header', () => {
		expect(pictureSize(HEADS.png.subarray(0, 24))).toEqual({ width: 640, height: 480 });
		expect(pictureSize(Buffer.concat([START, frame(0xc0, 640, 480).subarray(0, 9)]))).toEqual({
			width: 640,
			height: 480,
		});
	});

	test.each([0xc4, 0xc8, 0xcc])('is not read from the JPEG segment %i, which is no frame', (marker) => {
		const jpeg = Buffer.concat([START, frame(marker, 1, 1), frame(0xc0, 640, 480)]);
		expect(pictureSize(jpeg)).toEqual({ width: 640, height: 480 });
	});

	test('is unknown where the header is cut off before it', () => {
		const jpeg = Buffer.concat([START, segment(0xe1, Buffer.alloc(100)), frame(0xc0, 640, 480)]);
		for (let length = 0; length < jpeg.length - 10; length++) {
			expect(pictureSize(jpeg.subarray(0, length))).toBeUndefined();
		}
		for (let length = 0; length < 24; length++) {
			expect(pictureSize(HEADS.png.subarray(0, length))).toBeUndefined();
		}
	});

	test('is unknown where what follows the signature is no segment, or the signature is no JPEG', () => {
		const odd = Buffer.concat([START, Buffer.from([0, 0xc0]), frame(0xc0, 640, 480).subarray(2)]);
		expect(pictureSize(odd)).toBeUndefined();
		expect(pictureSize(Buffer.concat([Buffer.from([0xff, 0xd9]), frame(0xc0, 640, 480)]))).toBeUndefined();
		const segments = Buffer.concat([START, segment(0x80, Buffer.alloc(20)), frame(0xc0, 640, 480)]);
		expect(pictureSize(segments)).toEqual({ width: 640, height: 480 });
	});

	test.each<keyof typeof HEADS>(['mp4Isom', 'wav', 'pdf', 'empty', 'html'])('is unknown of %s', (head) => {
		expect(pictureSize(HEADS[head])).toBeUndefined();
	});

	test('survives any bytes behind a JPEG or PNG signature', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(START, HEADS.jpegJfif, HEADS.png.subarray(0, 8), Buffer.alloc(0)),
				fc.uint8Array({ maxLength: 200 }),
				(start, rest) => {
					const size = pictureSize(Buffer.concat([start, rest]));
					if (size)
						expect(Object.values(size).every((length) => Number.isInteger(length) && length >= 0)).toBe(true);
				},
			),
			{ numRuns: 3000 },
		);
	});

	test('of any JPEG is found, whatever segments stand before its frame', () => {
		const segments = fc.array(
			fc.tuple(fc.constantFrom(0xe0, 0xe1, 0xed, 0xdb, 0xc4, 0xfe, 0xdd), fc.uint8Array({ maxLength: 300 })),
			{ maxLength: 8 },
		);
		const length = fc.integer({ min: 1, max: 65_535 });
		fc.assert(
			fc.property(segments, length, length, (before, width, height) => {
				const parts = before.map(([marker, content]) => segment(marker, Buffer.from(content)));
				expect(pictureSize(Buffer.concat([START, ...parts, frame(0xc2, width, height)]))).toEqual({
					width,
					height,
				});
			}),
		);
	});
});
