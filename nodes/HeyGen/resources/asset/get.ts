import { assetLocator } from '../../parameters/locators';
import type { Operation } from '../../run/operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get asset',
	description: 'Get a file of the account: its name, type and link',
	calls: ['assetGet'],
	parameters: [assetLocator({ name: 'assetId', displayName: 'Asset', description: 'The file to read' })],
	async run(item) {
		const asset = await item.client.data('assetGet', { path: { asset_id: item.values.id('assetId') } });
		return { json: { ...asset } };
	},
};
