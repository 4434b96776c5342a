import type { Schema } from '../../api/contract';
import { fullPage } from '../../api/pages';
import { PRICES } from '../prices';
import { statesIn } from '../states';
import { titled, type JobKind } from './kind';

export const lipsync = {
	name: 'lipsync',
	getOperation: 'Lipsync > Get',
	completed: ['completed'],
	failed: ['failed'],
	calls: ['lipsyncGet', 'lipsyncStatusesList'],
	read: async (client, id) => await client.data('lipsyncGet', { path: { lipsync_id: id } }),
	many: {
		idsPerRequest: 100,
		readStates: async (client, ids) =>
			statesIn(await client.data('lipsyncStatusesList', { query: { lipsync_ids: ids.join(',') } })),
	},
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
		{ name: 'subtitle', displayName: 'Subtitles', ending: 'srt', links: ({ caption_url: link }) => [link] },
	],
	list: {
		page: async (client, _, token) => await fullPage(client, 'lipsyncList', { token }),
		entry: titled,
		polled: { name: 'lipsync', displayName: 'Lipsyncs' },
	},
	paidBy: 'second',
	price: {
		rate: ({ mode }) => (mode === 'precision' ? PRICES.precisionLipsync : PRICES.speedLipsync),
		amount: ({ duration }) => duration,
	},
} satisfies JobKind<Schema<'Lipsync'>>;
