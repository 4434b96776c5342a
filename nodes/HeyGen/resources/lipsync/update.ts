import { lipsyncLocator } from '../../parameters/locators';
import { titleParameter } from '../../parameters/shared';
import type { Operation } from '../../run/operation';
import { simplified } from './simplified';

export const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update lipsync',
	description: 'Give a lipsync another title',
	calls: ['lipsyncUpdate'],
	parameters: [
		lipsyncLocator({ name: 'lipsyncId', displayName: 'Lipsync', description: 'The lipsync to change' }),
		{ ...titleParameter, required: true },
	],
	simplify: simplified,
	async run(item) {
		const { values } = item;
		const request = { path: { lipsync_id: values.id('lipsyncId') }, body: { title: values.text('title') } };
		return { json: { ...(await item.write('lipsyncUpdate', request)) } };
	},
};
