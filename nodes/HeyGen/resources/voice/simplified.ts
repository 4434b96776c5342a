import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../run/shape';

/** What the next node needs of a voice. */
export function simplified(json: IDataObject): IDataObject {
	return fieldsOf(json, [
		'voice_clone_id',
		'voice_id',
		'name',
		'language',
		'gender',
		'status',
		'preview_audio_url',
		'failure_message',
	]);
}
