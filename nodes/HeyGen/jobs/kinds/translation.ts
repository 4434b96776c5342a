import type { Schema } from '../../api/contract';
import { fullPage } from '../../api/pages';
import { titled, type JobKind } from './kind';

export const translation = {
	name: 'translation',
	getOperation: 'Translation > Get',
	completed: ['completed'],
	failed: ['failed'],
	calls: ['videoTranslateGet'],
	read: async (client, id) => await client.data('videoTranslateGet', { path: { video_translation_id: id } }),
	status: ({ status }) => status,
	createdAt: ({ created_at: createdAt }) => createdAt,
	failure: ({ failure_message: message }) => ({ message }),
	files: [
		{ name: 'video', displayName: 'Video', ending: 'mp4', links: ({ video_url: link }) => [link] },
		{ name: 'audio', displayName: 'Audio', ending: 'mp3', links: ({ audio_url: link }) => [link] },
		{
			name: 'subtitle',
			displayName: 'Subtitles',
			ending: 'srt',
			links: ({ srt_caption_url: link }) => [link],
		},
	],
	list: {
		page: async (client, _, token) => await fullPage(client, 'videoTranslateList', { token }),
		entry: titled,
		polled: { name: 'translation', displayName: 'Translations' },
	},
	paidBy: 'second',
} satisfies JobKind<Schema<'VideoTranslation'>>;
