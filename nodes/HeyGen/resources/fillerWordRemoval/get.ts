import { jobKinds } from '../../jobs/jobKinds';
import { readOperation } from '../readOperation';
import { simplified } from './simplified';

export const get = readOperation({
	name: 'Get',
	value: 'get',
	action: 'Get filler word removal',
	description:
		'Get the state of a filler word removal and, once it is completed, its video. The cuts it counts are those of words only: with none, silences may still have been cut and paid.',
	calls: ['fillerWordRemovalGet'],
	reads: jobKinds.fillerWordRemoval,
	id: {
		displayName: 'Filler Word Removal ID',
		name: 'fillerWordRemovalId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 4d5e6f708192a3b4c5d6e7f8091a2b3c',
		description: 'The ID that Create gave; HeyGen has no list of them',
	},
	simplify: simplified,
});
