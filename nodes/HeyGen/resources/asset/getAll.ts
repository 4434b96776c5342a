import { ownUsername } from '../../api/assets';
import { listOperation } from '../list';

export const getAll = listOperation({
	action: 'Get many assets',
	description: 'List the files of the account. HeyGen offers this outside of its public reference.',
	calls: ['assetList', 'userMeGet'],
	filters: [
		{
			displayName: 'Folder ID',
			name: 'folderId',
			type: 'string',
			default: '',
			description: 'Only files in this folder',
		},
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			default: '',
			description: 'Whose files to list, as Account > Get names them; your own if this is not added',
		},
	],
	query: async (filters, _, client) => ({
		username: filters.optionalText('username')?.trim() ?? (await ownUsername(client)),
		folder_id: filters.optionalId('folderId'),
	}),
});
