export const DEFAULT_BASE_URL = 'https://api.heygen.com';

export const BASE_URL_RULE = `Base URL must be an https address, such as ${DEFAULT_BASE_URL}. Plain http is accepted only for this machine (localhost or 127.0.0.1)`;

const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

export function isLoopback(hostname: string): boolean {
	return LOOPBACK.test(hostname);
}

/**
 * The address every request goes to, without a trailing slash; HeyGen's own where the value is empty.
 *
 * A key sent over plain http can be read on its way, so only https is accepted; http is for a server on this machine,
 * such as the simulated HeyGen. Returns undefined where {@link BASE_URL_RULE} is not kept.
 */
export function parseBaseUrl(value: unknown): string | undefined {
	const text = typeof value === 'string' && value.trim() !== '' ? value.trim() : DEFAULT_BASE_URL;
	if (!URL.canParse(text)) return undefined;
	const { protocol, hostname, origin, pathname, username, password, search, hash } = new URL(text);
	const safe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
	if (!safe || username || password || search || hash) return undefined;
	return `${origin}${pathname}`.replace(/\/+$/, '');
}
