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

/** Frames of MPEG 1 Layer III at 128 kbit/s, 44.1 kHz, stereo: 16,000 bytes a second. */
function mp3(bytes: number, { tag = 0, frames }: { tag?: number; frames?: number } = {}): Buffer {
	const id3 = Buffer.alloc(tag);
	if (tag > 0) {
		id3.write('ID3\x04\x00\x00', 0, 'latin1');
		const size = tag - 10;
		id3.set([(size >> 21) & 0x7f, (size >> 14) & 0x7f, (size >> 7) & 0x7f, size & 0x7f], 6);
	}
	const sound = Buffer.alloc(bytes);
	sound.set([0xff, 0xfb, 0x90, 0x00]);
	if (frames !== undefined) {
		sound.write('Xing', 36, 'latin1');
		sound.writeUInt32BE(1, 40);
		sound.writeUInt32BE(frames, 44);
	}
	return Buffer.concat([id3, sound]);
}

const secondsOf = (file: Buffer, head = file) => audioSeconds(head, file.length);

describe('how long a recording is', () => {
	test.each<[string, Buffer, number]>([
		['a WAV file', wav(3), 3],
		['a WAV file with something before its sound', wav(2, { before: 33 }), 2],
		['a WAV file that was written as it came', wav(4, { declared: 0xffffffff }), 4],
		['a WAV file that was cut short', wav(1, { declared: 320_000 }), 1],
		['an MP3 file of one bitrate', mp3(32_000), 2],
		['an MP3 file behind a tag', mp3(32_000, { tag: 3_000 }), 2],
		['an MP3 file that counts its frames', mp3(5_000, { frames: 441 }), 11.52],
	])('of %s', (_what, file, seconds) => {
		expect(secondsOf(file)).toBeCloseTo(seconds);
	});

	test('is told by the beginning alone', () => {
		const file = wav(60);
		expect(secondsOf(file, file.subarray(0, 1000))).toBeCloseTo(60);
	});

	test.each<[string, Buffer]>([
		['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
		['nothing', Buffer.alloc(0)],
		['a WAV file without sound', wav(1).subarray(0, 30)],
		['a frame of a bitrate that is not said', Buffer.from([0xff, 0xfb, 0x00, 0x00, 0, 0])],
	])('is not told by %s', (_what, file) => {
		expect(secondsOf(file)).toBeUndefined();
	});
});
