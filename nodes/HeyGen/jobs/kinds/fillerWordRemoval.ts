import type { Schema } from '../../api/contract';
import type { JobKind } from './kind';

export const fillerWordRemoval = {
	name: 'filler word removal',
	getOperation: 'Filler Word Removal > Get',
	completed: ['completed'],
	failed: ['failed'],
	calls: ['fillerWordRemovalGet'],
	read: async (client, id) =>
		await client.data('fillerWordRemovalGet', { path: { filler_word_removal_id: id } }),
	status: ({ status }) => status,
	createdAt: ({ created_at: createdAt }) => createdAt,
	failure: ({ failure_message: message }) => ({ message }),
	files: [
		{ name: 'video', displayName: 'Video', ending: 'mp4', links: ({ video_url: link }) => [link] },
		{
			name: 'thumbnail',
			displayName: 'Thumbnail',
			ending: 'jpg',
			links: ({ thumbnail_url: link }) => [link],
		},
	],
	// By the minute that was brought, the first one whole (docs/heygen.md §11).
	paidBy: 'job',
} satisfies JobKind<Schema<'FillerWordRemoval'>>;
