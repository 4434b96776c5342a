import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { cutOf, isBase64 } from './body';

/** A received file: counted and hashed while it streams by; only its head and small bodies are kept. */
export interface Upload {
	fieldName: string;
	filename: string;
	contentType: string;
	size: number;
	sha256: string;
	head: Buffer;
	/** The whole content where it is small enough to be served again. */
	content: Buffer | undefined;
	/** True when the stream was cut at the size limit. */
	truncated: boolean;
}

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'archive';

export const HEAD_BYTES = 64 * 1024;
const KEPT_BYTES = 256 * 1024;

const KINDS: Record<string, MediaKind> = {
	'image/png': 'image',
	'image/jpeg': 'image',
	'video/mp4': 'video',
	'video/webm': 'video',
	'audio/mpeg': 'audio',
	'audio/wav': 'audio',
	'application/pdf': 'document',
	'application/x-subrip': 'document',
	'application/zip': 'archive',
};

const ALIASES: Record<string, string> = {
	'image/jpg': 'image/jpeg',
	'audio/mp3': 'audio/mpeg',
	'audio/x-wav': 'audio/wav',
	'audio/wave': 'audio/wav',
	'audio/vnd.wave': 'audio/wav',
	'text/srt': 'application/x-subrip',
	'text/plain': 'application/x-subrip',
	'application/x-zip-compressed': 'application/zip',
};

const EXTENSIONS: Record<string, string> = {
	'image/png': 'png',
	'image/jpeg': 'jpg',
	'video/mp4': 'mp4',
	'video/webm': 'webm',
	'audio/mpeg': 'mp3',
	'audio/wav': 'wav',
	'application/pdf': 'pdf',
	'application/x-subrip': 'srt',
	'application/zip': 'zip',
};

/** One spelling for each media type, without parameters. */
export function canonicalType(contentType: string): string {
	const bare = (contentType.split(';')[0] ?? '').trim().toLowerCase();
	return ALIASES[bare] ?? bare;
}

/** Undefined for a type HeyGen does not take. */
export function kindOf(mimeType: string): MediaKind | undefined {
	return KINDS[mimeType];
}

export function extensionOf(mimeType: string): string {
	return EXTENSIONS[mimeType] ?? 'bin';
}

/** The media type the first bytes tell, whatever name or header came with them. */
export function sniff(head: Buffer): string | undefined {
	const starts = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
	const ascii = (start: number, end: number) => head.toString('latin1', start, end);
	if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
	if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
	if (ascii(4, 8) === 'ftyp') return 'video/mp4';
	if (starts(0x1a, 0x45, 0xdf, 0xa3)) return 'video/webm';
	if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WAVE') return 'audio/wav';
	if (ascii(0, 3) === 'ID3' || (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0)) return 'audio/mpeg';
	if (ascii(0, 5) === '%PDF-') return 'application/pdf';
	if (ascii(0, 4) === 'PK\x03\x04') return 'application/zip';
	if (/^\uFEFF?\s*\d+\r?\n\d{2}:\d{2}:\d{2},\d{3} --> /.test(head.toString('utf8', 0, 200))) {
		return 'application/x-subrip';
	}
	return undefined;
}

export interface Dimensions {
	width: number;
	height: number;
}

/** Width and height from a PNG or JPEG header; undefined when the head does not hold them. */
export function dimensions(head: Buffer): Dimensions | undefined {
	const type = sniff(head);
	if (type === 'image/png' && head.length >= 24) {
		return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
	}
	return type === 'image/jpeg' ? jpegDimensions(head) : undefined;
}

function jpegDimensions(head: Buffer): Dimensions | undefined {
	let offset = 2;
	while (offset + 9 <= head.length) {
		if (head[offset] !== 0xff) return undefined;
		const marker = head[offset + 1] ?? 0;
		const isStartOfFrame =
			marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
		if (isStartOfFrame) {
			return { height: head.readUInt16BE(offset + 5), width: head.readUInt16BE(offset + 7) };
		}
		offset += 2 + head.readUInt16BE(offset + 2);
	}
	return undefined;
}

/** Seconds an MP4 plays, when its movie header is in the head (as in files made for streaming). */
export function mp4Seconds(head: Buffer): number | undefined {
	const at = head.indexOf('mvhd', 0, 'latin1');
	if (at < 0 || at + 36 > head.length) return undefined;
	const wide = head[at + 4] === 1;
	const timescale = head.readUInt32BE(at + (wide ? 24 : 16));
	const units = wide ? Number(head.readBigUInt64BE(at + 28)) : head.readUInt32BE(at + 20);
	return timescale > 0 ? units / timescale : undefined;
}

/** Seconds a WAV file plays. */
function wavSeconds(head: Buffer, size: number): number | undefined {
	const [format, data] = [head.indexOf('fmt ', 12, 'latin1'), head.indexOf('data', 12, 'latin1')];
	if (format < 0 || data < format + 20 || data + 8 > head.length) return undefined;
	// What was recorded into a pipe does not know how much is to come.
	const bytes = Math.min(head.readUInt32LE(data + 4) || size, size - data - 8);
	return bytes / head.readUInt32LE(format + 16);
}

/** Seconds a file plays, where the simulator can tell. */
export function secondsPlayed(head: Buffer, size: number): number | undefined {
	const type = sniff(head);
	if (type === 'video/mp4') return mp4Seconds(head);
	return type === 'audio/wav' ? wavSeconds(head, size) : undefined;
}

/** The size and the head of a file in base64; undefined for what is no base64. */
export function fileInBase64(text: string): { size: number; head: Buffer } | undefined {
	const cut = cutOf(text);
	if (!cut) {
		const head = Buffer.from(text, 'base64');
		return isBase64(text) ? { size: head.length, head } : undefined;
	}
	return cut.fileSize === undefined
		? undefined
		: { size: cut.fileSize, head: Buffer.from(cut.head, 'base64') };
}

/** Reads a stream to its end without holding more than a head and, for small files, the content. */
export async function drain(stream: Readable): Promise<{
	size: number;
	sha256: string;
	head: Buffer;
	content: Buffer | undefined;
}> {
	const hash = createHash('sha256');
	const kept: Buffer[] = [];
	let size = 0;
	// A byte stream; Node types its chunks as any.
	for await (const chunk of stream as AsyncIterable<Buffer>) {
		hash.update(chunk);
		if (size < KEPT_BYTES) kept.push(chunk.subarray(0, KEPT_BYTES - size));
		size += chunk.length;
	}
	const start = Buffer.concat(kept);
	return {
		size,
		sha256: hash.digest('hex'),
		// A copy: a slice would keep the larger buffer alive.
		head: Buffer.from(start.subarray(0, HEAD_BYTES)),
		content: size <= KEPT_BYTES ? start : undefined,
	};
}
