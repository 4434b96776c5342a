import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Auth } from './auth';
import { Collection } from './collection';
import type { SavedCollection } from './collection';
import { isRecord } from './contract';
import { escaped, page } from './html';
import { checkUrl } from './inputs';
import type { Settings } from './settings';

interface Code {
	clientId: string;
	redirectUri: string;
	challenge: string;
	expiresAt: number;
}

interface Query {
	[name: string]: string | undefined;
}

interface TokenAnswer {
	access_token: string;
	refresh_token: string;
	token_type: 'Bearer';
	expires_in: number;
	scope: string;
}

/** A refusal in the words of RFC 6749. */
class OAuthError extends Error {
	constructor(
		readonly code: string,
		description: string,
	) {
		super(description);
	}
}

/** Who has signed in; a sign-in that is under way is not. */
export interface SavedOAuth {
	refreshTokens: SavedCollection<{ clientId: string }>;
	clients: SavedCollection<string[]>;
}

const CODE_LIFETIME_MS = 10 * 60 * 1000;
const SCOPES = ['openid', 'profile', 'email'];
const CAPACITY = 1000;

/** Authorization code with PKCE for public clients, and refresh tokens that are replaced with each use. */
export class OAuth {
	private readonly codes = new Collection<Code>(CAPACITY);
	private readonly refreshTokens = new Collection<{ clientId: string }>(CAPACITY);
	/** Redirect URIs by client. Any other client id is taken as given, with a redirect URI that is https or on loopback. */
	private readonly clients = new Collection<string[]>(CAPACITY);

	constructor(
		private readonly settings: Settings,
		private readonly auth: Auth,
	) {}

	get instant(): boolean {
		return this.settings.oauthInstantApproval;
	}

	/** @throws OAuthError when the request must not be answered by a redirect */
	checkAuthorization(query: Query): void {
		const { client_id: clientId, redirect_uri: redirectUri } = query;
		if (!clientId) throw new OAuthError('invalid_request', 'client_id is missing');
		if (!redirectUri) throw new OAuthError('invalid_request', 'redirect_uri is missing');
		const registered = this.clients.get(clientId);
		if (registered ? !registered.includes(redirectUri) : !isAllowedUrl(redirectUri)) {
			throw new OAuthError('invalid_request', 'redirect_uri is not allowed for this client');
		}
		if (query.response_type !== 'code') {
			throw new OAuthError('unsupported_response_type', 'response_type must be code');
		}
		if (!query.state) throw new OAuthError('invalid_request', 'state is missing');
		if (query.code_challenge_method !== 'S256' || !/^[\w-]{43}$/.test(query.code_challenge ?? '')) {
			throw new OAuthError('invalid_request', 'PKCE with S256 is required');
		}
		const unknown = (query.scope ?? '').split(/[ +]/).filter((scope) => scope && !SCOPES.includes(scope));
		if (unknown.length > 0) throw new OAuthError('invalid_scope', `Unknown scope ${unknown.join(' ')}`);
	}

	/** The address the browser goes to once the user has agreed. */
	approve(query: Query): string {
		this.checkAuthorization(query);
		const code = randomBytes(24).toString('hex');
		const redirectUri = query.redirect_uri ?? '';
		this.codes.add(code, {
			clientId: query.client_id ?? '',
			redirectUri,
			challenge: query.code_challenge ?? '',
			expiresAt: Date.now() + CODE_LIFETIME_MS,
		});
		const target = new URL(redirectUri);
		target.searchParams.set('code', code);
		target.searchParams.set('state', query.state ?? '');
		return target.href;
	}

	exchange(body: Query): TokenAnswer {
		if (body.grant_type === 'authorization_code') return this.redeemCode(body);
		if (body.grant_type === 'refresh_token') return this.refresh(body);
		throw new OAuthError('unsupported_grant_type', 'Use authorization_code or refresh_token');
	}

	register(redirectUris: string[]): string {
		for (const uri of redirectUris) {
			if (!isAllowedUrl(uri)) throw new OAuthError('invalid_redirect_uri', `${uri} is not allowed`);
		}
		if (redirectUris.length === 0) throw new OAuthError('invalid_redirect_uri', 'redirect_uris is missing');
		const clientId = `client_${randomBytes(12).toString('hex')}`;
		this.clients.add(clientId, redirectUris);
		return clientId;
	}

	saved(): SavedOAuth {
		return { refreshTokens: this.refreshTokens.saved(), clients: this.clients.saved() };
	}

	restore({ refreshTokens, clients }: SavedOAuth): void {
		this.refreshTokens.restore(refreshTokens);
		this.clients.restore(clients);
	}

	reset(): void {
		this.codes.clear();
		this.refreshTokens.clear();
		this.clients.clear();
	}

	private redeemCode(body: Query): TokenAnswer {
		const code = this.codes.get(body.code ?? '');
		// One use only, also when it turns out to be a wrong one.
		this.codes.delete(body.code ?? '');
		if (!code || code.expiresAt <= Date.now()) {
			throw new OAuthError('invalid_grant', 'The code is unknown, used or expired');
		}
		if (code.redirectUri !== body.redirect_uri) {
			throw new OAuthError('invalid_grant', 'redirect_uri is not the one of the authorization');
		}
		if (body.client_id && body.client_id !== code.clientId) {
			throw new OAuthError('invalid_grant', 'The code was issued to another client');
		}
		const challenge = createHash('sha256')
			.update(body.code_verifier ?? '')
			.digest('base64url');
		if (challenge !== code.challenge) throw new OAuthError('invalid_grant', 'code_verifier does not match');
		return this.issue(code.clientId);
	}

	private refresh(body: Query): TokenAnswer {
		const known = this.refreshTokens.get(body.refresh_token ?? '');
		if (!known) throw new OAuthError('invalid_grant', 'The refresh token is unknown or used');
		this.refreshTokens.delete(body.refresh_token ?? '');
		return this.issue(known.clientId);
	}

	private issue(clientId: string): TokenAnswer {
		const lifetime = this.settings.tokenLifetimeSeconds;
		const refreshToken = `hg_rt_${randomBytes(24).toString('hex')}`;
		this.refreshTokens.add(refreshToken, { clientId });
		return {
			access_token: this.auth.issue(lifetime),
			refresh_token: refreshToken,
			token_type: 'Bearer',
			expires_in: lifetime,
			scope: SCOPES.join(' '),
		};
	}
}

export function addOAuthRoutes(app: FastifyInstance, oauth: OAuth): void {
	app.get<{ Querystring: Query }>('/oauth/authorize', (request, reply) => {
		try {
			oauth.checkAuthorization(request.query);
			if (oauth.instant) return reply.redirect(oauth.approve(request.query), 302);
		} catch (error) {
			return reply
				.code(400)
				.type('text/html; charset=utf-8')
				.send(page('Sign-in refused', `<p>${escaped(described(error))}</p>`));
		}
		const form = `<p>An application asks to use your HeyGen account.</p>
<form method="post" action="/oauth/authorize?${escaped(request.url.split('?')[1] ?? '')}">
<button id="approve" type="submit">Approve</button></form>`;
		return reply.type('text/html; charset=utf-8').send(page('Sign in with HeyGen', form));
	});

	app.post<{ Querystring: Query }>('/oauth/authorize', (request, reply) => {
		try {
			return reply.redirect(oauth.approve(request.query), 303);
		} catch (error) {
			return reply
				.code(400)
				.type('text/html; charset=utf-8')
				.send(page('Sign-in refused', `<p>${escaped(described(error))}</p>`));
		}
	});

	app.post('/v1/oauth/token', (request, reply) => {
		reply.header('cache-control', 'no-store');
		try {
			return reply.send(oauth.exchange(textFields(request.body)));
		} catch (error) {
			return reply.code(400).send(oauthBody(error));
		}
	});

	app.post('/v1/oauth/register', (request, reply) => {
		const body = isRecord(request.body) ? request.body : {};
		const uris = Array.isArray(body.redirect_uris) ? body.redirect_uris : [];
		try {
			const redirect_uris = uris.filter((uri): uri is string => typeof uri === 'string');
			const client_id = oauth.register(redirect_uris);
			return reply.code(201).send({ client_id, redirect_uris, token_endpoint_auth_method: 'none' });
		} catch (error) {
			return reply.code(400).send(oauthBody(error));
		}
	});
}

function oauthBody(error: unknown): { error: string; error_description: string } {
	return {
		error: error instanceof OAuthError ? error.code : 'server_error',
		error_description: described(error),
	};
}

function described(error: unknown): string {
	return error instanceof Error ? error.message : 'unknown';
}

function textFields(body: unknown): Query {
	if (!isRecord(body)) return {};
	return Object.fromEntries(
		Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
	);
}

function isAllowedUrl(uri: string): boolean {
	try {
		checkUrl(uri, 'redirect_uri');
		return true;
	} catch {
		return false;
	}
}
