import { listOperation } from '../list';

export const getAllKits = listOperation({
	name: 'Get Many Kits',
	value: 'getAllKits',
	action: 'Get many brand kits',
	description: 'List the brand kits of the account',
	calls: ['brandKitsList'],
});
