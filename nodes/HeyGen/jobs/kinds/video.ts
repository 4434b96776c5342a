import type { HeyGenClient } from '../../api/client';
import type { Video } from '../../api/contract';
import { isRecord, textOf } from '../../api/json';
import { fullPage } from '../../api/pages';
import { endedVideo, gatherEnded } from '../endedVideos';
import { knownLook } from '../looks';
import { either, PRICES, type Amount, type Rate } from '../prices';
import { speechLength } from '../speechLength';
import { statesIn } from '../states';
import { titled, type JobKind } from './kind';

/** Of a look whose type was not read, it is one price or the other. */
function videoRate(
	{ type, engine, resolution, avatar_id: lookId }: Readonly<Record<string, unknown>>,
	client: HeyGenClient,
): Rate | undefined {
	const is4k = resolution === '4k';
	const photo = is4k ? PRICES.photoVideo4k : PRICES.photoVideo;
	const twin = is4k ? PRICES.twinVideo4k : PRICES.twinVideo;
	switch (type) {
		case 'cinematic_avatar':
			return PRICES.cinematicVideo;
		case 'studio':
			return is4k ? PRICES.studioVideo4k : PRICES.studioVideo;
		case 'image':
			return photo;
		case 'avatar': {
			if (isRecord(engine) && engine.type === 'avatar_iii') return is4k ? undefined : PRICES.avatar3Video;
			const look = knownLook(client, textOf(lookId) ?? '');
			if (!look) return either(is4k ? '4K video of a look' : 'video of a look', photo, twin);
			return look.avatar_type === 'photo_avatar' ? photo : twin;
		}
		// What a video of a template costs is said nowhere.
		default:
			return undefined;
	}
}

type SecondsOf = (assetId: string) => number | undefined;

function exactly(seconds: number): Amount {
	return { from: seconds, to: seconds };
}

/** How long it takes to say a script, or what is recorded. */
function spokenLength(part: Readonly<Record<string, unknown>>, secondsOf: SecondsOf): Amount | undefined {
	const { script, voice_settings: settings, audio_asset_id: audio } = part;
	if (typeof script !== 'string') {
		const seconds = typeof audio === 'string' ? secondsOf(audio) : undefined;
		return seconds === undefined ? undefined : exactly(seconds);
	}
	const { speed, locale } = isRecord(settings) ? settings : {};
	return speechLength(script, {
		speed: typeof speed === 'number' ? speed : undefined,
		locale: textOf(locale),
	});
}

/** How long a scene is: as long as its speech, or what it shows. */
function sceneLength(scene: unknown, secondsOf: SecondsOf): Amount | undefined {
	if (!isRecord(scene)) return undefined;
	const { duration } = scene;
	const spoken = spokenLength(isRecord(scene.input) ? scene.input : scene, secondsOf);
	return spoken ?? (typeof duration === 'number' ? exactly(duration) : undefined);
}

/** How long a video is going to be, where its request tells. */
function videoLength(request: Readonly<Record<string, unknown>>, secondsOf: SecondsOf): Amount | undefined {
	if (request.type !== 'studio') return spokenLength(request, secondsOf);
	const scenes: unknown[] = Array.isArray(request.scenes) ? request.scenes : [];
	const lengths = scenes.map((scene) => sceneLength(scene, secondsOf));
	const known = lengths.filter((length) => length !== undefined);
	if (known.length < scenes.length) return undefined;
	const sum = (end: keyof Amount) => known.reduce((total, length) => total + length[end], 0);
	return { from: sum('from'), to: sum('to') };
}

export const video = {
	name: 'video',
	getOperation: 'Video > Get',
	completed: ['completed'],
	failed: ['failed'],
	calls: ['videoGet', 'videoStatusesList', 'videoList'],
	read: async (client, id) =>
		endedVideo(client, id) ?? (await client.data('videoGet', { path: { video_id: id } })),
	many: {
		idsPerRequest: 100,
		async readStates(client, ids) {
			const states = statesIn(
				await client.data('videoStatusesList', { query: { video_ids: ids.join(',') } }),
			);
			const ended = ids.filter((id) => ['completed', 'failed'].includes(states.get(id) ?? ''));
			await gatherEnded(client, ended);
			return states;
		},
	},
	status: ({ status }) => status,
	createdAt: ({ created_at: createdAt }) => createdAt,
	endedAt: ({ completed_at: endedAt }) => endedAt,
	failure: ({ failure_code: code, failure_message: message }) => ({ code, message }),
	files: [
		{ name: 'video', isUsual: true, displayName: 'Video', ending: 'mp4', links: (job) => [job.video_url] },
		{
			name: 'captioned_video',
			displayName: 'Captioned Video',
			ending: 'mp4',
			links: (job) => [job.captioned_video_url],
		},
		{ name: 'subtitle', displayName: 'Subtitles', ending: 'srt', links: (job) => [job.subtitle_url] },
		{ name: 'thumbnail', displayName: 'Thumbnail', ending: 'jpg', links: (job) => [job.thumbnail_url] },
		{ name: 'gif', displayName: 'GIF', ending: 'gif', links: (job) => [job.gif_url] },
	],
	list: {
		page: async (client, { folderId, title }, token) =>
			await fullPage(client, 'videoList', { query: { folder_id: folderId, title }, token }),
		filtered: true,
		entry: (job) => titled(job, job.video_page_url),
		polled: { name: 'video', displayName: 'Videos' },
	},
	paidBy: 'second',
	price: { rate: videoRate, expect: videoLength, amount: ({ duration }) => duration },
} satisfies JobKind<Video>;
