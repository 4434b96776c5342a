import type { INodeProperties } from 'n8n-workflow';

import type { Schema } from '../api/contract';
import { optionsFrom, type Values } from '../run/values';
import { folderOption, readFolder } from './folder';
import { titleParameter } from './shared';

// What is said of the new video where one is made of another: by lipsyncs, translations and proofreads.

export const MODES = {
	precision: { name: 'Precision', description: 'Better lips, at about twice the price' },
	speed: { name: 'Speed', description: 'Sooner ready' },
} as const;

export const mode: INodeProperties = {
	displayName: 'Mode',
	name: 'mode',
	type: 'options',
	options: optionsFrom(MODES),
	default: 'speed',
	description: 'What matters more',
};

/** How the frames of the result are timed. */
const FRAME_RATES = { cfr: 'Constant', passthrough: 'As in the Video', vfr: 'Variable' } as const;

/** Beside Options, which are not the same for one and for many: so these stand once in the node's description. */
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

const seconds: Pick<INodeProperties, 'type' | 'typeOptions' | 'default'> = {
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
};

/** Of its sound and its format. */
export const formatSettings: readonly INodeProperties[] = [
	folderOption,
	{
		displayName: 'Keep Format',
		name: 'keepTheSameFormat',
		type: 'boolean',
		default: true,
		description: 'Whether the result has the format of the video, such as its resolution',
	},
	{
		displayName: 'Remove Music',
		name: 'disableMusicTrack',
		type: 'boolean',
		default: true,
		description: 'Whether to leave out the music of the video',
	},
	{
		displayName: 'Speech Enhancement',
		name: 'enableSpeechEnhancement',
		type: 'boolean',
		default: true,
		description: 'Whether to make the speech clearer',
	},
];

/** All that is said where the new video is made at once. */
export const renditionSettings: readonly INodeProperties[] = [
	...formatSettings,
	{
		displayName: 'Dynamic Duration',
		name: 'enableDynamicDuration',
		type: 'boolean',
		default: true,
		description: 'Whether the result may become longer or shorter to fit what is said',
	},
	{
		displayName: 'End Time',
		name: 'endTime',
		...seconds,
		description: 'Where the part to work on ends, in seconds of the video',
	},
	{
		displayName: 'Frame Rate Mode',
		name: 'fpsMode',
		type: 'options',
		options: optionsFrom(FRAME_RATES),
		default: 'vfr',
		description: 'How the frames of the result are timed',
	},
	{
		displayName: 'Start Time',
		name: 'startTime',
		...seconds,
		description: 'Where the part to work on begins, in seconds of the video',
	},
	titleParameter,
	{
		displayName: 'Watermark',
		name: 'enableWatermark',
		type: 'boolean',
		default: true,
		description: "Whether the result carries HeyGen's watermark",
	},
];

/** What {@link formatSettings} say. */
export function formatOf(settings: Values) {
	return {
		folder_id: readFolder(settings),
		keep_the_same_format: settings.optionalFlag('keepTheSameFormat'),
		disable_music_track: settings.optionalFlag('disableMusicTrack'),
		enable_speech_enhancement: settings.optionalFlag('enableSpeechEnhancement'),
	};
}

/** The part of the video that is worked on, in seconds. */
function partOf(settings: Values): Pick<Schema<'CreateLipsync'>, 'start_time' | 'end_time'> {
	const [start, end] = [settings.number('startTime'), settings.number('endTime')];
	if (end === undefined || end > (start ?? 0)) return { start_time: start, end_time: end };
	throw settings.refuse(
		`"${settings.label('endTime')}" is ${end} seconds and has to be later than "${settings.label('startTime')}", ${start ?? 0}`,
		'Both count from the beginning of the video.',
	);
}

/** What {@link renditionSettings} say. */
export function renditionOf(settings: Values) {
	return {
		...formatOf(settings),
		...partOf(settings),
		title: settings.optionalText('title'),
		enable_dynamic_duration: settings.optionalFlag('enableDynamicDuration'),
		enable_watermark: settings.optionalFlag('enableWatermark'),
		fps_mode: settings.optionalChoice('fpsMode', FRAME_RATES),
	};
}
