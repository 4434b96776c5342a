import { API_KEY, BEARER_TOKEN, OAUTH_TOKEN, runNode } from '../support/engine';
import { account } from '../support/answers';
import { data, useFakeHeyGen } from '../support/heygen';

const heygen = useFakeHeyGen();

const parameters = { resource: 'account', operation: 'get' };

describe('Account > Get', () => {
	it.each([
		['apiKey', 'x-api-key', API_KEY],
		['bearerToken', 'authorization', `Bearer ${BEARER_TOKEN}`],
		['oAuth2', 'authorization', `Bearer ${OAUTH_TOKEN}`],
	])('reads the account with the authentication %s', async (authentication, header, secret) => {
		heygen().on('GET', '/v3/users/me', data(account));

		const { items, error, hints } = await runNode({ parameters: { ...parameters, authentication } });

		expect(error).toBeUndefined();
		expect(items).toEqual([{ json: account, pairedItem: { item: 0 } }]);
		expect(hints).toEqual([]);
		const { headers, query, bytes } = heygen().only;
		expect(headers).toMatchObject({ accept: 'application/json', [header]: secret });
		expect(['x-api-key', 'authorization'].filter((name) => name in headers)).toEqual([header]);
		expect([query, bytes.length, headers['content-type'], headers['idempotency-key']]).toEqual([
			{},
			0,
			undefined,
			undefined,
		]);
	});
});
