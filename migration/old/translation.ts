import { Draft, sorted, Untranslatable, write, written, type Field, type Translated } from '../draft';
import { OTHER, TRANSLATION } from '../outputs';
import { type Request } from '../request';
import { isNothing, knownText, memberOf, toParameter, type Value } from '../value';
import { callable } from './video';

export const TRANSLATION_FIELDS: readonly Field[] = [
	{ from: 'video_url', to: 'videoUrl', as: 'text', with: { videoSource: 'url' } },
	{ from: 'output_language', decides: 'outputLanguages' },
	{ from: 'output_languages', decides: 'outputLanguages' },
	{ from: 'input_language', to: 'inputLanguage', as: 'locator' },
	{
		from: 'mode',
		to: 'mode',
		as: 'text',
		words: { fast: 'speed', quality: 'precision' },
	},
	{ from: 'title', to: 'settings.title', as: 'text' },
	{ from: 'name', to: 'settings.title', as: 'text' },
	{ from: 'translate_audio_only', to: 'settings.translateAudioOnly', as: 'flag', usual: [false] },
	{ from: 'speaker_num', to: 'settings.speakerNum', as: 'number', usual: [0] },
	{ from: 'enable_dynamic_duration', to: 'settings.enableDynamicDuration', as: 'flag' },
	{ from: 'keep_the_same_format', to: 'settings.keepTheSameFormat', as: 'flag' },
	{ from: 'disable_music_track', to: 'settings.disableMusicTrack', as: 'flag' },
	{ from: 'enable_speech_enhancement', to: 'settings.enableSpeechEnhancement', as: 'flag' },
	{ from: 'brand_voice_id', to: 'settings.brandGlossaryId', as: 'locator' },
	{ from: 'folder_id', to: 'settings.folderId', as: 'text' },
	{ from: 'callback_url', to: 'options.callbackUrl', as: 'text' },
	{
		from: 'callback_id',
		to: 'options.callbackId',
		as: 'text',
		why: 'Kept only together with callback_url, without which v3 refuses it.',
	},
	{
		from: 'enable_caption',
		dropped: true,
		usual: [false],
		why: 'v3 always makes subtitles',
		todo: 'Choose them in Download',
	},
	{
		from: 'video_id',
		stops: true,
		why: 'v3 translates a file, and no video by its ID',
		todo: 'Read the video by Video > Get first, and give its video_url.',
	},
	{
		from: 'input_video_id',
		stops: true,
		why: 'v3 translates a file, and no video by its ID',
		todo: 'Read the video by Video > Get first, and give its video_url.',
	},
	{
		from: 'google_url',
		stops: true,
		why: 'v3 takes no link to a page of a video',
		todo: 'Load the file into n8n and choose Binary File.',
	},
];

/** Names of languages in HeyGen's list begin with a capital; codes do not. */
const CODE = /^[a-z]{2,3}(-[A-Za-z0-9]+)?$/;

export function writeLanguages(languages: Value, draft: Draft): void {
	const list: readonly Value[] = languages.is === 'list' ? languages.entries : [languages];
	const known = list.every((entry) => entry.is === 'plain');
	draft.set('outputLanguages', known ? list.map((entry) => knownText(entry) ?? '') : toParameter(languages));
	if (!known || list.some((entry) => CODE.test(knownText(entry) ?? ''))) {
		draft.check(
			'v3 names languages in words, as Translation > Get Many Languages lists them',
			'See that "Output Languages" gets such a name, and no code',
		);
	}
}

/** `POST /v2/video_translate` */
export function translateVideo(request: Request): Translated {
	const { body } = request;
	const languages = [memberOf(body, 'output_languages'), memberOf(body, 'output_language')].find(
		(value) => !isNothing(value),
	);
	if (request.unread || body?.is !== 'object' || !languages) {
		throw new Untranslatable(
			'what it sends is made by an expression as a whole, or is no JSON, or names no language',
			'Write the body out in the old node and migrate again, or build Translation > Create by hand.',
		);
	}
	const draft = new Draft();
	write(
		sorted(callable(body, draft), TRANSLATION_FIELDS, draft, ['output_languages', 'output_language']),
		draft,
	);
	writeLanguages(languages, draft);
	return {
		resource: 'translation',
		operation: 'create',
		parameters: draft.parameters,
		outputs: TRANSLATION,
		remarks: draft.remarks,
		creates: 'translation',
	};
}

/** `GET /v2/video_translate/{id}` */
export function readTranslation(_request: Request, id?: Value): Translated {
	if (!id) {
		throw new Untranslatable('which translation it is about is not said', 'Build Translation > Get by hand.');
	}
	return {
		resource: 'translation',
		operation: 'get',
		parameters: { videoTranslationId: written('locator', id) },
		outputs: TRANSLATION,
		remarks: [],
		reads: 'translation',
	};
}

/** `GET /v2/video_translate/target_languages` */
export function listLanguages(): Translated {
	return {
		resource: 'translation',
		operation: 'getLanguages',
		parameters: {},
		outputs: OTHER,
		remarks: [
			{
				kind: 'check',
				what: 'it gives another shape than before',
				todo: 'See what its output is called now where it is used',
			},
		],
	};
}
