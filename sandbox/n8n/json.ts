/** Guards for JSON from outside. Each throws an error that names the place, so a changed answer is seen where it changed. */

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asObject(value: unknown, place: string): JsonObject {
	if (isObject(value)) return value;
	throw unexpected(value, place, 'an object');
}

export function asArray(value: unknown, place: string): unknown[] {
	if (Array.isArray(value)) return value;
	throw unexpected(value, place, 'a list');
}

export function asObjects(value: unknown, place: string): JsonObject[] {
	return asArray(value, place).map((entry, index) => asObject(entry, `${place}[${index}]`));
}

export function asString(value: unknown, place: string): string {
	if (typeof value === 'string') return value;
	throw unexpected(value, place, 'a text');
}

export function asOptionalString(value: unknown, place: string): string | undefined {
	return value === undefined || value === null ? undefined : asString(value, place);
}

function unexpected(value: unknown, place: string, wanted: string): Error {
	const seen = JSON.stringify(value)?.slice(0, 200) ?? 'nothing';
	return new Error(`${place} should be ${wanted}, and it is ${seen}.`);
}
