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
	// By the minute that was brought, the first one whole (docs/heygen.md §11).
	paidBy: 'job',
	price: {
		rate: () => PRICES.fillerWords,
		amount({ original_duration: before, output_duration: after, num_cuts: cuts }) {
			if (typeof before !== 'number') return undefined;
			// Given back where nothing was cut: the cuts are those of words, and what was cut may be silence alone.
			const isUntouched = cuts === 0 && typeof after === 'number' && after >= before;
			return isUntouched ? 0 : Math.max(1, before / 60);
		},
	},
} satisfies JobKind<Schema<'FillerWordRemoval'>>;
