import { Bench } from './support';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start({ keyScopes: ['videos:read'] });
});
afterAll(() => bench.stop());

describe('an API key that is limited to scopes', () => {
	it('does what they are for, and is refused the rest by the name of the scope', async () => {
		expect((await bench.get('/v3/videos')).status).toBe(200);
		const refused = await bench.get('/v3/users/me');
		expect([refused.status, refused.text('error.code')]).toEqual([403, 'insufficient_api_key_scope']);
		expect(refused.text('error.message')).toContain('account:read');
	});

	it('reads the videos and creates none, not even a folder for them', async () => {
		const refused = await bench.post('/v3/folders', { name: 'Ours' });
		expect([refused.status, refused.text('error.code')]).toEqual([403, 'insufficient_api_key_scope']);
		expect(refused.text('error.message')).toContain('videos:write');
	});

	it('may always be asked of itself', async () => {
		const self = await bench.get('/v3/api_keys/self');
		expect([self.status, self.text('data.scope_mode')]).toEqual([200, 'custom']);
		expect(self.text('data.scopes.0')).toBe('videos:read');
	});

	it('limits no sign-in', async () => {
		const headers = { 'x-api-key': undefined, authorization: `Bearer ${bench.simulator.bearerToken}` };
		expect((await bench.get('/v3/users/me', { headers })).status).toBe(200);
	});
});
