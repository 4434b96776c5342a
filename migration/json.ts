// What comes in is whatever somebody pasted, so nothing of it is taken for granted.

export type Fields = Record<string, unknown>;

export function isRecord(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object behind a name, or an empty one. */
export function fieldsOf(value: unknown, name: string): Fields {
	const member = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
	return isRecord(member) ? member : {};
}

/** The text behind a name, or an empty one. */
export function textIn(value: unknown, name: string): string {
	const member = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
	return typeof member === 'string' ? member : '';
}

export function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

/** A copy that shares nothing with what it was made of. */
export function copyOf<Value>(value: Value): Value {
	return structuredClone(value);
}

type Change = (text: string, path: readonly string[]) => string;

function mapValue(value: unknown, change: Change, path: readonly string[]): unknown {
	if (typeof value === 'string') return change(value, path);
	if (Array.isArray(value))
		return value.map((entry, index) => mapValue(entry, change, [...path, String(index)]));
	return isRecord(value) ? mapTexts(value, change, path) : value;
}

/** The same object with another text in place of each of its texts, however deep it stands. */
export function mapTexts(fields: Fields, change: Change, path: readonly string[] = []): Fields {
	return Object.fromEntries(
		Object.entries(fields).map(([name, member]) => [name, mapValue(member, change, [...path, name])]),
	);
}
