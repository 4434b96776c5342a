import { HeyGenError, invalid } from '../errors';
import type { Handlers, Schemas } from '../types';
import type { Video, World } from '../world';
import { batchEntries } from './batches';
import { addVideo, formatOf, render, videoView } from './rendering';
import { checkVideo } from './videoChecks';

const STATUSES_AT_ONCE = 100;

export const videos = {
	async videoCreate({ body, world, account }) {
		await checkVideo(world, body);
		world.jobs.assertRoom();
		const video = addVideo(world, account, body);
		render(world, video);
		return {
			data: { video_id: video.id, status: video.status, output_format: formatOf(video) },
		};
	},

	videoList({ query, world }) {
		const wanted = query.title?.toLowerCase();
		const { items, ...page } = world.videos.page({
			limit: query.limit ?? 10,
			token: query.token,
			where: ({ request }) =>
				// No operation of the contract puts a video into a folder.
				query.folder_id === undefined &&
				(wanted === undefined || (request.title ?? '').toLowerCase().includes(wanted)),
		});
		return { data: items.map((video) => videoView(world, video)), ...page };
	},

	videoGet({ path, world }) {
		return { data: videoView(world, findVideo(world, path.video_id)) };
	},

	videoDelete({ path, world }) {
		findVideo(world, path.video_id);
		world.videos.delete(path.video_id);
		world.jobs.finish(path.video_id);
		return { data: { id: path.video_id, deleted: true } };
	},

	videoStatusesList({ query, world }) {
		const videoIds = idList(query.video_ids);
		const batchIds = idList(query.batch_ids);
		if (videoIds.length + batchIds.length === 0) {
			throw invalid('video_ids', 'video_ids or batch_ids is required');
		}
		if (videoIds.length > STATUSES_AT_ONCE) {
			throw invalid('video_ids', `At most ${STATUSES_AT_ONCE} ids at once`);
		}
		const entries = videoIds.map((id): Schemas['StatusEntry'] => {
			const video = world.videos.get(id);
			if (!video) return { video_id: id, status: 'not_found' };
			return {
				video_id: id,
				status: video.status,
				error: video.failure ?? null,
				batch_id: video.batch?.id ?? null,
				item_index: video.batch?.index ?? null,
			};
		});
		return {
			data: [...entries, ...batchIds.flatMap((id) => batchEntries(world, id))],
			has_more: false,
			next_token: null,
		};
	},
} satisfies Handlers;

function findVideo(world: World, id: string): Video {
	const video = world.videos.get(id);
	if (!video) throw new HeyGenError('video_not_found', `Video ${id} not found`, 'video_id');
	return video;
}

function idList(value: string | undefined): string[] {
	return (value ?? '')
		.split(',')
		.map((id) => id.trim())
		.filter((id) => id !== '');
}
