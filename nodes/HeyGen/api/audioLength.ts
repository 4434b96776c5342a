// How long a recording is, by what it begins with.

/** A file whose length was not known when it began. */
const UNKNOWN_SIZES = [0, 0xffffffff];

function wavSeconds(head: Buffer, size: number): number | undefined {
	let bytesPerSecond = 0;
	// A WAV file is a row of chunks, each with its name and its length; lengths are made even.
	for (let at = 12; at + 8 <= head.length;) {
		const name = head.toString('latin1', at, at + 4);
		const length = head.readUInt32LE(at + 4);
		if (name === 'fmt ' && at + 20 <= head.length) bytesPerSecond = head.readUInt32LE(at + 16);
		if (name === 'data') {
			const rest = size - at - 8;
			const bytes = UNKNOWN_SIZES.includes(length) ? rest : Math.min(length, rest);
			return bytesPerSecond > 0 ? bytes / bytesPerSecond : undefined;
		}
		at += 8 + length + (length % 2);
	}
	return undefined;
}

/** Kilobits a second of Layer III, by the four bits that name them: of MPEG 1, and of MPEG 2 and 2.5. */
const BITRATES = [
	[0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
	[0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
const SAMPLE_RATES = [44_100, 48_000, 32_000];

/** Bytes of the ID3 tag a file begins with; its size is written in four times seven bits. */
function tagLength(head: Buffer): number {
	if (head.toString('latin1', 0, 3) !== 'ID3' || head.length < 10) return 0;
	const [a = 0, b = 0, c = 0, d = 0] = head.subarray(6, 10);
	return 10 + a * 0x200000 + b * 0x4000 + c * 0x80 + d;
}

function mp3Seconds(head: Buffer, size: number): number | undefined {
	let at = tagLength(head);
	while (at + 4 <= head.length && !(head[at] === 0xff && ((head[at + 1] ?? 0) & 0xe6) === 0xe2)) at++;
	const [, versionBits = 0, rateBits = 0, channelBits = 0] = head.subarray(at, at + 4);
	const version = (versionBits >> 3) & 3;
	const isFirst = version === 3;
	const bitrate = BITRATES[isFirst ? 0 : 1]?.[rateBits >> 4] ?? 0;
	const sampleRate = (SAMPLE_RATES[(rateBits >> 2) & 3] ?? 0) / (isFirst ? 1 : version === 2 ? 2 : 4);
	if (version === 1 || bitrate === 0 || sampleRate === 0) return undefined;
	const isMono = channelBits >> 6 === 3;
	// Where the bitrate varies, the first frame is silent and counts the others.
	const info = at + 4 + (isFirst ? (isMono ? 17 : 32) : isMono ? 9 : 17);
	const mark = head.toString('latin1', info, info + 4);
	const isCounted = (mark === 'Xing' || mark === 'Info') && info + 12 <= head.length;
	if (isCounted && (head.readUInt32BE(info + 4) & 1) === 1) {
		return (head.readUInt32BE(info + 8) * (isFirst ? 1152 : 576)) / sampleRate;
	}
	return ((size - at) * 8) / (bitrate * 1000);
}

/**
 * How many seconds a WAV or MP3 file plays; undefined where it does not tell.
 *
 * @param head what it begins with; the more the better.
 * @param size all of its bytes.
 */
export function audioSeconds(head: Buffer, size: number): number | undefined {
	const begins = (text: string, at = 0) => head.toString('latin1', at, at + text.length) === text;
	if (begins('RIFF') && begins('WAVE', 8)) return wavSeconds(head, size);
	const isMp3 = begins('ID3') || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2);
	return isMp3 ? mp3Seconds(head, size) : undefined;
}
