import type { Schema } from '../../api/contract';
import { fullPage } from '../../api/pages';
import { titled, type JobKind } from './kind';

export const clipping = {
	name: 'clipping',
	getOperation: 'Clipping > Get',
	completed: ['completed'],
	// Nobody waits for a cancelled one any more, and it gave nothing.
	failed: ['failed', 'cancelled'],
	calls: ['aiClippingGet'],
	read: async (client, id) => await client.data('aiClippingGet', { path: { job_id: id } }),
	status: ({ status }) => status,
	createdAt: ({ created_at: createdAt }) => createdAt,
	failure: ({ failure_message: message }) => ({ message }),
	files: [
		{
			name: 'clip',
			isUsual: true,
			displayName: 'Clips',
			ending: 'mp4',
			several: true,
			links: ({ clips = [] }) => clips.map(({ video_url: link }) => link),
		},
	],
	list: {
		page: async (client, _, token) => await fullPage(client, 'aiClippingList', { token }),
		entry: titled,
		polled: { name: 'clipping', displayName: 'Clippings' },
	},
	paidBy: 'second',
} satisfies JobKind<Schema<'AiClipping'>>;
