import { onStatus } from '../../api/errors';
import { videoLocator } from '../../parameters/locators';
import type { Operation } from '../../run/operation';

export const remove: Operation = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete video',
	description: 'Delete a video for good',
	calls: ['videoDelete'],
	parameters: [videoLocator({ name: 'videoId', displayName: 'Video', description: 'The video to delete' })],
	async run(item) {
		const id = item.values.id('videoId');
		const deleted = { deleted: true, id };
		const json = await item.repeatable(async (witness, mayBeDone) => {
			const deleting = item.client.data('videoDelete', { path: { video_id: id }, witness });
			// What is gone after a try that may have deleted it was deleted by that try.
			await (mayBeDone ? deleting.catch(onStatus(404)) : deleting);
			return deleted;
		});
		return { json };
	},
};
