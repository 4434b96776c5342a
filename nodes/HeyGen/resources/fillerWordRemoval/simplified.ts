import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../run/shape';

/** What the next node needs of a filler word removal. */
export function simplified(json: IDataObject): IDataObject {
	return fieldsOf(json, [
		'filler_word_removal_id',
		'id',
		'title',
		'status',
		'progress',
		'video_url',
		'original_duration',
		'output_duration',
		'num_cuts',
		'failure_message',
	]);
}
