import { header } from '../api/failure';
import { isRecord } from '../api/json';

/** The largest body that is looked at, in bytes; HeyGen's events are a few kilobytes. */
const LARGEST = 1024 * 1024;

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

export interface Delivery {
	readonly headers: Record<string, unknown>;
	/** The bytes as they came: the signature is over these, not over what a parser makes of them. */
	readonly rawBody: Buffer | undefined;
}

/** Why a delivery is turned away, and with which HTTP status. */
export interface Refusal {
	readonly status: 400 | 401 | 413 | 415;
	readonly reason: string;
}

/** What rules a delivery out before its signature is worth computing. */
export function unfit({ headers, rawBody }: Delivery): Refusal | undefined {
	if (Math.max(rawBody?.length ?? 0, Number(header(headers, 'content-length') ?? 0)) > LARGEST) {
		return { status: 413, reason: 'its body is larger than 1 MB' };
	}
	const type = header(headers, 'content-type');
	if (type !== undefined && !JSON_TYPE.test(type))
		return { status: 415, reason: 'its body is not said to be JSON' };
	return undefined;
}

/** The body as an object, or undefined where it is no JSON object or wants to be more than data. */
export function parseBody(rawBody: Buffer): Record<string, unknown> | undefined {
	try {
		const body: unknown = JSON.parse(rawBody.toString('utf8'), (key, value: unknown) => {
			if (key === '__proto__') throw new SyntaxError('__proto__ is no key of an event');
			return value;
		});
		return isRecord(body) ? body : undefined;
	} catch {
		return undefined;
	}
}
