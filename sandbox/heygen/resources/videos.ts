import { batchOf } from '../batch';
import { collection } from '../collection';
import { checkFolder, inFolder } from '../folders';
import { spokenSeconds } from '../pace';
import { CLIP_SECONDS } from '../purse';
import { rendering } from '../rendering';
import type { JobOf } from '../rendering';
import type { Resource } from '../resource';
import type { RequestBody, Schemas } from '../types';
import type { World } from '../world';
import { looks } from './avatars';
import { keptAssets } from './assets';
import { checkVideo, speechSources } from './videoChecks';
import { scenesOf } from './videoScenes';

// By HeyGen's page of prices (docs/heygen.md §11), for a second of video.
const PHOTO_PRICE = 0.05;
const PHOTO_PRICE_4K = 0.0667;
const OTHER_PRICE = 0.0667;
const OTHER_PRICE_4K = 0.0833;
const AVATAR_3_PRICE = 0.0167;
/** For a whole video. */
const CINEMATIC_PRICE = 7;

export const videoJobs = rendering({
	kind: 'video',
	collection: collection('videos').of<JobOf<'videoCreate', 'videoGet'>>(),
	id: 'video_id',
	what: 'Video',
	notFound: 'video_not_found',
	price: { name: 'video', usd: PHOTO_PRICE },
	times: timesOf,
	seconds: secondsOf,
	states: [
		['pending', 0],
		['processing', 0.25],
		['completed', 1],
		['failed', 1],
	],
	check: checkVideo,
	view({ id, request, status, createdAt, completedAt, failure }, made, world): Schemas['Video'] {
		// A subtitle comes of all speech; captions are burned in where they have a style (docs/heygen.md §3).
		const spoken = isSpoken(request) ? made : undefined;
		const captioned = request.type !== 'cinematic_avatar' && request.caption?.style ? spoken : undefined;
		return {
			id,
			status,
			title: request.title ?? null,
			created_at: createdAt,
			completed_at: completedAt,
			duration: made?.seconds ?? null,
			video_url: made?.file(`video.${formatOf(request)}`) ?? null,
			captioned_video_url: captioned?.file('captioned.mp4') ?? null,
			subtitle_url: spoken?.file('subtitles.srt') ?? null,
			thumbnail_url: made?.file('thumbnail.png') ?? null,
			gif_url: null,
			video_page_url: made ? `${world.links.apiUrl}/videos/${id}` : null,
			folder_id: request.folder_id || null,
			output_language: null,
			failure_code: failure?.code ?? null,
			failure_message: failure?.message ?? null,
		};
	},
	event: {
		name: 'avatar_video',
		data({ id, request, failure }, { video_url, video_page_url, folder_id }) {
			const callback_id = request.type === 'cinematic_avatar' ? null : (request.callback_id ?? null);
			if (failure) return { video_id: id, msg: failure.message, callback_id };
			return {
				video_id: id,
				url: video_url,
				gif_download_url: null,
				video_page_url,
				video_share_page_url: video_page_url,
				folder_id,
				callback_id,
			};
		},
	},
});

export const videoBatches = batchOf({
	name: 'batches',
	of: videoJobs,
});

export const videos = {
	collections: [videoJobs.collection, videoBatches.collection],
	prices: [videoJobs.price],
	handlers: {
		async videoCreate(call) {
			const { id, status } = await videoJobs.create(call);
			return { data: { video_id: id, status, output_format: formatOf(call.body) } };
		},
		videoList(call) {
			const { title, folder_id } = call.query;
			const wanted = title?.toLowerCase();
			const isThere = inFolder(call.world, folder_id);
			return videoJobs.list(
				call,
				({ request }) =>
					isThere(request) && (wanted === undefined || (request.title ?? '').toLowerCase().includes(wanted)),
			);
		},
		videoGet: videoJobs.get,
		videoDelete(call) {
			return { data: { ...videoJobs.delete(call).data, deleted: true } };
		},
		videoScenesGet({ path, world }) {
			const { id, request } = videoJobs.find(world, path.video_id);
			return { data: scenesOf(world, id, request) };
		},
		videoStatusesList: videoBatches.states('video_ids'),
		videoBatchesCreate(call) {
			const { folder_id, videos: requests } = call.body;
			checkFolder(call.world, folder_id);
			// All of a batch goes into one folder, which stands on the batch.
			return videoBatches.create(
				call,
				requests.map((request) => ({ ...request, folder_id })),
			);
		},
		videoBatchesGet: videoBatches.get,
	},
} satisfies Resource;

/** How many times the price of a photo's video it costs. */
function timesOf(request: RequestBody<'videoCreate'>, world: World): number {
	if (request.type === 'cinematic_avatar') return CINEMATIC_PRICE / (PHOTO_PRICE * CLIP_SECONDS);
	const finest = request.resolution === '4k';
	const isPhoto =
		request.type === 'image' ||
		(request.type === 'avatar' && looks.find(world, request.avatar_id).data.avatar_type === 'photo_avatar');
	if (request.type === 'avatar' && request.engine?.type === 'avatar_iii') return AVATAR_3_PRICE / PHOTO_PRICE;
	if (isPhoto) return (finest ? PHOTO_PRICE_4K : PHOTO_PRICE) / PHOTO_PRICE;
	return (finest ? OTHER_PRICE_4K : OTHER_PRICE) / PHOTO_PRICE;
}

interface Spoken {
	script?: string | null;
	voice_settings?: { speed?: number | null } | null;
	audio_asset_id?: string | null;
}

/** As long as what is said or shown; what nobody can know the length of is as long as the clip. */
function secondsOf(request: RequestBody<'videoCreate'>, world: World): number {
	const recorded = (id: string | null | undefined) =>
		(id ? world.of(keptAssets).get(id)?.seconds : undefined) ?? CLIP_SECONDS;
	const spoken = ({ script, voice_settings: settings, audio_asset_id: audio }: Spoken) =>
		script ? spokenSeconds(script, settings?.speed ?? undefined) : recorded(audio);
	const shown = (scene: Schemas['Scene']) => {
		switch (scene.type) {
			case 'avatar_video':
				return spoken(scene.input);
			case 'image':
				return scene.duration ?? spoken(scene);
			case 'video':
				if (speechSources(scene).length > 0) return spoken(scene);
				return recorded(scene.source.type === 'asset_id' ? scene.source.asset_id : undefined);
		}
	};
	switch (request.type) {
		case 'avatar':
		case 'image':
			return rounded(spoken(request));
		case 'cinematic_avatar':
			return CLIP_SECONDS;
		case 'studio':
			return rounded(request.scenes.reduce((sum, scene) => sum + shown(scene), 0));
	}
}

function rounded(seconds: number): number {
	return Math.round(seconds * 100) / 100;
}

function isSpoken(request: RequestBody<'videoCreate'>): boolean {
	switch (request.type) {
		case 'avatar':
		case 'image':
			return true;
		case 'cinematic_avatar':
			return false;
		case 'studio':
			return request.scenes.some((scene) => scene.type === 'avatar_video' || speechSources(scene).length > 0);
	}
}

function formatOf(request: RequestBody<'videoCreate'>): 'mp4' | 'webm' {
	return 'output_format' in request ? (request.output_format ?? 'mp4') : 'mp4';
}
