import type { INodeProperties } from 'n8n-workflow';

import type { Look, Schema } from '../../api/contract';
import { voiceLocator } from '../../parameters/locators';
import {
	AUDIO_TYPES,
	type Media,
	type MediaParameter,
	mediaSource,
	provideLink,
	type readMedia,
} from '../../parameters/media';
import type { Item } from '../../run/item';
import { optionsFrom, type Refuse, type Values } from '../../run/values';
import { SPOKEN } from './types';

const VOICE_SOURCES = {
	audio: { name: 'Audio', description: 'A recording that is spoken as it is, at most 10 minutes' },
	script: { name: 'Script', description: 'A text that a voice speaks' },
} as const;

const VOICE_ENGINES = { elevenlabs: 'ElevenLabs', fish: 'Fish', starfish: 'Starfish' } as const;

const ELEVENLABS_MODELS = {
	eleven_flash_v2_5: 'Eleven Flash v2.5',
	eleven_multilingual_v2: 'Eleven Multilingual v2',
	eleven_turbo_v2_5: 'Eleven Turbo v2.5',
	eleven_v3: 'Eleven v3',
} as const;

const FISH_MODELS = { s1: 'S1', 's2-pro': 'S2 Pro' } as const;

/** A member of Options. */
export const voiceSettings: INodeProperties = {
	displayName: 'Voice Settings',
	name: 'voiceSettings',
	type: 'collection',
	placeholder: 'Add setting',
	default: {},
	displayOptions: { show: { '/type': SPOKEN, '/voiceSource': ['script'] } },
	options: [
		{
			displayName: 'ElevenLabs Model',
			name: 'elevenLabsModel',
			type: 'options',
			options: optionsFrom(ELEVENLABS_MODELS),
			default: 'eleven_multilingual_v2',
			displayOptions: { show: { voiceEngine: ['elevenlabs'] } },
			description: 'Which model speaks',
		},
		{
			displayName: 'Fish Model',
			name: 'fishModel',
			type: 'options',
			options: optionsFrom(FISH_MODELS),
			default: 's1',
			displayOptions: { show: { voiceEngine: ['fish'] } },
			description: 'Which model speaks',
		},
		{
			displayName: 'Locale',
			name: 'locale',
			type: 'string',
			default: '',
			placeholder: 'e.g. en-GB',
			description: 'The accent, for voices that support locales',
		},
		{
			displayName: 'Pitch',
			name: 'pitch',
			type: 'number',
			typeOptions: { minValue: -50, maxValue: 50 },
			default: 0,
			description: 'From -50 (lower) to 50 (higher)',
		},
		{
			displayName: 'Similarity',
			name: 'similarity',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 0.75,
			displayOptions: { show: { voiceEngine: ['fish'] } },
			description: 'How closely the voice keeps to its original, from 0 to 1',
		},
		{
			displayName: 'Similarity Boost',
			name: 'similarityBoost',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 0.75,
			displayOptions: { show: { voiceEngine: ['elevenlabs'] } },
			description: 'How closely the voice keeps to its original, from 0 to 1',
		},
		{
			displayName: 'Speaker Boost',
			name: 'useSpeakerBoost',
			type: 'boolean',
			default: true,
			displayOptions: { show: { voiceEngine: ['elevenlabs'] } },
			description: 'Whether to strengthen the likeness to the original speaker',
		},
		{
			displayName: 'Speed',
			name: 'speed',
			type: 'number',
			typeOptions: { minValue: 0.5, maxValue: 1.5, numberPrecision: 2 },
			default: 1,
			description: 'From 0.5 (half as fast) to 1.5',
		},
		{
			displayName: 'Stability',
			name: 'stability',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 0.5,
			displayOptions: { show: { voiceEngine: ['elevenlabs', 'fish'] } },
			description: 'How even the voice stays, from 0 to 1. Eleven v3 takes 0, 0.5 and 1 only.',
		},
		{
			displayName: 'Style',
			name: 'style',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 0,
			displayOptions: { show: { voiceEngine: ['elevenlabs'] } },
			description: 'How strongly the style of the speaker is exaggerated, from 0 to 1',
		},
		{
			displayName: 'Voice Engine',
			name: 'voiceEngine',
			type: 'options',
			options: optionsFrom(VOICE_ENGINES),
			default: 'elevenlabs',
			description: 'Which engine speaks. Its own settings can be added once it is chosen.',
		},
		{
			displayName: 'Volume',
			name: 'volume',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 1,
			description: 'From 0 (silent) to 1',
		},
	],
};

/**
 * What is spoken.
 *
 * @param show what the parameters are shown by.
 * @param audio how a recording is given.
 */
export function speechParameters(
	show: Record<string, string[]>,
	audio: (parameter: MediaParameter) => INodeProperties | INodeProperties[],
): INodeProperties[] {
	const forScript = { ...show, voiceSource: ['script'] };
	const parameters: Array<INodeProperties | INodeProperties[]> = [
		{
			displayName: 'Speech From',
			name: 'voiceSource',
			type: 'options',
			options: optionsFrom(VOICE_SOURCES),
			default: 'script',
			displayOptions: { show },
			description: 'What is spoken',
		},
		{
			displayName: 'Script',
			name: 'script',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. Hello Anna, here is your weekly report.',
			displayOptions: { show: forScript },
			description: 'What is said',
		},
		voiceLocator({
			name: 'voiceId',
			displayName: 'Voice',
			description:
				'Who says it. May stay empty for a look that has a voice of its own, which not every look has.',
			required: false,
			show: forScript,
		}),
		audio({
			name: 'audio',
			displayName: 'Audio',
			property: 'audio',
			description: 'A recording, MP3 or WAV, at most 600 seconds long',
			show: { ...show, voiceSource: ['audio'] },
		}),
	];
	return parameters.flat();
}

export const voiceParameters = speechParameters({ type: SPOKEN }, mediaSource);

type VoiceSettings = NonNullable<Schema<'VoiceSettings'>>;

/** docs/heygen.md §3. */
export const V3_STABILITIES = [0, 0.5, 1];

function stabilityOf(settings: Values, model: string | undefined): number | undefined {
	const stability = settings.number('stability');
	if (model !== 'eleven_v3' || stability === undefined || V3_STABILITIES.includes(stability))
		return stability;
	throw settings.refuse(
		`"${settings.label('stability')}" is ${stability}; the model Eleven v3 takes ${V3_STABILITIES.join(', ')} only`,
		'Take one of these, or another model.',
	);
}

function engineSettingsOf(settings: Values): VoiceSettings['engine_settings'] {
	const engine = settings.optionalChoice('voiceEngine', VOICE_ENGINES);
	switch (engine) {
		case undefined:
			return undefined;
		case 'starfish':
			return { engine_type: engine };
		case 'fish':
			return {
				engine_type: engine,
				model: settings.optionalChoice('fishModel', FISH_MODELS),
				similarity: settings.number('similarity'),
				stability: settings.number('stability'),
			};
		case 'elevenlabs': {
			const model = settings.optionalChoice('elevenLabsModel', ELEVENLABS_MODELS);
			return {
				engine_type: engine,
				model,
				similarity_boost: settings.number('similarityBoost'),
				stability: stabilityOf(settings, model),
				style: settings.number('style'),
				use_speaker_boost: settings.optionalFlag('useSpeakerBoost'),
			};
		}
	}
}

/** How the voice speaks, by the options. */
export function readVoiceSettings(options: Values): VoiceSettings | undefined {
	const settings = options.group('voiceSettings');
	const given: VoiceSettings = {
		speed: settings.number('speed'),
		pitch: settings.number('pitch'),
		volume: settings.number('volume'),
		locale: settings.optionalText('locale')?.trim(),
		engine_settings: engineSettingsOf(settings),
	};
	return Object.values(given).some((value) => value !== undefined) ? given : undefined;
}

/** What is spoken, checked and not sent yet. */
export type Voice =
	| {
			readonly by: 'script';
			readonly script: string;
			readonly voiceId?: string;
			readonly settings?: VoiceSettings;
	  }
	| { readonly by: 'audio'; readonly audio: Media };

interface VoiceRules {
	/** Only a look has a default voice of its own. */
	readonly voiceRequired: boolean;
	/** Reads the recording as it is given there. */
	readonly readAudio: typeof readMedia;
	readonly settings?: VoiceSettings;
}

/** @param values what is spoken stands among these. */
export async function readVoice(
	item: Item,
	values: Values,
	{ voiceRequired, readAudio, settings }: VoiceRules,
): Promise<Voice> {
	if (values.choice('voiceSource', VOICE_SOURCES) === 'audio') {
		return { by: 'audio', audio: await readAudio(item, values, 'audio', { types: AUDIO_TYPES }) };
	}
	const script = values.text('script');
	const voiceId = values.optionalId('voiceId');
	if (voiceRequired && voiceId === undefined) {
		throw values.refuse('"Voice" is empty', 'Only a look has a voice of its own: choose one from the list.');
	}
	return { by: 'script', script, voiceId, settings };
}

/**
 * Not every look has a voice of its own.
 *
 * @param voice what the look speaks.
 * @param read the look, where it had to be read; where it had not, HeyGen says the same.
 * @throws what `refuse` makes where nothing says with which voice.
 */
export function checkOwnVoice(voice: Voice, read: Look | undefined, refuse: Refuse): void {
	// Only where HeyGen says that there is none.
	if (voice.by !== 'script' || voice.voiceId !== undefined || read?.default_voice_id !== null) return;
	throw refuse(
		`"Voice" is empty, and the look ${read.name} (${read.id}) has no voice of its own`,
		'Choose a Voice.',
	);
}

type VoiceBody = Pick<
	Schema<'CreateAvatarVideo'>,
	'script' | 'voice_id' | 'voice_settings' | 'audio_url' | 'audio_asset_id'
>;

/** The voice's part of the request; a recording that n8n holds is uploaded now. */
export async function provideVoice(item: Item, voice: Voice, part = 'audio'): Promise<VoiceBody> {
	if (voice.by === 'script') {
		return { script: voice.script, voice_id: voice.voiceId, voice_settings: voice.settings };
	}
	const link = await provideLink(item, voice.audio, part);
	return link.type === 'url' ? { audio_url: link.url } : { audio_asset_id: link.asset_id };
}
