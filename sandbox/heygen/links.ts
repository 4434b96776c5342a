import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Settings } from './settings';

/** Addresses on the file host. Result and upload links carry an expiry and a signature, as presigned links do. */
export class Links {
	/** Set when the servers listen: with port 0 the addresses are not known before. */
	apiUrl = '';
	filesUrl = '';

	constructor(
		private readonly settings: Settings,
		private readonly secret: string,
	) {}

	/** A bundled file; does not expire. */
	file(name: string): string {
		return `${this.filesUrl}/files/${name}`;
	}

	signed(path: string, lifetimeSeconds: number = this.settings.linkLifetimeSeconds): string {
		const expires = Math.floor(Date.now() / 1000) + lifetimeSeconds;
		return `${this.filesUrl}${path}?Expires=${expires}&Signature=${this.signature(path, expires)}`;
	}

	/** Why a link is refused, or undefined when it is good. */
	refusal(path: string, query: Record<string, unknown>): string | undefined {
		const expires = Number(query.Expires);
		const given = typeof query.Signature === 'string' ? query.Signature : '';
		const expected = this.signature(path, expires);
		if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) {
			return 'SignatureDoesNotMatch';
		}
		return expires * 1000 <= Date.now() ? 'Request has expired' : undefined;
	}

	private signature(path: string, expires: number): string {
		return createHmac('sha256', this.secret).update(`${path}:${expires}`).digest('hex');
	}
}
