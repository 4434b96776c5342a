import type { Video } from '../../api/contract';
import { isRecord, textOf } from '../../api/json';
import { placeOf, readEntry, readEntryStates, type Batch } from '../batch';
import type { JobKind } from './kind';
import { video } from './video';

/** A video of a batch: what the batch says about it and, where that does not say all, the video itself. */
export interface BatchVideo {
	readonly entry?: Batch['items'][number];
	readonly video?: Video;
}

function reasonIn(entry: BatchVideo['entry']): { code?: string; message?: string } {
	const error: unknown = entry?.error;
	return isRecord(error) ? { code: textOf(error.code), message: textOf(error.message) } : {};
}

/**
 * A video of a batch, known by its place there. Each item of a run waits for its own, as if it had been created alone,
 * while what is read of the batch is read once for all of them.
 */
export const batchVideo: JobKind<BatchVideo> = {
	name: video.name,
	getOperation: 'Video > Get Batch',
	completed: video.completed,
	failed: video.failed,
	calls: ['videoBatchesGet', ...video.calls],
	async read(client, id) {
		const entry = await readEntry(client, placeOf(id));
		if (!entry?.video_id) return { entry };
		if (entry.status === 'completed') return { entry, video: await video.read(client, entry.video_id) };
		if (entry.status !== 'failed' || reasonIn(entry).message) return { entry };
		// Why it failed, the video itself may know; that it failed is known without.
		return { entry, video: await video.read(client, entry.video_id).catch(() => undefined) };
	},
	many: { idsPerRequest: 100, readStates: readEntryStates },
	status: ({ entry }) => entry?.status,
	placeOf,
	failure({ entry, video: job }) {
		const { code = job?.failure_code, message = job?.failure_message } = reasonIn(entry);
		return { code, message, videoId: entry?.video_id };
	},
	files: video.files.map((file) => ({
		...file,
		links: ({ video: job }) => (job ? file.links(job) : []),
	})),
	paidBy: video.paidBy,
};
