import { modelVoiceLocator } from '../../parameters/locators';
import { deleteOperation } from '../deleteOperation';

export const remove = deleteOperation({
	action: 'Delete model voice',
	description: "Delete a voice of HeyGen's speech model for good; not while it is being trained",
	calls: ['modelAudioVoicesDelete'],
	id: modelVoiceLocator({ name: 'voiceId', displayName: 'Voice', description: 'The voice to delete' }),
	path: (id) => ({ voice_id: id }),
});
