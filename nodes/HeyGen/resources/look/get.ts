import { jobKinds } from '../../jobs/jobKinds';
import { lookLocator } from '../../parameters/locators';
import { explainLooks, givenId } from '../../run/mistakenId';
import type { Operation } from '../../run/operation';
import { unfinishedHint } from '../readOperation';
import { simplified } from './simplified';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get look',
	description: 'Get a look with its status, previews and the engines it supports',
	calls: ['avatarLooksGet', 'avatarGet'],
	parameters: [
		lookLocator({
			name: 'lookId',
			displayName: 'Look',
			description: 'The outfit or pose to read. Its ID is what a video calls avatar_id.',
		}),
	],
	simplify: simplified,
	async run(item) {
		const given = givenId(item.values, 'lookId');
		const look = await item.client
			.data('avatarLooksGet', { path: { look_id: given.id } })
			.catch(explainLooks(item, [given]));
		return { json: { ...look }, hint: unfinishedHint(item, jobKinds.look, given.id, look) };
	},
};
