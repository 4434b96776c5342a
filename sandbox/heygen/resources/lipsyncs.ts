import { batchOf } from '../batch';
import { collection } from '../collection';
import { invalid } from '../errors';
import { checkFolder } from '../folders';
import { checkCallback, resolveMedia } from '../inputs';
import { rendering } from '../rendering';
import type { JobOf } from '../rendering';
import type { Resource } from '../resource';
import type { Schemas } from '../types';

/** HeyGen has no event for lipsyncs. */
const jobs = rendering({
	kind: 'lipsync',
	collection: collection('lipsyncs').of<JobOf<'lipsyncCreate', 'lipsyncGet'>>(),
	id: 'lipsync_id',
	what: 'Lipsync',
	price: { name: 'lipsync', usd: 0.0333 },
	times: ({ mode }) => (mode === 'precision' ? 0.0667 / 0.0333 : 1),
	states: [
		['pending', 0],
		['running', 0.25],
		['completed', 1],
		['failed', 1],
	],
	async check(world, body) {
		checkCallback(body);
		checkFolder(world, body.folder_id);
		const { start_time: start, end_time: end } = body;
		if ((start ?? 0) < 0) throw invalid('start_time', 'start_time must not be negative');
		if (typeof end === 'number' && end <= (start ?? 0)) {
			throw invalid('end_time', 'end_time must be after start_time');
		}
		await resolveMedia(world, body.video, 'video', ['video']);
		await resolveMedia(world, body.audio, 'audio', ['audio']);
	},
	view: ({ id, request, status, createdAt, failure }, made): Schemas['Lipsync'] => ({
		id,
		status,
		title: request.title ?? null,
		created_at: createdAt,
		duration: made?.seconds ?? null,
		video_url: made?.file('video.mp4') ?? null,
		caption_url: made?.file('subtitles.srt') ?? null,
		callback_id: request.callback_id ?? null,
		failure_message: failure?.message ?? null,
	}),
});

const batches = batchOf({ name: 'lipsyncBatches', of: jobs });

export const lipsyncs = {
	collections: [jobs.collection, batches.collection],
	prices: [jobs.price],
	handlers: {
		async lipsyncCreate(call) {
			return { data: { lipsync_id: (await jobs.create(call)).id } };
		},
		lipsyncList: jobs.list,
		lipsyncGet: jobs.get,
		lipsyncUpdate({ body, path, world }) {
			const job = jobs.find(world, path.lipsync_id);
			job.request = { ...job.request, title: body.title };
			return jobs.get({ path, world });
		},
		lipsyncDelete: jobs.delete,
		lipsyncStatusesList: batches.states('lipsync_ids'),
		lipsyncBatchesCreate: (call) => batches.create(call, call.body.lipsyncs),
		lipsyncBatchesGet: batches.get,
	},
} satisfies Resource;
