import type { INodeProperties } from 'n8n-workflow';

import type { RequestBody } from '../../api/contract';
import { outputLanguages, readLanguages } from '../../parameters/languages';
import { languageLocator } from '../../parameters/locators';
import {
	mediaValue,
	provideLink,
	readMedia,
	readOptionalMediaValue,
	videoSource,
} from '../../parameters/media';
import { readOptionalSrt } from '../../parameters/subtitles';
import type { Item } from '../../run/item';
import { optionsFrom, type Values } from '../../run/values';
import { commonBody, commonSettings, mode, MODES, settingsOf, translateAudioOnly } from './options';

const SRT_ROLES = { input: 'What Is Said in the Video', output: 'What Is to Be Said' } as const;

const FPS_MODES = { cfr: 'Constant', passthrough: 'Passthrough', vfr: 'Variable' } as const;

const SETTINGS: readonly INodeProperties[] = [
	...commonSettings,
	mediaValue({
		name: 'audio',
		displayName: 'Audio',
		description: 'Sound to translate in place of that of the video, MP3 or WAV',
	}),
	{
		displayName: 'Enable Dynamic Duration',
		name: 'enableDynamicDuration',
		type: 'boolean',
		default: true,
		description:
			'Whether the result may take more or less time than the source, as the languages do. It may unless this is off.',
	},
	{
		displayName: 'Enable Watermark',
		name: 'enableWatermark',
		type: 'boolean',
		default: true,
		description: 'Whether the result shows a watermark',
	},
	{
		displayName: 'End Time',
		name: 'endTime',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 60,
		description: 'Second of the video at which to end',
	},
	{
		displayName: 'Frame Rate Mode',
		name: 'fpsMode',
		type: 'options',
		options: optionsFrom(FPS_MODES),
		default: 'vfr',
		description: 'How the frames of the result are timed',
	},
	{
		displayName: 'Preferred Stock Voice IDs',
		name: 'preferredStockVoiceIds',
		type: 'string',
		default: '',
		description: "IDs of HeyGen's stock voices to speak with, separated by commas",
	},
	{
		displayName: 'Start Time',
		name: 'startTime',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'Second of the video at which to begin',
	},
	{
		displayName: 'Subtitles Role',
		name: 'srtRole',
		type: 'options',
		options: optionsFrom(SRT_ROLES),
		default: 'input',
		description: 'What the Subtitles hold',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		description: 'What it is called in HeyGen',
	},
	translateAudioOnly,
	{
		displayName: 'Use Stock Voice',
		name: 'useStockVoice',
		type: 'boolean',
		default: true,
		description: "Whether one of HeyGen's stock voices speaks in place of the speaker's own",
	},
];

export const translationParameters: readonly INodeProperties[] = [
	...videoSource,
	outputLanguages,
	languageLocator({
		name: 'inputLanguage',
		displayName: 'Input Language',
		description: 'What is spoken in the video; HeyGen finds out where none is chosen',
		required: false,
	}),
	mode,
	settingsOf(SETTINGS),
];

/** The part of the video to translate, in seconds. */
function readSpan(settings: Values): { start_time?: number; end_time?: number } {
	const start = settings.number('startTime');
	const end = settings.number('endTime');
	if (end !== undefined && end <= (start ?? 0)) {
		throw settings.refuse(
			`"${settings.label('endTime')}" must be after "${settings.label('startTime')}"`,
			`It is ${end}, and ${settings.label('startTime')} is ${start ?? 0}.`,
		);
	}
	return { start_time: start, end_time: end };
}

/** The voices to speak with. */
function readStockVoice(settings: Values): RequestBody<'videoTranslateCreate'>['stock_voice_config'] {
	const use = settings.optionalFlag('useStockVoice');
	const ids = settings.list('preferredStockVoiceIds');
	if (use === undefined && ids.length === 0) return undefined;
	return { use_stock_voice: use, ...(ids.length > 0 ? { preferred_stock_voice_ids: ids } : {}) };
}

/** The subtitles to go by, and what they hold. */
async function readSubtitles(item: Item, settings: Values) {
	const role = settings.optionalChoice('srtRole', SRT_ROLES);
	const media = await readOptionalSrt(item, settings);
	if (role !== undefined && media === undefined) {
		throw settings.refuse(
			`"${settings.label('srtRole')}" is set without "${settings.label('srt')}"`,
			'Add the subtitles, or remove the role.',
		);
	}
	return { media, role };
}

/**
 * The request for an item. Everything is read before the first file is uploaded.
 *
 * @param most how many languages it may ask for.
 */
export async function bodyOf(item: Item, most = Infinity): Promise<RequestBody<'videoTranslateCreate'>> {
	const { values } = item;
	const settings = values.group('settings');
	const languages = readLanguages(values);
	if (languages.length > most) {
		throw values.refuse(
			`"${outputLanguages.displayName}" has ${languages.length} languages; a batch takes at most ${most} translations`,
			'Split them over several items.',
		);
	}
	const audio = await readOptionalMediaValue(item, settings, 'audio', { types: ['audio/mpeg', 'audio/wav'] });
	const subtitles = await readSubtitles(item, settings);
	const video = await readMedia(item, values, 'video', { types: ['video/mp4', 'video/webm'] });
	const body = {
		output_languages: languages,
		input_language: values.optionalId('inputLanguage'),
		mode: values.choice('mode', MODES),
		...commonBody(settings),
		title: settings.optionalText('title'),
		enable_dynamic_duration: settings.optionalFlag('enableDynamicDuration'),
		enable_watermark: settings.optionalFlag('enableWatermark'),
		fps_mode: settings.optionalChoice('fpsMode', FPS_MODES),
		srt_role: subtitles.role,
		stock_voice_config: readStockVoice(settings),
		translate_audio_only: settings.optionalFlag('translateAudioOnly'),
		...readSpan(settings),
	};
	return {
		...body,
		video: await provideLink(item, video, 'video'),
		...(audio ? { audio: await provideLink(item, audio, 'audio') } : {}),
		...(subtitles.media ? { srt: await provideLink(item, subtitles.media, 'srt') } : {}),
	};
}
