// How long a recording is, by what it begins with.

function wavSeconds(head: Buffer, size: number): number | undefined {
	let bytesPerSecond = 0;
	// A WAV file is a row of chunks, each with its name and its length; lengths are made even.
	for (let at = 12; at + 8 <= head.length;) {
		const name = head.toString('latin1', at, at + 4);
		const length = head.readUInt32LE(at + 4);
		if (name === 'fmt ' && at + 20 <= head.length) bytesPerSecond = head.readUInt32LE(at + 16);
		if (name === 'data') {
			const rest = size - at - 8;
			// One that was recorded as it came says 0, or as much as can be said.
			const bytes = length === 0 ? rest : Math.min(length, rest);
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

/** A piece of an MP3 file, which says what it is of. */
interface Frame {
	readonly samples: number;
	readonly sampleRate: number;
	/** Bits a second. */
	readonly bitrate: number;
	readonly bytes: number;
	/** How much of it stands before its sound. */
	readonly sideInfo: number;
}

/** The frame of Layer III that begins here. */
function frameAt(head: Buffer, at: number): Frame | undefined {
	if (at + 4 > head.length) return undefined;
	const word = head.readUInt32BE(at);
	const version = (word >>> 19) & 3;
	if (word >>> 21 !== 0x7ff || version === 1 || ((word >>> 17) & 3) !== 1) return undefined;
	const isFirst = version === 3;
	const bitrate = (BITRATES[isFirst ? 0 : 1]?.[(word >>> 12) & 15] ?? 0) * 1000;
	const sampleRate = (SAMPLE_RATES[(word >>> 10) & 3] ?? 0) / (isFirst ? 1 : version === 2 ? 2 : 4);
	if (bitrate === 0 || sampleRate === 0) return undefined;
	const isMono = ((word >>> 6) & 3) === 3;
	const samples = isFirst ? 1152 : 576;
	return {
		samples,
		sampleRate,
		bitrate,
		bytes: Math.floor(((samples / 8) * bitrate) / sampleRate) + ((word >>> 9) & 1),
		sideInfo: isFirst ? (isMono ? 17 : 32) : isMono ? 9 : 17,
	};
}

/** Where the first frame begins. Its four bytes can be there by chance, but not those of the frame behind it, too. */
function firstFrame(head: Buffer, tag: number): number {
	for (let at = tag; at < head.length; at++) {
		const frame = frameAt(head, at);
		if (frame && frameAt(head, at + frame.bytes)) return at;
	}
	// A head may be too short for two.
	return tag;
}

/** Where the bitrate varies, the first frame is silent and counts the others; 0 where it does not, though it varies. */
function frameCount(head: Buffer, at: number, { sideInfo }: Frame): number | undefined {
	const info = at + 4 + sideInfo;
	const mark = head.toString('latin1', info, info + 4);
	if ((mark === 'Xing' || mark === 'Info') && info + 12 <= head.length) {
		if ((head.readUInt32BE(info + 4) & 1) === 1) return head.readUInt32BE(info + 8);
		return mark === 'Xing' ? 0 : undefined;
	}
	const other = at + 4 + 32;
	const isVbri = head.toString('latin1', other, other + 4) === 'VBRI' && other + 18 <= head.length;
	return isVbri ? head.readUInt32BE(other + 14) : undefined;
}

function mp3Seconds(head: Buffer, size: number): number | undefined {
	const at = firstFrame(head, tagLength(head));
	const frame = frameAt(head, at);
	if (!frame) return undefined;
	const count = frameCount(head, at, frame);
	if (count === undefined) return ((size - at) * 8) / frame.bitrate;
	return count > 0 ? (count * frame.samples) / frame.sampleRate : undefined;
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
