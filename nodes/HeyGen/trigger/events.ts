import { createHash } from 'node:crypto';
import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { header } from '../api/failure';
import { isJsonObject, isRecord, textOf } from '../api/json';

/** HeyGen's events by their plain names (FACTS §7). HeyGen adds to them; what is not here still arrives under All Events. */
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

export const eventOptions: INodePropertyOptions[] = [
	{ name: 'All Events', value: ALL_EVENTS, description: 'Also those HeyGen adds later' },
	...Object.entries(EVENTS)
		.map(([value, name]) => ({ name, value }))
		.sort((a, b) => a.name.localeCompare(b.name)),
];

/** An event as it leaves the trigger: the same four keys whatever HeyGen's envelope looked like. */
export interface HeyGenEvent extends IDataObject {
	event: string;
	id: string;
	/** ISO 8601; absent where HeyGen did not say. */
	occurredAt?: string;
	data: IDataObject;
}

/** What the data is about: the same event of the same thing is the same event, where HeyGen sent no ID of it. */
function fingerprint(event: string, data: IDataObject): string {
	const subject = Object.entries(data).filter(([key]) => /(^|_)id$/.test(key));
	return createHash('sha256')
		.update(JSON.stringify([event, subject.length > 0 ? subject.sort() : data]))
		.digest('hex');
}

/** Reads a delivery's envelope (v3, or v1 without ID and time), or undefined where it is none. */
export function readEvent(body: unknown, headers: Record<string, unknown>): HeyGenEvent | undefined {
	if (!isRecord(body)) return undefined;
	const event = textOf(body.event_type);
	if (event === undefined) return undefined;
	const data: IDataObject = isJsonObject(body.event_data) ? { ...body.event_data } : {};
	const id = header(headers, 'heygen-event-id') ?? textOf(body.event_id) ?? fingerprint(event, data);
	return { event, id, occurredAt: textOf(body.created_at), data };
}

/** HeyGen has delivered events nobody subscribed to (FACTS §7). */
export function isWanted(event: string, chosen: readonly string[]): boolean {
	return chosen.includes(ALL_EVENTS) || chosen.includes(event);
}
