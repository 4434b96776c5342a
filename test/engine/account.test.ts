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
		expect(items).toEqual([
			{
				json: { ...account, last_name: undefined, balance: 12.5, balance_unit: 'USD' },
				pairedItem: { item: 0 },
			},
		]);
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

describe('What is left and was used', () => {
	const who = { username: 'anna', email: null, first_name: null, last_name: null };
	const credits = {
		premium_credits: { remaining: 300, resets_at: '2026-12-01T00:00:00Z' },
		add_on_credits: { remaining: 20, resets_at: null },
	};

	it.each([
		[
			{ ...who, subscription: { plan: 'creator', credits } },
			{
				balance: 320,
				balance_unit: 'credits',
				plan: 'creator',
				premium_credits: 300,
				premium_credits_reset_at: '2026-12-01T00:00:00Z',
				add_on_credits: 20,
			},
		],
		[
			{ ...who, usage_based: { remaining_credits: 7, spending_current_usd: 3.5, spending_cap_usd: 50 } },
			{ balance: 7, balance_unit: 'credits', spent_usd: 3.5, spending_cap_usd: 50 },
		],
	])('stands at the top of %j', async (said, told) => {
		heygen().on('GET', '/v3/users/me', data(said));

		const { items } = await runNode({ parameters });

		expect(items[0]?.json).toMatchObject(told);
	});

	it('is what HeyGen says, and no more, without Simplify', async () => {
		heygen().on('GET', '/v3/users/me', data(account));

		const { items } = await runNode({ parameters: { ...parameters, simplify: false } });

		expect(items[0]?.json).toEqual(account);
	});
});

describe('Account > Get API Key', () => {
	const parameters = { resource: 'account', operation: 'getApiKey' };

	it('says what the key may do and until when', async () => {
		const key = {
			key_id: 'key_1',
			key_name: 'n8n',
			status: 'active',
			scope_mode: 'custom',
			scopes: ['videos:write'],
			created_at: '2026-11-01T00:00:00Z',
			updated_at: '2026-11-01T00:00:00Z',
			expires_at: null,
			expires_in_seconds: null,
		};
		heygen().on('GET', '/v3/api_keys/self', data(key));

		expect((await runNode({ parameters })).items.map(({ json }) => json)).toEqual([key]);
	});

	it.each(['bearerToken', 'oAuth2'])('is refused with the authentication %s', async (authentication) => {
		const { error } = await runNode({ parameters: { ...parameters, authentication } });

		expect(error?.message).toBe('"Get API Key" works with the authentication API Key only');
		expect(heygen().sent).toEqual([]);
	});
});
