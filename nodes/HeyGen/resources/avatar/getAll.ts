import { listOperation } from '../list';
import { ownership, OWNERSHIPS } from '../ownership';
import { simplifiedGroup } from './simplified';

export const getAll = listOperation({
	action: 'Get many avatars',
	description: 'List avatar groups (characters)',
	calls: ['avatarList'],
	simplify: simplifiedGroup,
	filters: [ownership],
	query: (filters) => ({ ownership: filters.optionalChoice('ownership', OWNERSHIPS) }),
});
