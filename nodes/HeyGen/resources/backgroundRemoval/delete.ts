import { backgroundRemovalLocator } from '../../parameters/locators';
import { deleteOperation } from '../deleteOperation';

export const remove = deleteOperation({
	action: 'Delete background removal',
	description: "Delete a background removal with its layers. HeyGen's public reference leaves this out.",
	calls: ['backgroundRemovalDelete'],
	id: backgroundRemovalLocator({
		name: 'backgroundRemovalId',
		displayName: 'Background Removal',
		description: 'The background removal to delete',
	}),
	path: (id) => ({ job_id: id }),
});
