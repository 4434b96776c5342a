import type { Schema } from '../../nodes/HeyGen/api/contract';

// Scenes of a studio video in HeyGen's own words.

type Scene = Schema<'Scene'>;

const ELEVENLABS = ['eleven_multilingual_v2', 'eleven_turbo_v2_5', 'eleven_flash_v2_5', 'eleven_v3'] as const;

function settings(engine_settings: Schema<'EngineVoiceSettings'>): Schema<'VoiceSettings'> {
	return { speed: 1.1, pitch: 2, volume: 0.9, locale: 'en-GB', engine_settings };
}

/** The settings of every engine, with every model. */
const voices = [
	...ELEVENLABS.map((model) =>
		settings({
			engine_type: 'elevenlabs',
			model,
			similarity_boost: 0.7,
			stability: 0.5,
			style: 0.1,
			use_speaker_boost: true,
		}),
	),
	...(['s1', 's2-pro'] as const).map((model) =>
		settings({ engine_type: 'fish', model, similarity: 0.7, stability: 0.4 }),
	),
	settings({ engine_type: 'starfish' }),
];

const sources: ReadonlyArray<Schema<'AssetInput'>> = [
	{ type: 'url', url: 'https://example.com/file' },
	{ type: 'asset_id', asset_id: 'asset-1' },
	{ type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' },
];
const [source = { type: 'asset_id', asset_id: 'asset-1' }] = sources;

const engines: ReadonlyArray<Schema<'Engine'>> = [
	{ type: 'avatar_iii' },
	{ type: 'avatar_iv' },
	{ type: 'avatar_v', reference_look_id: 'twin-1' },
];

/** Scenes in which everything that can be said of one is said at least once, with every value it may have. */
export function allScenes(): Scene[] {
	const said = { script: 'Some text', voice_id: 'voice-1' };
	return [
		...voices.flatMap((voice_settings): Scene[] => [
			{ type: 'avatar_video', input: { type: 'avatar', avatar_id: 'id-1', ...said, voice_settings } },
			{ type: 'image', source, ...said, voice_settings },
			{ type: 'video', source, ...said, voice_settings },
		]),
		...engines.map((engine): Scene => ({
			type: 'avatar_video',
			input: { type: 'avatar', avatar_id: 'id-1', engine, audio_url: 'https://example.com/sound.wav' },
		})),
		...(['high', 'medium', 'low'] as const).map((expressiveness): Scene => ({
			type: 'avatar_video',
			input: {
				type: 'avatar',
				avatar_id: 'id-1',
				audio_asset_id: 'asset-1',
				expressiveness,
				motion_prompt: 'Waves',
				background: { type: 'color', color: '#f0f4ff' },
			},
		})),
		...sources.flatMap((each): Scene[] => [
			{ type: 'image', source: each, duration: 3 },
			{ type: 'video', source: each, playback: { volume: 0.5, mute: true } },
		]),
		{ type: 'image', source, audio_url: 'https://example.com/sound.wav' },
		{ type: 'image', source, audio_asset_id: 'asset-1' },
		{ type: 'video', source, audio_url: 'https://example.com/sound.wav' },
		{ type: 'video', source, audio_asset_id: 'asset-1' },
		...(['freeze', 'loop', 'fit_to_scene'] as const).map((mode): Scene => ({
			type: 'video',
			source,
			playback: { mode },
			...said,
		})),
	];
}
