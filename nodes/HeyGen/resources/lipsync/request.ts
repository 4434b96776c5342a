import type { INodeProperties } from 'n8n-workflow';

import type { Schema } from '../../api/contract';
import { folderOption, readFolder } from '../../parameters/folder';
import { audioSource, provideLink, readMedia, videoSource } from '../../parameters/media';
import type { Item } from '../../run/item';
import { optionsFrom, type Values } from '../../run/values';

const MODES = {
	precision: { name: 'Precision', description: 'The better lips, at twice the price' },
	speed: { name: 'Speed', description: 'Sooner ready' },
} as const;

/** How the frames of the result are timed. */
const FRAME_RATES = {
	cfr: 'Constant',
	passthrough: 'As in the Video',
	vfr: 'Variable',
} as const;

/** The part of the video that is synced, in seconds. */
function partOf(settings: Values): Pick<Schema<'CreateLipsync'>, 'start_time' | 'end_time'> {
	const [start, end] = [settings.number('startTime'), settings.number('endTime')];
	if (end === undefined || end > (start ?? 0)) return { start_time: start, end_time: end };
	throw settings.refuse(
		`"${settings.label('endTime')}" is ${end} seconds and has to be later than "${settings.label('startTime')}", ${start ?? 0}`,
		'Both count from the beginning of the video.',
	);
}

/** The request for an item's lipsync. Everything is read and checked before the first file is uploaded. */
export async function bodyOf(item: Item): Promise<Schema<'CreateLipsync'>> {
	const { values } = item;
	const given = values.group('lipsyncSettings');
	const video = await readMedia(item, values, 'video', { types: ['video/mp4', 'video/webm'] });
	const audio = await readMedia(item, values, 'audio', { types: ['audio/mpeg', 'audio/wav'] });
	const plain = {
		mode: values.choice('mode', MODES),
		title: given.optionalText('title'),
		...partOf(given),
		keep_the_same_format: given.optionalFlag('keepTheSameFormat'),
		enable_dynamic_duration: given.optionalFlag('enableDynamicDuration'),
		disable_music_track: given.optionalFlag('disableMusicTrack'),
		enable_speech_enhancement: given.optionalFlag('enableSpeechEnhancement'),
		enable_watermark: given.optionalFlag('enableWatermark'),
		fps_mode: given.optionalChoice('fpsMode', FRAME_RATES),
		folder_id: readFolder(given),
	};
	return {
		...plain,
		video: await provideLink(item, video, 'video'),
		audio: await provideLink(item, audio, 'audio'),
	};
}

const seconds: Pick<INodeProperties, 'type' | 'typeOptions' | 'default'> = {
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
};

const settings: readonly INodeProperties[] = [
	{
		displayName: 'Dynamic Duration',
		name: 'enableDynamicDuration',
		type: 'boolean',
		default: true,
		description: 'Whether the video may become longer or shorter to fit the audio',
	},
	{
		displayName: 'End Time',
		name: 'endTime',
		...seconds,
		description: 'Where the part to sync ends, in seconds of the video',
	},
	folderOption,
	{
		displayName: 'Frame Rate Mode',
		name: 'fpsMode',
		type: 'options',
		options: optionsFrom(FRAME_RATES),
		default: 'vfr',
		description: 'How the frames of the result are timed',
	},
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
	{
		displayName: 'Start Time',
		name: 'startTime',
		...seconds,
		description: 'Where the part to sync begins, in seconds of the video',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		description: 'What it is called in HeyGen',
	},
	{
		displayName: 'Watermark',
		name: 'enableWatermark',
		type: 'boolean',
		default: true,
		description: "Whether the video carries HeyGen's watermark",
	},
];

/** What describes one lipsync. */
export const lipsyncParameters: readonly INodeProperties[] = [
	...videoSource,
	...audioSource,
	{
		displayName: 'Mode',
		name: 'mode',
		type: 'options',
		options: optionsFrom(MODES),
		default: 'speed',
		description: 'What matters more',
	},
	// Beside Options, which are not the same for one lipsync and for many: so these stand once in the node's description.
	{
		displayName: 'Lipsync Settings',
		name: 'lipsyncSettings',
		type: 'collection',
		placeholder: 'Add setting',
		default: {},
		options: [...settings],
	},
];
