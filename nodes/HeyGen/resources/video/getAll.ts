import { listOperation } from '../list';
import { simplified } from './simplified';

export const getAll = listOperation({
	action: 'Get many videos',
	description: 'List the videos of the account',
	calls: ['videoList'],
	simplify: simplified,
	filters: [
		{
			displayName: 'Folder ID',
			name: 'folderId',
			type: 'string',
			default: '',
			description: 'Only videos in this folder',
		},
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			description: 'Only videos with this in their title',
		},
	],
	query: (filters) => ({ folder_id: filters.optionalId('folderId'), title: filters.optionalText('title') }),
});
