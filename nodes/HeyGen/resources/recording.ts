import type { INodeProperties } from 'n8n-workflow';

import { AUDIO_TYPES, type MediaRule } from '../parameters/media';

/** What a voice can be made of. */
export const RECORDINGS: MediaRule = { types: AUDIO_TYPES };

export const spokenLanguage: INodeProperties = {
	displayName: 'Language',
	name: 'language',
	type: 'string',
	default: '',
	placeholder: 'e.g. en',
	description: 'The code of the language that is spoken; HeyGen finds out if it is empty',
};

export const removeBackgroundNoise: INodeProperties = {
	displayName: 'Remove Background Noise',
	name: 'removeBackgroundNoise',
	type: 'boolean',
	default: true,
	description: 'Whether to clean the recording first',
};

export const recordingOptions: readonly INodeProperties[] = [spokenLanguage, removeBackgroundNoise];
