import { videoLocator } from '../../parameters/locators';
import type { Operation } from '../../run/operation';

export const remove: Operation = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete video',
	description: 'Delete a video for good',
	parameters: [videoLocator({ name: 'videoId', displayName: 'Video', description: 'The video to delete' })],
	async run(item) {
		const id = item.values.id('videoId');
		await item.client.data('videoDelete', { path: { video_id: id } });
		return { json: { deleted: true, id } };
	},
};
