import type { Operation } from '../../run/operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get account',
	description: 'Get the account behind the credential, with its balance',
	calls: ['userMeGet'],
	parameters: [],
	async run(item) {
		return { json: { ...(await item.client.data('userMeGet')) } };
	},
};
