import { jobKinds } from '../../jobs/jobKinds';
import { readOperation } from '../readOperation';
import { mayBeRetired } from './retired';

export const getGeneration = readOperation({
	name: 'Get Generation',
	value: 'getGeneration',
	action: 'Get photo generation',
	description: 'Get the state and the photos of a generation (v2)',
	calls: ['photoGenerationGet'],
	reads: jobKinds.photoGeneration,
	id: {
		displayName: 'Generation ID',
		name: 'generationId',
		type: 'string',
		default: '',
		required: true,
		description: 'The generation_id that Photo > Generate gave',
	},
	explain: mayBeRetired,
});
