import { createHmac, timingSafeEqual } from 'node:crypto';

import { header } from '../api/failure';
import type { Delivery } from './delivery';

/** How far a delivery's timestamp may be from now, in seconds (docs/heygen.md §7). */
const TIMESTAMP_WINDOW = 5 * 60;

/** The one reason that the secret of another time would explain too. */
export const MISMATCH = 'its signature does not match';

/** As good as all deliveries have it where the clock of this n8n is off. */
export const STALE = 'its timestamp is not of the last 5 minutes';

/** The signature HeyGen makes: lower-case hex HMAC-SHA256 of the raw body, keyed with the whole secret. */
export function signatureOf(rawBody: Buffer, secret: string): string {
	return createHmac('sha256', secret).update(rawBody).digest('hex');
}

/**
 * Why a delivery is not HeyGen's, or undefined where it is.
 *
 * The documented header is `Heygen-Signature` with a timestamp beside it; in the field a plain `Signature` without one was
 * seen. The timestamp is not signed, so it only narrows, and only where it came.
 *
 * @param secret undefined where it can't be read any more.
 * @param now by HeyGen's clock, in milliseconds.
 */
export function forgery(
	{ headers, rawBody }: Delivery,
	secret: string | undefined,
	now: number,
): string | undefined {
	const given = header(headers, 'heygen-signature') ?? header(headers, 'signature');
	if (given === undefined) return 'it has no signature';
	if (rawBody === undefined) return 'its body could not be read';
	if (secret === undefined) return MISMATCH;
	const expected = Buffer.from(signatureOf(rawBody, secret));
	const actual = Buffer.from(given);
	if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return MISMATCH;
	const timestamp = header(headers, 'heygen-timestamp');
	if (timestamp === undefined) return undefined;
	const age = Math.abs(now / 1000 - Number(timestamp));
	return age <= TIMESTAMP_WINDOW ? undefined : STALE;
}
