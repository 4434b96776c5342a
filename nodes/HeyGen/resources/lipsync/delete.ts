import { lipsyncLocator } from '../../parameters/locators';
import { deleteOperation } from '../deleteOperation';

export const remove = deleteOperation({
	action: 'Delete lipsync',
	description: 'Delete a lipsync for good',
	calls: ['lipsyncDelete'],
	id: lipsyncLocator({ name: 'lipsyncId', displayName: 'Lipsync', description: 'The lipsync to delete' }),
	path: (id) => ({ lipsync_id: id }),
});
