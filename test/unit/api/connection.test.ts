import { NodeOperationError } from 'n8n-workflow';

import {
	accountOf,
	AUTHENTICATIONS,
	connect,
	credentialTypeOf,
	paysInDollars,
} from '../../../nodes/HeyGen/api/connection';
import { BASE_URL_RULE } from '../../../nodes/HeyGen/api/baseUrl';
import { FakeClock } from '../../support/clock';
import { TriggerWorkflow } from '../../support/trigger';

const baseUrl = 'https://api.heygen.com';

function contextOf(authentication: string, data: object) {
	const type = new Map([
		['apiKey', 'heyGenStudioApi'],
		['bearerToken', 'heyGenStudioBearerApi'],
		['oAuth2', 'heyGenStudioOAuth2Api'],
	]).get(authentication);
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

describe('the credential that goes with a request', () => {
	const reading = async (authentication: string, data: object) => {
		const context = contextOf(authentication, data);
		const read = jest.spyOn(context, 'getCredentials');
		const clock = new FakeClock(0);
		const connection = await connect(context, authentication, clock);
		return {
			read,
			connection,
			at: async (time: number) => {
				await clock.advance(time - clock.now());
				return await connection.credential();
			},
		};
	};

	test('is read and decrypted once for all requests of ten seconds', async () => {
		const { read, at, connection } = await reading('apiKey', { apiKey: 'k', baseUrl });
		expect(await at(9_999)).toEqual({
			credentialsDecrypted: {
				id: '1',
				name: 'HeyGen',
				type: 'heyGenStudioApi',
				data: { apiKey: 'k', baseUrl },
			},
		});
		expect(read).toHaveBeenCalledTimes(1);
		await at(10_000);
		await at(19_999);
		expect(read).toHaveBeenCalledTimes(2);
		expect(connection.secrets).toEqual(['k']);
	});

	test('is the changed one from then on, and its key stands in no message either', async () => {
		const { read, connection, at } = await reading('bearerToken', { accessToken: 'old', baseUrl });
		read.mockResolvedValueOnce({ accessToken: 'new', baseUrl: `${baseUrl}/` });
		expect((await at(10_000))?.credentialsDecrypted?.data?.accessToken).toBe('new');
		expect(connection.secrets).toEqual(['old', 'new']);
	});

	test('stays as it was where another Base URL has come with the key', async () => {
		const { read, at } = await reading('apiKey', { apiKey: 'k', baseUrl });
		read.mockResolvedValueOnce({ apiKey: 'other', baseUrl: 'http://127.0.0.1:8089' });
		expect((await at(10_000))?.credentialsDecrypted?.data?.apiKey).toBe('k');
	});

	test('is left to n8n where it is OAuth2, whose token n8n renews', async () => {
		const { read, at } = await reading('oAuth2', { oauthTokenData: { access_token: 'a' }, baseUrl });
		expect(await at(10_000)).toBeUndefined();
		expect(read).toHaveBeenCalledTimes(1);
	});
});

test('a key pays in dollars, a sign-in in credits', () => {
	expect(AUTHENTICATIONS.filter((authentication) => paysInDollars({ authentication }))).toEqual(['apiKey']);
});

test('an account is known by its key and its Base URL, and shows neither', async () => {
	const of = async (data: object) => accountOf(await connect(contextOf('apiKey', data), 'apiKey'));
	const known = await of({ apiKey: 'k', baseUrl });
	expect(known).toMatch(/^[0-9a-f]{64}$/);
	expect(await of({ apiKey: 'k', baseUrl })).toBe(known);
	const others = [
		await of({ apiKey: 'other', baseUrl }),
		await of({ apiKey: 'k', baseUrl: 'https://proxy.example.com' }),
	];
	expect(others).not.toContain(known);
});
