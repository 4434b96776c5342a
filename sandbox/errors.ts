/** Not by `instanceof`: under jest, Node's own errors are made by another `Error` than the one the code sees. */
export function hasCode(error: unknown, code: string): boolean {
	return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

export function messageOf(error: unknown): string {
	const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
	return String(message);
}
