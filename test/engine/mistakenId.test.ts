import type { IDataObject } from 'n8n-workflow';

import { group, GROUP_ID, look, LOOK_ID } from '../support/answers';
import { byId, errorOf, outputOf } from '../support/engine';
import { data, page, refusal, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

const noLook = (param?: string) => refusal(404, 'avatar_not_found', 'Look not found', { param });
const noGroup = (param?: string) => refusal(404, 'avatar_group_not_found', 'Group not found', { param });

const video = { resource: 'video', operation: 'create', script: 'Hello', wait: false };

describe("A group's ID where a look's belongs", () => {
	const anna = group({ id: GROUP_ID, name: 'Anna', looks_count: 3 });

	it.each<[string, IDataObject, () => void]>([
		[
			'Look > Get',
			{ resource: 'look', operation: 'get', lookId: byId(GROUP_ID) },
			() => heygen().on('GET', `/v3/avatars/looks/${GROUP_ID}`, noLook('look_id')),
		],
		[
			'Video > Create, which reads the look',
			{ ...video, avatarId: byId(GROUP_ID) },
			() => heygen().on('GET', `/v3/avatars/looks/${GROUP_ID}`, noLook()),
		],
		[
			'Video > Create, which does not read it',
			{ ...video, avatarId: byId(GROUP_ID), options: { engine: 'default' } },
			() => heygen().on('POST', '/v3/videos', noLook('avatar_id')),
		],
		[
			'Video > Create Batch',
			{ ...video, operation: 'createBatch', avatarId: byId(GROUP_ID) },
			() => heygen().on('GET', `/v3/avatars/looks/${GROUP_ID}`, noLook()),
		],
		[
			'Video > Create of a prompt',
			{ ...video, type: 'cinematic_avatar', prompt: 'She waves', avatarId: byId(GROUP_ID) },
			() => heygen().on('POST', '/v3/videos', noLook('avatar_id.0')),
		],
	])('is recognised by %s', async (_, parameters, arrange) => {
		arrange();
		heygen().on('GET', `/v3/avatars/${GROUP_ID}`, data(anna));

		const error = await errorOf({ asAdded: true, parameters });

		expect(error.message).toBe('"Look" is the ID of the avatar group Anna (3 looks), not of a look');
		expect(error.description).toContain('Look > Get Many with this Avatar Group lists its looks');
		expect(heygen().calls).toHaveLength(2);
	});

	it('is recognised among further looks and in a scene', async () => {
		heygen().on('POST', '/v3/videos', noLook('avatar_id.1'));
		heygen().on('GET', `/v3/avatars/${LOOK_ID}`, noGroup());
		heygen().on('GET', `/v3/avatars/${GROUP_ID}`, data(anna));
		heygen().on('GET', `/v3/avatars/looks/${GROUP_ID}`, noLook());
		heygen().on('GET', `/v3/avatars/${GROUP_ID}`, data(anna));
		const cinematic = { ...video, type: 'cinematic_avatar', prompt: 'They wave', avatarId: byId(LOOK_ID) };
		const scene = { sceneType: 'avatar', avatarId: byId(GROUP_ID), script: 'Hello' };

		const one = await errorOf({ parameters: { ...cinematic, furtherLooks: GROUP_ID } });
		const other = await errorOf({ parameters: { ...video, type: 'studio', scenes: { scene: [scene] } } });

		expect(one.message).toBe('"Further Looks" is the ID of the avatar group Anna (3 looks), not of a look');
		expect(other.message).toBe('Scene 1: "Look" is the ID of the avatar group Anna (3 looks), not of a look');
	});

	it('is not looked for where the look is none at all, which HeyGen says', async () => {
		heygen().on('GET', '/v3/avatars/looks/nope', noLook('look_id'));
		heygen().on('GET', '/v3/avatars/nope', noGroup('group_id'));

		const { message } = await errorOf({
			parameters: { resource: 'look', operation: 'get', lookId: byId('nope') },
		});

		expect(message).toBe('HeyGen does not accept "Look": Look not found');
	});

	it('is not asked for where HeyGen does not know something else, or all is well', async () => {
		const parameters = {
			...video,
			avatarId: byId(LOOK_ID),
			voiceId: byId('voice-9'),
			options: { engine: 'default' },
		};
		heygen().on(
			'POST',
			'/v3/videos',
			refusal(404, 'voice_not_found', 'No such voice', { param: 'voice_id' }),
		);
		heygen().on('POST', '/v3/videos', data({ video_id: 'video-1', status: 'pending' }));

		expect((await errorOf({ parameters })).message).toContain('"Voice"');
		await outputOf({ parameters });

		expect(heygen().calls).toEqual(['POST /v3/videos', 'POST /v3/videos']);
	});
});

describe("A look's ID where a group's belongs", () => {
	const message = '"Avatar Group" is the ID of the look Anna, not of an avatar group';
	const anna = look({ id: LOOK_ID, name: 'Anna', group_id: GROUP_ID });

	it.each<[string, IDataObject, () => void]>([
		[
			'Avatar > Get',
			{ resource: 'avatar', operation: 'get', groupId: byId(LOOK_ID) },
			() => heygen().on('GET', `/v3/avatars/${LOOK_ID}`, noGroup('group_id')),
		],
		[
			'Avatar > Start Consent',
			{ resource: 'avatar', operation: 'startConsent', groupId: byId(LOOK_ID) },
			() => heygen().on('POST', `/v3/avatars/${LOOK_ID}/consent`, noGroup()),
		],
		[
			'Look > Get Many, of which HeyGen knows no group',
			{ resource: 'look', operation: 'getAll', filters: { groupId: byId(LOOK_ID) } },
			() => heygen().on('GET', '/v3/avatars/looks', noGroup('group_id')),
		],
		[
			'Look > Get Many, where the list is empty',
			{ resource: 'look', operation: 'getAll', filters: { groupId: byId(LOOK_ID) } },
			() => heygen().on('GET', '/v3/avatars/looks', page([])),
		],
	])('is recognised by %s', async (_, parameters, arrange) => {
		arrange();
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(anna));

		const error = await errorOf({ parameters });

		expect(error.message).toBe(message);
		expect(error.description).toContain(`The avatar group of this look is ${GROUP_ID}: take that ID.`);
	});

	it('is not looked for in a list without that filter', async () => {
		heygen().on('GET', '/v3/avatars/looks', page([]));

		expect(await outputOf({ parameters: { resource: 'look', operation: 'getAll' } })).toEqual([]);
		expect(heygen().calls).toHaveLength(1);
	});

	it('leaves an empty list of a group, and the error of an unknown one, as they are', async () => {
		const parameters = { resource: 'look', operation: 'getAll', filters: { groupId: byId('nope') } };
		heygen().on('GET', '/v3/avatars/looks', page([]));
		heygen().on('GET', '/v3/avatars/looks', noGroup('group_id'));
		heygen().always('GET', '/v3/avatars/looks/nope', noLook());

		expect(await outputOf({ parameters })).toEqual([]);
		expect((await errorOf({ parameters })).message).toBe(
			'HeyGen does not accept "Avatar Group": Group not found',
		);
	});
});
