import { groupLocator } from '../../parameters/locators';
import { optionsFrom } from '../../run/values';
import type { Operation } from '../../run/operation';
import { listed, listParameters } from '../list';
import { ownership, OWNERSHIPS } from '../ownership';

const AVATAR_TYPES = {
	digital_twin: 'Digital Twin',
	photo_avatar: 'Photo Avatar',
	studio_avatar: 'Studio Avatar',
} as const;

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many looks',
	description: 'List looks: your own, those of one avatar group, or the stock of HeyGen',
	calls: ['avatarLooksList'],
	parameters: [
		...listParameters,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				groupLocator({
					name: 'groupId',
					displayName: 'Avatar Group',
					description: 'Only the looks of this character',
					required: false,
				}),
				{
					displayName: 'Avatar Type',
					name: 'avatarType',
					type: 'options',
					options: optionsFrom(AVATAR_TYPES),
					default: 'photo_avatar',
					description: 'Only looks of this kind',
				},
				ownership,
			],
		},
	],
	async run(item) {
		const filters = item.values.group('filters');
		return await listed(item, 'avatarLooksList', {
			query: {
				group_id: filters.optionalId('groupId'),
				avatar_type: filters.optionalChoice('avatarType', AVATAR_TYPES),
				ownership: filters.optionalChoice('ownership', OWNERSHIPS),
			},
		});
	},
};
