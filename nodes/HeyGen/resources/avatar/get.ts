import { groupLocator } from '../../parameters/locators';
import { explainGroup, givenId } from '../../run/mistakenId';
import type { Operation } from '../../run/operation';
import { simplifiedGroup } from './simplified';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get avatar',
	description: 'Get an avatar group (a character) with its consent status',
	calls: ['avatarGet', 'avatarLooksGet'],
	parameters: [
		groupLocator({ name: 'groupId', displayName: 'Avatar Group', description: 'The character to read' }),
	],
	simplify: simplifiedGroup,
	async run(item) {
		const given = givenId(item.values, 'groupId');
		const group = await item.client
			.data('avatarGet', { path: { group_id: given.id } })
			.catch(explainGroup(item, given));
		return { json: { ...group } };
	},
};
