import { videoLocator } from '../../parameters/locators';
import type { Operation } from '../../run/operation';

export const getScenes: Operation = {
	name: 'Get Scenes',
	value: 'getScenes',
	action: 'Get scenes of video',
	description:
		'Get what a video shows and says, scene by scene. Changed where you like, it is the Scenes (JSON) of Video > Create with Who Speaks: Studio.',
	calls: ['videoScenesGet'],
	parameters: [videoLocator({ name: 'videoId', displayName: 'Video', description: 'The video to read' })],
	async run(item) {
		const path = { video_id: item.values.id('videoId') };
		return { json: { ...(await item.client.data('videoScenesGet', { path })) } };
	},
};
