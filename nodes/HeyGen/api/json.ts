import type { IDataObject } from 'n8n-workflow';

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As {@link isRecord}, for what came out of JSON and goes into an item. */
export function isJsonObject(value: unknown): value is IDataObject {
	return isRecord(value);
}

/** A text that says something, or undefined. */
export function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
