import { renderLocator } from '../../parameters/locators';
import { deleteOperation } from '../deleteOperation';

export const remove = deleteOperation({
	action: 'Delete render of HTML project',
	description: 'Delete a HyperFrames render and its video for good',
	calls: ['hyperframesRendersDelete'],
	id: renderLocator({ name: 'renderId', displayName: 'Render', description: 'The render to delete' }),
	path: (id) => ({ render_id: id }),
});
