import { collection } from '../collection';
import { resolveMedia } from '../inputs';
import { rendering } from '../rendering';
import type { JobOf } from '../rendering';
import type { Resource } from '../resource';
import type { Schemas } from '../types';

const LAYERS = { foreground: 'video.webm', mask: 'video.mp4', background: 'video.mp4' } as const;
const ALL = ['foreground', 'mask', 'background'] as const;

/** HeyGen has no event for them, and calls nobody. */
const jobs = rendering({
	kind: 'backgroundRemoval',
	collection: collection('backgroundRemovals').of<JobOf<'backgroundRemovalCreate', 'backgroundRemovalGet'>>(),
	id: 'job_id',
	what: 'Background removal',
	price: { name: 'backgroundRemoval', usd: 0.25 },
	states: [
		['pending', 0],
		['processing', 0.25],
		['completed', 1],
		['failed', 1],
	],
	// The header that does this elsewhere is ignored here (docs/heygen.md §13).
	knownBy: ({ request_id: name }) => name,
	async check(world, body) {
		await resolveMedia(world, body.video, 'video', ['video']);
	},
	view: ({ id, request, status, createdAt, completedAt, failure }, made): Schemas['BackgroundRemoval'] => {
		const wanted = request.layers?.length ? request.layers : ALL;
		return {
			id,
			status,
			layers: made ? Object.fromEntries(wanted.map((layer) => [layer, made.file(LAYERS[layer])])) : {},
			duration: made?.seconds ?? null,
			created_at: createdAt,
			completed_at: failure ? null : completedAt,
			error: failure?.message ?? null,
		};
	},
});

export const backgroundRemovals = {
	collections: [jobs.collection],
	prices: [jobs.price],
	handlers: {
		async backgroundRemovalCreate(call) {
			const { id } = await jobs.create(call);
			return jobs.get({ path: { job_id: id }, world: call.world });
		},
		backgroundRemovalList: jobs.list,
		backgroundRemovalGet: jobs.get,
		backgroundRemovalDelete: (call) => ({ data: { ...jobs.delete(call).data, deleted: true } }),
	},
} satisfies Resource;
