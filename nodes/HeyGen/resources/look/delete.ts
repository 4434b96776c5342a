import { lookLocator } from '../../parameters/locators';
import { deleteOperation } from '../deleteOperation';

export const remove = deleteOperation({
	action: 'Delete look',
	description: 'Delete a look for good; the others of its avatar group stay',
	calls: ['avatarLooksDelete'],
	id: lookLocator({ name: 'lookId', displayName: 'Look', description: 'The outfit or pose to delete' }),
	path: (id) => ({ look_id: id }),
});
