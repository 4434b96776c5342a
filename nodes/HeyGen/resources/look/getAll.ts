import { groupLocator } from '../../parameters/locators';
import { asLook, givenId } from '../../run/mistakenId';
import { optionsFrom } from '../../run/values';
import { listOperation } from '../list';
import { ownership, OWNERSHIPS } from '../ownership';
import { simplified } from './simplified';

const AVATAR_TYPES = {
	digital_twin: 'Digital Twin',
	photo_avatar: 'Photo Avatar',
	studio_avatar: 'Studio Avatar',
} as const;

export const getAll = listOperation({
	action: 'Get many looks',
	description: 'List looks: your own, those of one avatar group, or the stock of HeyGen',
	calls: ['avatarLooksList', 'avatarLooksGet'],
	simplify: simplified,
	filters: [
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
	query: (filters) => ({
		group_id: filters.optionalId('groupId'),
		avatar_type: filters.optionalChoice('avatarType', AVATAR_TYPES),
		ownership: filters.optionalChoice('ownership', OWNERSHIPS),
	}),
	async explain(item, filters) {
		const filtered = filters.optionalId('groupId') !== undefined;
		return filtered ? await asLook(item, givenId(filters, 'groupId')) : undefined;
	},
});
