import type { RequestBody } from '../../api/contract';
import { callbackOptions, readCalled } from '../../parameters/callback';
import { UPLOADS } from '../../parameters/media';
import { batchOperation } from '../batchOperation';
import { bodyOf, translationParameters } from './request';
import { simplified } from './simplified';

/** docs/heygen.md §14. */
const MOST = 100;

export const createBatch = batchOperation<
	'videoTranslateBatchesCreate',
	'batchTranslation',
	RequestBody<'videoTranslateCreate'>
>({
	name: 'Create Batch',
	value: 'createBatch',
	action: 'Translate batch of videos',
	description: 'Translate the video of every item, up to 100 translations in one request; paid by the second',
	calls: ['videoTranslateBatchesCreate', ...UPLOADS],
	makes: 'batchTranslation',
	downloads: true,
	most: MOST,
	parameters: translationParameters,
	options: callbackOptions(['callback_id', 'callback_url'], 'translation'),
	wait: {
		until: 'the translations are made, each item for its own, some minutes and at times hours',
		limit: 60,
	},
	simplify: simplified,
	async entries(item) {
		// Before the first file is uploaded.
		const called = readCalled(item.options);
		const body = await bodyOf(item, MOST);
		// Of an entry with several languages HeyGen makes several, so that their numbers would be its to give.
		return body.output_languages.map((language) => ({ ...body, ...called, output_languages: [language] }));
	},
	about: ({ output_languages: [language] }) => language,
	body: (translations, whole) => ({ ...whole, video_translations: [...translations] }),
	batchId: ({ batch_id: id }) => id,
	output: {
		batchTranslation: (_item, answer, { entry, job } = {}) => ({
			...answer,
			...(entry ? { status: entry.status, video_translation_id: entry.video_id } : {}),
			...job,
		}),
	},
});
