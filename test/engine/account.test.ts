import nock from 'nock';

import { API_KEY, BASE_URL, runNode } from '../support/engine';

test('reads the account with the API key', async () => {
	nock(BASE_URL, { reqheaders: { 'x-api-key': API_KEY } })
		.get('/v3/users/me')
		.reply(200, { data: { username: 'anna', email: null, first_name: null, last_name: null } });
	const { items, error } = await runNode({ parameters: { resource: 'account', operation: 'get' } });
	expect(error).toBeUndefined();
	expect(items).toEqual([{ json: { username: 'anna', email: null, first_name: null, last_name: null }, pairedItem: { item: 0 } }]);
});
