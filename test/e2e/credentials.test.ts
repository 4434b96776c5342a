import axios from 'axios';
import { CREDENTIAL_BLANKING_VALUE } from 'n8n-workflow';
import { saveTestedCredential } from '../../sandbox/credential';
import { installFromNpm } from '../../sandbox/n8n/install-package';
import type { Credential, WorkflowNode } from '../../sandbox/n8n/client';
import { readable, resultOf, type Execution } from '../../sandbox/n8n/execution';
import { freePort } from '../../sandbox/ports';
import { chain } from '../support/workflows';
import { heyGenNode, PACKAGE, startWorld, type World } from '../support/world';
import { OFFICIAL, OFFICIAL_VERSION } from '../support/official';

jest.setTimeout(300_000);

let world: World;

beforeAll(async () => {
	world = await startWorld({
		prepare: async (userFolder) => {
			await installFromNpm(OFFICIAL, OFFICIAL_VERSION, userFolder);
		},
	});
});

afterAll(async () => await world?.stop());

async function getAccount(credential: Credential, authentication: string): Promise<Execution> {
	const node = heyGenNode({ resource: 'account', operation: 'get', authentication, credential });
	const workflow = await world.client.saveWorkflow(chain(`Account by ${authentication}`, node));
	return await world.client.runToEnd(workflow.id, { from: 'Start' });
}

describe.each([
	['an API key', 'apiKey', 'heyGenStudioApi', 'apiKey', 'x-api-key'],
	['a bearer token', 'bearerToken', 'heyGenStudioBearerApi', 'accessToken', 'authorization'],
] as const)('%s', (_what, authentication, type, field, header) => {
	const secretOf = () => (field === 'apiKey' ? world.heygen.apiKey : world.heygen.bearerToken);

	it('passes its test and reads the account', async () => {
		const data = { [field]: secretOf(), baseUrl: world.heygen.url };
		const credential = await world.client.saveCredential(`Good ${type}`, type, data);
		expect(await world.client.testCredential(credential, data)).toMatchObject({ status: 'OK' });
		await world.control.clearRequests();
		const execution = await getAccount(credential, authentication);
		expect(resultOf(execution, 'HeyGen')[0]?.json).toMatchObject({
			billing_type: authentication === 'apiKey' ? 'wallet' : 'subscription',
		});
		const [request] = await world.control.requests({ operationId: 'userMeGet' });
		expect(request?.headers[header]).toBe('REDACTED');
	});

	it('fails its test when HeyGen does not know it, and the node points to the credential', async () => {
		const data = { [field]: 'not-the-one', baseUrl: world.heygen.url };
		const credential = await world.client.saveCredential(`Wrong ${type}`, type, data);
		expect(await world.client.testCredential(credential, data)).toEqual({
			status: 'Error',
			message: expect.stringMatching(
				/^HeyGen does not accept this (API key|token): .* has expired\./,
			) as string,
		});
		const { error, runs } = await getAccount(credential, authentication);
		expect(readable(error!)).toContain('Open the credential of this node');
		expect(JSON.stringify(runs)).not.toContain('not-the-one');
	});

	it('says what is wrong with a Base URL that ends in a version', async () => {
		const versioned = { [field]: secretOf(), baseUrl: `${world.heygen.url}/v3` };
		const one = await world.client.saveCredential(`Versioned ${type}`, type, versioned);
		const message = expect.stringContaining('without /v3') as string;
		expect(await world.client.testCredential(one, versioned)).toMatchObject({ status: 'Error', message });
		expect(readable((await getAccount(one, authentication)).error!)).toContain('without /v3');
	});

	it.each(['http://api.heygen.com', 'ftp://127.0.0.1', 'https://user:pass@api.heygen.com'])(
		'refuses the Base URL %s before anything is sent',
		async (baseUrl) => {
			const data = { [field]: secretOf(), baseUrl };
			const credential = await world.client.saveCredential(`Unsafe ${type}`, type, data);
			const test = await world.client.testCredential(credential, data);
			expect(test).toMatchObject({
				status: 'Error',
				message: expect.stringContaining('must be an https address'),
			});
			const { error } = await getAccount(credential, authentication);
			expect(readable(error!)).toContain('Base URL must be an https address');
		},
	);
});

describe('the credential of the main job', () => {
	it('is saved once it has passed its test', async () => {
		const { apiKey, url: baseUrl } = world.heygen;
		expect(await saveTestedCredential(world.client, { apiKey, baseUrl })).toMatchObject({ name: 'HeyGen' });
	});

	it('is told to be refused only where HeyGen has refused it', async () => {
		const baseUrl = world.heygen.url;
		await expect(saveTestedCredential(world.client, { apiKey: 'wrong', baseUrl })).rejects.toThrow(
			/^HeyGen does not accept this API key: /,
		);
		const nobody = `http://127.0.0.1:${await freePort()}`;
		await expect(
			saveTestedCredential(world.client, { apiKey: world.heygen.apiKey, baseUrl: nobody }),
		).rejects.toThrow(`n8n never reached HeyGen at ${nobody}, so nothing is known of the credential: ECONN`);
		const unsafe = { apiKey: world.heygen.apiKey, baseUrl: 'http://api.heygen.com' };
		await expect(saveTestedCredential(world.client, unsafe)).rejects.toThrow(
			/^The credential could not be tested: .*must be an https address/,
		);
	});
});

it('an API key that may not read the account passes its test, and the node names what it lacks', async () => {
	await world.control.set({ keyScopes: ['videos:read'] });
	try {
		const data = { apiKey: world.heygen.apiKey, baseUrl: world.heygen.url };
		const credential = await world.client.saveCredential('Narrow', 'heyGenStudioApi', data);
		await world.control.clearRequests();
		expect(await world.client.testCredential(credential, data)).toMatchObject({ status: 'OK' });
		// A refusal would pass as well: that HeyGen knows the key, only its answer shows.
		expect(await world.control.requests()).toMatchObject([{ operationId: 'apiKeySelfGet', status: 200 }]);
		const { error } = await getAccount(credential, 'apiKey');
		expect(readable(error!)).toContain('GET /v3/users/me needs account:read');
	} finally {
		await world.control.set({ keyScopes: null });
	}
});

it.each([
	['does not offer it this read yet', 404],
	['is busy', 503],
])('an API key passes its test where HeyGen %s, which says nothing of the key', async (_why, status) => {
	await world.control.addFault({ kind: 'status', status, operationId: 'apiKeySelfGet', times: 1 });
	const data = { apiKey: world.heygen.apiKey, baseUrl: world.heygen.url };
	const credential = await world.client.saveCredential(`Answered ${status}`, 'heyGenStudioApi', data);
	await world.control.clearRequests();
	expect(await world.client.testCredential(credential, data)).toMatchObject({ status: 'OK' });
	expect(await world.control.requests()).toMatchObject([{ operationId: 'apiKeySelfGet', status }]);
});

/** n8n's HTTP Request node with a credential of ours, as "Custom API Call" offers it. */
async function requested(url: string, type: string, credential: Credential): Promise<Execution> {
	const node: WorkflowNode = {
		id: 'request',
		name: 'Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		position: [200, 0],
		parameters: { url, authentication: 'predefinedCredentialType', nodeCredentialType: type, options: {} },
		credentials: { [type]: credential },
	};
	const workflow = await world.client.saveWorkflow(chain(`Request with ${type}`, node));
	return await world.client.runToEnd(workflow.id, { from: 'Start' });
}

describe('the HTTP Request node with an API key', () => {
	let credential: Credential;
	beforeAll(async () => {
		const data = { apiKey: world.heygen.apiKey, baseUrl: world.heygen.url };
		credential = await world.client.saveCredential('For requests', 'heyGenStudioApi', data);
	});

	it('reaches what is at the Base URL', async () => {
		const execution = await requested(`${world.heygen.url}/v3/users/me`, 'heyGenStudioApi', credential);
		expect(resultOf(execution, 'Request')[0]?.json).toHaveProperty('data');
	});

	it('sends nothing to another address, though it be the same machine', async () => {
		await world.control.clearRequests();
		const elsewhere = world.heygen.url.replace('127.0.0.1', 'localhost');
		const { error } = await requested(`${elsewhere}/v3/users/me`, 'heyGenStudioApi', credential);
		expect(readable(error!)).toContain(`This credential is for ${world.heygen.url} alone`);
		expect(await world.control.requests({ operationId: 'userMeGet' })).toEqual([]);
	});
});

describe('the OAuth2 sign-in', () => {
	let credential: Credential;

	it('signs in with PKCE against the authorize and token endpoints', async () => {
		await world.control.set({ oauthInstantApproval: true });
		const { data: client } = await axios.post<{ client_id: string }>(
			`${world.heygen.url}/v1/oauth/register`,
			{
				client_name: 'n8n',
				redirect_uris: [`${world.n8n.url}/rest/oauth2-credential/callback`],
			},
		);
		credential = await world.client.saveCredential('Signed in', 'heyGenStudioOAuth2Api', {
			baseUrl: world.heygen.url,
			clientId: client.client_id,
		});
		const authorize = new URL(await world.client.oauth2AuthorizeUrl(credential.id));
		expect(`${authorize.origin}${authorize.pathname}`).toBe(`${world.heygen.url}/oauth/authorize`);
		expect(Object.fromEntries(authorize.searchParams)).toMatchObject({
			code_challenge_method: 'S256',
			response_type: 'code',
			scope: 'openid profile email',
		});
		const approved = await axios.get(authorize.href, {
			maxRedirects: 0,
			validateStatus: (status) => status === 302,
		});
		await world.client.oauth2Callback(String(approved.headers.location));
		expect(resultOf(await getAccount(credential, 'oAuth2'), 'HeyGen')[0]?.json).toMatchObject({
			billing_type: 'subscription',
		});
	});

	it('renews an expired token by itself', async () => {
		expect(await world.control.expireTokens()).toBeGreaterThan(0);
		expect(resultOf(await getAccount(credential, 'oAuth2'), 'HeyGen')).toHaveLength(1);
		const statuses = (await world.control.requests({ operationId: 'userMeGet' })).map(({ status }) => status);
		expect(statuses.slice(-2)).toEqual([401, 200]);
	});

	/** n8n puts the stored token in place of the blank before it runs the test request. */
	async function testSaved() {
		return await world.client.testCredential(credential, {
			baseUrl: world.heygen.url,
			oauthTokenData: CREDENTIAL_BLANKING_VALUE,
		});
	}

	it('is not given to the HTTP Request node', async () => {
		await world.control.clearRequests();
		const { error } = await requested(`${world.heygen.url}/v3/users/me`, 'heyGenStudioOAuth2Api', credential);
		expect(readable(error!)).toContain('configured to prevent use within an HTTP Request');
		expect(await world.control.requests({ operationId: 'userMeGet' })).toEqual([]);
	});

	it('does not sign in over plain http', async () => {
		const unsafe = await world.client.saveCredential('Unsafe sign-in', 'heyGenStudioOAuth2Api', {
			baseUrl: 'http://api.heygen.com',
			clientId: 'any',
		});
		await expect(world.client.oauth2AuthorizeUrl(unsafe.id)).rejects.toThrow();
		const { error } = await getAccount(unsafe, 'oAuth2');
		expect(readable(error!)).toContain('Base URL must be an https address');
	});

	it('passes its test', async () => {
		expect(await testSaved()).toEqual({ status: 'OK', message: 'Connection successful!' });
	});

	it('says so where it is not HeyGen that answers', async () => {
		await world.control.addFault({ kind: 'status', status: 404, operationId: 'userMeGet' });
		const message = expect.stringContaining("Nothing of HeyGen's answers at this Base URL") as string;
		expect(await testSaved()).toMatchObject({ status: 'Error', message });
		await world.control.clearFaults();
	});

	it('fails its test when HeyGen does not take its token any more', async () => {
		await world.control.addFault({ kind: 'status', status: 401, operationId: 'userMeGet' });
		expect(await testSaved()).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('HeyGen does not accept this token') as string,
		});
		await world.control.clearFaults();
	});

	it('asks HeyGen itself for the sign-in when the Base URL is its own', async () => {
		const own = await world.client.saveCredential('At HeyGen', 'heyGenStudioOAuth2Api', {
			baseUrl: 'https://api.heygen.com',
			clientId: 'any',
		});
		const authorize = new URL(await world.client.oauth2AuthorizeUrl(own.id));
		expect(`${authorize.origin}${authorize.pathname}`).toBe('https://app.heygen.com/oauth/authorize');
	});
});

describe("beside HeyGen's own package", () => {
	it('both load, and neither takes the credentials of the other', async () => {
		const ours = await world.client.nodeTypes(PACKAGE);
		const theirs = await world.client.nodeTypes(OFFICIAL);
		expect(ours.map(({ name }) => name)).toEqual(
			expect.arrayContaining([
				`${PACKAGE}.heyGen`,
				`${PACKAGE}.heyGenPollTrigger`,
				`${PACKAGE}.heyGenTrigger`,
			]),
		);
		expect(theirs.length).toBeGreaterThan(0);
		const namesOf = (types: typeof ours) =>
			new Set(
				types.flatMap(({ credentials }) =>
					(Array.isArray(credentials) ? credentials : []).map(({ name }: { name: string }) => name),
				),
			);
		expect([...namesOf(ours)].sort()).toEqual([
			'heyGenStudioApi',
			'heyGenStudioBearerApi',
			'heyGenStudioOAuth2Api',
		]);
		expect([...namesOf(theirs)].filter((name) => namesOf(ours).has(name))).toEqual([]);
	});

	it('each credential type belongs to the nodes of its own package alone', async () => {
		const types = await world.client.credentialTypes();
		const supported = Object.fromEntries(
			types
				.filter(({ name }) => String(name).startsWith('heyGen'))
				.map(({ name, supportedNodes }) => [name, supportedNodes]),
		);
		expect(supported).toMatchObject({
			heyGenStudioApi: expect.arrayContaining([`${PACKAGE}.heyGen`]),
			heyGenApi: expect.not.arrayContaining([`${PACKAGE}.heyGen`]),
		});
	});
});
