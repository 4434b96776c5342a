import { groupLocator, voiceLocator } from '../../parameters/locators';
import type { Operation } from '../../run/operation';
import { simplifiedGroup } from './simplified';

export const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update avatar',
	description: 'Set the voice with which the looks of an avatar group speak by default',
	calls: ['avatarUpdate'],
	parameters: [
		groupLocator({ name: 'groupId', displayName: 'Avatar Group', description: 'The character to change' }),
		voiceLocator({
			name: 'defaultVoiceId',
			displayName: 'Default Voice',
			description: 'Who speaks where a video names no voice',
		}),
	],
	simplify: simplifiedGroup,
	async run(item) {
		const { values } = item;
		const group = await item.write('avatarUpdate', {
			path: { group_id: values.id('groupId') },
			body: { default_voice_id: values.id('defaultVoiceId') },
		});
		return { json: { ...group } };
	},
};
