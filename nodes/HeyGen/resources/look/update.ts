import { lookLocator } from '../../parameters/locators';
import type { Operation } from '../../run/operation';
import { simplified } from './simplified';

/** By the contract. */
const NAME_LIMIT = 255;

export const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update look',
	description: 'Rename a look',
	calls: ['avatarLooksUpdate'],
	parameters: [
		lookLocator({ name: 'lookId', displayName: 'Look', description: 'The outfit or pose to change' }),
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Anna, blue jacket',
			description: 'What the look is called in HeyGen, in at most 255 characters',
		},
	],
	simplify: simplified,
	async run(item) {
		const { values } = item;
		const look = await item.write('avatarLooksUpdate', {
			path: { look_id: values.id('lookId') },
			body: { name: values.text('name', { max: NAME_LIMIT }) },
		});
		return { json: { ...look } };
	},
};
