import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from '../../api/json';
import { isoTime } from '../../api/clock';
import { present } from '../../run/shape';

/** What the next node needs of an avatar group, under HeyGen's own names. */
export function simplifiedGroup(group: IDataObject): IDataObject {
	return present({
		id: group.id,
		name: group.name,
		status: group.status,
		consent_status: group.consent_status,
		looks_count: group.looks_count,
		preview_image_url: group.preview_image_url,
		preview_video_url: group.preview_video_url,
		default_voice_id: group.default_voice_id,
		created_at: isoTime(group.created_at),
		failure: group.failure,
	});
}

/** What the next node needs of a new look and its group. */
export function simplified(made: unknown, belongsTo: unknown): IDataObject {
	const look = isJsonObject(made) ? made : {};
	const group = isJsonObject(belongsTo) ? belongsTo : {};
	return present({
		look_id: look.id,
		group_id: look.group_id ?? group.id,
		name: look.name ?? group.name,
		avatar_type: look.avatar_type,
		status: look.status ?? group.status,
		consent_status: group.consent_status,
		preview_image_url: look.preview_image_url ?? group.preview_image_url,
		preview_video_url: look.preview_video_url ?? group.preview_video_url,
		default_voice_id: look.default_voice_id ?? group.default_voice_id,
		supported_api_engines: look.supported_api_engines,
		failure: look.failure ?? group.failure,
	});
}
