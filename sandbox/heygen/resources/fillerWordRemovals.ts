import { collection } from '../collection';
import { checkCallback, resolveMedia } from '../inputs';
import { CLIP_SECONDS } from '../purse';
import { rendering } from '../rendering';
import type { JobOf } from '../rendering';
import type { Resource } from '../resource';
import type { Schemas } from '../types';

/** As a single read shows it. */
const PROGRESS: Partial<Record<string, number>> = { running: 40 };

/** As if the source had been so much longer. */
const CUT_SECONDS = 0.5;

const jobs = rendering({
	kind: 'fillerWordRemoval',
	collection: collection('fillerWordRemovals').of<JobOf<'fillerWordRemovalCreate', 'fillerWordRemovalGet'>>(),
	id: 'filler_word_removal_id',
	what: 'Filler word removal',
	// Everything brought here is shorter than the minute that is the least (docs/heygen.md §11).
	price: { name: 'fillerWordRemoval', usd: 0.3 },
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
	view: ({ id, request, status, createdAt, failure }, made): Schemas['FillerWordRemoval'] => ({
		id,
		status,
		progress: made ? 100 : (PROGRESS[status] ?? 0),
		title: request.title ?? 'Filler Removal',
		created_at: createdAt,
		video_url: made?.file('video.mp4') ?? null,
		thumbnail_url: made?.file('thumbnail.png') ?? null,
		original_duration: made ? CLIP_SECONDS + CUT_SECONDS : null,
		output_duration: made?.seconds ?? null,
		num_cuts: made ? 2 : null,
		reduction_pct: made ? (100 * CUT_SECONDS) / (CLIP_SECONDS + CUT_SECONDS) : null,
		failure_message: failure?.message ?? null,
		callback_id: request.callback_id ?? null,
	}),
	event: {
		name: 'filler_word_removal',
		// What HeyGen's event holds is not known (docs/heygen.md §7).
		data: ({ id, failure }, { callback_id, video_url }) => ({
			filler_word_removal_id: id,
			callback_id,
			...(failure ? { message: failure.message } : { video_url }),
		}),
	},
});

/** There is no list of them, and none is deleted. */
export const fillerWordRemovals = {
	collections: [jobs.collection],
	prices: [jobs.price],
	handlers: {
		async fillerWordRemovalCreate(call) {
			return { data: { filler_word_removal_id: (await jobs.create(call)).id } };
		},
		fillerWordRemovalGet: jobs.get,
	},
} satisfies Resource;
