import { resolveMedia } from '../inputs';
import type { Handlers, Schemas } from '../types';
import { newId, now, trimmed } from '../world';
import type { Lipsync, World } from '../world';
import { FAILURE, findRendition, renderAnew } from './renditions';
import { checkCallback } from './videoChecks';

/** HeyGen has no event for lipsyncs, so they end without one. */
export const lipsyncs = {
	async lipsyncCreate({ body, world, account }) {
		checkCallback(body);
		await resolveMedia(world, body.video, 'video', ['video']);
		await resolveMedia(world, body.audio, 'audio', ['audio']);
		// As everywhere: from here on nothing may wait.
		world.jobs.assertRoom();
		const id = newId();
		world.charge(account, 'lipsync', [id]);
		const lipsync: Lipsync = { id, request: trimmed(body), status: 'pending', createdAt: now() };
		renderAnew(world, world.lipsyncs, world.lipsyncs.add(id, lipsync));
		return { data: { lipsync_id: id } };
	},

	lipsyncList({ query, world }) {
		const { items, ...page } = world.lipsyncs.page({ limit: query.limit ?? 10, token: query.token });
		return { data: items.map((lipsync) => view(world, lipsync)), ...page };
	},

	lipsyncGet({ path, world }) {
		return { data: view(world, find(world, path.lipsync_id)) };
	},

	lipsyncDelete({ path, world }) {
		const { id } = find(world, path.lipsync_id);
		world.lipsyncs.delete(id);
		world.jobs.finish(id);
		return { data: { id } };
	},
} satisfies Handlers;

function find(world: World, id: string): Lipsync {
	return findRendition(world.lipsyncs, { id, param: 'lipsync_id', what: 'Lipsync' });
}

/** The lipsync as the API shows it now. */
function view(world: World, { id, request, status, createdAt }: Lipsync): Schemas['Lipsync'] {
	const done = status === 'completed';
	const link = (name: string) => world.links.signed(`/results/lipsyncs/${id}/${name}`);
	return {
		id,
		status,
		title: request.title ?? null,
		created_at: createdAt,
		duration: done ? 2 : null,
		video_url: done ? link('video.mp4') : null,
		caption_url: done && request.enable_caption ? link('subtitles.srt') : null,
		callback_id: request.callback_id ?? null,
		failure_message: status === 'failed' ? FAILURE : null,
	};
}
