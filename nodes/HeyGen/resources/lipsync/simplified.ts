import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../run/shape';

/** What the next node needs of a lipsync; of one that was created, its place in a batch, too. */
export function simplified(json: IDataObject): IDataObject {
	return fieldsOf(json, [
		'lipsync_id',
		'batch_id',
		'item_index',
		'id',
		'title',
		'status',
		'duration',
		'video_url',
		'caption_url',
		'failure_message',
	]);
}
