import { byId, errorOf, outputOf, searchList } from '../support/engine';
import { data, page, useFakeHeyGen } from '../support/heygen';

const heygen = useFakeHeyGen();

const endpoint = {
	endpoint_id: 'ep_1',
	url: 'https://n8n.example.com/webhook/1',
	events: null,
	status: 'enabled',
	created_at: '2026-11-01T00:00:00Z',
};

describe('Webhook > Get Many', () => {
	it('lists the endpoints, and no secret of theirs', async () => {
		heygen().on('GET', '/v3/webhooks/endpoints', page([{ ...endpoint, secret: 'whsec_1' }]));

		expect(await outputOf({ parameters: { resource: 'webhook', operation: 'getAll' } })).toEqual([endpoint]);
	});
});

describe('Webhook > Get Many Events', () => {
	const parameters = { resource: 'webhook', operation: 'getAllEvents' };

	it('lists what happened, of one type and about one thing', async () => {
		const event = {
			event_id: 'ev_1',
			event_type: 'avatar_video.success',
			event_data: { video_id: 'v' },
			created_at: '2026-11-01T00:00:00Z',
		};
		heygen().on('GET', '/v3/webhooks/events', page([event]));

		const filters = { eventType: byId('avatar_video.success'), entityId: ' v ' };

		expect(await outputOf({ parameters: { ...parameters, filters } })).toEqual([event]);
		expect(heygen().only.query).toEqual({
			event_type: 'avatar_video.success',
			entity_id: 'v',
			limit: '50',
		});
	});

	it.each(['Video Finished', 'null', '0.1'])('refuses what is no type of an event: %s', async (type) => {
		const filters = { eventType: byId(type) };

		expect((await errorOf({ parameters: { ...parameters, filters } })).message).toBe(
			'"Event Type" must be the type of an event, such as avatar_video.success',
		);
		expect(heygen().sent).toEqual([]);
	});

	it('offers the types that HeyGen has', async () => {
		heygen().on(
			'GET',
			'/v3/webhooks/event-types',
			data([
				{ event_type: 'avatar_video.success', description: 'A video was rendered' },
				{ event_type: 'hologram.success', description: 'New' },
			]),
		);

		expect((await searchList('searchEventTypes', 'holo')).results).toEqual([
			{ name: 'hologram.success', value: 'hologram.success' },
		]);
	});
});
