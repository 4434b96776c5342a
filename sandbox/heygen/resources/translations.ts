import { batchOf } from '../batch';
import { collection } from '../collection';
import { HeyGenError, invalid } from '../errors';
import { checkFolder } from '../folders';
import { checkCallback, resolveMedia } from '../inputs';
import { rendering } from '../rendering';
import type { JobOf } from '../rendering';
import type { Resource } from '../resource';
import type { RequestBody, Schemas } from '../types';
import type { World } from '../world';

/** HeyGen knows many more. */
export const LANGUAGES = [
	'Chinese (Mandarin, Simplified)',
	'English',
	'French',
	'German',
	'Italian',
	'Japanese',
	'Portuguese (Brazil)',
	'Spanish',
	'Spanish (Mexico)',
	'Spanish (Spain)',
];

/** Each is into one language, whatever number its request asked for. */
export const translationJobs = rendering({
	kind: 'translation',
	collection: collection('translations').of<JobOf<'videoTranslateCreate', 'videoTranslateGet'>>(),
	id: 'video_translation_id',
	what: 'Translation',
	price: { name: 'translation', usd: 0.0333 },
	times({ translate_audio_only: audioOnly, mode }) {
		if (audioOnly) return 0.0167 / 0.0333;
		return mode === 'precision' ? 0.0667 / 0.0333 : 1;
	},
	states: [
		['pending', 0],
		['running', 0.25],
		['completed', 1],
		['failed', 1],
	],
	async check(world, body) {
		checkCallback(body);
		checkFolder(world, body.folder_id);
		checkLanguages(body.output_languages);
		if (body.input_language) checkLanguage(body.input_language, 'input_language');
		const { start_time: start, end_time: end } = body;
		if (typeof start === 'number' && start < 0)
			throw invalid('start_time', 'start_time must not be negative');
		if (typeof end === 'number' && end <= (start ?? 0)) {
			throw invalid('end_time', 'end_time must be after start_time');
		}
		if (body.srt_role && !body.srt) throw invalid('srt_role', 'srt_role needs an srt');
		await resolveMedia(world, body.video, 'video', ['video']);
		if (body.audio) await resolveMedia(world, body.audio, 'audio', ['audio']);
		if (body.srt) await checkSrt(world, body.srt, 'srt');
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

const batches = batchOf({ name: 'translationBatches', of: translationJobs });

const MOST_IN_BATCH = 100;

export const translations = {
	collections: [translationJobs.collection, batches.collection],
	prices: [translationJobs.price],
	handlers: {
		async videoTranslateCreate(call) {
			const made = await translationJobs.createEach(call, byLanguage);
			return { data: { video_translation_ids: made.map(({ id }) => id) } };
		},
		videoTranslateList: translationJobs.list,
		videoTranslateGet: translationJobs.get,
		videoTranslateUpdate({ path, body, world }) {
			if (body.title.trim() === '') throw invalid('title', 'title must not be empty');
			const job = translationJobs.find(world, path.video_translation_id);
			job.request.title = body.title;
			return { data: translationJobs.view(job, world) };
		},
		videoTranslateDelete: translationJobs.delete,
		videoTranslateStatusesList: batches.states('video_translation_ids'),
		videoTranslateBatchesCreate(call) {
			// An entry for several languages is several items (docs/heygen.md §14).
			const requests = call.body.video_translations.flatMap(byLanguage);
			if (requests.length > MOST_IN_BATCH) {
				throw invalid('video_translations', `A batch holds at most ${MOST_IN_BATCH} translations`);
			}
			return batches.create(call, requests);
		},
		videoTranslateBatchesGet: batches.get,
		videoTranslateLanguagesList: () => ({ data: { languages: LANGUAGES } }),
	},
} satisfies Resource;

type CreateTranslation = RequestBody<'videoTranslateCreate'>;

/** One request for each language of what asks for several. */
export function byLanguage<Request extends { output_languages: string[] }>(request: Request): Request[] {
	return request.output_languages.map((language) => ({ ...request, output_languages: [language] }));
}

/** @throws HeyGenError 400 for a language that is not in the list */
export function checkLanguages(languages: readonly string[]): void {
	for (const language of languages) checkLanguage(language, 'output_languages');
}

function checkLanguage(language: string, param: string): void {
	if (!LANGUAGES.includes(language)) throw invalid(param, `Language ${language} is not supported`);
}

/** @throws HeyGenError 400 for a file that is not of subtitles */
export async function checkSrt(
	world: World,
	input: NonNullable<CreateTranslation['srt']>,
	param: string,
): Promise<void> {
	// Text has no signature: what is fetched is not looked into.
	if (input.type === 'url') return;
	const { mimeType } = await resolveMedia(world, input, param, ['document']);
	if (mimeType !== 'application/x-subrip') {
		throw new HeyGenError('invalid_parameter', `${param} must be an SRT file`, param);
	}
}
