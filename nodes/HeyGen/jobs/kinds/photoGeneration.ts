import type { PhotoGeneration } from '../../api/contract';
import type { JobKind } from './kind';

export const photoGeneration = {
	name: 'photo generation',
	getOperation: 'Photo > Get Generation',
	completed: ['success'],
	failed: ['failed'],
	calls: ['photoGenerationGet'],
	read: async (client, id) => await client.data('photoGenerationGet', { path: { generation_id: id } }),
	status: ({ status }) => status,
	failure: ({ msg: message }) => ({ message }),
	files: [
		{
			name: 'photo',
			isUsual: true,
			displayName: 'Photos',
			ending: 'png',
			several: true,
			links: ({ image_url_list: links }) => links ?? [],
		},
	],
	paidBy: 'job',
} satisfies JobKind<PhotoGeneration>;
