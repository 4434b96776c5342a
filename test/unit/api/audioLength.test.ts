import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { audioSeconds } from '../../../nodes/HeyGen/api/audioLength';

/** A WAV file of 16 kHz, 16 bit, one channel: 32,000 bytes a second. */
function wav(seconds: number, { declared = seconds * 32_000, before = 0 } = {}): Buffer {
	const chunk = (name: string, content: Buffer, length = content.length) => {
		const head = Buffer.alloc(8);
		head.write(name, 0, 'latin1');
		head.writeUInt32LE(length, 4);
		return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
	};
	const format = Buffer.alloc(16);
	format.writeUInt16LE(1, 0);
	format.writeUInt16LE(1, 2);
	format.writeUInt32LE(16_000, 4);
	format.writeUInt32LE(32_000, 8);
	const riff = Buffer.from('RIFF\0\0\0\0WAVE', 'latin1');
	const list = before > 0 ? [chunk('LIST', Buffer.alloc(before))] : [];
	return Buffer.concat([
		riff,
		...list,
		chunk('fmt ', format),
		chunk('data', Buffer.alloc(seconds * 32_000), declared),
	]);
}

interface Sound {
	/** Bytes of the tag before it, and what fills them. */
	readonly tag?: number;
	readonly tagged?: Buffer;
	/** How many frames the first one counts, and by which mark. */
	readonly frames?: number;
	readonly mark?: 'Xing' | 'Info' | 'VBRI';
}

/** Frames of MPEG 1 Layer III at 128 kbit/s, 44.1 kHz, stereo: 16,000 bytes a second. */
function mp3(
	bytes: number,
	{ tag = 0, tagged = Buffer.alloc(1), frames, mark = 'Xing' }: Sound = {},
): Buffer {
	const id3 = Buffer.alloc(tag, tagged);
	if (tag > 0) {
		id3.write('ID3\x04\x00\x00', 0, 'latin1');
		const size = tag - 10;
		id3.set([(size >> 21) & 0x7f, (size >> 14) & 0x7f, (size >> 7) & 0x7f, size & 0x7f], 6);
	}
	const sound = Buffer.alloc(bytes);
	for (let at = 0; at + 4 <= bytes; at += 417) sound.set([0xff, 0xfb, 0x90, 0x00], at);
	if (frames !== undefined) {
		sound.write(mark, 36, 'latin1');
		if (mark !== 'VBRI') sound.writeUInt32BE(1, 40);
		sound.writeUInt32BE(frames, mark === 'VBRI' ? 50 : 44);
	}
	return Buffer.concat([id3, sound]);
}

/** The same frame again and again. */
function frames(header: number[], length: number, count: number): Buffer {
	const frame = Buffer.alloc(length);
	frame.set(header);
	return Buffer.concat(Array.from({ length: count }, () => frame));
}

/** Of one channel, where the mark stands right behind the header's nine bytes of side information. */
function counted(header: number[], length: number, count: number): Buffer {
	const file = frames(header, length, 10);
	file.write('Xing', 13, 'latin1');
	file.writeUInt32BE(1, 17);
	file.writeUInt32BE(count, 21);
	return file;
}

/** Its first frame has the mark, but no count. */
function uncounted(mark: 'Xing' | 'Info'): Buffer {
	const file = mp3(16_000);
	file.write(mark, 36, 'latin1');
	return file;
}

/** Of 32 kbit/s: whoever reads it takes what follows for longer than it is. */
const OTHER = frames([0xff, 0xfb, 0x10, 0x00], 104, 1);

const behindTag = (sound: Buffer) => Buffer.concat([mp3(0, { tag: 20 }), sound]);

function sample(name: string): Buffer {
	return readFileSync(join(__dirname, '../../../sandbox/heygen/files', name));
}

/** It has four bytes that would begin a frame, and none behind it. */
const NOISE = Buffer.from('00fffb900012fe0d0a7700'.repeat(100), 'hex');

const secondsOf = (file: Buffer, head = file) => audioSeconds(head, file.length);

describe('how long a recording is', () => {
	test.each<[string, Buffer, number]>([
		['a WAV file', wav(3), 3],
		['a WAV file with something before its sound', wav(2, { before: 33 }), 2],
		['a WAV file that was written as it came', wav(4, { declared: 0xffffffff }), 4],
		['a WAV file that was written as it came, and says 0', wav(4, { declared: 0 }), 4],
		['a WAV file that was cut short', wav(1, { declared: 320_000 }), 1],
		['an MP3 file of one bitrate', mp3(32_000), 2],
		['an MP3 file behind a tag', mp3(32_000, { tag: 3_000 }), 2],
		['an MP3 file behind a tag that holds another', mp3(32_000, { tag: 3_010, tagged: OTHER }), 2],
		['an MP3 file that counts its frames', mp3(5_000, { frames: 441 }), 11.52],
		[
			'an MP3 file that counts its frames though they are alike',
			mp3(5_000, { frames: 441, mark: 'Info' }),
			11.52,
		],
		['an MP3 file that counts its frames in another way', mp3(5_000, { frames: 441, mark: 'VBRI' }), 11.52],
		['an MP3 file of 64 kbit/s, 22.05 kHz', frames([0xff, 0xf3, 0x80, 0x00], 208, 100), 2.6],
		['an MP3 file of 32 kbit/s, 11.025 kHz', frames([0xff, 0xe3, 0x40, 0x00], 208, 100), 5.2],
		['an MP3 file of 11.025 kHz that counts its frames', counted([0xff, 0xe3, 0x40, 0xc0], 208, 1000), 52.24],
		['an MP3 file of 22.05 kHz that counts its frames', counted([0xff, 0xf3, 0x80, 0xc0], 208, 1000), 26.12],
		['an MP3 file of one bitrate that says so, and no count', uncounted('Info'), 1],
		[
			'an MP3 file whose frames are filled up by a byte, and which begins with something else',
			Buffer.concat([Buffer.from([0xff, 0xfb, 0x12]), frames([0xff, 0xfb, 0x92, 0x00], 418, 100)]),
			2.61,
		],
		[
			'an MP3 file that begins with something else',
			Buffer.concat([Buffer.from([0xff, 0xfb, 0x12]), mp3(16_000)]),
			1,
		],
		['the MP3 file of the simulated HeyGen', sample('voice.mp3'), 2.04],
		['the WAV file of the simulated HeyGen', sample('voice.wav'), 1],
	])('of %s', (_what, file, seconds) => {
		expect(secondsOf(file)).toBeCloseTo(seconds);
	});

	test('is told by the beginning alone', () => {
		const file = wav(60);
		expect(secondsOf(file, file.subarray(0, 1000))).toBeCloseTo(60);
		const song = mp3(1_600_000);
		expect(secondsOf(song, song.subarray(0, 1000))).toBeCloseTo(100);
		expect(secondsOf(song, song.subarray(0, 100))).toBeCloseTo(100);
	});

	test('is told by as little as holds it', () => {
		expect(secondsOf(wav(60), wav(60).subarray(0, 44))).toBe(60);
		const song = Buffer.concat([Buffer.from([0xff, 0xfb, 0x12]), mp3(16_000)]);
		expect(secondsOf(song, song.subarray(0, 3 + 417 + 4))).toBe(1);
		const counting = mp3(32_000, { frames: 441 });
		expect(secondsOf(counting, counting.subarray(0, 48))).toBeCloseTo(11.52);
		const otherwise = mp3(32_000, { frames: 441, mark: 'VBRI' });
		expect(secondsOf(otherwise, otherwise.subarray(0, 54))).toBeCloseTo(11.52);
	});

	test('of a WAV file ends where its sound does, whatever comes behind', () => {
		expect(secondsOf(Buffer.concat([wav(2), Buffer.alloc(32_000)]))).toBe(2);
		expect(secondsOf(wav(4, { declared: 0xffffffff }))).toBe(4);
	});

	test.each<['Xing' | 'VBRI', number]>([
		['Xing', 42],
		['VBRI', 46],
	])('is told by the bitrate where the beginning ends in the middle of its mark %s', (mark, length) => {
		const song = mp3(32_000, { frames: 441, mark });
		expect(secondsOf(song, song.subarray(0, length))).toBeCloseTo(2);
	});

	test.each<[string, Buffer]>([
		['what is called like no WAV file', Buffer.concat([Buffer.from('RIFX'), wav(1).subarray(4)])],
		['a RIFF file of something else', wav(1).fill('AVI ', 8, 12)],
		['something else that holds an MP3 file', Buffer.concat([Buffer.from('PK\x03\x04'), mp3(16_000)])],
		[
			'bytes that begin like a frame at their second',
			Buffer.concat([Buffer.from([0x00]), mp3(16_000).subarray(1)]),
		],
		['bytes that begin like a frame at their first', Buffer.concat([Buffer.from([0xff, 0x00]), mp3(16_000)])],
		['frames of another layer behind a tag', behindTag(frames([0xff, 0xfd, 0x90, 0x00], 417, 10))],
		['frames of no version', frames([0xff, 0xeb, 0x90, 0x00], 417, 10)],
		['what is almost a frame behind a tag', behindTag(frames([0x7f, 0xfb, 0x90, 0x00], 417, 10))],
		['frames of no sampling rate', frames([0xff, 0xfb, 0x9c, 0x00], 417, 10)],
		['a tag that is larger than two megabytes', mp3(16_000, { tag: 3_000_000 }).subarray(0, 64_512)],
		['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
		['nothing', Buffer.alloc(0)],
		['a WAV file without sound', wav(1).subarray(0, 30)],
		['a WAV file that says nothing of its speed', wav(1).fill(0, 28, 32)],
		[
			'a picture before the sound that is larger than what was read',
			mp3(16_000, { tag: 100_000 }).subarray(0, 64_512),
		],
		['noise behind a tag', Buffer.concat([mp3(16, { tag: 20 }).subarray(0, 20), NOISE])],
		['an MP3 file whose bitrate varies and which counts no frames', mp3(5_000, { frames: 0 })],
		['an MP3 file whose bitrate varies and which says no count', uncounted('Xing')],
		['a frame of a bitrate that is not said', Buffer.from([0xff, 0xfb, 0x00, 0x00, 0, 0])],
	])('is not told by %s', (_what, file) => {
		expect(secondsOf(file)).toBeUndefined();
	});
});
