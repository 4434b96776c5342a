import type { IDataObject } from 'n8n-workflow';

import { isoTime } from '../../api/clock';
import { present } from '../../run/shape';

/** What the next node needs of a video, under HeyGen's own names; of one that was created, its place in a batch, too. */
export function simplified(video: IDataObject): IDataObject {
	return present({
		id: video.id ?? video.video_id,
		video_id: video.video_id,
		batch_id: video.batch_id,
		item_index: video.item_index,
		existing: video.existing,
		title: video.title,
		status: video.status,
		duration: video.duration,
		video_url: video.video_url,
		captioned_video_url: video.captioned_video_url,
		subtitle_url: video.subtitle_url,
		thumbnail_url: video.thumbnail_url,
		gif_url: video.gif_url,
		video_page_url: video.video_page_url,
		folder_id: video.folder_id,
		created_at: isoTime(video.created_at),
		completed_at: isoTime(video.completed_at),
		failure_code: video.failure_code,
		failure_message: video.failure_message,
	});
}
