import type { Schema } from '../../api/contract';
import { PRICES } from '../prices';
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
	paidBy: 'job',
	price: {
		rate: () => PRICES.fillerWords,
		// By what was brought, a minute at least; it is given back where there was nothing to cut.
		amount: ({ original_duration: seconds, num_cuts: cuts }) =>
			cuts === 0 ? 0 : seconds && Math.max(1, seconds / 60),
	},
} satisfies JobKind<Schema<'FillerWordRemoval'>>;
