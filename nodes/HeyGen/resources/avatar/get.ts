import { groupLocator } from '../../parameters/locators';
import type { Operation } from '../../run/operation';
import { simplifiedGroup } from './simplified';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get avatar',
	description: 'Get an avatar group (a character) with its consent status',
	calls: ['avatarGet'],
	parameters: [
		groupLocator({ name: 'groupId', displayName: 'Avatar Group', description: 'The character to read' }),
	],
	simplify: simplifiedGroup,
	async run(item) {
		const group = await item.client.data('avatarGet', { path: { group_id: item.values.id('groupId') } });
		return { json: { ...group } };
	},
};
