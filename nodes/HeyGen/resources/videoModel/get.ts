import { jobKinds } from '../../jobs/jobKinds';
import { readOperation } from '../readOperation';
import { simplified } from './simplified';

export const get = readOperation({
	name: 'Get',
	value: 'get',
	action: 'Get model video',
	description: "Get the state of a video of HeyGen's video model and, once it is completed, its file",
	calls: ['modelVideosGet'],
	simplify: simplified,
	reads: jobKinds.modelVideo,
	id: {
		displayName: 'Video ID',
		name: 'modelVideoId',
		type: 'string',
		default: '',
		required: true,
		description: 'The video_id that Video Model > Create gave',
	},
});
