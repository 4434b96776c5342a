import type { IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { unlessAborted } from '../api/clock';
import type { HeyGenClient } from '../api/client';
import type { Video } from '../api/contract';
import { textOf } from '../api/json';
import { readBatch } from '../jobs/batch';
import { jobKinds } from '../jobs/kinds';
import type { HeyGenEvent } from './events';

/** What an event is about, read anew. */
export interface Subject {
	readonly id: string;
	readonly details: object;
	/** Where it is a video, whose files can be downloaded. */
	readonly video?: Video;
}

type Reader = (client: HeyGenClient, id: string) => Promise<Subject>;

/** How to read what an event is about, by the key under which its data names it; the first that is there counts. */
const READERS: Readonly<Record<string, Reader>> = {
	video_translate_id: async (client, id) => ({
		id,
		details: await client.data('videoTranslateGet', { path: { video_translation_id: id } }),
	}),
	lipsync_id: async (client, id) => ({
		id,
		details: await client.data('lipsyncGet', { path: { lipsync_id: id } }),
	}),
	batch_id: async (client, id) => ({ id, details: await readBatch(client, id) }),
	generation_id: async (client, id) => ({ id, details: await jobKinds.photoGeneration.read(client, id) }),
	look_id: async (client, id) => ({ id, details: await jobKinds.look.read(client, id) }),
	video_id: async (client, id) => {
		const video = await jobKinds.video.read(client, id);
		return { id, details: video, video };
	},
};

/** Reads what an event is about, or answers undefined where it names nothing that can be read. */
async function subjectOf(client: HeyGenClient, data: IDataObject): Promise<Subject | undefined> {
	for (const [key, read] of Object.entries(READERS)) {
		const id = textOf(data[key]);
		if (id !== undefined) return await unlessAborted(read(client, id), client.signal);
	}
	return undefined;
}

/**
 * The event with what it is about merged into its data, as it is now; HeyGen's event holds little more than an ID, and its
 * links may have expired. An event is never lost for want of details: `detailsError` then says why there are none.
 *
 * @param files downloads what is wanted of a video.
 */
export async function withDetails(
	client: HeyGenClient,
	event: HeyGenEvent,
	files: (video: Video, id: string) => Promise<IBinaryKeyData | undefined>,
): Promise<INodeExecutionData> {
	try {
		const subject = await subjectOf(client, event.data);
		if (!subject) return { json: event };
		const json = { ...event, data: { ...event.data, ...subject.details } };
		if (!subject.video) return { json };
		try {
			return { json, binary: await files(subject.video, subject.id) };
		} catch (error) {
			return { json: { ...json, detailsError: messageOf(error) } };
		}
	} catch (error) {
		return { json: { ...event, detailsError: messageOf(error) } };
	}
}

function messageOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.name === 'TimeoutError' ? 'HeyGen did not answer in time' : error.message;
}
