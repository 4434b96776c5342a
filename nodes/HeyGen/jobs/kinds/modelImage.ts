import type { Schema } from '../../api/contract';
import type { JobKind } from './kind';

export const modelImage = {
	name: 'model image',
	getOperation: 'Image Model > Get',
	completed: ['completed'],
	// Nobody waits for a cancelled one any more, and it gave nothing.
	failed: ['failed', 'cancelled'],
	calls: ['modelImagesGet'],
	read: async (client, id) => await client.data('modelImagesGet', { path: { generation_id: id } }),
	status: ({ status }) => status,
	createdAt: ({ created_at: createdAt }) => createdAt,
	failure: ({ failure_code: code, failure_message: message }) => ({ code, message }),
	files: [
		{
			name: 'image',
			isUsual: true,
			displayName: 'Images',
			ending: 'png',
			several: true,
			links: ({ images }) => images.map(({ image_url: link }) => link),
		},
	],
	paidBy: 'job',
} satisfies JobKind<Schema<'ModelImageGeneration'>>;
