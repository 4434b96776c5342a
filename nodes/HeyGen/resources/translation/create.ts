import { UPLOADS } from '../../parameters/media';
import { jobOperation } from '../jobOperation';
import { perLanguage } from './languages';
import { bodyOf, translationParameters } from './request';
import { simplified } from './simplified';

export const create = jobOperation<
	'videoTranslateCreate',
	{ translation: { video_translation_id?: string; output_language?: string } }
>({
	name: 'Create',
	value: 'create',
	action: 'Translate video',
	description:
		'Translate a video into one or more languages, with the voices and lips of its speakers; each is paid by the second',
	calls: ['videoTranslateCreate', ...UPLOADS],
	makes: 'translation',
	downloads: true,
	parameters: translationParameters,
	wait: { until: 'all languages are translated, some minutes and at times hours', limit: 60 },
	simplify: simplified,
	async start(item, create) {
		const body = await bodyOf(item);
		const { video_translation_ids: ids } = await create({ body });
		return perLanguage(ids, body.output_languages).map(({ id, language, about }) => ({
			kind: 'translation',
			id,
			about,
			answer: { video_translation_id: id, output_language: language },
		}));
	},
	output: { translation: (_item, answer, translation) => ({ ...answer, ...translation }) },
});
