import type { INodeProperties } from 'n8n-workflow';

import type { RequestBody } from '../../api/contract';
import { outputLanguages, readLanguages } from '../../parameters/languages';
import { provideLink, readMedia, UPLOADS, VIDEO_TYPES, videoSource } from '../../parameters/media';
import { formatOf, formatSettings, mode, MODES, settingsOf } from '../../parameters/rendition';
import { titleParameter } from '../../parameters/shared';
import { readOptionalSrt } from '../../parameters/subtitles';
import type { Item } from '../../run/item';
import { jobOperation } from '../jobOperation';
import { perLanguage } from '../translation/languages';
import { commonBody, commonSettings } from '../translation/options';

const SETTINGS: readonly INodeProperties[] = [
	...commonSettings,
	...formatSettings,
	{
		displayName: 'Enable Video Stretching',
		name: 'enableVideoStretching',
		type: 'boolean',
		default: true,
		description: 'Whether the pictures may run faster or slower to fit what is said',
	},
];

const parameters: readonly INodeProperties[] = [
	...videoSource,
	outputLanguages,
	{ ...titleParameter, required: true },
	mode,
	settingsOf(SETTINGS),
];

async function bodyOf(item: Item): Promise<RequestBody<'videoTranslateProofreadsCreate'>> {
	const { values } = item;
	const settings = values.group('settings');
	const subtitles = await readOptionalSrt(item, settings);
	const body = {
		output_languages: readLanguages(item),
		title: values.text('title').trim(),
		mode: values.choice('mode', MODES),
		...commonBody(settings),
		...formatOf(settings),
		enable_video_stretching: settings.optionalFlag('enableVideoStretching'),
	};
	const video = await readMedia(item, values, 'video', { types: VIDEO_TYPES });
	return {
		...body,
		video: await provideLink(item, video, 'video'),
		...(subtitles ? { srt: await provideLink(item, subtitles, 'srt') } : {}),
	};
}

export const create = jobOperation<
	'videoTranslateProofreadsCreate',
	{ proofread: { proofread_id?: string; output_language?: string } }
>({
	name: 'Create',
	value: 'create',
	action: 'Proofread translation of video',
	description:
		'Translate what is said in a video into subtitles, to look over and change before the video is made',
	calls: ['videoTranslateProofreadsCreate', ...UPLOADS],
	makes: 'proofread',
	parameters,
	wait: { until: 'the subtitles of all languages are there, some minutes', limit: 30 },
	async start(item, create) {
		const body = await bodyOf(item);
		const { proofread_ids: ids } = await create({ body });
		return perLanguage(ids, body.output_languages).map(({ id, language, about }) => ({
			kind: 'proofread',
			id,
			about,
			answer: { proofread_id: id, output_language: language },
		}));
	},
	output: { proofread: (_item, answer, proofread) => ({ ...answer, ...proofread }) },
});
