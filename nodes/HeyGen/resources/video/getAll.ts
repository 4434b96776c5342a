import type { Operation } from '../../run/operation';
import { listed, listParameters } from '../list';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many videos',
	description: 'List the videos of the account',
	calls: ['videoList'],
	parameters: [
		...listParameters,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
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
		},
	],
	async run(item) {
		const filters = item.values.group('filters');
		return await listed(item, 'videoList', {
			query: { folder_id: filters.optionalText('folderId'), title: filters.optionalText('title') },
		});
	},
};
