import { collection } from '../collection';
import { checkCallback, resolveMedia } from '../inputs';
import { rendering } from '../rendering';
import type { JobOf } from '../rendering';
import type { Resource } from '../resource';
import type { Schemas } from '../types';

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
		output_settings: request.output_settings,
		progress: made ? 100 : 0,
		clips: made
			? CLIPS.map((name, index) => ({
					id: `${id}-${index}`,
					status: 'completed',
					title: name,
					aspect_ratio: request.output_settings?.aspect_ratio ?? 'portrait',
					duration_seconds: made.seconds,
					thumbnail_url: made.file('thumbnail.png'),
					video_url: made.file('video.mp4'),
				}))
			: [],
		callback_id: request.callback_id ?? null,
		failure_message: failure?.message ?? null,
	}),
	event: {
		name: 'ai_clipping',
		data: ({ id, failure }, { callback_id }) => ({
			ai_clipping_id: id,
			callback_id,
			...(failure ? { message: failure.message } : {}),
		}),
	},
});

export const clippings = {
	collections: [jobs.collection],
	prices: [jobs.price],
	handlers: {
		async aiClippingCreate(call) {
			return { data: { ai_clipping_id: (await jobs.create(call)).id } };
		},
		aiClippingList: jobs.list,
		aiClippingGet: jobs.get,
		aiClippingDelete: jobs.delete,
	},
} satisfies Resource;
