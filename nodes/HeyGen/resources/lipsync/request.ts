import type { INodeProperties } from 'n8n-workflow';

import type { Schema } from '../../api/contract';
import { audioSource, provideLink, readMedia, videoSource } from '../../parameters/media';
import type { Item } from '../../run/item';
import { optionsFrom } from '../../run/values';

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
function partOf({ options }: Item): Pick<Schema<'CreateLipsync'>, 'start_time' | 'end_time'> {
	const [start, end] = [options.number('startTime'), options.number('endTime')];
	if (end === undefined || end > (start ?? 0)) return { start_time: start, end_time: end };
	throw options.refuse(
		`"${options.label('endTime')}" is ${end} seconds and has to be later than "${options.label('startTime')}", ${start ?? 0}`,
		'Both count from the beginning of the video.',
	);
}

/** The request for an item's lipsync. Everything is read and checked before the first file is uploaded. */
export async function bodyOf(item: Item): Promise<Schema<'CreateLipsync'>> {
	const { values, options } = item;
	const video = await readMedia(item, values, 'video', { types: ['video/mp4', 'video/webm'] });
	const audio = await readMedia(item, values, 'audio', { types: ['audio/mpeg', 'audio/wav'] });
	const plain = {
		mode: values.choice('mode', MODES),
		title: options.optionalText('title'),
		...partOf(item),
		keep_the_same_format: options.optionalFlag('keepTheSameFormat'),
		enable_dynamic_duration: options.optionalFlag('enableDynamicDuration'),
		disable_music_track: options.optionalFlag('disableMusicTrack'),
		enable_speech_enhancement: options.optionalFlag('enableSpeechEnhancement'),
		enable_watermark: options.optionalFlag('enableWatermark'),
		fps_mode: options.optionalChoice('fpsMode', FRAME_RATES),
		folder_id: options.optionalText('folderId')?.trim(),
	};
	return {
		...plain,
		video: await provideLink(item, video, 'video'),
		audio: await provideLink(item, audio, 'audio'),
	};
}

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
];

const seconds: Pick<INodeProperties, 'type' | 'typeOptions' | 'default'> = {
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
};

/** What can be added to it. */
export const lipsyncOptions: readonly INodeProperties[] = [
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
	{
		displayName: 'Folder ID',
		name: 'folderId',
		type: 'string',
		default: '',
		description: 'The folder it is put into; the root if empty',
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
