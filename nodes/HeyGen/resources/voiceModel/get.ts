import { jobKinds } from '../../jobs/jobKinds';
import { modelVoiceLocator } from '../../parameters/locators';
import { readOperation } from '../readOperation';

export const get = readOperation({
	name: 'Get',
	value: 'get',
	action: 'Get model voice',
	description: "Get a voice of HeyGen's speech model; it can speak once its status is ACTIVE",
	calls: ['modelAudioVoicesGet'],
	reads: jobKinds.modelVoice,
	id: modelVoiceLocator({ name: 'voiceId', displayName: 'Voice', description: 'The voice to read' }),
});
