import { collection } from '../collection';
import { checkCallback, resolveMedia } from '../inputs';
import { rendering } from '../rendering';
import type { JobOf } from '../rendering';
import type { Resource } from '../resource';
import type { Schemas } from '../types';

/** As the single read shows it. */
const PROGRESS: Partial<Record<string, number>> = { running: 40 };

const CLIPS = ['First Highlight', 'Second Highlight'];

const jobs = rendering({
	kind: 'clipping',
	collection: collection('clippings').of<JobOf<'aiClippingCreate', 'aiClippingGet'>>(),
	id: 'job_id',
	what: 'Clipping',
	price: { name: 'clipping', usd: 0.25 },
	states: [
		['pending', 0],
		['running', 0.25],
		['completed', 1],
		['failed', 1],
	],
	async check(world, body) {
		checkCallback(body);
		await resolveMedia(world, body.video, 'video', ['video']);
	},
	view: ({ id, request, status, createdAt, failure }, made): Schemas['AiClipping'] => ({
		id,
		status,
		title: request.title ?? null,
		created_at: createdAt,
		input_language: request.input_language ?? null,
		// HeyGen leaves it out (docs/heygen.md §13).
		output_settings: null,
		progress: made ? 100 : (PROGRESS[status] ?? 0),
		clips: made
			? CLIPS.map((name, index) => ({
					id: `${id}-${index}`,
					status: 'completed',
					title: name,
					aspect_ratio: request.output_settings?.aspect_ratio ?? 'portrait',
					duration_seconds: made.seconds,
					virality_score: 80 - index,
					thumbnail_url: made.file('thumbnail.png'),
					video_url: made.file('video.mp4'),
				}))
			: [],
		callback_id: request.callback_id ?? null,
		source_duration: made?.seconds ?? null,
		failure_message: failure?.message ?? null,
	}),
	event: {
		name: 'ai_clipping',
		data: (_job, view) => ({ ...view }),
	},
});

export const clippings = {
	collections: [jobs.collection],
	prices: [jobs.price],
	handlers: {
		async aiClippingCreate(call) {
			return { data: { ai_clipping_id: (await jobs.create(call)).id } };
		},
		aiClippingList(call) {
			const { data, ...page } = jobs.list(call);
			// Only the single read tells how far one has come (docs/heygen.md §13).
			return {
				data: data.map((job) => ({ ...job, progress: job.status === 'completed' ? 100 : 0 })),
				...page,
			};
		},
		aiClippingGet: jobs.get,
		aiClippingDelete: jobs.delete,
	},
} satisfies Resource;
