import { NodeOperationError } from 'n8n-workflow';

import { AUTHENTICATIONS, connect, credentialTypeOf } from '../../../nodes/HeyGen/api/connection';
import { BASE_URL_RULE } from '../../../nodes/HeyGen/api/baseUrl';
import { TriggerWorkflow } from '../../support/trigger';

const baseUrl = 'https://api.heygen.com';

function contextOf(authentication: string, data: object) {
	const type = {
		apiKey: 'heyGenStudioApi',
		bearerToken: 'heyGenStudioBearerApi',
		oAuth2: 'heyGenStudioOAuth2Api',
	}[authentication];
	return new TriggerWorkflow({ authentication, credentials: { [type ?? '']: { ...data } } }).hook();
}

test('each way to authenticate has a credential type of its own, under a name no other package uses', () => {
	const names = AUTHENTICATIONS.map(credentialTypeOf);
	expect(names).toEqual(['heyGenStudioApi', 'heyGenStudioBearerApi', 'heyGenStudioOAuth2Api']);
	expect(names).not.toContain('heyGenApi');
	expect(names).not.toContain('heyGenOAuth2Api');
});

test('the Base URL is the one of the credential, without its trailing slash', async () => {
	const context = contextOf('apiKey', { apiKey: 'k', baseUrl: ' http://localhost:3000/ ' });
	expect((await connect(context, 'apiKey')).baseUrl).toBe('http://localhost:3000');
});

test.each(['http://api.heygen.com', 'http://10.0.0.1', 'nonsense'])(
	'the Base URL %s is refused, with the rule',
	async (url) => {
		const refused = connect(contextOf('apiKey', { apiKey: 'k', baseUrl: url }), 'apiKey');
		await expect(refused).rejects.toThrow(NodeOperationError);
		await expect(refused).rejects.toMatchObject({
			message: BASE_URL_RULE,
			description: expect.stringContaining('Nothing was sent') as string,
		});
	},
);

test.each([undefined, '', 'password', '__proto__', 7])('the authentication %p is refused', async (value) => {
	await expect(connect(contextOf('apiKey', { apiKey: 'k', baseUrl }), value)).rejects.toThrow(
		'Authentication is not one of',
	);
});

test.each<[string, object, string[]]>([
	['apiKey', { apiKey: ' key\n' }, ['key']],
	['bearerToken', { accessToken: 'token' }, ['token']],
	[
		'oAuth2',
		{ oauthTokenData: { access_token: 'access', refresh_token: 'refresh', expires_in: 5 } },
		['access', 'refresh'],
	],
	['oAuth2', {}, []],
	['apiKey', { apiKey: '  ' }, []],
])('with %s of %j no message may hold %j', async (authentication, data, secrets) => {
	const { secrets: kept } = await connect(contextOf(authentication, { ...data, baseUrl }), authentication);
	expect(kept).toEqual(secrets);
});
