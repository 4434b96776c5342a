import fc from 'fast-check';
import nock from 'nock';
import {
	Workflow,
	type ICredentialType,
	type IHttpRequestOptions,
	type INode,
	type INodeTypes,
} from 'n8n-workflow';

import { HeyGenStudioApi } from '../../credentials/HeyGenStudioApi.credentials';
import { HeyGenStudioBearerApi } from '../../credentials/HeyGenStudioBearerApi.credentials';
import { HeyGenStudioOAuth2Api } from '../../credentials/HeyGenStudioOAuth2Api.credentials';
import { BASE_URL_RULE, parseBaseUrl } from '../../nodes/HeyGen/api/baseUrl';
import { AUTHENTICATIONS, credentialTypeOf } from '../../nodes/HeyGen/api/connection';
import { HeyGen } from '../../nodes/HeyGen/HeyGen.node';
import { HeyGenPollTrigger } from '../../nodes/HeyGen/HeyGenPollTrigger.node';
import { HeyGenTrigger } from '../../nodes/HeyGen/HeyGenTrigger.node';
import { nockIsTheNetwork } from '../support/network';
import { BASE_URL, TriggerWorkflow } from '../support/trigger';

const apiKey = new HeyGenStudioApi();
const bearer = new HeyGenStudioBearerApi();
const oAuth2 = new HeyGenStudioOAuth2Api();
const all: ICredentialType[] = [apiKey, bearer, oAuth2];

/** Resolves an expression as n8n does for a credential: the fields are `$self`, and `$credentials` in its test. */
function resolved(expression: unknown, fields: Record<string, string>): unknown {
	const node: INode = {
		id: '1',
		name: 'mock',
		type: 'mock',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const nodeType = new HeyGenTrigger();
	const nodeTypes: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.resolveSimpleParameterValue(
		String(expression),
		{},
		null,
		0,
		0,
		node.name,
		[],
		'internal',
		{ $credentials: fields },
		undefined,
		false,
		fields,
	);
}

describe('the credential types', () => {
	test('have names that no other HeyGen package uses, for names are global in n8n', () => {
		const names = all.map(({ name }) => name);
		expect(names).toEqual(AUTHENTICATIONS.map(credentialTypeOf));
		expect(new Set(names).size).toBe(3);
		for (const taken of ['heyGenApi', 'heyGenOAuth2Api', 'heygenApi']) expect(names).not.toContain(taken);
	});

	test.each(all.map((type) => [type.name, type] as const))(
		'%s has an icon for light and dark, a page to read, and a test',
		(_name, type) => {
			expect(type.icon).toEqual({ light: 'file:heygen.svg', dark: 'file:heygen.dark.svg' });
			expect(new URL(type.documentationUrl ?? '').protocol).toBe('https:');
			expect(type.displayName).toMatch(/^HeyGen Studio .*API$/);
			const url = type.name === 'heyGenStudioApi' ? '/v3/api_keys/self' : '/v3/users/me';
			expect(type.test?.request).toMatchObject({ url, disableFollowRedirect: true });
			expect(type.test?.request.method ?? 'GET').toBe('GET');
			expect(type.test?.request.body).toBeUndefined();
		},
	);

	test.each(all.map((type) => [type.name, type] as const))(
		'%s hides every secret and asks for a Base URL',
		(_name, type) => {
			for (const property of type.properties.filter(({ name }) =>
				['apiKey', 'accessToken', 'clientSecret'].includes(name),
			)) {
				expect(property.typeOptions?.password).toBe(true);
			}
			expect(type.properties.find(({ name }) => name === 'baseUrl')?.default).toBe('https://api.heygen.com');
		},
	);

	test.each([
		['the action node', new HeyGen()],
		['the trigger', new HeyGenTrigger()],
		['the poll trigger', new HeyGenPollTrigger()],
	] as const)('are offered by %s, each behind its own choice of Authentication', (_name, { description }) => {
		expect(description.credentials).toEqual(
			AUTHENTICATIONS.map((authentication) => ({
				name: credentialTypeOf(authentication),
				required: true,
				displayOptions: { show: { authentication: [authentication] } },
			})),
		);
		const parameter = description.properties.find(({ name }) => name === 'authentication');
		const values = parameter?.options?.map((option) => ('value' in option ? option.value : undefined));
		expect(values).toEqual([...AUTHENTICATIONS]);
		expect(parameter?.default).toBe('apiKey');
	});
});

describe.each<[string, ICredentialType, string, (secret: string) => Record<string, string>]>([
	['the API key', apiKey, 'apiKey', (secret) => ({ 'X-Api-Key': secret })],
	['the bearer token', bearer, 'accessToken', (secret) => ({ Authorization: `Bearer ${secret}` })],
])('%s', (_name, type, field, headersOf) => {
	async function authenticated(credentials: Record<string, string>, request: object = {}) {
		if (typeof type.authenticate !== 'function') throw new Error('authenticate is no function');
		const baseURL = credentials.baseUrl ?? 'https://api.heygen.com';
		return await type.authenticate(credentials, { baseURL, url: '/v3/users/me', method: 'GET', ...request });
	}

	test('goes into its header; all else of the request stays', async () => {
		const request = await authenticated(
			{ [field]: 'secret-1', baseUrl: 'https://api.heygen.com' },
			{ headers: { Accept: 'x' } },
		);
		expect(request).toMatchObject({
			baseURL: 'https://api.heygen.com',
			url: '/v3/users/me',
			method: 'GET',
			headers: { Accept: 'x', ...headersOf('secret-1') },
		});
	});

	test.each([' secret-1', 'secret-1\n', '\tsecret-1 \r\n'])('pasted as %j is trimmed', async (pasted) => {
		const { headers } = await authenticated({ [field]: pasted });
		expect(headers).toEqual(headersOf('secret-1'));
	});

	test('does not change the request it was given', async () => {
		const given = { Accept: 'x' };
		await authenticated({ [field]: 'secret-1' }, { headers: given });
		expect(given).toEqual({ Accept: 'x' });
	});

	test.each([
		'http://api.heygen.com',
		'http://10.0.0.1',
		'ftp://x',
		'nonsense',
		'https://user:pass@api.heygen.com',
	])('is refused before any request where the Base URL is %s', async (baseUrl) => {
		await expect(authenticated({ [field]: 'secret-1', baseUrl })).rejects.toThrow(BASE_URL_RULE);
	});

	test('is given out exactly where the node itself would send', async () => {
		await fc.assert(
			fc.asyncProperty(fc.oneof(fc.string(), fc.webUrl()), async (baseUrl) => {
				const request = { baseURL: parseBaseUrl(baseUrl) };
				const outcome = await authenticated({ [field]: 's', baseUrl }, request).then(
					() => true,
					() => false,
				);
				expect(outcome).toBe(parseBaseUrl(baseUrl) !== undefined);
			}),
		);
	});
});

describe.each<[string, ICredentialType, string]>([
	['the API key', apiKey, 'apiKey'],
	['the bearer token', bearer, 'accessToken'],
])('%s in a request that any node may make with it', (_name, type, field) => {
	async function authenticated(baseUrl: string, request: object): Promise<IHttpRequestOptions> {
		if (typeof type.authenticate !== 'function') throw new Error('authenticate is no function');
		return await type.authenticate({ [field]: 'secret-1', baseUrl }, request as IHttpRequestOptions);
	}

	test.each<[string, object]>([
		['https://api.heygen.com', { url: 'https://api.heygen.com/v3/videos?limit=1' }],
		['https://api.heygen.com', { url: 'https://API.heygen.com:443/v3/videos' }],
		['https://api.heygen.com', { uri: 'https://api.heygen.com/v3/videos' }],
		['https://api.heygen.com', { baseURL: 'https://api.heygen.com', url: '/v3/videos' }],
		['', { url: 'https://api.heygen.com/v3/videos' }],
		['http://localhost:3000/heygen', { baseURL: 'http://localhost:3000/heygen', url: '/v3/videos' }],
	])('goes with the Base URL %j along with %j', async (baseUrl, request) => {
		expect(JSON.stringify((await authenticated(baseUrl, request)).headers)).toContain('secret-1');
	});

	test.each<[string, object]>([
		['https://api.heygen.com', { url: 'https://evil.example/x' }],
		['https://api.heygen.com', { uri: 'https://evil.example/x' }],
		['https://api.heygen.com', { url: 'http://api.heygen.com/v3/videos' }],
		['https://api.heygen.com', { url: 'https://api.heygen.com:8443/v3/videos' }],
		['https://api.heygen.com', { url: 'https://api.heygen.com.evil.example/' }],
		['https://api.heygen.com', { url: 'https://api.heygen.com@evil.example/' }],
		['https://api.heygen.com', { baseURL: 'https://api.heygen.com', url: 'https://evil.example/x' }],
		['https://api.heygen.com', { baseURL: 'https://api.heygen.com', url: '//evil.example/x' }],
		['https://api.heygen.com', { baseURL: 'https://api.heygen.com', url: '\\\\evil.example/x' }],
		['https://api.heygen.com', { baseURL: 'https://evil.example', url: '/v3/videos' }],
		['https://api.heygen.com', { url: '/v3/videos' }],
		['https://api.heygen.com', {}],
		['http://localhost:3000', { url: 'http://localhost:3001/v3/videos' }],
		['http://localhost:3000', { url: 'https://api.heygen.com/v3/videos' }],
	])('stays, with the Base URL %j, out of %j', async (baseUrl, request) => {
		await expect(authenticated(baseUrl, request)).rejects.toThrow(/^This credential is for http\S+ alone/);
	});

	test('is carried along no redirect, in either of the dialects n8n speaks', async () => {
		const asked = { url: 'https://api.heygen.com/v3/videos', followRedirect: true, followAllRedirects: true };
		expect(await authenticated('https://api.heygen.com', asked)).toMatchObject({
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
		});
	});
});

describe('the test of a credential', () => {
	test.each<[Record<string, string>, string]>([
		[{ baseUrl: 'https://api.heygen.com' }, 'https://api.heygen.com'],
		[{ baseUrl: 'http://localhost:3000' }, 'http://localhost:3000'],
		[{ baseUrl: ' http://localhost:3000 ' }, 'http://localhost:3000'],
		[{ baseUrl: '' }, 'https://api.heygen.com'],
		[{ baseUrl: '  ' }, 'https://api.heygen.com'],
		[{}, 'https://api.heygen.com'],
	])('with %j goes to %s, as the node does', (fields, baseUrl) => {
		for (const { test: accountTest } of all) {
			expect(resolved(accountTest?.request.baseURL, fields)).toBe(baseUrl);
			expect(parseBaseUrl(fields.baseUrl)).toBe(baseUrl);
		}
	});
});

describe('the test of an API key', () => {
	nockIsTheNetwork();

	/** Through n8n's own HTTP helper: n8n calls a test passed when it does not throw. */
	async function tested(status: number): Promise<unknown> {
		nock(BASE_URL)
			.get('/v3/api_keys/self')
			.reply(status, { error: { code: 'any', message: 'any' } });
		const { url = '', ignoreHttpStatusErrors, disableFollowRedirect } = apiKey.test.request;
		const request = { baseURL: BASE_URL, url, ignoreHttpStatusErrors, disableFollowRedirect };
		const { helpers } = new TriggerWorkflow().hook();
		return await helpers.httpRequest(request);
	}

	test('fails where HeyGen does not know the key', async () => {
		await expect(tested(401)).rejects.toThrow('401');
	});

	test.each([200, 403, 404, 429, 500, 503])(
		'passes with %i, which says nothing against it',
		async (status) => {
			await expect(tested(status)).resolves.toBeDefined();
		},
	);
});

describe('the OAuth2 sign-in', () => {
	const fieldOf = (name: string) => oAuth2.properties.find((property) => property.name === name);

	test('is n8n’s own, with PKCE and no secret to ask for', () => {
		expect(oAuth2.extends).toEqual(['oAuth2Api']);
		expect(fieldOf('grantType')).toMatchObject({ type: 'hidden', default: 'pkce' });
		expect(fieldOf('scope')).toMatchObject({ type: 'hidden', default: 'openid profile email' });
		expect(fieldOf('clientSecret')).toMatchObject({ type: 'hidden', default: '' });
		expect(fieldOf('clientId')).toMatchObject({ type: 'string', required: true });
	});

	const heygens = {
		authUrl: 'https://app.heygen.com/oauth/authorize',
		accessTokenUrl: 'https://api2.heygen.com/v1/oauth/token',
	};

	test.each([
		{ baseUrl: 'https://api.heygen.com' },
		{ baseUrl: 'https://api.heygen.com/' },
		{ baseUrl: ' https://api.heygen.com ' },
		{ baseUrl: '' },
		{ baseUrl: '  ' },
	])('with %j is at HeyGen', (fields) => {
		expect(resolved(fieldOf('authUrl')?.default, fields)).toBe(heygens.authUrl);
		expect(resolved(fieldOf('accessTokenUrl')?.default, fields)).toBe(heygens.accessTokenUrl);
	});

	test.each([
		['http://localhost:3000', 'http://localhost:3000'],
		['http://localhost:3000/', 'http://localhost:3000'],
		['https://proxy.example.com/heygen//', 'https://proxy.example.com/heygen'],
		['https://api.heygen.com.evil.example.com', 'https://api.heygen.com.evil.example.com'],
		['https://api.heygen.com:8443', 'https://api.heygen.com:8443'],
	])('with the Base URL %s is there, and nowhere else', (baseUrl, expected) => {
		expect(resolved(fieldOf('authUrl')?.default, { baseUrl })).toBe(`${expected}/oauth/authorize`);
		expect(resolved(fieldOf('accessTokenUrl')?.default, { baseUrl })).toBe(`${expected}/v1/oauth/token`);
	});

	test.each([
		'http://api.heygen.com',
		'http://localhost.evil.example',
		'http://127.0.0.1.evil.example',
		'ftp://x',
		'nonsense',
	])('with the Base URL %s is nowhere', (baseUrl) => {
		expect(resolved(fieldOf('authUrl')?.default, { baseUrl })).toBe('');
		expect(resolved(fieldOf('accessTokenUrl')?.default, { baseUrl })).toBe('');
	});

	test('is for no node that sends to any address', () => {
		expect(fieldOf('allowedHttpRequestDomains')).toMatchObject({ type: 'hidden', default: 'none' });
	});
});
