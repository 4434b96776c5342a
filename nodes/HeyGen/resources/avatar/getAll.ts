import type { Operation } from '../../run/operation';
import { listed, listParameters } from '../list';
import { ownership, OWNERSHIPS } from '../ownership';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many avatars',
	description: 'List avatar groups (characters)',
	calls: ['avatarList'],
	parameters: [
		...listParameters,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [ownership],
		},
	],
	async run(item) {
		const filters = item.values.group('filters');
		return await listed(item, 'avatarList', {
			query: { ownership: filters.optionalChoice('ownership', OWNERSHIPS) },
		});
	},
};
