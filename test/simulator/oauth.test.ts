import axios from 'axios';
import { createHash, randomBytes } from 'node:crypto';
import { Bench } from './support';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(() => bench.control.reset());

const REDIRECT = 'http://localhost:5678/rest/oauth2-credential/callback';
const verifier = randomBytes(32).toString('base64url');

function authorization(overrides: Record<string, string | undefined> = {}) {
	return {
		response_type: 'code',
		client_id: 'n8n',
		redirect_uri: REDIRECT,
		scope: 'openid profile email',
		state: 'state-1',
		code_challenge: createHash('sha256').update(verifier).digest('base64url'),
		code_challenge_method: 'S256',
		...overrides,
	};
}

const authorize = (overrides?: Record<string, string | undefined>, method = 'GET') =>
	bench.request({ method, url: '/oauth/authorize', params: authorization(overrides) });

async function signIn(): Promise<string> {
	const approved = await authorize({}, 'POST');
	const target = new URL(approved.header('location') ?? '');
	expect(target.searchParams.get('state')).toBe('state-1');
	expect(`${target.origin}${target.pathname}`).toBe(REDIRECT);
	return target.searchParams.get('code') ?? '';
}

const token = (fields: Record<string, string>) => bench.post('/v1/oauth/token', new URLSearchParams(fields));
const redeem = (code: string, overrides: Record<string, string> = {}) =>
	token({
		grant_type: 'authorization_code',
		code,
		redirect_uri: REDIRECT,
		client_id: 'n8n',
		code_verifier: verifier,
		...overrides,
	});
const me = (accessToken: string) =>
	bench.get('/v3/users/me', { headers: { 'x-api-key': undefined, authorization: `Bearer ${accessToken}` } });

describe('oauth', () => {
	it('shows a page to approve on, then signs in with PKCE', async () => {
		const shown = await authorize();
		expect(shown.status).toBe(200);
		const form = /action="([^"]+)"/.exec(String(shown.body))?.[1]?.replace(/&amp;/g, '&') ?? '';
		expect(String(shown.body)).toContain('id="approve"');
		const approved = await axios.post(`${bench.simulator.url}${form}`, undefined, {
			maxRedirects: 0,
			validateStatus: () => true,
		});
		expect(approved.status).toBe(303);
		const code = new URL(String(approved.headers.location)).searchParams.get('code') ?? '';
		const tokens = await redeem(code);
		expect(tokens.at('token_type')).toBe('Bearer');
		expect((await me(tokens.text('access_token'))).at('data.billing_type')).toBe('subscription');
		expect((await redeem(code)).at('error')).toBe('invalid_grant');
	});

	it('can skip the page', async () => {
		await bench.control.set({ oauthInstantApproval: true });
		const answer = await authorize();
		expect([answer.status, answer.header('location')]).toEqual([302, expect.stringContaining('code=')]);
	});

	it('replaces a refresh token with each use', async () => {
		const first = await redeem(await signIn());
		const refresh = (refresh_token: string) => token({ grant_type: 'refresh_token', refresh_token });
		const second = await refresh(first.text('refresh_token'));
		expect((await me(second.text('access_token'))).status).toBe(200);
		expect((await refresh(first.text('refresh_token'))).at('error')).toBe('invalid_grant');
		expect((await refresh(second.text('refresh_token'))).status).toBe(200);
	});

	it('lets access tokens expire, by time or on request', async () => {
		const tokens = await redeem(await signIn());
		expect(await bench.control.expireTokens()).toBe(1);
		expect((await me(tokens.text('access_token'))).refusal).toBe('401 authentication_failed');
		await bench.control.set({ tokenLifetimeSeconds: 0 });
		const shortLived = await token({
			grant_type: 'refresh_token',
			refresh_token: tokens.text('refresh_token'),
		});
		expect((await me(shortLived.text('access_token'))).refusal).toBe('401 authentication_failed');
	});

	it.each([
		['no state', { state: undefined }],
		['no PKCE', { code_challenge: undefined }],
		['plain PKCE', { code_challenge_method: 'plain' }],
		['a foreign redirect', { redirect_uri: 'http://example.com/cb' }],
		['another response type', { response_type: 'token' }],
		['an unknown scope', { scope: 'openid admin' }],
	])('does not authorize %s', async (_what, overrides) => {
		for (const method of ['GET', 'POST']) {
			const answer = await authorize(overrides, method);
			expect([answer.status, answer.header('location')]).toEqual([400, undefined]);
		}
	});

	it.each([
		['another verifier', { code_verifier: randomBytes(32).toString('base64url') }],
		['another redirect', { redirect_uri: 'http://localhost:5678/other' }],
		['another client', { client_id: 'somebody' }],
	])('does not redeem a code with %s', async (_what, overrides) => {
		const code = await signIn();
		expect((await redeem(code, overrides)).at('error')).toBe('invalid_grant');
		// A spoilt code is gone.
		expect((await redeem(code)).at('error')).toBe('invalid_grant');
	});

	it('registers clients and holds them to their redirects', async () => {
		const registered = await bench.post('/v1/oauth/register', { redirect_uris: [REDIRECT] });
		const client_id = registered.text('client_id');
		expect((await authorize({ client_id })).status).toBe(200);
		expect((await authorize({ client_id, redirect_uri: 'http://localhost:1/x' })).status).toBe(400);
		const none = await bench.post('/v1/oauth/register', {});
		expect(none.at('error')).toBe('invalid_redirect_uri');
	});
});
