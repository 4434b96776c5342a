import { given, group, GROUP_ID, look, LOOK_ID } from '../support/answers';
import { byId, errorOf, outputOf, runNode } from '../support/engine';
import { data, outline, page, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

const KEY = /^n8n-[0-9a-f]{64}$/;

const create = { resource: 'avatar', operation: 'create', name: 'Anna', wait: false };
const created = {
	avatar_item: look({ status: 'processing' }),
	avatar_group: group({ status: 'processing' }),
};
const photoUrl = 'https://example.com/anna.png';

const price = {
	usd: 1,
	usd_from: 1,
	usd_to: 1,
	basis: "avatar at 1 USD, by what was known of HeyGen's prices in autumn 2026",
};

describe('Avatar > Create', () => {
	it.each([
		{
			what: 'a photo avatar',
			parameters: { type: 'photo', photoSource: 'url', photoUrl },
			json: { type: 'photo', name: 'Anna', file: { type: 'url', url: photoUrl } },
		},
		{
			what: 'a photo avatar in an existing group',
			parameters: {
				type: 'photo',
				photoSource: 'asset',
				photoAssetId: 'asset-9',
				avatarGroupId: byId(GROUP_ID),
			},
			json: {
				type: 'photo',
				name: 'Anna',
				avatar_group_id: GROUP_ID,
				file: { type: 'asset_id', asset_id: 'asset-9' },
			},
		},
		{
			what: 'a digital twin',
			parameters: { type: 'digital_twin', footageSource: 'url', footageUrl: 'https://example.com/anna.mp4' },
			json: {
				type: 'digital_twin',
				name: 'Anna',
				file: { type: 'url', url: 'https://example.com/anna.mp4' },
			},
		},
		{
			what: 'a prompt avatar',
			parameters: { type: 'prompt', prompt: 'A friendly teacher' },
			json: { type: 'prompt', name: 'Anna', prompt: 'A friendly teacher' },
		},
		{
			what: 'a prompt avatar with all it can take',
			parameters: {
				type: 'prompt',
				prompt: 'A friendly teacher',
				avatarId: byId('look-7'),
				avatarGroupId: byId(GROUP_ID),
				referenceImages: {
					image: [
						{ imageSource: 'url', imageUrl: 'https://example.com/1.png' },
						{ imageSource: 'asset', imageAssetId: 'asset-2' },
						{ imageSource: 'auto', image: 'https://example.com/3.png' },
					],
				},
			},
			json: {
				type: 'prompt',
				name: 'Anna',
				prompt: 'A friendly teacher',
				avatar_id: 'look-7',
				avatar_group_id: GROUP_ID,
				reference_images: [
					{ type: 'url', url: 'https://example.com/1.png' },
					{ type: 'asset_id', asset_id: 'asset-2' },
					{ type: 'url', url: 'https://example.com/3.png' },
				],
			},
		},
	])('creates $what', async ({ parameters, json }) => {
		heygen().on('POST', '/v3/avatars', data(created));

		const [output] = await outputOf({ parameters: { ...create, ...parameters } });

		expect(output).toMatchObject({ look_id: LOOK_ID, status: 'processing' });
		expect(outline(heygen().only)).toEqual({ call: 'POST /v3/avatars', query: {}, json });
		expect(heygen().only.headers).toMatchObject({
			'content-type': 'application/json',
			'idempotency-key': expect.stringMatching(KEY) as string,
		});
	});

	it('gives what the next node needs when Simplify is on', async () => {
		heygen().on(
			'POST',
			'/v3/avatars',
			data({ ...created, avatar_group: group({ consent_status: 'pending' }) }),
		);

		const { items } = await runNode({ parameters: { ...create, photoSource: 'url', photoUrl } });

		expect(items).toEqual([
			{
				json: {
					look_id: LOOK_ID,
					group_id: GROUP_ID,
					name: 'Anna',
					avatar_type: 'photo_avatar',
					status: 'processing',
					consent_status: 'pending',
					preview_image_url: 'https://files.heygen.example/look-1.webp',
					preview_video_url: undefined,
					default_voice_id: 'voice-1',
					supported_api_engines: ['avatar_iii', 'avatar_iv'],
					estimated_price: price,
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('gives the answer as it came when Simplify is off', async () => {
		heygen().on('POST', '/v3/avatars', data(created));

		const output = await outputOf({
			parameters: { ...create, photoSource: 'url', photoUrl, simplify: false },
		});

		expect(output).toEqual([{ ...created, avatar_item: given(created.avatar_item), estimated_price: price }]);
	});

	it('reads the trained look and the group when it waits, with Simplify off', async () => {
		const trained = look({ tags: ['trained'] });
		heygen().on('POST', '/v3/avatars', data(created));
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(trained));
		heygen().on('GET', `/v3/avatars/${GROUP_ID}`, data(group({ looks_count: 2 })));

		const output = await outputOf({
			parameters: { ...create, wait: true, photoSource: 'url', photoUrl, simplify: false },
		});

		expect(output).toEqual([
			{ avatar_item: given(trained), avatar_group: group({ looks_count: 2 }), estimated_price: price },
		]);
	});
});

describe('Avatar > Get', () => {
	it('reads one avatar group', async () => {
		heygen().on('GET', `/v3/avatars/${GROUP_ID}`, data(group()));

		const { items } = await runNode({
			parameters: { resource: 'avatar', operation: 'get', groupId: byId(GROUP_ID), simplify: false },
		});

		expect(items).toEqual([{ json: group(), pairedItem: { item: 0 } }]);
		expect(outline(heygen().only)).toEqual({
			call: `GET /v3/avatars/${GROUP_ID}`,
			query: {},
			json: undefined,
		});
		expect(heygen().only.bytes).toHaveLength(0);
	});

	it('refuses an ID that would lead to another path', async () => {
		const { message } = await errorOf({
			parameters: { resource: 'avatar', operation: 'get', groupId: byId('../users/me?x=1') },
		});

		expect(message).toBe('"Avatar Group" must be an ID; it is ../users/me?x=1');
		expect(heygen().sent).toEqual([]);
	});
});

describe('Avatar > Get Many', () => {
	it.each([
		{ filters: {}, query: { limit: '2' } },
		{ filters: { ownership: 'public' }, query: { limit: '2', ownership: 'public' } },
	])('lists avatar groups with the filters $filters', async ({ filters, query }) => {
		heygen().on('GET', '/v3/avatars', page([group({ id: 'a' }), group({ id: 'b' })], 'more'));

		const { items } = await runNode({
			parameters: { resource: 'avatar', operation: 'getAll', limit: 2, filters, simplify: false },
		});

		expect(items).toEqual([
			{ json: group({ id: 'a' }), pairedItem: { item: 0 } },
			{ json: group({ id: 'b' }), pairedItem: { item: 0 } },
		]);
		expect(heygen().only.query).toEqual(query);
	});
});

describe('Avatar > Update and Delete', () => {
	it('sets the default voice', async () => {
		heygen().on('PATCH', `/v3/avatars/${GROUP_ID}`, data(group({ default_voice_id: 'voice-2' })));

		const output = await outputOf({
			parameters: {
				resource: 'avatar',
				operation: 'update',
				groupId: byId(GROUP_ID),
				defaultVoiceId: byId('voice-2'),
			},
		});

		expect(output).toMatchObject([{ id: GROUP_ID, default_voice_id: 'voice-2' }]);
		expect(heygen().only.json).toEqual({ default_voice_id: 'voice-2' });
	});

	it('deletes the group', async () => {
		heygen().on('DELETE', `/v3/avatars/${GROUP_ID}`, data({ id: GROUP_ID }));

		const parameters = { resource: 'avatar', operation: 'delete', groupId: byId(GROUP_ID) };
		expect(await outputOf({ parameters })).toEqual([{ deleted: true }]);
	});
});

describe('Avatar > Start Consent', () => {
	const consent = { resource: 'avatar', operation: 'startConsent', groupId: byId(GROUP_ID) };
	const answer = {
		url: 'https://app.heygen.com/consent/once',
		avatar_group: group({ consent_status: 'pending' }),
	};

	it.each([
		{ what: 'a link and nothing else', parameters: {}, json: {} },
		{
			what: 'a link with reroute URL and own text',
			parameters: { options: { rerouteUrl: 'https://example.com/thanks', consentText: 'I agree' } },
			json: { reroute_url: 'https://example.com/thanks', consent_text: 'I agree' },
		},
		{
			what: 'a consent video by its URL',
			parameters: {
				method: 'video',
				consentVideoSource: 'url',
				consentVideoUrl: 'https://example.com/consent.mp4',
				options: { rerouteUrl: 'https://example.com/not-sent' },
			},
			json: { consent_video: { type: 'url', url: 'https://example.com/consent.mp4' } },
		},
	])('asks for consent by $what', async ({ parameters, json }) => {
		heygen().on('POST', `/v3/avatars/${GROUP_ID}/consent`, data(answer));

		const output = await outputOf({ parameters: { ...consent, ...parameters } });

		expect(output).toEqual([answer]);
		expect(outline(heygen().only)).toEqual({ call: `POST /v3/avatars/${GROUP_ID}/consent`, query: {}, json });
		expect(heygen().only.headers['idempotency-key']).toMatch(KEY);
	});
});
