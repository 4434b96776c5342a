import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../run/shape';

/** What the next node needs of a clipping. */
export function simplified(json: IDataObject): IDataObject {
	return fieldsOf(json, [
		'ai_clipping_id',
		'id',
		'title',
		'status',
		'progress',
		'source_duration',
		'clips',
		'failure_message',
	]);
}
