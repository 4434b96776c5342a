/** The media types HeyGen takes (docs/heygen.md §4), and the file endings that stand for them. */
export const MEDIA_TYPES = {
	'image/png': ['png'],
	'image/jpeg': ['jpg', 'jpeg'],
	'video/mp4': ['mp4', 'm4v'],
	'video/webm': ['webm'],
	'audio/mpeg': ['mp3'],
	'audio/wav': ['wav'],
	'application/pdf': ['pdf'],
	'application/x-subrip': ['srt'],
	'application/zip': ['zip'],
} as const;

export type MediaType = keyof typeof MEDIA_TYPES;

/** What HeyGen takes past its own API only, however small (docs/heygen.md §4). */
export const DIRECT_ONLY: readonly MediaType[] = ['application/zip'];

const MB = 1024 * 1024;

/** The most HeyGen takes for use in a creation (docs/heygen.md §4), by the part before the slash. */
const SIZE_LIMIT: Record<string, number> = { video: 100 * MB, image: 50 * MB, audio: 50 * MB };

export function sizeLimit(type: MediaType): number | undefined {
	return SIZE_LIMIT[type.slice(0, type.indexOf('/'))];
}

export function megabytes(bytes: number): string {
	return `${Math.round(bytes / MB)} MB`;
}

/** Other names of types that a file need not begin with a signature for. */
const ALIASES: Record<string, MediaType> = {
	'audio/mp3': 'audio/mpeg',
	'text/srt': 'application/x-subrip',
};

function isMediaType(value: string): value is MediaType {
	return Object.hasOwn(MEDIA_TYPES, value);
}

function matches(bytes: Buffer, offset: number, signature: string): boolean {
	return bytes.subarray(offset, offset + signature.length).toString('latin1') === signature;
}

/** Brands of the MP4 container that are no MP4 video: pictures (HEIC, AVIF), audio alone, QuickTime. */
const OTHER_BRANDS = /^(?:hei[cxms]|hev[cxms]|mif1|msf1|avi[fs]|M4[ABP] |qt {2})/;

/** What the first bytes say a file is. HeyGen looks at them too and refuses a file declared as something else. */
function sniff(bytes: Buffer): MediaType | undefined {
	if (matches(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'image/png';
	if (matches(bytes, 0, '\xff\xd8\xff')) return 'image/jpeg';
	if (matches(bytes, 4, 'ftyp')) {
		return OTHER_BRANDS.test(bytes.toString('latin1', 8, 12)) ? undefined : 'video/mp4';
	}
	// WebM and Matroska share a container, whose header names which it is.
	if (matches(bytes, 0, '\x1a\x45\xdf\xa3')) {
		return bytes.subarray(0, 64).includes('matroska') ? undefined : 'video/webm';
	}
	if (matches(bytes, 0, 'RIFF') && matches(bytes, 8, 'WAVE')) return 'audio/wav';
	if (matches(bytes, 0, '%PDF-')) return 'application/pdf';
	if (matches(bytes, 0, 'PK\x03\x04')) return 'application/zip';
	const [first = 0, second = 0] = bytes;
	const mpegFrame = first === 0xff && (second & 0xe6) === 0xe2;
	if (matches(bytes, 0, 'ID3') || mpegFrame) return 'audio/mpeg';
	return undefined;
}

function byEnding(fileName: string): MediaType | undefined {
	const ending = /\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase();
	const entry = Object.entries(MEDIA_TYPES).find(([, endings]) => endings.some((known) => known === ending));
	return entry && isMediaType(entry[0]) ? entry[0] : undefined;
}

/**
 * The media type of a file: what its first bytes say, else its declared type, else its ending. Undefined where it is
 * none that HeyGen takes.
 */
export function mediaTypeOf(head: Buffer, declared: string, fileName: string): MediaType | undefined {
	const sniffed = sniff(head);
	if (sniffed) return sniffed;
	const plain = declared.split(';')[0]?.trim().toLowerCase() ?? '';
	const known = ALIASES[plain] ?? plain;
	// These have a signature: without it, the declaration is wrong.
	const textual: readonly string[] = ['application/x-subrip', 'audio/mpeg'];
	const candidates = [isMediaType(known) ? known : undefined, byEnding(fileName)];
	return candidates.find((type) => type !== undefined && textual.includes(type));
}

export interface PictureSize {
	width: number;
	height: number;
}

/** Width and height of a PNG or JPEG, where its first bytes hold them. */
export function pictureSize(head: Buffer): PictureSize | undefined {
	if (matches(head, 0, '\x89PNG') && head.length >= 24) {
		return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
	}
	if (!matches(head, 0, '\xff\xd8')) return undefined;
	// JPEG is a row of segments, each with its length; the frame header (C0–CF but C4, C8, CC) holds the size.
	for (let at = 2; at + 9 <= head.length && head[at] === 0xff; at += 2 + head.readUInt16BE(at + 2)) {
		const marker = head[at + 1] ?? 0;
		if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
			return { width: head.readUInt16BE(at + 7), height: head.readUInt16BE(at + 5) };
		}
	}
	return undefined;
}
