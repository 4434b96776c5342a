import type { IDataObject } from 'n8n-workflow';

import { present } from '../../run/shape';

/** What the next node needs of a look, under HeyGen's own names. */
export function simplified(look: IDataObject): IDataObject {
	return present({
		id: look.id,
		group_id: look.group_id,
		name: look.name,
		avatar_type: look.avatar_type,
		status: look.status,
		preview_image_url: look.preview_image_url,
		preview_video_url: look.preview_video_url,
		default_voice_id: look.default_voice_id,
		supported_api_engines: look.supported_api_engines,
		failure: look.failure,
	});
}
