import type { Schema } from '../../api/contract';
import { fullPage } from '../../api/pages';
import type { JobKind } from './kind';

/** What a video is taken apart into, as far as it was asked for. */
export const backgroundRemoval = {
	name: 'background removal',
	getOperation: 'Background Removal > Get',
	completed: ['completed'],
	// Nothing comes of one that was deleted.
	failed: ['failed', 'deleted'],
	calls: ['backgroundRemovalGet'],
	read: async (client, id) => await client.data('backgroundRemovalGet', { path: { job_id: id } }),
	status: ({ status }) => status,
	createdAt: ({ created_at: createdAt }) => createdAt,
	endedAt: ({ completed_at: endedAt }) => endedAt,
	failure: ({ error }) => ({ message: error }),
	files: [
		{
			name: 'foreground',
			isUsual: true,
			displayName: 'Foreground',
			ending: 'webm',
			links: ({ layers }) => [layers?.foreground],
		},
		{ name: 'mask', displayName: 'Mask', ending: 'mp4', links: ({ layers }) => [layers?.mask] },
		{
			name: 'background',
			displayName: 'Background',
			ending: 'mp4',
			links: ({ layers }) => [layers?.background],
		},
	],
	list: {
		page: async (client, _, token) => await fullPage(client, 'backgroundRemovalList', { token }),
		// HeyGen takes a title and does not show it.
		entry: ({ id, status }) => ({ name: `${id} (${status})`, value: id }),
		polled: { name: 'background_removal', displayName: 'Background Removals' },
	},
	paidBy: 'second',
} satisfies JobKind<Schema<'BackgroundRemoval'>>;
