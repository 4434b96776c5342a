import { randomBytes } from 'node:crypto';
import { HeyGenError } from './errors';
import type { Account } from './purse';

export interface IssuedToken {
	expiresAt: number;
}

type Headers = Record<string, string | string[] | undefined>;

/** Who may call: one API key, one lasting bearer token, and the access tokens that the OAuth sign-in issued. */
export class Auth {
	private readonly accessTokens = new Map<string, IssuedToken>();

	constructor(private readonly credentials: { apiKey: string; bearerToken: string }) {}

	/** @throws HeyGenError 401 */
	authenticate(headers: Headers): Account {
		const key = headers['x-api-key'];
		if (typeof key === 'string') {
			if (key === this.credentials.apiKey) return { billing: 'wallet' };
			throw new HeyGenError('authentication_failed', 'The API key is not valid');
		}
		const bearer = /^Bearer (.+)$/i.exec(headers.authorization?.toString() ?? '')?.[1];
		if (bearer === undefined) {
			throw new HeyGenError('unauthorized', 'Authentication is required: send X-Api-Key or a bearer token');
		}
		if (bearer === this.credentials.bearerToken) return { billing: 'subscription' };
		const issued = this.accessTokens.get(bearer);
		if (!issued) throw new HeyGenError('authentication_failed', 'The access token is not valid');
		if (issued.expiresAt <= Date.now()) {
			throw new HeyGenError('authentication_failed', 'The access token has expired');
		}
		return { billing: 'subscription' };
	}

	issue(lifetimeSeconds: number): string {
		const token = `hg_at_${randomBytes(24).toString('hex')}`;
		this.accessTokens.set(token, { expiresAt: Date.now() + lifetimeSeconds * 1000 });
		return token;
	}

	/** Ends all issued access tokens at once; refresh tokens live on. */
	expireAll(): number {
		for (const token of this.accessTokens.values()) token.expiresAt = 0;
		return this.accessTokens.size;
	}

	saved(): Array<[token: string, issued: IssuedToken]> {
		return [...this.accessTokens];
	}

	restore(tokens: Array<[token: string, issued: IssuedToken]>): void {
		this.reset();
		for (const [token, issued] of tokens) this.accessTokens.set(token, issued);
	}

	reset(): void {
		this.accessTokens.clear();
	}
}
