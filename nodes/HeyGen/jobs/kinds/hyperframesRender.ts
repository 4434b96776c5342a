import type { Schema } from '../../api/contract';
import { fullPage } from '../../api/pages';
import { titled, type JobKind } from './kind';

export const hyperframesRender = {
	name: 'HyperFrames render',
	getOperation: 'HyperFrames > Get',
	completed: ['completed'],
	failed: ['failed'],
	calls: ['hyperframesRendersGet'],
	read: async (client, id) => await client.data('hyperframesRendersGet', { path: { render_id: id } }),
	status: ({ status }) => status,
	createdAt: ({ created_at: createdAt }) => createdAt,
	endedAt: ({ completed_at: endedAt }) => endedAt,
	failure: ({ failure_message: message }) => ({ message }),
	files: [
		{
			name: 'video',
			isUsual: true,
			displayName: 'Video',
			ending: 'mp4',
			links: ({ video_url: link }) => [link],
		},
		{
			name: 'thumbnail',
			displayName: 'Thumbnail',
			ending: 'jpg',
			links: ({ thumbnail_url: link }) => [link],
		},
	],
	list: {
		page: async (client, _, token) => await fullPage(client, 'hyperframesRendersList', { token }),
		entry: ({ render_id: id, title, status }) => titled({ id, title, status }),
		polled: { name: 'hyperframes_render', displayName: 'HyperFrames Renders' },
	},
	paidBy: 'second',
} satisfies JobKind<Schema<'HyperframesRenderDetail'>>;
