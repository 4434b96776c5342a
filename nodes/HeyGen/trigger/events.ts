import { createHash } from 'node:crypto';
import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { HeyGenClient } from '../api/client';
import { connect } from '../api/connection';
import { header } from '../api/failure';
import { isJsonObject, isRecord, textOf } from '../api/json';
import type { Named } from './deduplication';

/** HeyGen's events by their plain names (docs/heygen.md §7), for when its own list of them cannot be read. */
export const EVENTS: Readonly<Record<string, string>> = {
	'avatar_video.success': 'Video Finished',
	'avatar_video.fail': 'Video Failed',
	'avatar_video_caption.success': 'Video Captions Finished',
	'avatar_video_caption.fail': 'Video Captions Failed',
	'avatar_video_gif.success': 'Video GIF Finished',
	'avatar_video_gif.fail': 'Video GIF Failed',
	'batch.finished': 'Batch Finished',
	'ai_clipping.success': 'Clipping Finished',
	'ai_clipping.fail': 'Clipping Failed',
	'filler_word_removal.success': 'Filler Word Removal Finished',
	'filler_word_removal.fail': 'Filler Word Removal Failed',
	'hyperframes_video.success': 'HyperFrames Video Finished',
	'hyperframes_video.fail': 'HyperFrames Video Failed',
	'instant_avatar.success': 'Instant Avatar Finished',
	'instant_avatar.fail': 'Instant Avatar Failed',
	'live_avatar.success': 'Live Avatar Finished',
	'live_avatar.fail': 'Live Avatar Failed',
	personalized_video: 'Personalized Video Finished',
	'photo_avatar_add_motion.success': 'Photo Avatar Motion Finished',
	'photo_avatar_add_motion.fail': 'Photo Avatar Motion Failed',
	'photo_avatar_generation.success': 'Photo Generation Finished',
	'photo_avatar_generation.fail': 'Photo Generation Failed',
	'photo_avatar_train.success': 'Photo Avatar Training Finished',
	'photo_avatar_train.fail': 'Photo Avatar Training Failed',
	'podcast.success': 'Podcast Finished',
	'podcast.fail': 'Podcast Failed',
	'proofread_creation.success': 'Proofread Finished',
	'proofread_creation.fail': 'Proofread Failed',
	'video_agent.success': 'Video Agent Finished',
	'video_agent.fail': 'Video Agent Failed',
	'video_translate.success': 'Translation Finished',
	'video_translate.fail': 'Translation Failed',
	'video_translate.preflight.download_failed': 'Translation Source Not Downloadable',
	'video_translate.preflight.validation_failed': 'Translation Source Not Accepted',
};

export const ALL_EVENTS = '*';

const ENDINGS = new Map([
	['success', 'Finished'],
	['fail', 'Failed'],
]);

/** The plain name of an event, made of its type where it is not known here: `studio_video.fail` → "Studio Video Failed". */
export function eventName(type: string): string {
	const known = Object.hasOwn(EVENTS, type) ? EVENTS[type] : undefined;
	const words = type
		.split(/[._]/)
		.map((word) => ENDINGS.get(word) ?? word.charAt(0).toUpperCase() + word.slice(1));
	return known ?? words.join(' ');
}

interface EventType {
	readonly event_type: string;
	readonly description?: string;
}

/** The choices of Events. The names begin with what the event is about, so that in their order they stand in groups. */
export function eventOptions(types: readonly EventType[]): INodePropertyOptions[] {
	const options = types.map(({ event_type: value, description }) => ({
		name: eventName(value),
		value,
		description: description ? `${value}: ${description}` : value,
	}));
	return [
		{ name: 'All Events', value: ALL_EVENTS, description: 'Also those HeyGen adds later' },
		...options.sort((a, b) => a.name.localeCompare(b.name)),
	];
}

/** The events HeyGen has now; those known here where it cannot be asked, so that the trigger can be set up all the same. */
export async function getEvents(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const client = new HeyGenClient(await connect(this, this.getCurrentNodeParameter('authentication')));
		const { data } = await client.page('webhookEventTypesList', {});
		return eventOptions(data);
	} catch {
		return eventOptions(Object.keys(EVENTS).map((type) => ({ event_type: type })));
	}
}

/** An event as it leaves the trigger: the same four keys whatever HeyGen's envelope looked like. */
export interface HeyGenEvent extends IDataObject {
	event: string;
	id: string;
	/** ISO 8601; absent where HeyGen did not say. */
	occurredAt?: string;
	data: IDataObject;
}

export interface ReadEvent extends Named {
	readonly event: HeyGenEvent;
}

/** An event of HeyGen's history, which may have been delivered without its ID. */
export interface RecordedEvent extends ReadEvent {
	/** What a delivery without ID leaves in memory. */
	readonly nameless: string;
}

const ZONED = /(?:Z|[+-]\d\d:?\d\d)$/i;

/**
 * A time as HeyGen writes it, in milliseconds. Without a zone, which its contract does not promise, it is no time of this
 * machine's: read as one, all that happened would be hours too old to be missing, or not have happened yet.
 */
export function millisecondsOf(time: string): number {
	return Date.parse(ZONED.test(time) ? time : `${time}Z`);
}

/** When it happened, in milliseconds; not a number where HeyGen did not say. */
export function timeOf({ event }: ReadEvent): number {
	return event.occurredAt === undefined ? NaN : millisecondsOf(event.occurredAt);
}

/** What the data is about: the same event of the same thing is the same event, where HeyGen sent no ID of it. */
function fingerprint(event: string, data: IDataObject): string {
	const subject = Object.entries(data).filter(([key]) => /(^|_)id$/.test(key));
	return createHash('sha256')
		.update(JSON.stringify([event, subject.length > 0 ? subject.sort() : data]))
		.digest('hex');
}

/**
 * Reads a delivery's envelope (v3, or v1 without ID and time), or undefined where it is none.
 *
 * The ID in the body is signed and the one in the header is not: so the body's is the event's ID, and a known body is
 * known under whatever header it comes.
 */
export function readEvent(body: unknown, headers: Record<string, unknown>): ReadEvent | undefined {
	if (!isRecord(body)) return undefined;
	const event = textOf(body.event_type);
	if (event === undefined) return undefined;
	const data: IDataObject = isJsonObject(body.event_data) ? { ...body.event_data } : {};
	const named = header(headers, 'heygen-event-id');
	const own = textOf(body.event_id);
	const made = fingerprint(event, data);
	return {
		event: { event, id: own ?? named ?? made, occurredAt: textOf(body.created_at), data },
		keys: [named, own ?? made].filter((key) => key !== undefined),
		...(own === undefined ? { traces: [namelessOf(made)] } : {}),
	};
}

function namelessOf(made: string): string {
	return `nameless ${made}`;
}

/**
 * Reads an entry of HeyGen's history of events. Two of them may be about the same thing, so it is known by its ID alone;
 * should it be delivered without, it is known all the same.
 */
export function readRecorded(entry: Record<string, unknown>): RecordedEvent | undefined {
	const read = readEvent(entry, {});
	if (!read) return undefined;
	const made = fingerprint(read.event.event, read.event.data);
	return { ...read, traces: [made], nameless: namelessOf(made) };
}

/** Reads an event as it left the trigger; by its ID it is known. */
export function readItem(item: IDataObject): ReadEvent {
	const [event, id] = [textOf(item.event) ?? '', textOf(item.id) ?? ''];
	const data = isJsonObject(item.data) ? item.data : {};
	return { event: { event, id, occurredAt: textOf(item.occurredAt), data }, keys: [id] };
}

/** HeyGen has delivered events nobody subscribed to (docs/heygen.md §7). */
export function isWanted(event: string, chosen: readonly string[]): boolean {
	return chosen.includes(ALL_EVENTS) || chosen.includes(event);
}
