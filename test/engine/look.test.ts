import type { IDataObject } from 'n8n-workflow';

import { given, group, GROUP_ID, look, LOOK_ID } from '../support/answers';
import { byId, runNode } from '../support/engine';
import { data, outline, page, useFakeHeyGen, type Reply } from '../support/heygen';

const heygen = useFakeHeyGen();

describe('Look > Get', () => {
	it('reads one look', async () => {
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(look()));

		const { items } = await runNode({
			parameters: { resource: 'look', operation: 'get', lookId: byId(LOOK_ID), simplify: false },
		});

		expect(items).toEqual([{ json: given(look()), pairedItem: { item: 0 } }]);
		expect(outline(heygen().only)).toEqual({
			call: `GET /v3/avatars/looks/${LOOK_ID}`,
			query: {},
			json: undefined,
		});
	});
});

describe('Look > Get Many', () => {
	it.each([
		{ filters: {}, query: { limit: '50' } },
		{
			filters: { groupId: byId(GROUP_ID), avatarType: 'digital_twin', ownership: 'private' },
			query: { limit: '50', group_id: GROUP_ID, avatar_type: 'digital_twin', ownership: 'private' },
		},
	])('lists looks with the filters $filters', async ({ filters, query }) => {
		heygen().on('GET', '/v3/avatars/looks', page([look({ id: 'a' }), look({ id: 'b' })]));

		const { items } = await runNode({
			parameters: { resource: 'look', operation: 'getAll', filters, simplify: false },
		});

		expect(items.map(({ json }) => json)).toEqual([given(look({ id: 'a' })), given(look({ id: 'b' }))]);
		expect(outline(heygen().only)).toEqual({ call: 'GET /v3/avatars/looks', query, json: undefined });
	});
});

describe('Look > Update and Delete', () => {
	const of = { resource: 'look', lookId: byId(LOOK_ID) };

	it('renames the look', async () => {
		heygen().on('PATCH', `/v3/avatars/looks/${LOOK_ID}`, data(look({ name: 'Countess' })));

		const { items } = await runNode({ parameters: { ...of, operation: 'update', name: 'Countess' } });

		expect(items[0]?.json).toMatchObject({ id: LOOK_ID, name: 'Countess' });
		expect(heygen().only.json).toEqual({ name: 'Countess' });
	});

	it('deletes the look', async () => {
		heygen().on('DELETE', `/v3/avatars/looks/${LOOK_ID}`, data({ id: LOOK_ID }));

		const { items } = await runNode({ parameters: { ...of, operation: 'delete' } });

		expect(items.map(({ json }) => json)).toEqual([{ deleted: true }]);
	});
});

describe('A look or a group that failed', () => {
	const failed = { code: 'training_failed', message: 'Footage is too short' };
	const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	it.each<[string, IDataObject, string, Reply]>([
		[
			'Look > Get',
			{ resource: 'look', operation: 'get', lookId: byId(LOOK_ID) },
			`/v3/avatars/looks/${LOOK_ID}`,
			data(look({ status: 'failed', error: failed })),
		],
		[
			'Look > Get Many',
			{ resource: 'look', operation: 'getAll' },
			'/v3/avatars/looks',
			page([look({ status: 'failed', error: failed })]),
		],
		[
			'Avatar > Get',
			{ resource: 'avatar', operation: 'get', groupId: byId(GROUP_ID) },
			`/v3/avatars/${GROUP_ID}`,
			data(group({ status: 'failed', error: failed })),
		],
		[
			'Avatar > Get Many',
			{ resource: 'avatar', operation: 'getAll' },
			'/v3/avatars',
			page([group({ status: 'failed', error: failed })]),
		],
	])(
		'is no failure of %s: it is read once, and says why under failure',
		async (_, parameters, path, reply) => {
			heygen().on('GET', path, reply);

			const { items, run } = await runNode({ parameters, settings: retrying });

			expect(run.status).toBe('success');
			expect(items[0]?.json).toMatchObject({ status: 'failed', failure: failed });
			expect(items[0]?.json).not.toHaveProperty('error');
		},
	);

	it('says so in the raw answer of Avatar > Create, too', async () => {
		heygen().on(
			'POST',
			'/v3/avatars',
			data({
				avatar_item: look({ status: 'failed', error: failed }),
				avatar_group: group({ error: failed }),
			}),
		);

		const { items } = await runNode({
			parameters: {
				resource: 'avatar',
				operation: 'create',
				name: 'Anna',
				photoSource: 'url',
				photoUrl: 'https://example.com/anna.png',
				simplify: false,
				wait: false,
			},
		});

		for (const part of ['avatar_item', 'avatar_group']) {
			expect(items[0]?.json[part]).toMatchObject({ failure: failed });
			expect(items[0]?.json[part]).not.toHaveProperty('error');
		}
	});
});
