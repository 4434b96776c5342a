import type { HeyGenClient } from '../api/client';
import type { Video } from '../api/contract';
import { fullPage } from '../api/pages';
import { perClient } from '../api/perClient';

/** From how many on it is worth a list; it may hold none of them where others fill the account. */
const WORTHWHILE = 3;

/** What a run knows of its videos that have ended. */
const knownTo = perClient(() => new Map<string, Video>());

/** Whether nothing more is to be expected of it; a list may know a video by less, or not know yet that it has ended. */
export function isWhole({ status, video_url: url, failure_message: message }: Video): boolean {
	return status === 'completed' ? Boolean(url) : status === 'failed' && Boolean(message);
}

/**
 * Reads videos that ended together from one page of HeyGen's list, which holds a hundred whole videos, so that
 * {@link endedVideo} has them. What is not there is read one by one.
 */
export async function gatherEnded(client: HeyGenClient, ids: readonly string[]): Promise<void> {
	const videos = knownTo(client);
	const wanted = new Set(ids.filter((id) => !videos.has(id)));
	if (wanted.size < WORTHWHILE) return;
	// The list only spares requests: without it every video is read by itself.
	const page = await fullPage(client, 'videoList').catch(() => undefined);
	for (const video of page?.data ?? []) {
		if (wanted.has(video.id) && isWhole(video)) videos.set(video.id, video);
	}
}

/** The video, if it was among those gathered. Its links are as old as that, so it is given once. */
export function endedVideo(client: HeyGenClient, id: string): Video | undefined {
	const videos = knownTo(client);
	const video = videos.get(id);
	videos.delete(id);
	return video;
}
