import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { systemClock, unlessAborted } from '../api/clock';
import { HeyGenClient } from '../api/client';
import { connect } from '../api/connection';
import { onStatus } from '../api/errors';
import { isJsonObject, textOf } from '../api/json';
import { Pace } from '../api/pace';
import { readBatch } from '../jobs/batch';
import { gatherEnded } from '../jobs/endedVideos';
import { downloaded } from '../jobs/files';
import { jobKinds } from '../jobs/jobKinds';

/** How long the details of one event may take, in milliseconds; downloads have their time. */
const LIMIT = 15_000;

/** Events whose details are read, or whose files are downloaded, at the same time. */
const AT_ONCE = 3;

type Reader = (client: HeyGenClient, id: string) => Promise<object>;

/** What a batch is of, its event does not say. */
async function readAnyBatch(client: HeyGenClient, id: string): Promise<object> {
	return (
		(await readBatch(client, 'videoBatchesGet', id).catch(onStatus(404))) ??
		(await readBatch(client, 'videoTranslateBatchesGet', id).catch(onStatus(404))) ??
		(await readBatch(client, 'lipsyncBatchesGet', id))
	);
}

/** How to read what an event is about, by the key under which its data names it; the first that is there counts. */
const READERS: Readonly<Record<string, Reader | 'video'>> = {
	video_translate_id: async (client, id) => await jobKinds.translation.read(client, id),
	lipsync_id: async (client, id) => await jobKinds.lipsync.read(client, id),
	batch_id: readAnyBatch,
	generation_id: async (client, id) => await jobKinds.photoGeneration.read(client, id),
	look_id: async (client, id) => await jobKinds.look.read(client, id),
	video_id: 'video',
	// Where there is no video of it.
	session_id: async (client, id) => await jobKinds.session.read(client, id),
};

interface Subject {
	readonly id: string;
	readonly reader: Reader | 'video';
}

/** What an event is about, where its data name something that can be read. */
export function subjectOf(data: IDataObject): Subject | undefined {
	for (const [key, reader] of Object.entries(READERS)) {
		const id = textOf(data[key]);
		if (id !== undefined) return { id, reader };
	}
	return undefined;
}

/**
 * The trigger's items with what their events are about merged into their data, as it is now; HeyGen's event holds little more
 * than an ID, and its links may have expired. An event is never lost for want of details: `detailsError` then says why there
 * are none.
 */
export async function withDetails(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	if (context.getNodeParameter('fetchDetails', 0, true) !== true) return items;
	const subjects = items.map(({ json: { data } }) => (isJsonObject(data) ? subjectOf(data) : undefined));
	if (!subjects.some(Boolean)) return items;
	const wanted: unknown = context.getNodeParameter('download', 0, []);
	const files = Array.isArray(wanted) ? wanted.map(String) : [];
	try {
		const connection = await connect(context, context.getNodeParameter('authentication', 0));
		const client = new HeyGenClient(connection, { signal: context.getExecutionCancelSignal() });
		const videos = subjects.flatMap((subject) => (subject?.reader === 'video' ? [subject.id] : []));
		await inTime(gatherEnded(client, videos)).catch(() => undefined);
		const pace = new Pace(AT_ONCE, systemClock);
		return await Promise.all(
			items.map(async (item, index) => {
				const subject = subjects[index];
				return subject
					? await pace.inTurn(async () => await detailed(context, client, item, subject, files))
					: item;
			}),
		);
	} catch (error) {
		return items.map((item, index) => (subjects[index] ? undetailed(item, error) : item));
	}
}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
	return await unlessAborted(work, AbortSignal.timeout(LIMIT));
}

async function detailed(
	context: IExecuteFunctions,
	client: HeyGenClient,
	item: INodeExecutionData,
	{ id, reader }: Subject,
	files: readonly string[],
): Promise<INodeExecutionData> {
	let full = item;
	const merged = (details: object) => ({
		...item,
		json: { ...item.json, data: Object.assign({}, item.json.data, details) },
	});
	try {
		if (reader !== 'video') return merged(await inTime(reader(client, id)));
		const read = async () => await inTime(jobKinds.video.read(client, id));
		const video = await read();
		full = merged(video);
		if (files.length === 0) return full;
		const hint = (message: string) => context.addExecutionHints({ message, location: 'outputPane' });
		const downloading = { client, helpers: context.helpers, hint };
		return { ...full, binary: await downloaded(downloading, jobKinds.video, id, video, files, read) };
	} catch (error) {
		return undetailed(full, error);
	}
}

function undetailed(item: INodeExecutionData, error: unknown): INodeExecutionData {
	return { ...item, json: { ...item.json, detailsError: messageOf(error) } };
}

function messageOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.name === 'TimeoutError' ? 'HeyGen did not answer in time' : error.message;
}
