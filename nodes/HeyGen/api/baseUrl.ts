export const DEFAULT_BASE_URL = 'https://api.heygen.com';

export const BASE_URL_RULE = `Base URL must be an https address, such as ${DEFAULT_BASE_URL}. Plain http is accepted only for this machine (localhost or 127.0.0.1)`;

const VERSION_RULE = `Base URL must end before the version, such as ${DEFAULT_BASE_URL} without /v3: each request brings its own`;

/** What belongs to each request, at the end of an address; a proxy may have a part that is called so otherwise. */
const VERSION = /\/v3\/*$/;

/** The rule that an address breaks of which {@link parseBaseUrl} gives none. */
export function brokenRule(value: unknown): string {
	return typeof value === 'string' && VERSION.test(value.trim()) ? VERSION_RULE : BASE_URL_RULE;
}

const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

export function isLoopback(hostname: string): boolean {
	return LOOPBACK.test(hostname);
}

/**
 * Addresses and names that mean something only inside a network of one's own, or nowhere (RFC 1918, 2544, 3927, 4193, 6598,
 * 6761, 6762, 6890), and addresses of IPv6 that stand for some of IPv4.
 */
const PRIVATE = [
	/^(?:0|10|127|22[4-9]|2[34]\d|25[0-5])(?:\.\d+){3}$/,
	/^(?:169\.254|192\.168|198\.1[89]|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))(?:\.\d+){2}$/,
	/^192\.0\.[02]\.\d+$/,
	/^\[(?:::|64:ff9b:|2002:|f[cdf]|fe[89a-f])/,
	/\.(?:localhost|localdomain|local|internal|intranet|private|corp|lan|home|svc|home\.arpa|test|invalid)$/,
	/^[^.[]+$/,
];

/** Whether nobody outside can reach this host of a URL: a loopback or private address, or a name without a domain. */
export function isPrivate(hostname: string): boolean {
	const name = hostname.replace(/\.+$/, '');
	return PRIVATE.some((pattern) => pattern.test(name));
}

/**
 * The address every request goes to, without a trailing slash; HeyGen's own where the value is empty.
 *
 * A key sent over plain http can be read on its way, so only https is accepted; http is for a server on this machine,
 * such as the simulated HeyGen. Returns undefined where that is not kept: see {@link brokenRule}.
 */
export function parseBaseUrl(value: unknown): string | undefined {
	const text = typeof value === 'string' && value.trim() !== '' ? value.trim() : DEFAULT_BASE_URL;
	if (!URL.canParse(text)) return undefined;
	const { protocol, hostname, origin, pathname, username, password, search, hash } = new URL(text);
	const safe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
	if (!safe || username || password || search || hash || VERSION.test(pathname)) return undefined;
	return `${origin}${pathname}`.replace(/\/+$/, '');
}

/** Whether a request goes to the server of this Base URL, and by its protocol. */
export function goesTo(baseUrl: string, { url, uri, baseURL }: Record<string, unknown>): boolean {
	const target = url ?? uri;
	const base = typeof baseURL === 'string' ? baseURL : undefined;
	if (typeof target !== 'string' || !URL.canParse(target, base)) return false;
	return new URL(target, base).origin === new URL(baseUrl).origin;
}
