import type { JobOf } from '../rendering';
import type { Schemas } from '../types';
import type { World } from '../world';
import { assetUrl, keptAssets } from './assets';

type Request = JobOf<'videoCreate', 'videoGet'>['request'];
type ReadBack = Schemas['VideoScenesResponse'];
type Scene = ReadBack['scenes'] extends Array<infer Each> | undefined ? Each : never;
type Entry = NonNullable<Scene['script']>[number];
type Element = NonNullable<Scene['elements']>[number];
type Speech = Pick<
	Schemas['StillImageScene'],
	'script' | 'voice_id' | 'voice_settings' | 'audio_url' | 'audio_asset_id'
>;

/** A scene as a request says it, with what only a video of one scene can have. */
interface Asked extends Speech {
	id: string;
	element: Element | undefined;
	background?: Scene['background'];
	/** Seconds of silence. */
	silence?: number | null;
}

/** A request read back as HeyGen tells it: scene by scene, the same IDs each time, files by address. */
export function scenesOf(world: World, id: string, request: Request): ReadBack {
	const glossary = 'brand_glossary_id' in request ? request.brand_glossary_id : undefined;
	return {
		video_id: id,
		video: {
			title: request.title ?? null,
			aspect_ratio: request.aspect_ratio ?? null,
			resolution: request.resolution ?? null,
			caption: { enabled: 'caption' in request && Boolean(request.caption) },
			brand_glossary_id: glossary ?? null,
		},
		scenes: askedIn(world, id, request).map((asked): Scene => ({
			id: asked.id,
			background: asked.background ?? null,
			elements: asked.element ? [asked.element] : [],
			script: saidIn(world, asked),
		})),
	};
}

function askedIn(world: World, id: string, request: Request): Asked[] {
	const only = `${id}-scene-1`;
	switch (request.type) {
		case 'cinematic_avatar':
			return [];
		case 'avatar':
			return [{ ...request, id: only, element: avatarOf(only, request), background: behind(world, request) }];
		case 'image': {
			const url = addressOf(world, request.image);
			const element = { id: `${only}-image`, type: 'image' as const, url };
			return [{ ...request, id: only, element, background: behind(world, request) }];
		}
		case 'studio':
			return request.scenes.map((scene, index) => sceneOf(world, `${id}-scene-${index + 1}`, scene));
	}
}

function sceneOf(world: World, id: string, scene: Schemas['Scene']): Asked {
	switch (scene.type) {
		case 'avatar_video': {
			const { input } = scene;
			return { ...input, id, element: avatarOf(id, input), background: input.background };
		}
		case 'image': {
			const { duration, source, ...speech } = scene;
			const element = { id: `${id}-image`, type: 'image' as const, url: addressOf(world, source) };
			return { ...speech, id, element, silence: duration };
		}
		case 'video': {
			const { playback, source, ...speech } = scene;
			const element = {
				id: `${id}-video`,
				type: 'video' as const,
				url: addressOf(world, source),
				// Without a narration there is nothing to fill.
				playback: playback?.mode ?? (isSpoken(speech) ? 'freeze' : null),
				trim: null,
				volume: playback?.mute ? 0 : (playback?.volume ?? 1),
				speed_multiplier: 1,
			};
			return { ...speech, id, element };
		}
	}
}

function avatarOf(
	id: string,
	look: Pick<Schemas['AvatarSceneInput'], 'avatar_id' | 'engine' | 'expressiveness' | 'motion_prompt'>,
): Element {
	return {
		id: `${id}-avatar`,
		type: 'avatar',
		avatar_id: look.avatar_id,
		engine: look.engine?.type ?? null,
		expressiveness: look.expressiveness ?? null,
		motion_prompt: look.motion_prompt ?? null,
	};
}

function behind(
	world: World,
	{ background }: Pick<Schemas['CreateImageVideo'], 'background'>,
): Scene['background'] {
	if (!background) return null;
	if (background.type === 'color') return { type: 'color', color: background.value ?? '#ffffff' };
	const { url, asset_id: asset } = background;
	return { id: 'background', type: 'image', url: asset ? assetAddress(world, asset) : (url ?? null) };
}

function saidIn(world: World, asked: Asked): Entry[] {
	const { id, script, voice_id, voice_settings, audio_url, audio_asset_id, silence } = asked;
	if (script) {
		const entry = { id: `${id}-text`, type: 'text' as const, text: script, voice_id: voice_id ?? null };
		return [{ ...entry, voice_settings: voice_settings ?? null, trim_to_speech: null }];
	}
	if (audio_asset_id || audio_url) {
		const address = audio_asset_id ? assetAddress(world, audio_asset_id) : audio_url;
		return [{ id: `${id}-audio`, type: 'audio', audio_url: address ?? null }];
	}
	return silence ? [{ id: `${id}-silence`, type: 'silence', duration: silence }] : [];
}

function isSpoken({ script, audio_url, audio_asset_id }: Speech): boolean {
	return Boolean(script ?? audio_url ?? audio_asset_id);
}

/** None for a file that was deleted since. */
function assetAddress(world: World, id: string): string | null {
	const asset = world.of(keptAssets).get(id);
	return asset ? assetUrl(world, asset) : null;
}

/** What came inside the request has no address. */
function addressOf(world: World, source: Schemas['AssetInput']): string | null {
	switch (source.type) {
		case 'url':
			return source.url;
		case 'asset_id':
			return assetAddress(world, source.asset_id);
		case 'base64':
			return null;
	}
}
