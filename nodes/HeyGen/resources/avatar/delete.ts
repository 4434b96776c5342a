import { groupLocator } from '../../parameters/locators';
import { deleteOperation } from '../deleteOperation';

export const remove = deleteOperation({
	action: 'Delete avatar',
	description: 'Delete an avatar group for good, with all of its looks',
	calls: ['avatarDelete'],
	id: groupLocator({ name: 'groupId', displayName: 'Avatar Group', description: 'The character to delete' }),
	path: (id) => ({ group_id: id }),
});
