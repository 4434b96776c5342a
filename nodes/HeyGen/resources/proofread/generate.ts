import type { Data } from '../../api/contract';
import { readText } from '../../api/fileHost';
import type { Item } from '../../run/item';
import { jobOperation } from '../jobOperation';
import { translateAudioOnly } from '../translation/options';
import { simplified } from '../translation/simplified';
import { proofreadId } from './proofreadId';

/** The subtitles as they are now: they may have been changed since the video was made last. */
async function subtitlesOf({ client }: Item, id: string): Promise<{ srt: string }> {
	const { srt_url: link } = await client.data('videoTranslateProofreadsSrtGet', {
		path: { proofread_id: id },
	});
	return { srt: await readText(client, link, 'the subtitles') };
}

export const generate = jobOperation<
	'videoTranslateProofreadsGenerate',
	{ translation: Data<'videoTranslateProofreadsGenerate'> }
>({
	name: 'Generate',
	value: 'generate',
	action: 'Generate video from proofread',
	description: 'Make the translated video of a proofread as its subtitles are now. It is paid for.',
	calls: ['videoTranslateProofreadsGenerate', 'videoTranslateProofreadsSrtGet'],
	makes: 'translation',
	downloads: true,
	// An agent may have changed the subtitles in between.
	isRepeatable: true,
	parameters: [proofreadId],
	options: [translateAudioOnly],
	wait: { until: 'the translation is made, some minutes and at times hours', limit: 60 },
	simplify: simplified,
	async start(item, create) {
		const id = item.values.id('proofreadId');
		const answer = await create({
			path: { proofread_id: id },
			body: { translate_audio_only: item.options.optionalFlag('translateAudioOnly') },
			...(item.payOncePer === 'content' ? { madeOf: await subtitlesOf(item, id) } : {}),
		});
		return { kind: 'translation', id: answer.video_translation_id, answer };
	},
	output: { translation: (_item, answer, translation) => ({ ...answer, ...translation }) },
});
