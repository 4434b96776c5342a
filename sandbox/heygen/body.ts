import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { HeyGenError, invalid } from './errors';

/** A base64 image of 50 MB fits; HeyGen's limits apply to the decoded file. */
const BODY_LIMIT = 110 * 1024 * 1024;
/** What is left of a body once its long texts are cut, in bytes and in values: more only fills the memory. */
const REST_LIMIT = 32 * 1024 * 1024;
const MAX_VALUES = 1_000_000;
/** No request of HeyGen's is nearly as deep; what reads it calls itself for each level. */
const MAX_DEPTH = 200;
/** Characters kept of a text: more than any limit on one, and as much of a file in base64 as is looked at. */
const KEPT_OF_A_TEXT = 88 * 1024;
/** Nobody can have sent it, as it is made anew for each process. */
const MARK = `\u2026cut ${randomUUID()} `;

/** What is known of a text of which only the beginning was kept. */
export interface Cut {
	head: string;
	/** How long it was. */
	characters: number;
	/** How large the file is that it is in base64; undefined where it is none. */
	fileSize: number | undefined;
}

/**
 * Reads a body of JSON as it comes, so that a file in base64 is never held: of a long text only the beginning is kept, and
 * what `cutOf` tells. Undefined for no body.
 * @param declared the body's Content-Length
 * @throws HeyGenError 400 for what is no JSON or nested too deeply, 413 for what is too large
 */
export async function readJson(stream: Readable, declared?: string): Promise<unknown> {
	const cutter = new Cutter();
	for await (const chunk of chunksOf(stream, declared)) cutter.push(chunk);
	const text = cutter.rest().toString('utf8');
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		throw noJson();
	}
}

/** Reads a body that is no JSON. What it says does not matter, so only its beginning is kept; undefined for none. */
export async function readText(stream: Readable, declared?: string): Promise<string | undefined> {
	let head = Buffer.alloc(0);
	for await (const chunk of chunksOf(stream, declared)) {
		if (head.length < 1000) head = Buffer.concat([head, chunk.subarray(0, 1000)]);
	}
	return head.length > 0 ? head.toString('utf8') : undefined;
}

/** Undefined for a text that is all there. */
export function cutOf(text: string): Cut | undefined {
	if (text.length < KEPT_OF_A_TEXT) return undefined;
	const at = text.lastIndexOf(MARK);
	if (at < 0) return undefined;
	const [characters, fileSize] = text.slice(at + MARK.length).split(' ');
	return {
		head: text.slice(0, at),
		characters: Number(characters),
		fileSize: fileSize ? Number(fileSize) : undefined,
	};
}

/** As an encoder would have written it; with or without its padding. */
export function isBase64(text: string): boolean {
	const unpadded = (each: string) => each.replace(/=+$/, '');
	return unpadded(Buffer.from(text, 'base64').toString('base64')) === unpadded(text);
}

/** A body that is refused half-way is read no further, but its connection lives to carry the answer. */
async function* chunksOf(stream: Readable, declared = '0'): AsyncGenerator<Buffer> {
	if (Number(declared) > BODY_LIMIT) throw tooLarge();
	let size = 0;
	// A byte stream; Node types its chunks as any.
	for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > BODY_LIMIT) throw tooLarge();
		yield chunk;
	}
}

function tooLarge(): HeyGenError {
	return new HeyGenError('payload_too_large', `The body is larger than ${BODY_LIMIT} bytes`);
}

function noJson(): HeyGenError {
	return invalid('', 'The body is not valid JSON');
}

const codeOf = (character: string) => character.charCodeAt(0);
const QUOTE = codeOf('"');
const BACKSLASH = codeOf('\\');
const COMMA = codeOf(',');
const OPENING = new Set([...'[{'].map(codeOf));
const CLOSING = new Set([...']}'].map(codeOf));
const LOWER_U = codeOf('u');
const SLASH = codeOf('/');
const ESCAPES = new Set([...'"\\/bfnrtu'].map(codeOf));
const PADDING = codeOf('=');
const SPACE = codeOf(' ');
const IS_BASE64 = Uint8Array.from({ length: 256 }, (_, code) =>
	/[A-Za-z0-9+/]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** Copies JSON without the long part of its texts, byte by byte. */
class Cutter {
	private readonly pieces: Buffer[] = [];
	private size = 0;
	private depth = 0;
	private values = 1;
	private inText = false;
	/** Whether the rest of the text is left out. */
	private cutting = false;
	/** Where an escape stands: 0 outside, 1 after the backslash, 5 to 2 before its hexadecimal digits. */
	private escape = 0;
	private escaped = 0;
	/** Of the current text: how long it is, and what it is as base64. */
	private characters = 0;
	private isBase64 = true;
	private padding = 0;
	/** The last four characters that are no padding, a byte each. */
	private end = 0;

	push(chunk: Buffer): void {
		let keptFrom = 0;
		for (let at = 0; at < chunk.length; at += 1) {
			const byte = chunk[at] ?? 0;
			if (!this.inText) {
				if (byte === QUOTE) this.beginText();
				else if (OPENING.has(byte)) this.descend();
				else if (CLOSING.has(byte)) this.depth -= 1;
				else if (byte === COMMA) this.countValue();
				continue;
			}
			if (byte === QUOTE && this.escape === 0) {
				if (this.cutting) {
					this.keep(this.mark());
					keptFrom = at;
				}
				this.inText = false;
				this.cutting = false;
				continue;
			}
			const isInsideCharacter = this.escape > 0 || (byte & 0xc0) === 0x80;
			if (this.characters >= KEPT_OF_A_TEXT && !this.cutting && !isInsideCharacter) {
				this.keep(chunk.subarray(keptFrom, at));
				this.cutting = true;
			}
			if (this.cutting && this.escape === 0 && IS_BASE64[byte] === 1 && this.padding === 0) {
				at = this.skip(chunk, at) - 1;
				continue;
			}
			this.read(byte);
		}
		if (!this.cutting) this.keep(chunk.subarray(keptFrom));
	}

	rest(): Buffer {
		return Buffer.concat(this.pieces);
	}

	private beginText(): void {
		this.inText = true;
		this.characters = 0;
		this.isBase64 = true;
		this.padding = 0;
		this.end = 0;
	}

	private countValue(): void {
		this.values += 1;
		if (this.values > MAX_VALUES) throw tooLarge();
	}

	private descend(): void {
		this.countValue();
		this.depth += 1;
		if (this.depth > MAX_DEPTH) throw invalid('', `The body is nested more than ${MAX_DEPTH} levels deep`);
	}

	/** Past all plain base64: what makes a body large goes by here. Answers where it ends. */
	private skip(chunk: Buffer, from: number): number {
		let at = from + 1;
		while (at < chunk.length && IS_BASE64[chunk[at] ?? 0] === 1) at += 1;
		this.characters += at - from;
		for (let last = Math.max(from, at - 4); last < at; last += 1) {
			this.end = ((this.end << 8) | (chunk[last] ?? 0)) >>> 0;
		}
		return at;
	}

	/** @throws HeyGenError for what JSON does not allow: where a text is cut, nobody else sees it */
	private read(byte: number): void {
		if (this.escape === 0) {
			if (byte < SPACE) throw noJson();
			if (byte === BACKSLASH) this.escape = 1;
			else this.count(byte);
		} else if (this.escape === 1) {
			if (!ESCAPES.has(byte)) throw noJson();
			this.escape = byte === LOWER_U ? 5 : 0;
			this.escaped = 0;
			// A slash may be escaped, and some clients do it; other short escapes are no base64.
			if (byte !== LOWER_U) this.count(byte === SLASH ? SLASH : 0);
		} else {
			this.escaped = this.escaped * 16 + Number.parseInt(String.fromCharCode(byte), 16);
			if (Number.isNaN(this.escaped)) throw noJson();
			this.escape = this.escape === 2 ? 0 : this.escape - 1;
			if (this.escape === 0) this.count(this.escaped);
		}
	}

	/** @param code a character, or a byte of one that is no ASCII */
	private count(code: number): void {
		if ((code & 0xc0) !== 0x80 || code > 0xff) this.characters += 1;
		if (code === PADDING) this.padding += 1;
		else if (IS_BASE64[code] === 1 && this.padding === 0) this.end = ((this.end << 8) | code) >>> 0;
		else this.isBase64 = false;
	}

	private mark(): Buffer {
		const length = this.characters - this.padding;
		const isFile = this.isBase64 && this.padding <= 2 && length % 4 !== 1 && this.endsWhole(length % 4);
		return Buffer.from(`${MARK}${this.characters} ${isFile ? Math.floor((length * 3) / 4) : ''}`);
	}

	/** The last group of characters has no bits of its own beyond the last byte. */
	private endsWhole(remainder: number): boolean {
		const four = Buffer.alloc(4);
		four.writeUInt32BE(this.end);
		const group = four.toString('latin1', remainder === 0 ? 0 : 4 - remainder);
		return isBase64(group);
	}

	private keep(piece: Buffer): void {
		this.size += piece.length;
		if (this.size > REST_LIMIT) throw tooLarge();
		this.pieces.push(piece);
	}
}
