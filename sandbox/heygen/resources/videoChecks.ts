import { HeyGenError, invalid } from '../errors';
import { checkFolder } from '../folders';
import { checkCallback, findAsset, resolveMedia, resolveUrl } from '../inputs';
import { kindOf } from '../media';
import type { RequestBody, Schemas } from '../types';
import type { World } from '../world';
import { looks } from './avatars';
import type { Look } from './avatars';
import { checkGlossary } from './brand';
import { allVoices } from './voices';

type AvatarSettings = Pick<
	Schemas['CreateAvatarVideo'],
	'avatar_id' | 'engine' | 'motion_prompt' | 'expressiveness'
>;
type Speech = Pick<
	Schemas['CreateAvatarVideo'],
	'script' | 'voice_id' | 'voice_settings' | 'audio_url' | 'audio_asset_id'
>;

/** What looks and references of a cinematic video may be together. */
const MOST_PICTURES = 9;
const MOST_CLIPS = 3;

const REFERENCE = 'engine.reference_look_id';

const ENGINE_NAMES: Record<string, string> = {
	avatar_iii: 'Avatar III',
	avatar_iv: 'Avatar IV',
	avatar_v: 'Avatar V',
};

/**
 * What HeyGen checks beyond the schema before it takes a video.
 * @throws HeyGenError naming the parameter
 */
export async function checkVideo(world: World, body: RequestBody<'videoCreate'>): Promise<void> {
	checkFolder(world, body.folder_id);
	if (body.type !== 'cinematic_avatar') {
		checkCallback(body);
		checkGlossary(world, body.brand_glossary_id);
		if (body.watermark) await resolveMedia(world, body.watermark.image, 'watermark.image', ['image']);
	}
	switch (body.type) {
		case 'avatar': {
			const look = checkAvatar(world, body, '');
			await checkSpeech(world, body, '', look.data.default_voice_id ?? undefined);
			await checkBackground(world, body);
			return;
		}
		case 'image':
			await resolveMedia(world, body.image, 'image', ['image']);
			await checkSpeech(world, body, '', undefined);
			await checkBackground(world, body);
			return;
		case 'cinematic_avatar':
			for (const [index, id] of body.avatar_id.entries()) usableLook(world, id, `avatar_id.${index}`);
			await checkReferences(world, body);
			return;
		case 'studio':
			for (const [index, scene] of body.scenes.entries()) {
				await checkScene(world, scene, `scenes.${index}.`);
			}
	}
}

/** Looks count as pictures (docs/heygen.md §3). */
async function checkReferences(
	world: World,
	{ avatar_id: lookIds, references }: Schemas['CreateCinematicVideo'],
): Promise<void> {
	const count = { image: lookIds.length, video: 0 };
	for (const [index, reference] of (references ?? []).entries()) {
		const { mimeType } = await resolveMedia(world, reference, `references.${index}`, [
			'image',
			'video',
			'audio',
		]);
		const kind = mimeType === undefined ? undefined : kindOf(mimeType);
		if (kind === 'image' || kind === 'video') count[kind] += 1;
	}
	if (count.image > MOST_PICTURES || count.video > MOST_CLIPS) {
		throw invalid('references', `At most ${MOST_PICTURES} images, looks included, and ${MOST_CLIPS} videos`);
	}
}

async function checkBackground(
	world: World,
	body: Pick<Schemas['CreateImageVideo'], 'background' | 'output_format'>,
): Promise<void> {
	const { background } = body;
	if (!background) return;
	if (body.output_format === 'webm') {
		throw invalid('background', 'background is not allowed with output_format webm: it is removed anyway');
	}
	switch (background.type) {
		case 'color':
			if (!background.value) throw invalid('background.value', 'A color background needs a value');
			return;
		case 'image':
			if (Boolean(background.url) === Boolean(background.asset_id)) {
				throw invalid('background', 'An image background needs either url or asset_id');
			}
			if (background.asset_id) findAsset(world, background.asset_id, 'background.asset_id', ['image']);
			if (background.url) await resolveUrl(background.url, 'background.url', ['image']);
	}
}

function checkAvatar(world: World, input: AvatarSettings, at: string): Look {
	const look = usableLook(world, input.avatar_id, `${at}avatar_id`);
	const isPhoto = look.data.avatar_type === 'photo_avatar';
	const supported = look.data.supported_api_engines ?? [];
	const engine = input.engine?.type;
	// Left out, the engine is IV; only a look whose engines go by other names takes that without checking.
	const listsKnownNames = supported.some((name) => name in ENGINE_NAMES);
	if (engine ? !supported.includes(engine) : listsKnownNames && !supported.includes('avatar_iv')) {
		const name = ENGINE_NAMES[engine ?? 'avatar_iv'] ?? 'this';
		throw invalid(
			`${at}engine`,
			`This ${isPhoto ? 'photo' : 'video'} avatar does not support ${name} video generation`,
		);
	}
	if (input.engine?.type === 'avatar_v' && input.engine.reference_look_id) {
		checkReference(look, usableLook(world, input.engine.reference_look_id, `${at}${REFERENCE}`), at);
	}
	if (input.motion_prompt && (engine === 'avatar_iii' || (!isPhoto && engine !== 'avatar_v'))) {
		throw invalid(
			`${at}motion_prompt`,
			'motion_prompt needs a photo avatar on avatar_iv or avatar_v, or the engine avatar_v for a video avatar',
		);
	}
	if (input.expressiveness && (!isPhoto || (engine ?? 'avatar_iv') !== 'avatar_iv')) {
		throw invalid(`${at}expressiveness`, 'expressiveness needs a photo avatar and the engine avatar_iv');
	}
	return look;
}

function checkReference(look: Look, reference: Look, at: string): void {
	const isOfGroup = reference.data.group_id === look.data.group_id;
	if (reference.data.avatar_type === 'digital_twin' && isOfGroup) return;
	throw invalid(`${at}${REFERENCE}`, 'The reference look must be a digital twin of the same avatar group');
}

function usableLook(world: World, id: string, param: string): Look {
	const look = looks.find(world, id, param);
	switch (look.data.status) {
		case 'pending_consent':
			throw new HeyGenError(
				'avatar_consent_required',
				'The person in the footage has not given consent yet',
				param,
			);
		case 'processing':
			throw new HeyGenError('resource_not_ready', 'The avatar look is still training', param);
		case 'failed':
			throw new HeyGenError('resource_not_ready', 'The training of the avatar look failed', param);
		case 'completed':
		case null:
		case undefined:
			return look;
	}
}

async function checkSpeech(
	world: World,
	input: Speech,
	at: string,
	defaultVoice: string | undefined,
): Promise<void> {
	const sources = speechSources(input);
	if (sources.length !== 1) {
		throw invalid(
			`${at}${sources[1] ?? 'script'}`,
			'Exactly one of script, audio_url and audio_asset_id is needed',
		);
	}
	const { script, audio_url, audio_asset_id, voice_id } = input;
	if (typeof script === 'string') {
		if (script.trim() === '') {
			throw new HeyGenError('tts_text_invalid', 'The script has nothing to say', `${at}script`);
		}
		if (!voice_id && !defaultVoice) throw invalid(`${at}voice_id`, 'voice_id is required with script');
		checkStability(input, at);
	}
	if (voice_id) allVoices.find(world, voice_id, `${at}voice_id`);
	if (typeof audio_url === 'string') await resolveUrl(audio_url, `${at}audio_url`, ['audio']);
	if (typeof audio_asset_id === 'string') {
		findAsset(world, audio_asset_id, `${at}audio_asset_id`, ['audio']);
	}
}

function checkStability({ voice_settings: settings }: Speech, at: string): void {
	const engine = settings?.engine_settings;
	if (engine?.engine_type !== 'elevenlabs' || engine.model !== 'eleven_v3') return;
	if (engine.stability === undefined || engine.stability === null) return;
	if ([0, 0.5, 1].includes(engine.stability)) return;
	throw invalid(
		`${at}voice_settings.engine_settings.stability`,
		'With eleven_v3 stability must be 0, 0.5 or 1',
	);
}

/** Which of the things that can be heard a request brings. */
export function speechSources(input: Speech): Array<keyof Speech> {
	return (['script', 'audio_url', 'audio_asset_id'] as const).filter((name) => isGiven(input[name]));
}

async function checkScene(world: World, scene: Schemas['Scene'], at: string): Promise<void> {
	switch (scene.type) {
		case 'avatar_video': {
			const { input } = scene;
			const inside = `${at}input.`;
			const look = checkAvatar(world, input, inside);
			await checkSpeech(world, input, inside, look.data.default_voice_id ?? undefined);
			return;
		}
		case 'image': {
			await resolveMedia(world, scene.source, `${at}source`, ['image']);
			const spoken = speechSources(scene).length > 0;
			if (spoken) await checkSpeech(world, scene, at, undefined);
			// A still picture is silent for a given time, or lasts as long as it is spoken over.
			if (isGiven(scene.duration) === spoken) {
				throw invalid(`${at}duration`, 'An image scene has either a duration or one audio source');
			}
			return;
		}
		case 'video': {
			await resolveMedia(world, scene.source, `${at}source`, ['video']);
			const spoken = speechSources(scene).length > 0;
			if (spoken) await checkSpeech(world, scene, at, undefined);
			if (isGiven(scene.playback?.mode) && !spoken) {
				throw invalid(`${at}playback.mode`, 'playback.mode needs a narration');
			}
		}
	}
}

function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null;
}
