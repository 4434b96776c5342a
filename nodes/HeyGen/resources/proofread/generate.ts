import type { Data } from '../../api/contract';
import { jobOperation } from '../jobOperation';
import { translateAudioOnly } from '../translation/options';
import { simplified } from '../translation/simplified';
import { proofreadId } from './proofreadId';

export const generate = jobOperation<
	'videoTranslateProofreadsGenerate',
	{ translation: Data<'videoTranslateProofreadsGenerate'> }
>({
	name: 'Generate',
	value: 'generate',
	action: 'Generate video from proofread',
	description: 'Make the translated video of a proofread as its subtitles are now. It is paid for.',
	calls: ['videoTranslateProofreadsGenerate'],
	makes: 'translation',
	downloads: true,
	// Its subtitles may have been changed since.
	isRepeatable: true,
	parameters: [proofreadId],
	options: [translateAudioOnly],
	wait: { until: 'the translation is made, some minutes and at times hours', limit: 60 },
	simplify: simplified,
	async start(item, create) {
		const answer = await create({
			path: { proofread_id: item.values.id('proofreadId') },
			body: { translate_audio_only: item.options.optionalFlag('translateAudioOnly') },
		});
		return { kind: 'translation', id: answer.video_translation_id, answer };
	},
	output: { translation: (_item, answer, translation) => ({ ...answer, ...translation }) },
});
