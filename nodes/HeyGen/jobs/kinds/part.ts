import { isRecord, textOf } from '../../api/json';
import { placeOf, readEntry, type Entry, type ReadsBatch } from '../batch';
import type { JobKind } from './kind';

/** A job of a batch: what the batch says about it and, where that does not say all, the job itself. */
export interface Part<Job> {
	readonly entry?: Entry;
	readonly job?: Job;
}

interface Batches<Job> extends Pick<JobKind<Job>, 'getOperation'> {
	/** HeyGen's operation that reads such a batch. */
	readonly read: ReadsBatch;
	/** The states of the jobs of batches, by their places, where HeyGen offers that. */
	readonly readStates?: NonNullable<JobKind<Job>['many']>['readStates'];
}

function reasonIn(entry: Entry | undefined): { code?: string; message?: string } {
	const error: unknown = entry?.error;
	return isRecord(error) ? { code: textOf(error.code), message: textOf(error.message) } : {};
}

/**
 * A kind of job as part of a batch, known by its place there. Each item of a run waits for its own, as if it had been created
 * alone, while what is read of the batch is read once for all of them.
 */
export function partOf<Job>(
	kind: JobKind<Job>,
	{ getOperation, read, readStates }: Batches<Job>,
): JobKind<Part<Job>> {
	const { name, completed, failed, calls, files, paidBy, price } = kind;
	return {
		name,
		getOperation,
		completed,
		failed,
		calls: [read, ...calls],
		async read(client, id) {
			const entry = await readEntry(client, read, placeOf(id));
			if (!entry?.video_id) return { entry };
			if (completed.includes(entry.status)) return { entry, job: await kind.read(client, entry.video_id) };
			if (!failed.includes(entry.status) || reasonIn(entry).message) return { entry };
			// Why it failed, the job itself may know; that it failed is known without.
			return { entry, job: await kind.read(client, entry.video_id).catch(() => undefined) };
		},
		...(readStates ? { many: { idsPerRequest: 100, readStates } } : {}),
		status: ({ entry }) => entry?.status,
		placeOf,
		createdAt: ({ entry }) => entry?.batchCreatedAt,
		failure({ entry, job }) {
			const { code, message } = job ? kind.failure(job) : {};
			const reason = reasonIn(entry);
			return { code: reason.code ?? code, message: reason.message ?? message, videoId: entry?.video_id };
		},
		// Nobody wants the files of a whole sheet unasked.
		files: files.map((file) => ({
			...file,
			isUsual: undefined,
			links: ({ job }) => (job ? file.links(job) : []),
		})),
		paidBy,
		...(price ? { price: { ...price, amount: ({ job }: Part<Job>) => job && price.amount?.(job) } } : {}),
	};
}
