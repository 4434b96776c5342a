import fc from 'fast-check';

import type { Authentication } from '../../../nodes/HeyGen/api/connection';
import { opened, sealed } from '../../../nodes/HeyGen/trigger/secret';
import { nockIsTheNetwork } from '../../support/network';
import { TestCredentials } from '../../support/singleNode';
import { Account, anotherProcess, deliveryOf, HOUR, hurry, Row, SECOND } from '../../support/triggerRow';

nockIsTheNetwork();

const credential = (secret: string, authentication: Authentication = 'apiKey') => ({
	authentication,
	secrets: [secret],
});

const OWN = credential('key-1');

describe('the secret of an endpoint', () => {
	test('is readable with the credential it was sealed with, and with no other', () => {
		const kept = sealed('whsec_1', OWN);
		expect(opened(kept, OWN)).toBe('whsec_1');
		expect(opened(kept, credential('key-2'))).toBeUndefined();
		expect(opened(kept, { ...OWN, secrets: [] })).toBeUndefined();
	});

	test.each<Authentication>(['apiKey', 'bearerToken'])('is sealed under a credential of kind %s', (kind) => {
		const kept = sealed('whsec_1', credential('key-1', kind));
		expect(kept).toMatch(/^sealed:[\w-]+$/);
		expect(Buffer.from(kept.slice('sealed:'.length), 'base64url').includes('whsec')).toBe(false);
	});

	test('stays as it is under OAuth2, whose tokens n8n renews', () => {
		expect(sealed('whsec_1', credential('token-1', 'oAuth2'))).toBe('whsec_1');
		expect(opened('whsec_1', credential('token-2', 'oAuth2'))).toBe('whsec_1');
	});

	test('stays as it is where there is nothing to seal it with', () => {
		expect(sealed('whsec_1', { ...OWN, secrets: [] })).toBe('whsec_1');
	});

	test('looks different each time it is sealed', () => {
		expect(new Set(Array.from({ length: 20 }, () => sealed('whsec_1', OWN))).size).toBe(20);
	});

	test('may be any text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), (secret, key) => {
				expect(opened(sealed(secret, credential(key)), credential(key))).toBe(secret);
			}),
		);
	});

	test('is not read from what was changed or cut', () => {
		const kept = sealed('whsec_1', OWN);
		const bytes = Buffer.from(kept.slice('sealed:'.length), 'base64url');
		const texts = Array.from(bytes, (byte, at) => {
			const changed = Buffer.from(bytes);
			changed[at] = byte ^ 1;
			return [changed, bytes.subarray(0, at)];
		}).flat();
		for (const text of texts) expect(opened(`sealed:${text.toString('base64url')}`, OWN)).toBeUndefined();
	});
});

describe('a trigger', () => {
	let account: Account;
	let row: Row;

	beforeEach(async () => {
		account = new Account();
		jest.spyOn(Date, 'now').mockImplementation(() => account.now);
		hurry();
		row = new Row();
		await row.publish();
		account.now += HOUR;
	});

	afterEach(() => jest.restoreAllMocks());

	const real = async (id: string, on = row) =>
		await on.deliver(deliveryOf(account.record(id, 0), account.secret));

	test('keeps no secret in its workflow, and knows it in every process', async () => {
		expect(await real('a')).toEqual({ status: 200, ids: ['a'] });
		expect(await real('b', row.in(await anotherProcess()))).toEqual({ status: 200, ids: ['b'] });
		expect(account.count('rotate-secret')).toBe(0);
		expect(JSON.stringify(row.staticData)).not.toContain(account.secret);
	});

	test('reads its credential for the first delivery, not for each', async () => {
		await real('a');
		const read = jest.spyOn(TestCredentials.prototype, 'getDecrypted');
		for (const id of ['b', 'c']) await real(id);
		expect(read).not.toHaveBeenCalled();
	});

	describe('whose credential holds another key than when its endpoint was made', () => {
		beforeEach(() => {
			row.kept.secret = sealed(account.secret, credential('the key of before'));
		});

		test('takes a new secret with the next event in another process, and runs the event', async () => {
			const other = row.in(await anotherProcess());
			expect(await real('a', other)).toEqual({ status: 200, ids: ['a'] });
			expect(account.count('rotate-secret')).toBe(1);
			account.now += SECOND;
			expect(await real('b', other)).toEqual({ status: 200, ids: ['b'] });
			expect(account.count('rotate-secret')).toBe(1);
		});

		test('refuses what is signed with nothing, or not at all', async () => {
			const other = row.in(await anotherProcess());
			const delivery = deliveryOf({ event_id: 'made up', event_type: 'avatar_video.success' }, '');
			expect(await other.deliver(delivery)).toEqual({ status: 401, ids: [] });
			expect(await other.deliver({ ...delivery, headers: {} })).toEqual({ status: 401, ids: [] });
			expect(account.count('rotate-secret')).toBe(0);
		});

		test('gets a new endpoint when n8n starts, and misses nothing', async () => {
			account.record('meanwhile', 60 * SECOND);
			const other = row.in(await anotherProcess());
			await other.publish('init');
			expect(account.endpoints.map(({ endpoint_id: id }) => id)).toEqual(['endpoint_2']);
			expect(other.emitted).toEqual(['meanwhile']);
			expect(await real('a', other)).toEqual({ status: 200, ids: ['a'] });
			expect(account.count('rotate-secret')).toBe(0);
		});

		test('goes on where HeyGen cannot be asked when n8n starts', async () => {
			account.refused = 'GET';
			const other = row.in(await anotherProcess());
			await other.publish('init');
			account.refused = undefined;
			account.now += SECOND;
			expect(await real('a', other)).toEqual({ status: 200, ids: ['a'] });
		});
	});
});
