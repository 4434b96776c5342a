import type { Schema } from '../../api/contract';
import { PRICES } from '../prices';
import type { JobKind } from './kind';

export const modelVideo = {
	name: 'model video',
	getOperation: 'Video Model > Get',
	completed: ['completed'],
	// Nobody waits for a cancelled one any more, and it gave nothing.
	failed: ['failed', 'cancelled'],
	calls: ['modelVideosGet'],
	read: async (client, id) => await client.data('modelVideosGet', { path: { video_id: id } }),
	status: ({ status }) => status,
	createdAt: ({ created_at: createdAt }) => createdAt,
	failure: ({ failure_code: code, failure_message: message }) => ({ code, message }),
	files: [
		{
			name: 'video',
			isUsual: true,
			displayName: 'Video',
			ending: 'mp4',
			links: ({ video_url: link }) => [link],
		},
	],
	paidBy: 'second',
	price: {
		rate: () => PRICES.modelVideo,
		expect: ({ duration }) => (typeof duration === 'number' ? { from: duration, to: duration } : undefined),
		amount: ({ duration }) => duration,
	},
} satisfies JobKind<Schema<'ModelVideo'>>;
