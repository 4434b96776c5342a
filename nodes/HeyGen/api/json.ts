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

/** A text whose JSON is itself between quotes, one byte a character. */
const PLAIN = /^[A-Za-z0-9+/=]*$/;

/**
 * JSON as it is sent. A file as base64 is written straight into the bytes: put into a JSON text first, it would stand in
 * memory once more.
 */
export function jsonBytes(value: object): Buffer {
	const files: string[] = [];
	const mark = randomUUID();
	const around = JSON.stringify(value, (_, part: unknown) => {
		if (typeof part !== 'string' || part.length < LONG || !PLAIN.test(part)) return part;
		files.push(part);
		return mark;
	}).split(mark);
	const parts = around.flatMap((text, index) => [text, files[index] ?? '']);
	const bytes = Buffer.alloc(parts.reduce((size, part) => size + Buffer.byteLength(part), 0));
	let at = 0;
	for (const part of parts) at += bytes.write(part, at);
	return bytes;
}
