import type { INodeProperties } from 'n8n-workflow';

import { glossaryOption, readGlossary } from '../../parameters/brand';
import { folderOption, readFolder } from '../../parameters/folder';
import { srt } from '../../parameters/subtitles';
import { optionsFrom, type Values } from '../../run/values';

// What the requests of translations and of proofreads have in common.

export const MODES = {
	precision: { name: 'Precision', description: 'Better lips, for about twice the price' },
	speed: 'Speed',
} as const;

export const mode: INodeProperties = {
	displayName: 'Mode',
	name: 'mode',
	type: 'options',
	options: optionsFrom(MODES),
	default: 'speed',
	description: 'What to care for most',
};

export const translateAudioOnly: INodeProperties = {
	displayName: 'Translate Audio Only',
	name: 'translateAudioOnly',
	type: 'boolean',
	default: true,
	description: 'Whether to leave the lips as they are, which costs less',
};

/** What a request is about beside its video and languages: one parameter, which is the same for all that have it. */
export function settingsOf(members: readonly INodeProperties[]): INodeProperties {
	return {
		displayName: 'Settings',
		name: 'settings',
		type: 'collection',
		placeholder: 'Add setting',
		default: {},
		options: [...members].sort((one, other) => one.displayName.localeCompare(other.displayName)),
	};
}

export const commonSettings: readonly INodeProperties[] = [
	glossaryOption,
	{
		displayName: 'Disable Music Track',
		name: 'disableMusicTrack',
		type: 'boolean',
		default: true,
		description: 'Whether to leave out the background music',
	},
	{
		displayName: 'Enable Speech Enhancement',
		name: 'enableSpeechEnhancement',
		type: 'boolean',
		default: true,
		description: 'Whether to improve the quality of the speech',
	},
	folderOption,
	{
		displayName: 'Keep the Same Format',
		name: 'keepTheSameFormat',
		type: 'boolean',
		default: true,
		description: 'Whether the result is encoded as the source is',
	},
	{
		displayName: 'Number of Speakers',
		name: 'speakerNum',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 1,
		description: 'How many people speak, which helps HeyGen to tell them apart',
	},
	srt,
];

/** What {@link commonSettings} say, as the requests name it; the subtitles aside, which may have to be uploaded. */
export function commonBody(settings: Values) {
	return {
		brand_glossary_id: readGlossary(settings),
		disable_music_track: settings.optionalFlag('disableMusicTrack'),
		enable_speech_enhancement: settings.optionalFlag('enableSpeechEnhancement'),
		folder_id: readFolder(settings),
		keep_the_same_format: settings.optionalFlag('keepTheSameFormat'),
		speaker_num: settings.number('speakerNum'),
	};
}
