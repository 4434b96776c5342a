import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from '../../api/json';
import { fieldsOf } from '../../run/shape';

/** The last thing the agent has said: where it pauses, what it wants to know. */
function lastWord(messages: unknown): unknown {
	if (!Array.isArray(messages)) return undefined;
	const said = messages.filter(isJsonObject).filter(({ role }) => role !== 'user');
	return said.at(-1)?.content;
}

/** What the next node needs of a session. */
export function simplified(json: IDataObject): IDataObject {
	const message = lastWord(json.messages);
	const video = isJsonObject(json.video) ? fieldsOf(json.video, ['video_url', 'duration']) : {};
	return {
		...fieldsOf(json, ['session_id', 'run_id', 'title', 'status', 'progress', 'video_id']),
		...(message === undefined ? {} : { message }),
		...video,
	};
}
