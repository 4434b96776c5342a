import type { HeyGenClient } from '../api/client';
import type { Look, PhotoGeneration, Video } from '../api/contract';
import { isRecord, textOf } from '../api/json';
import { endedVideo, gatherEnded } from './endedVideos';
import { placeOf, readEntry, readEntryStates, type Batch, type BatchPlace } from './batch';

/** A file that HeyGen offers of a finished job. */
export interface JobFileKind<Job> {
	/** The binary property it is put into. */
	readonly name: string;
	readonly displayName: string;
	/** Of a file whose link does not say. */
	readonly ending: string;
	/** Whether there can be more than one, so that their properties are numbered. */
	readonly several?: boolean;
	/** The links of the job's files of this kind; empty where it has none. They expire, so they are read at once. */
	links(job: Job): Array<string | null | undefined>;
}

/**
 * Something HeyGen works on after the answer: how to read it, when it has ended, which files it leaves. Waiting,
 * downloading and messages all read this one description.
 */
export interface JobKind<Job> {
	/** As in a sentence: "the video …". */
	readonly name: string;
	/** The operation that reads a job by its ID, as the user finds it. */
	readonly getOperation: string;
	readonly completed: readonly string[];
	readonly failed: readonly string[];
	read(client: HeyGenClient, id: string): Promise<Job>;
	/** The states of up to `idsPerRequest` jobs in one request, where HeyGen offers that; unknown IDs are missing. */
	readonly many?: {
		readonly idsPerRequest: number;
		readonly readStates: (client: HeyGenClient, ids: readonly string[]) => Promise<Map<string, string>>;
	};
	status(job: Job): string | null | undefined;
	/** Of a part of a batch: where it stands. `getOperation` then takes the ID of the batch. */
	placeOf?(id: string): BatchPlace;
	/** When it was created, in unix seconds, where HeyGen says so. */
	createdAt?(job: Job): number | null | undefined;
	/** Why a failed job failed, in HeyGen's words; the video's own ID where the job is known by another. */
	failure(job: Job): { code?: string | null; message?: string | null; videoId?: string | null };
	readonly files: ReadonlyArray<JobFileKind<Job>>;
}

const videoJob: JobKind<Video> = {
	name: 'video',
	getOperation: 'Video > Get',
	completed: ['completed'],
	failed: ['failed'],
	read: async (client, id) =>
		endedVideo(client, id) ?? (await client.data('videoGet', { path: { video_id: id } })),
	many: {
		idsPerRequest: 100,
		async readStates(client, ids) {
			const entries = await client.data('videoStatusesList', { query: { video_ids: ids.join(',') } });
			const states = new Map(
				entries.flatMap(({ video_id, status }) => (video_id ? [[video_id, status] as const] : [])),
			);
			const ended = ids.filter((id) => ['completed', 'failed'].includes(states.get(id) ?? ''));
			await gatherEnded(client, ended);
			return states;
		},
	},
	status: (video) => video.status,
	createdAt: (video) => video.created_at,
	failure: (video) => ({ code: video.failure_code, message: video.failure_message }),
	files: [
		{ name: 'video', displayName: 'Video', ending: 'mp4', links: (video) => [video.video_url] },
		{
			name: 'captioned_video',
			displayName: 'Captioned Video',
			ending: 'mp4',
			links: (video) => [video.captioned_video_url],
		},
		{
			name: 'subtitle',
			displayName: 'Subtitles',
			ending: 'srt',
			links: (video) => [video.subtitle_url],
		},
		{
			name: 'thumbnail',
			displayName: 'Thumbnail',
			ending: 'jpg',
			links: (video) => [video.thumbnail_url],
		},
		{ name: 'gif', displayName: 'GIF', ending: 'gif', links: (video) => [video.gif_url] },
	],
};

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
const batchVideoJob: JobKind<BatchVideo> = {
	name: 'video',
	getOperation: 'Video > Get Batch',
	completed: ['completed'],
	failed: ['failed'],
	async read(client, id) {
		const entry = await readEntry(client, placeOf(id));
		if (!entry?.video_id) return { entry };
		if (entry.status === 'completed') return { entry, video: await videoJob.read(client, entry.video_id) };
		if (entry.status !== 'failed' || reasonIn(entry).message) return { entry };
		// Why it failed, the video itself may know; that it failed is known without.
		return { entry, video: await videoJob.read(client, entry.video_id).catch(() => undefined) };
	},
	many: { idsPerRequest: 100, readStates: readEntryStates },
	status: ({ entry }) => entry?.status,
	placeOf,
	failure({ entry, video }) {
		const { code = video?.failure_code, message = video?.failure_message } = reasonIn(entry);
		return { code, message, videoId: entry?.video_id };
	},
	files: videoJob.files.map((file) => ({
		...file,
		links: ({ video }) => (video ? file.links(video) : []),
	})),
};

/**
 * The training of an avatar's look. Group and look have a status each; a group can read `completed` while its look failed,
 * so the look is what counts (FACTS §2). `pending_consent` ends the wait too: only a person can go on from there.
 */
const lookJob: JobKind<Look> = {
	name: 'look',
	getOperation: 'Look > Get',
	completed: ['completed', 'pending_consent'],
	failed: ['failed'],
	read: async (client, id) => await client.data('avatarLooksGet', { path: { look_id: id } }),
	status: (look) => look.status,
	failure: (look) => look.error ?? {},
	// Stands in for the photos of a generation where a prompt avatar was created instead.
	files: [
		{
			name: 'photo',
			displayName: 'Photos',
			ending: 'png',
			several: true,
			links: (look) => [look.preview_image_url],
		},
	],
};

/** As {@link lookJob}, but waiting on while the person in the footage has not agreed yet. */
const consentedLookJob: JobKind<Look> = { ...lookJob, completed: ['completed'] };

const photoGenerationJob: JobKind<PhotoGeneration> = {
	name: 'photo generation',
	getOperation: 'Photo > Get Generation',
	completed: ['success'],
	failed: ['failed'],
	read: async (client, id) => await client.data('photoGenerationGet', { path: { generation_id: id } }),
	status: (generation) => generation.status,
	failure: (generation) => ({ message: generation.msg }),
	files: [
		{
			name: 'photo',
			displayName: 'Photos',
			ending: 'png',
			several: true,
			links: (generation) => generation.image_url_list ?? [],
		},
	],
};

/** The jobs a node can wait for, by the name under which a run remembers them. */
export interface Jobs {
	video: Video;
	batchVideo: BatchVideo;
	look: Look;
	consentedLook: Look;
	photoGeneration: PhotoGeneration;
}

export type JobName = keyof Jobs;

export const jobKinds: { readonly [Name in JobName]: JobKind<Jobs[Name]> } = {
	video: videoJob,
	batchVideo: batchVideoJob,
	look: lookJob,
	consentedLook: consentedLookJob,
	photoGeneration: photoGenerationJob,
};
