import { assetLocator } from '../../parameters/locators';
import { deleteOperation } from '../deleteOperation';

export const remove = deleteOperation({
	action: 'Delete asset',
	description: 'Delete a file from HeyGen for good',
	calls: ['assetDelete'],
	id: assetLocator({ name: 'assetId', displayName: 'Asset', description: 'The file to delete' }),
	path: (id) => ({ asset_id: id }),
});
