import type { Video } from '../../api/contract';
import { fullPage } from '../../api/pages';
import { endedVideo, gatherEnded } from '../endedVideos';
import { statesIn } from '../states';
import { titled, type JobKind } from './kind';

export const video = {
	name: 'video',
	getOperation: 'Video > Get',
	completed: ['completed'],
	failed: ['failed'],
	calls: ['videoGet', 'videoStatusesList', 'videoList'],
	read: async (client, id) =>
		endedVideo(client, id) ?? (await client.data('videoGet', { path: { video_id: id } })),
	many: {
		idsPerRequest: 100,
		async readStates(client, ids) {
			const states = statesIn(
				await client.data('videoStatusesList', { query: { video_ids: ids.join(',') } }),
			);
			const ended = ids.filter((id) => ['completed', 'failed'].includes(states.get(id) ?? ''));
			await gatherEnded(client, ended);
			return states;
		},
	},
	status: ({ status }) => status,
	createdAt: ({ created_at: createdAt }) => createdAt,
	endedAt: ({ completed_at: endedAt }) => endedAt,
	failure: ({ failure_code: code, failure_message: message }) => ({ code, message }),
	files: [
		{ name: 'video', displayName: 'Video', ending: 'mp4', links: (job) => [job.video_url] },
		{
			name: 'captioned_video',
			displayName: 'Captioned Video',
			ending: 'mp4',
			links: (job) => [job.captioned_video_url],
		},
		{ name: 'subtitle', displayName: 'Subtitles', ending: 'srt', links: (job) => [job.subtitle_url] },
		{ name: 'thumbnail', displayName: 'Thumbnail', ending: 'jpg', links: (job) => [job.thumbnail_url] },
		{ name: 'gif', displayName: 'GIF', ending: 'gif', links: (job) => [job.gif_url] },
	],
	list: {
		page: async (client, { folderId, title }, token) =>
			await fullPage(client, 'videoList', { query: { folder_id: folderId, title }, token }),
		filtered: true,
		entry: (job) => titled(job, job.video_page_url),
		polled: { name: 'video', displayName: 'Videos' },
	},
	paidBy: 'second',
} satisfies JobKind<Video>;
