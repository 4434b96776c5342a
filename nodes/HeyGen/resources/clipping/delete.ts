import { clippingLocator } from '../../parameters/locators';
import { deleteOperation } from '../deleteOperation';

export const remove = deleteOperation({
	action: 'Delete clipping',
	description: 'Delete a clipping and its clips for good',
	calls: ['aiClippingDelete'],
	id: clippingLocator({
		name: 'aiClippingId',
		displayName: 'Clipping',
		description: 'The clipping to delete',
	}),
	path: (id) => ({ job_id: id }),
});
