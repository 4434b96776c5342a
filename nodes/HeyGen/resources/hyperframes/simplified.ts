import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../run/shape';

/** What the next node needs of a render. */
export function simplified(json: IDataObject): IDataObject {
	return fieldsOf(json, [
		'render_id',
		'title',
		'status',
		'video_url',
		'thumbnail_url',
		'duration',
		'failure_message',
	]);
}
