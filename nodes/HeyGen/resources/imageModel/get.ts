import { jobKinds } from '../../jobs/jobKinds';
import { readOperation } from '../readOperation';

export const get = readOperation({
	name: 'Get',
	value: 'get',
	action: 'Get model images',
	description: "Get the state of a generation of HeyGen's image model and, once it is completed, its images",
	calls: ['modelImagesGet'],
	reads: jobKinds.modelImage,
	id: {
		displayName: 'Generation ID',
		name: 'generationId',
		type: 'string',
		default: '',
		required: true,
		description: 'The generation_id that Image Model > Create gave',
	},
});
