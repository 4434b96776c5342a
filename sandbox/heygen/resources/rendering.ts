import type { Account, RequestBody, Schemas } from '../types';
import { asksToFail, newId, now, trimmed } from '../world';
import type { Video, World } from '../world';

type CreateVideo = RequestBody<'videoCreate'>;

/** What every bundled clip plays. */
const CLIP_SECONDS = 2;

/** Pays for a video and takes it in; `render` begins it. */
export function addVideo(world: World, account: Account, body: CreateVideo, batch?: Video['batch']): Video {
	const id = newId();
	if (!batch) world.charge(account, 'video', [id]);
	return world.videos.add(id, {
		id,
		request: trimmed(body),
		status: 'waiting',
		createdAt: now(),
		completedAt: null,
		failure: undefined,
		batch,
	});
}

/** Moves a video through HeyGen's states and tells the world when it has ended. */
export function render(world: World, video: Video, onEnd?: () => void): void {
	const { renderMs } = world.settings;
	world.jobs.start(video.id);
	const advance = (share: number, status: Video['status']) =>
		world.jobs.after(renderMs * share, () => {
			video.status = status;
		});
	advance(0.1, 'pending');
	advance(0.25, 'processing');
	world.jobs.after(renderMs, () => {
		const failed = asksToFail(video.request);
		video.status = failed ? 'failed' : 'completed';
		video.completedAt = now();
		video.failure = failed
			? { code: 'video_generation_failed', message: 'The rendering failed, as the request asked for' }
			: undefined;
		world.jobs.finish(video.id);
		// A video that was deleted meanwhile ends in silence.
		if (world.videos.get(video.id)) announce(world, video);
		onEnd?.();
	});
}

function announce(world: World, video: Video): void {
	const { request, failure } = video;
	const [callbackUrl, callbackId] =
		request.type === 'cinematic_avatar' ? [null, null] : [request.callback_url, request.callback_id];
	if (failure) {
		const data = { video_id: video.id, msg: failure.message, callback_id: callbackId ?? null };
		world.webhooks.emit('avatar_video.fail', data, { callbackUrl });
		return;
	}
	const { video_url, video_page_url } = videoView(world, video);
	world.webhooks.emit(
		'avatar_video.success',
		{
			video_id: video.id,
			url: video_url,
			gif_download_url: null,
			video_page_url,
			video_share_page_url: video_page_url,
			folder_id: null,
			callback_id: callbackId ?? null,
		},
		{ callbackUrl },
	);
}

/** The video as the API shows it now; its links are signed anew each time, as HeyGen's are. */
export function videoView(world: World, video: Video): Schemas['Video'] {
	const done = video.status === 'completed';
	const link = (name: string) => world.links.signed(`/results/videos/${video.id}/${name}`);
	const captioned = done && video.request.type !== 'cinematic_avatar' && Boolean(video.request.caption);
	return {
		id: video.id,
		status: video.status,
		title: video.request.title ?? null,
		created_at: video.createdAt,
		completed_at: video.completedAt,
		duration: done ? CLIP_SECONDS : null,
		video_url: done ? link(`video.${formatOf(video)}`) : null,
		captioned_video_url: captioned ? link('captioned.mp4') : null,
		subtitle_url: captioned ? link('subtitles.srt') : null,
		thumbnail_url: done ? link('thumbnail.png') : null,
		gif_url: null,
		video_page_url: done ? `${world.links.apiUrl}/videos/${video.id}` : null,
		folder_id: null,
		output_language: null,
		failure_code: video.failure?.code ?? null,
		failure_message: video.failure?.message ?? null,
	};
}

export function formatOf({ request }: Video): 'mp4' | 'webm' {
	return 'output_format' in request ? (request.output_format ?? 'mp4') : 'mp4';
}
