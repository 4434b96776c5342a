import type { Operation } from '../../run/operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get folder',
	description: 'Get a folder with its name, its parent and whether it is in the trash',
	calls: ['folderGet'],
	parameters: [
		{
			displayName: 'Folder ID',
			name: 'folderId',
			type: 'string',
			default: '',
			required: true,
			description: 'The folder_id that Folder > Create gave',
		},
	],
	async run({ client, values }) {
		const folder = await client.data('folderGet', { path: { folder_id: values.id('folderId') } });
		return { json: { ...folder } };
	},
};
