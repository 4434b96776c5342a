import { listOperation } from '../list';
import { ownership, OWNERSHIPS } from '../ownership';

export const getAll = listOperation({
	action: 'Get many avatars',
	description: 'List avatar groups (characters)',
	calls: ['avatarList'],
	filters: [ownership],
	query: (filters) => ({ ownership: filters.optionalChoice('ownership', OWNERSHIPS) }),
});
