import type { IDataObject } from 'n8n-workflow';

import type { Schema } from '../../api/contract';
import { isJsonObject } from '../../api/json';
import type { Refuse } from '../../run/values';
import { V3_STABILITIES } from './voice';

// HeyGen's rules for the scenes of a studio video (docs/heygen.md §3), for those that come as JSON.

const TYPES = ['avatar_video', 'image', 'video'];

/** By the contract; a test holds them against it. */
const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
	duration: [0, 300],
	pitch: [-50, 50],
	similarity: [0, 1],
	similarity_boost: [0, 1],
	speed: [0.5, 1.5],
	stability: [0, 1],
	style: [0, 1],
	volume: [0, 1],
};

const HEX_COLOR = /^#[0-9a-f]{6}$/i;

export function isHexColor(text: string): boolean {
	return HEX_COLOR.test(text);
}

function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null;
}

/** The first number below `place` that is out of its range, in words. */
function rangeFault(value: unknown): string | undefined {
	if (Array.isArray(value) || !isJsonObject(value)) return undefined;
	for (const [name, member] of Object.entries(value)) {
		const range = Object.hasOwn(RANGES, name) ? RANGES[name] : undefined;
		if (range && isGiven(member)) {
			const [least, most] = range;
			const fits = typeof member === 'number' && member >= least && member <= most;
			if (!fits) return `"${name}" must be a number from ${least} to ${most}`;
		}
		const inside = rangeFault(member);
		if (inside) return inside;
	}
	return undefined;
}

/** @param isLook only a look has a default voice of its own. */
function speechFault(speaker: IDataObject, isLook: boolean): string | undefined {
	const sources = ['script', 'audio_url', 'audio_asset_id'].filter((name) => isGiven(speaker[name]));
	if (sources.length > 1) {
		return `${sources.map((name) => `"${name}"`).join(' and ')} are given; a scene takes one of them`;
	}
	if (isLook && sources.length === 0) return 'it needs "script", "audio_url" or "audio_asset_id"';
	const { script, voice_id: voiceId, voice_settings: settings } = speaker;
	if (isGiven(script) && (typeof script !== 'string' || script.trim() === '')) return '"script" is empty';
	if (isGiven(script) && !isLook && !isGiven(voiceId)) {
		return '"voice_id" is missing; only a look has a voice of its own';
	}
	const engine = isJsonObject(settings) ? settings.engine_settings : undefined;
	if (!isJsonObject(engine) || engine.model !== 'eleven_v3' || !isGiven(engine.stability)) return undefined;
	return V3_STABILITIES.some((stability) => stability === engine.stability)
		? undefined
		: `"stability" must be ${V3_STABILITIES.join(', ')} with eleven_v3`;
}

function avatarFault({ input }: IDataObject): string | undefined {
	if (!isJsonObject(input)) return '"input" is missing';
	if (typeof input.avatar_id !== 'string' || input.avatar_id === '') return '"input.avatar_id" is missing';
	const { background } = input;
	if (isGiven(background)) {
		const color = isJsonObject(background) && background.type === 'color' ? background.color : undefined;
		if (typeof color !== 'string' || !isHexColor(color)) {
			return '"background" must be {"type": "color", "color": "#rrggbb"}; a look stands before nothing else';
		}
	}
	return speechFault(input, true);
}

function stillFault(scene: IDataObject): string | undefined {
	const spoken = ['script', 'audio_url', 'audio_asset_id'].some((name) => isGiven(scene[name]));
	if (isGiven(scene.duration) && spoken) {
		return 'it has "duration" and something that is said; a picture is silent for some seconds or lasts as long as it is spoken over';
	}
	if (!isGiven(scene.duration) && !spoken) return 'it needs "duration", or something that is said';
	if (scene.duration === 0) return '"duration" must be more than 0';
	return speechFault(scene, false);
}

function clipFault(scene: IDataObject): string | undefined {
	const { playback } = scene;
	const spoken = ['script', 'audio_url', 'audio_asset_id'].some((name) => isGiven(scene[name]));
	if (isJsonObject(playback) && isGiven(playback.mode) && !spoken) {
		return '"playback.mode" says how a clip fills a narration, and nothing is said here';
	}
	return speechFault(scene, false);
}

/** Which of HeyGen's rules a scene breaks, in words; undefined where it keeps them. */
function faultOf(scene: IDataObject): string | undefined {
	const { type, source } = scene;
	if (typeof type !== 'string' || !TYPES.includes(type)) {
		return `"type" must be one of ${TYPES.join(', ')}`;
	}
	if (type === 'avatar_video') return avatarFault(scene) ?? rangeFault(scene);
	if (!isJsonObject(source) || typeof source.type !== 'string') {
		return '"source" must be {"type": "url", "url": …}, {"type": "asset_id", "asset_id": …} or {"type": "base64", …}';
	}
	return (type === 'image' ? stillFault(scene) : clipFault(scene)) ?? rangeFault(scene);
}

function isScene(scene: IDataObject): scene is IDataObject & Schema<'Scene'> {
	return faultOf(scene) === undefined;
}

/**
 * A scene of a request, in HeyGen's own words, held to the rules HeyGen has for it. What the rules don't know is left to
 * HeyGen.
 *
 * @throws what `refuse` makes, naming what is wrong.
 */
export function checkedScene(scene: IDataObject, refuse: Refuse): Schema<'Scene'> {
	if (isScene(scene)) return scene;
	throw refuse(faultOf(scene) ?? '', 'Correct the scene; nothing was sent.');
}
