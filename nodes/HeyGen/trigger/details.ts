import type { IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';

import type { HeyGenClient } from '../api/client';
import type { Video } from '../api/contract';
import { textOf } from '../api/json';
import { readBatch } from '../jobs/batch';
import { gatherEnded } from '../jobs/endedVideos';
import { jobKinds } from '../jobs/kinds';
import type { HeyGenEvent } from './events';

type Reader = (client: HeyGenClient, id: string) => Promise<object>;

/** How to read what an event is about, by the key under which its data names it; the first that is there counts. */
const READERS: Readonly<Record<string, Reader | 'video'>> = {
	video_translate_id: async (client, id) =>
		await client.data('videoTranslateGet', { path: { video_translation_id: id } }),
	lipsync_id: async (client, id) => await client.data('lipsyncGet', { path: { lipsync_id: id } }),
	batch_id: readBatch,
	generation_id: async (client, id) => await jobKinds.photoGeneration.read(client, id),
	look_id: async (client, id) => await jobKinds.look.read(client, id),
	video_id: 'video',
};

/** What an event is about, where it names something that can be read. */
export function subjectOf({ data }: HeyGenEvent): { id: string; reader: Reader | 'video' } | undefined {
	for (const [key, reader] of Object.entries(READERS)) {
		const id = textOf(data[key]);
		if (id !== undefined) return { id, reader };
	}
	return undefined;
}

interface Waiting {
	readonly resolve: (video: Video) => void;
	readonly reject: (error: unknown) => void;
}

/**
 * Reads the videos of a trigger's events. Those asked for while others are being read are read together next: every request
 * costs n8n far more than HeyGen, because in a webhook it looks its credential up anew.
 */
export class VideoReading {
	private queue = new Map<string, Waiting[]>();

	private busy = false;

	/** @param clientOf makes the client, should this be the one that starts reading. */
	async read(id: string, clientOf: () => Promise<HeyGenClient>): Promise<Video> {
		const video = new Promise<Video>((resolve, reject) => {
			this.queue.set(id, [...(this.queue.get(id) ?? []), { resolve, reject }]);
		});
		if (!this.busy) void this.readAll(clientOf);
		return await video;
	}

	private async readAll(clientOf: () => Promise<HeyGenClient>): Promise<void> {
		this.busy = true;
		while (this.queue.size > 0) {
			const round = this.queue;
			this.queue = new Map();
			try {
				const client = await clientOf();
				await gatherEnded(client, [...round.keys()]);
				await Promise.all([...round].map(async ([id, waiting]) => await readOne(client, id, waiting)));
			} catch (error) {
				for (const { reject } of [...round.values()].flat()) reject(error);
			}
		}
		this.busy = false;
	}
}

async function readOne(client: HeyGenClient, id: string, waiting: Waiting[]): Promise<void> {
	try {
		const video = await jobKinds.video.read(client, id);
		for (const { resolve } of waiting) resolve(video);
	} catch (error) {
		for (const { reject } of waiting) reject(error);
	}
}

const readings = new Map<string, VideoReading>();

/** @param trigger tells one trigger from another. */
export function readingOf(trigger: string): VideoReading {
	const reading = readings.get(trigger) ?? new VideoReading();
	readings.set(trigger, reading);
	return reading;
}

export interface Reading {
	/** Reads what an event is about. */
	readonly details: (reader: Reader, id: string) => Promise<object>;
	readonly video: (id: string) => Promise<Video>;
	/** Reads the files that are wanted of a video. */
	readonly download: (video: Video, id: string) => Promise<IBinaryKeyData | undefined>;
}

/**
 * The event with what it is about merged into its data, as it is now; HeyGen's event holds little more than an ID, and its
 * links may have expired. An event is never lost for want of details: `detailsError` then says why there are none.
 */
export async function withDetails(event: HeyGenEvent, reading: Reading): Promise<INodeExecutionData> {
	const subject = subjectOf(event);
	if (!subject) return { json: event };
	const { id, reader } = subject;
	let json: HeyGenEvent = event;
	try {
		if (reader !== 'video') {
			return { json: { ...event, data: { ...event.data, ...(await reading.details(reader, id)) } } };
		}
		const video = await reading.video(id);
		json = { ...event, data: { ...event.data, ...video } };
		return { json, binary: await reading.download(video, id) };
	} catch (error) {
		return { json: { ...json, detailsError: messageOf(error) } };
	}
}

function messageOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.name === 'TimeoutError' ? 'HeyGen did not answer in time' : error.message;
}
