import type { Operation } from '../../run/operation';
import { simplified } from './simplified';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get account',
	description: 'Get the account behind the credential, with its balance and what was used of it',
	calls: ['userMeGet'],
	parameters: [],
	simplify: simplified,
	async run(item) {
		return { json: { ...(await item.client.data('userMeGet')) } };
	},
};
