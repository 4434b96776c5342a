import { collection } from '../collection';
import { checkFolder } from '../folders';
import { checkCallback, resolveMedia } from '../inputs';
import { rendering } from '../rendering';
import type { JobOf } from '../rendering';
import type { Resource } from '../resource';
import type { RequestBody, Schemas } from '../types';

/** Each is into one language, whatever number its request asked for. */
const jobs = rendering({
	kind: 'translation',
	collection: collection('translations').of<JobOf<'videoTranslateCreate', 'videoTranslateGet'>>(),
	id: 'video_translation_id',
	what: 'Translation',
	price: { name: 'translation', usd: 0.25 },
	states: [
		['pending', 0],
		['running', 0.25],
		['completed', 1],
		['failed', 1],
	],
	async check(world, body) {
		checkCallback(body);
		checkFolder(world, body.folder_id);
		await resolveMedia(world, body.video, 'video', ['video']);
	},
	view: ({ id, request, status, createdAt, failure }, made): Schemas['VideoTranslation'] => ({
		id,
		status,
		title: request.title ?? null,
		created_at: createdAt,
		duration: made?.seconds ?? null,
		input_language: request.input_language ?? null,
		output_language: request.output_languages[0] ?? null,
		translate_audio_only: request.translate_audio_only ?? false,
		video_url: made?.file('video.mp4') ?? null,
		audio_url: made?.file('voice.mp3') ?? null,
		srt_caption_url: made?.file('subtitles.srt') ?? null,
		vtt_caption_url: made?.file('subtitles.vtt') ?? null,
		callback_id: request.callback_id ?? null,
		failure_message: failure?.message ?? null,
	}),
	event: {
		name: 'video_translate',
		data: ({ id, failure }, { callback_id, output_language, video_url }) => ({
			video_translate_id: id,
			callback_id,
			output_language,
			...(failure ? { message: failure.message } : { url: video_url }),
		}),
	},
});

export const translations = {
	collections: [jobs.collection],
	prices: [jobs.price],
	handlers: {
		async videoTranslateCreate(call) {
			const made = await jobs.createEach(call, byLanguage);
			return { data: { video_translation_ids: made.map(({ id }) => id) } };
		},
		videoTranslateList: jobs.list,
		videoTranslateGet: jobs.get,
		videoTranslateDelete: jobs.delete,
	},
} satisfies Resource;

type CreateTranslation = RequestBody<'videoTranslateCreate'>;

function byLanguage(request: CreateTranslation): CreateTranslation[] {
	return request.output_languages.map((language) => ({ ...request, output_languages: [language] }));
}
