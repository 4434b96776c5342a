import { jobKinds } from '../../jobs/jobKinds';
import { readOperation } from '../readOperation';

export const get = readOperation({
	name: 'Get',
	value: 'get',
	action: 'Get model video',
	description: "Get the state of a video of HeyGen's video model and, once it is completed, its file",
	calls: ['modelVideosGet'],
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
