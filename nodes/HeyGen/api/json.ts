import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As {@link isRecord}, for what came out of JSON and goes into an item. */
export function isJsonObject(value: unknown): value is IDataObject {
	return isRecord(value);
}

/** The object with another one in it: what both hold as an object is merged, everything else is the other's. */
export function merged(one: object, other: IDataObject): IDataObject {
	const known = new Map<string, unknown>(Object.entries(one));
	const added = Object.entries(other).map(([name, value]) => {
		const before = known.get(name);
		return [name, isRecord(before) && isJsonObject(value) ? merged(before, value) : value] as const;
	});
	return { ...one, ...Object.fromEntries(added) };
}

/** A text that says something, or undefined. */
export function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** From this length on a text is worth sparing; shorter ones are what every request has. */
const LONG = 64 * 1024;

/** What stands between the quotes where a text is written as JSON, a part at a time. */
function* escaped(text: string): Generator<string> {
	for (let at = 0; at < text.length;) {
		const end = at + LONG;
		// A character of two units is not to be divided.
		const isHalf = (text.codePointAt(end - 1) ?? 0) > 0xffff;
		const part = text.slice(at, isHalf ? end + 1 : end);
		yield JSON.stringify(part).slice(1, -1);
		at += part.length;
	}
}

/**
 * JSON as it is sent. A long text, such as a file as base64, is written straight into the bytes: put into a JSON text first,
 * it would stand in memory once more.
 */
export function jsonBytes(value: object): Buffer {
	const texts: string[] = [];
	const mark = randomUUID();
	const around = JSON.stringify(value, (_, part: unknown) => {
		if (typeof part !== 'string' || part.length < LONG) return part;
		texts.push(part);
		return mark;
	}).split(mark);
	const pieces = function* () {
		for (const [index, text] of around.entries()) {
			yield text;
			yield* escaped(texts[index] ?? '');
		}
	};
	let size = 0;
	for (const piece of pieces()) size += Buffer.byteLength(piece);
	const bytes = Buffer.alloc(size);
	let at = 0;
	for (const piece of pieces()) at += bytes.write(piece, at);
	return bytes;
}
