import { provideLink, UPLOADS } from '../../parameters/media';
import { readSrt, srt } from '../../parameters/subtitles';
import type { Operation } from '../../run/operation';
import { proofreadId } from './proofreadId';

export const updateSubtitles: Operation = {
	name: 'Update Subtitles',
	value: 'updateSubtitles',
	action: 'Update subtitles of proofread',
	description: 'Put other subtitles in place of the translated ones, before the video is generated',
	calls: ['videoTranslateProofreadsSrtUpdate', ...UPLOADS],
	parameters: [proofreadId, { ...srt, required: true }],
	async run(item) {
		const id = item.values.id('proofreadId');
		const media = await readSrt(item, item.values);
		const proofread = await item.write('videoTranslateProofreadsSrtUpdate', {
			path: { proofread_id: id },
			body: { srt: await provideLink(item, media, 'srt') },
		});
		return { json: { ...proofread } };
	},
};
