import { GROUP_ID, look, LOOK_ID } from '../support/answers';
import { byId, runNode } from '../support/engine';
import { data, outline, page, useFakeHeyGen } from '../support/heygen';

const heygen = useFakeHeyGen();

describe('Look > Get', () => {
	it('reads one look', async () => {
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(look()));

		const { items } = await runNode({
			parameters: { resource: 'look', operation: 'get', lookId: byId(LOOK_ID) },
		});

		expect(items).toEqual([{ json: look(), pairedItem: { item: 0 } }]);
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

		const { items } = await runNode({ parameters: { resource: 'look', operation: 'getAll', filters } });

		expect(items.map(({ json }) => json)).toEqual([look({ id: 'a' }), look({ id: 'b' })]);
		expect(outline(heygen().only)).toEqual({ call: 'GET /v3/avatars/looks', query, json: undefined });
	});
});
