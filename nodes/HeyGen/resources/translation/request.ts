import type { INodeProperties } from 'n8n-workflow';

import type { RequestBody } from '../../api/contract';
import { outputLanguages, readLanguages } from '../../parameters/languages';
import { languageLocator } from '../../parameters/locators';
import {
	AUDIO_TYPES,
	mediaValue,
	provideLink,
	readMedia,
	readOptionalMediaValue,
	VIDEO_TYPES,
	videoSource,
} from '../../parameters/media';
import { mode, MODES, renditionOf, renditionSettings, settingsOf } from '../../parameters/rendition';
import { readOptionalSrt } from '../../parameters/subtitles';
import { waitsForCall } from '../../parameters/wait';
import type { Item } from '../../run/item';
import { optionsFrom, type Values } from '../../run/values';
import { commonBody, commonSettings, translateAudioOnly } from './options';

const SRT_ROLES = { input: 'What Is Said in the Video', output: 'What Is to Be Said' } as const;

const SETTINGS: readonly INodeProperties[] = [
	...commonSettings,
	...renditionSettings,
	mediaValue({
		name: 'audio',
		displayName: 'Audio',
		description: 'Sound to translate in place of that of the video, MP3 or WAV',
	}),
	{
		displayName: 'Preferred Stock Voice IDs',
		name: 'preferredStockVoiceIds',
		type: 'string',
		default: '',
		description: "IDs of HeyGen's stock voices to speak with, separated by commas",
	},
	{
		displayName: 'Subtitles Role',
		name: 'srtRole',
		type: 'options',
		options: optionsFrom(SRT_ROLES),
		default: 'input',
		description: 'What the Subtitles hold',
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
	const languages = readLanguages(item);
	if (languages.length > most) {
		throw values.refuse(
			`"${outputLanguages.displayName}" has ${languages.length} languages; a batch takes at most ${most} translations`,
			'Split them over several items.',
		);
	}
	if (languages.length > 1 && waitsForCall(item)) {
		throw values.refuse(
			`"Wait By" Callback takes one language an item, and "${outputLanguages.displayName}" has ${languages.length}`,
			'Of an execution that was suspended, n8n loses which of several outputs belongs to which input. Give each language an item of its own, as Split Out does, or set Wait By to Polling.',
		);
	}
	const audio = await readOptionalMediaValue(item, settings, 'audio', { types: AUDIO_TYPES });
	const subtitles = await readSubtitles(item, settings);
	const video = await readMedia(item, values, 'video', { types: VIDEO_TYPES });
	const body = {
		output_languages: languages,
		input_language: values.optionalId('inputLanguage'),
		mode: values.choice('mode', MODES),
		...commonBody(settings),
		...renditionOf(settings),
		srt_role: subtitles.role,
		stock_voice_config: readStockVoice(settings),
		translate_audio_only: settings.optionalFlag('translateAudioOnly'),
	};
	return {
		...body,
		video: await provideLink(item, video, 'video'),
		...(audio ? { audio: await provideLink(item, audio, 'audio') } : {}),
		...(subtitles.media ? { srt: await provideLink(item, subtitles.media, 'srt') } : {}),
	};
}
