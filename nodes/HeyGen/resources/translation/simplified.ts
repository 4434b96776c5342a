import type { IDataObject } from 'n8n-workflow';

/** Of a translation: where it stands, what it is, and where its files are. */
export function simplified(json: IDataObject): IDataObject {
	const { batch_id, item_index, status, title, output_language, duration } = json;
	const { video_url, audio_url, srt_caption_url, failure_message } = json;
	return {
		id: json.id ?? json.video_translation_id,
		...(batch_id === undefined ? {} : { batch_id, item_index }),
		status,
		title,
		output_language,
		duration,
		video_url,
		audio_url,
		srt_caption_url,
		...(failure_message ? { failure_message } : {}),
	};
}
