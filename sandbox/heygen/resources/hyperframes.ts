import { collection } from '../collection';
import { checkCallback, resolveMedia } from '../inputs';
import { rendering } from '../rendering';
import type { JobOf } from '../rendering';
import type { Resource } from '../resource';
import type { Schemas } from '../types';

const jobs = rendering({
	kind: 'hyperframesRender',
	collection:
		collection('hyperframesRenders').of<JobOf<'hyperframesRendersCreate', 'hyperframesRendersGet'>>(),
	id: 'render_id',
	what: 'Render',
	price: { name: 'hyperframesRender', usd: 0.1 },
	// docs/heygen.md §11.
	times: ({ resolution }) => (resolution === '4k' ? 1.5 : 1),
	states: [
		['queued', 0],
		['rendering', 0.25],
		['completed', 1],
		['failed', 1],
	],
	async check(world, body) {
		checkCallback(body);
		await resolveMedia(world, body.project, 'project', ['archive']);
	},
	view: (
		{ id, request, status, createdAt, completedAt, failure },
		made,
	): Schemas['HyperframesRenderDetail'] => ({
		render_id: id,
		status,
		title: request.title ?? null,
		callback_id: request.callback_id ?? null,
		video_url: made?.file(request.format === 'webm' ? 'video.webm' : 'video.mp4') ?? null,
		thumbnail_url: made?.file('thumbnail.png') ?? null,
		duration: made?.seconds ?? null,
		fps: request.fps ?? 30,
		quality: request.quality ?? 'standard',
		format: request.format ?? 'mp4',
		resolution: request.resolution ?? '1080p',
		aspect_ratio: request.aspect_ratio ?? '16:9',
		composition: request.composition ?? 'index.html',
		created_at: createdAt,
		completed_at: completedAt,
		failure_message: failure?.message ?? null,
	}),
	event: {
		name: 'hyperframes_video',
		// What HeyGen's event holds is not known (docs/heygen.md §7).
		data: ({ id, failure }, { callback_id, video_url }) => ({
			render_id: id,
			callback_id,
			...(failure ? { message: failure.message } : { video_url }),
		}),
	},
});

export const hyperframes = {
	collections: [jobs.collection],
	prices: [jobs.price],
	handlers: {
		async hyperframesRendersCreate(call) {
			return { data: { render_id: (await jobs.create(call)).id } };
		},
		hyperframesRendersList: jobs.list,
		hyperframesRendersGet: jobs.get,
		hyperframesRendersDelete: (call) => ({ data: { render_id: jobs.delete(call).data.id } }),
	},
} satisfies Resource;
