import { account } from '../support/answers';
import { byId, errorOf, outputOf, searchList } from '../support/engine';
import { data, page, refusal, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

const asset = (id: string, url: string | null = `https://files.heygen.example/${id}`) => ({
	id,
	name: `${id}.png`,
	type: 'image',
	owner: 'anna',
	space_id: 'space-1',
	uploaded_at: 1_790_000_000,
	url,
});

describe('Asset > Get and Delete', () => {
	const of = { resource: 'asset', assetId: byId('a') };

	it('reads one asset', async () => {
		heygen().on('GET', '/v3/assets/a', data(asset('a')));

		expect(await outputOf({ parameters: { ...of, operation: 'get' } })).toEqual([asset('a')]);
	});

	it('deletes one asset', async () => {
		heygen().on('DELETE', '/v3/assets/a', data({ id: 'a' }));

		expect(await outputOf({ parameters: { ...of, operation: 'delete' } })).toEqual([{ deleted: true }]);
	});
});

describe('Asset > Get Many', () => {
	const parameters = { resource: 'asset', operation: 'getAll' };

	it('lists what belongs to the account, which is asked once who it is', async () => {
		heygen().on('GET', '/v3/users/me', data(account));
		heygen().always('GET', '/v3/assets', page([asset('a')]));

		const output = await outputOf({ parameters, items: [{ json: {} }, { json: {} }] });

		expect(output).toEqual([asset('a'), asset('a')]);
		expect(
			heygen()
				.to('GET', '/v3/assets')
				.map(({ query }) => query),
		).toEqual([
			{ username: 'anna', limit: '50' },
			{ username: 'anna', limit: '50' },
		]);
	});

	it('lists what belongs to another, in one folder', async () => {
		heygen().on('GET', '/v3/assets', page([]));

		await outputOf({ parameters: { ...parameters, filters: { username: ' bob ', folderId: 'f-1' } } });

		expect(heygen().only.query).toEqual({ username: 'bob', folder_id: 'f-1', limit: '50' });
	});

	it('says what is in the way where the key may not say whose it is', async () => {
		heygen().on('GET', '/v3/users/me', refusal(403, 'insufficient_api_key_scope', 'Needs account:read'));

		expect((await errorOf({ parameters })).message).toContain('Needs account:read');
	});
});

describe('Asset > Search', () => {
	const parameters = { resource: 'asset', operation: 'search', query: 'city at night' };

	it('finds by words', async () => {
		const found = { id: 'a', url: 'https://files.heygen.example/a', type: 'icon' };
		heygen().on('GET', '/v3/assets/search', page([found]));

		const output = await outputOf({ parameters: { ...parameters, type: 'icon', scope: 'personal' } });

		expect(output).toEqual([found]);
		expect(heygen().only.query).toEqual({
			query: 'city at night',
			type: 'icon',
			scope: 'personal',
			limit: '50',
		});
	});

	it('refuses more words than HeyGen takes', async () => {
		const { message } = await errorOf({ parameters: { ...parameters, query: 'ü'.repeat(1001) } });

		expect(message).toBe('"Query" has 1001 characters; HeyGen takes at most 1000');
		expect(heygen().sent).toEqual([]);
	});
});

describe('The list of assets', () => {
	it('shows those of the account with a link to each that has one', async () => {
		heygen().on('GET', '/v3/users/me', data(account));
		heygen().on('GET', '/v3/assets', page([asset('a'), asset('b', null)]));

		expect((await searchList('searchAssets')).results).toEqual([
			{ name: 'a.png (image)', value: 'a', url: 'https://files.heygen.example/a' },
			{ name: 'b.png (image)', value: 'b' },
		]);
		expect(heygen().to('GET', '/v3/assets')[0]?.query).toEqual({ username: 'anna', limit: '100' });
	});
});
