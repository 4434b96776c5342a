import { downloaded } from '../../jobs/files';
import { jobKinds } from '../../jobs/jobKinds';
import { videoLocator } from '../../parameters/locators';
import { downloadParameter, wantedFiles } from '../../parameters/wait';
import type { Operation } from '../../run/operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get video',
	description: 'Get the state of a video and, once it is completed, its files',
	calls: ['videoGet'],
	parameters: [
		videoLocator({ name: 'videoId', displayName: 'Video', description: 'The video to read' }),
		downloadParameter(jobKinds.video),
	],
	async run(item) {
		const id = item.values.id('videoId');
		const wanted = wantedFiles(item, jobKinds.video);
		const video = await jobKinds.video.read(item.client, id);
		return { json: { ...video }, binary: await downloaded(item, jobKinds.video, id, video, wanted) };
	},
};
