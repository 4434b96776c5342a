import type { Schema } from '../../api/contract';
import { fullPage } from '../../api/pages';
import { either, PRICES } from '../prices';
import { statesIn } from '../states';
import { titled, type JobKind } from './kind';

export const translation = {
	name: 'translation',
	getOperation: 'Translation > Get',
	completed: ['completed'],
	failed: ['failed'],
	calls: ['videoTranslateGet', 'videoTranslateStatusesList'],
	read: async (client, id) => await client.data('videoTranslateGet', { path: { video_translation_id: id } }),
	many: {
		idsPerRequest: 100,
		async readStates(client, ids) {
			const entries = await client.data('videoTranslateStatusesList', {
				query: { video_translation_ids: ids.join(',') },
			});
			return statesIn(entries);
		},
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
		{ name: 'audio', displayName: 'Audio', ending: 'mp3', links: ({ audio_url: link }) => [link] },
		{
			name: 'subtitle',
			displayName: 'Subtitles',
			ending: 'srt',
			links: ({ srt_caption_url: link }) => [link],
		},
		{
			name: 'subtitle_vtt',
			displayName: 'Subtitles (VTT)',
			ending: 'vtt',
			links: ({ vtt_caption_url: link }) => [link],
		},
	],
	list: {
		page: async (client, _, token) => await fullPage(client, 'videoTranslateList', { token }),
		entry: titled,
		polled: { name: 'translation', displayName: 'Translations' },
	},
	paidBy: 'second',
	price: {
		rate({ translate_audio_only: audioOnly, mode }) {
			if (audioOnly === true) return PRICES.audioTranslation;
			if (mode === 'precision') return PRICES.precisionTranslation;
			// The video of a proofread is made in the mode that the proofread was.
			return mode === 'speed'
				? PRICES.speedTranslation
				: either('translation', PRICES.speedTranslation, PRICES.precisionTranslation);
		},
		amount: ({ duration }) => duration,
	},
} satisfies JobKind<Schema<'VideoTranslation'>>;
