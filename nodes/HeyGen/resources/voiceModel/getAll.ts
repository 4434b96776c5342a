import { listOperation } from '../list';

export const getAll = listOperation({
	action: 'Get many model voices',
	description: "List the account's voices of HeyGen's speech model, newest first",
	calls: ['modelAudioVoicesList'],
});
