import { deleteOperation } from '../deleteOperation';
import { kitParameter } from './kit';

export const removeKit = deleteOperation({
	name: 'Delete Kit',
	value: 'deleteKit',
	action: 'Delete brand kit',
	description: 'Delete a brand kit for good',
	calls: ['brandKitsDelete'],
	id: kitParameter,
	path: (id) => ({ brand_kit_id: id }),
});
