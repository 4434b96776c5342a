import { jobKinds } from '../../jobs/jobKinds';
import { videoLocator } from '../../parameters/locators';
import { readOperation } from '../readOperation';
import { simplified } from './simplified';

export const get = readOperation({
	name: 'Get',
	value: 'get',
	action: 'Get video',
	description: 'Get the state of a video and, once it is completed, its files',
	calls: ['videoGet'],
	reads: jobKinds.video,
	simplify: simplified,
	id: videoLocator({ name: 'videoId', displayName: 'Video', description: 'The video to read' }),
});
