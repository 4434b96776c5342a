import { resolveMedia } from '../inputs';
import type { Handlers, Schemas } from '../types';
import { newId, now, trimmed } from '../world';
import type { Translation, World } from '../world';
import { FAILURE, findRendition, renderAnew } from './renditions';
import { checkCallback } from './videoChecks';

export const translations = {
	async videoTranslateCreate({ body, world, account }) {
		checkCallback(body);
		await resolveMedia(world, body.video, 'video', ['video']);
		// As everywhere: from here on nothing may wait.
		world.jobs.assertRoom();
		const made = body.output_languages.map((language): Translation => ({
			id: newId(),
			request: trimmed(body),
			language,
			status: 'pending',
			createdAt: now(),
		}));
		const ids = made.map(({ id }) => id);
		world.charge(account, 'translation', ids);
		for (const translation of made) {
			world.translations.add(translation.id, translation);
			renderAnew(world, world.translations, translation, () => announce(world, translation));
		}
		return { data: { video_translation_ids: ids } };
	},

	videoTranslateList({ query, world }) {
		const { items, ...page } = world.translations.page({ limit: query.limit ?? 10, token: query.token });
		return { data: items.map((translation) => view(world, translation)), ...page };
	},

	videoTranslateGet({ path, world }) {
		return { data: view(world, find(world, path.video_translation_id)) };
	},

	videoTranslateDelete({ path, world }) {
		const { id } = find(world, path.video_translation_id);
		world.translations.delete(id);
		world.jobs.finish(id);
		return { data: { id } };
	},
} satisfies Handlers;

function find(world: World, id: string): Translation {
	return findRendition(world.translations, { id, param: 'video_translation_id', what: 'Translation' });
}

function announce(world: World, translation: Translation): void {
	const { request, language, status } = translation;
	const about = {
		video_translate_id: translation.id,
		callback_id: request.callback_id ?? null,
		output_language: language,
	};
	const options = { callbackUrl: request.callback_url };
	if (status === 'failed') {
		world.webhooks.emit('video_translate.fail', { ...about, message: FAILURE }, options);
	} else {
		const { video_url: url } = view(world, translation);
		world.webhooks.emit('video_translate.success', { ...about, url }, options);
	}
}

/** The translation as the API shows it now. */
function view(
	world: World,
	{ id, request, language, status, createdAt }: Translation,
): Schemas['VideoTranslation'] {
	const done = status === 'completed';
	const link = (name: string) => world.links.signed(`/results/translations/${id}/${name}`);
	return {
		id,
		status,
		title: request.title ?? null,
		created_at: createdAt,
		duration: done ? 2 : null,
		input_language: request.input_language ?? null,
		output_language: language,
		translate_audio_only: request.translate_audio_only ?? false,
		video_url: done ? link('video.mp4') : null,
		audio_url: null,
		srt_caption_url: done && request.enable_caption ? link('subtitles.srt') : null,
		vtt_caption_url: null,
		callback_id: request.callback_id ?? null,
		failure_message: status === 'failed' ? FAILURE : null,
	};
}
