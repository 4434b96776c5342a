import type { IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';

import { unlessAborted } from '../api/clock';
import type { HeyGenClient } from '../api/client';
import type { Video } from '../api/contract';
import { textOf } from '../api/json';
import { readBatch } from '../jobs/batch';
import { jobKinds } from '../jobs/kinds';
import type { HeyGenEvent } from './events';

/** What an event is about, read anew. */
interface Subject {
	readonly details: object;
	/** Where it is a video, whose files can be downloaded. */
	readonly video?: Video;
}

type Reader = (client: HeyGenClient, id: string) => Promise<Subject>;

/** How to read what an event is about, by the key under which its data names it; the first that is there counts. */
const READERS: Readonly<Record<string, Reader>> = {
	video_translate_id: async (client, id) => ({
		details: await client.data('videoTranslateGet', { path: { video_translation_id: id } }),
	}),
	lipsync_id: async (client, id) => ({
		details: await client.data('lipsyncGet', { path: { lipsync_id: id } }),
	}),
	batch_id: async (client, id) => ({ details: await readBatch(client, id) }),
	generation_id: async (client, id) => ({ details: await jobKinds.photoGeneration.read(client, id) }),
	look_id: async (client, id) => ({ details: await jobKinds.look.read(client, id) }),
	video_id: async (client, id) => {
		const video = await jobKinds.video.read(client, id);
		return { details: video, video };
	},
};

interface Named {
	readonly id: string;
	readonly read: Reader;
}

/** What an event is about, where it names something that can be read. */
export function subjectOf({ data }: HeyGenEvent): Named | undefined {
	for (const [key, read] of Object.entries(READERS)) {
		const id = textOf(data[key]);
		if (id !== undefined) return { id, read };
	}
	return undefined;
}

/**
 * The event with what it is about merged into its data, as it is now; HeyGen's event holds little more than an ID, and its
 * links may have expired. An event is never lost for want of details: `detailsError` then says why there are none.
 *
 * @param download reads the files that are wanted of a video.
 */
export async function withDetails(
	client: HeyGenClient,
	event: HeyGenEvent,
	download: (video: Video, id: string) => Promise<IBinaryKeyData | undefined>,
): Promise<INodeExecutionData> {
	const subject = subjectOf(event);
	if (!subject) return { json: event };
	let json: HeyGenEvent = event;
	try {
		const { details, video } = await unlessAborted(subject.read(client, subject.id), client.signal);
		json = { ...event, data: { ...event.data, ...details } };
		return video ? { json, binary: await download(video, subject.id) } : { json };
	} catch (error) {
		return withoutDetails(json, error);
	}
}

/** The event alone, with the reason why. */
export function withoutDetails(event: HeyGenEvent, error: unknown): INodeExecutionData {
	return { json: { ...event, detailsError: messageOf(error) } };
}

function messageOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.name === 'TimeoutError' ? 'HeyGen did not answer in time' : error.message;
}
