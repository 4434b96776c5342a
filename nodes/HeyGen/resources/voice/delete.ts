import { ownVoiceLocator } from '../../parameters/locators';
import { deleteOperation } from '../deleteOperation';

export const remove = deleteOperation({
	action: 'Delete voice',
	description: 'Delete a voice of your own for good; no template may use it',
	calls: ['voiceDelete'],
	id: ownVoiceLocator({ name: 'voiceId', displayName: 'Voice', description: 'The voice to delete' }),
	path: (id) => ({ voice_id: id }),
});
