import { videoLocator } from '../../parameters/locators';
import { deleteOperation } from '../deleteOperation';

export const remove = deleteOperation({
	action: 'Delete video',
	description: 'Delete a video for good',
	calls: ['videoDelete'],
	id: videoLocator({ name: 'videoId', displayName: 'Video', description: 'The video to delete' }),
	path: (id) => ({ video_id: id }),
});
