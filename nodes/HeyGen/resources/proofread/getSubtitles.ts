import type { Data } from '../../api/contract';
import { readText } from '../../api/fileHost';
import { downloaded } from '../../jobs/files';
import type { Linked } from '../../jobs/kinds/kind';
import { downloadParameter, wantedFiles } from '../../parameters/wait';
import type { Operation } from '../../run/operation';
import { proofreadId } from './proofreadId';

const subtitles: Linked<Data<'videoTranslateProofreadsSrtGet'>> = {
	name: 'proofread',
	files: [
		{ name: 'subtitle', displayName: 'Subtitles', ending: 'srt', links: ({ srt_url: link }) => [link] },
		{
			name: 'original_subtitle',
			displayName: 'Original Subtitles',
			ending: 'srt',
			links: ({ original_srt_url: link }) => [link],
		},
	],
};

export const getSubtitles: Operation = {
	name: 'Get Subtitles',
	value: 'getSubtitles',
	action: 'Get subtitles of proofread',
	description:
		'Get the translated and the original subtitles as SRT text, srt and original_srt, and as files',
	calls: ['videoTranslateProofreadsSrtGet'],
	parameters: [proofreadId, downloadParameter(subtitles)],
	async run(item) {
		const { client } = item;
		const id = item.values.id('proofreadId');
		const wanted = wantedFiles(item, subtitles);
		const read = async () =>
			await client.data('videoTranslateProofreadsSrtGet', { path: { proofread_id: id } });
		const links = await read();
		const { srt_url: srt, original_srt_url: original } = links;
		const json = {
			proofread_id: id,
			srt: await readText(client, srt, 'the subtitles'),
			...(original ? { original_srt: await readText(client, original, 'the original subtitles') } : {}),
			...links,
		};
		return { json, binary: await downloaded(item, subtitles, id, links, wanted, read) };
	},
};
