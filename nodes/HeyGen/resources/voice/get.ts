import { jobKinds } from '../../jobs/jobKinds';
import { voiceLocator } from '../../parameters/locators';
import { readOperation } from '../readOperation';
import { simplified } from './simplified';

export const get = readOperation({
	name: 'Get',
	value: 'get',
	action: 'Get voice',
	description: 'Get a voice and, of one that is being cloned, its state',
	calls: ['voiceGet'],
	simplify: simplified,
	reads: jobKinds.clonedVoice,
	id: voiceLocator({
		name: 'voiceId',
		displayName: 'Voice',
		description: 'The voice to read. Voices of Voice Model are read there.',
	}),
});
