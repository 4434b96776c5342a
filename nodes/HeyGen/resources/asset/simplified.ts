import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../run/shape';

/** What the next node needs of a file that was uploaded together with others. */
export function simplified(json: IDataObject): IDataObject {
	return fieldsOf(json, [
		'asset_id',
		'batch_id',
		'item_index',
		'status',
		'name',
		'type',
		'url',
		'folder_id',
		'failure_code',
		'failure_message',
	]);
}
