import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../run/shape';

/** What the next node needs of a video of the model. */
export function simplified(json: IDataObject): IDataObject {
	return fieldsOf(json, [
		'video_id',
		'status',
		'model',
		'video_url',
		'duration',
		'width',
		'height',
		'failure_code',
		'failure_message',
	]);
}
