import {
	Draft,
	sorted,
	Untranslatable,
	write,
	written,
	type Assignment,
	type Field,
	type Translated,
} from '../draft';
import type { Fields } from '../json';
import { AGENT_CREATED, VIDEO_CREATED, VIDEO_READ } from '../outputs';
import { BACKGROUND_ASSET, BACKGROUND_COLOR, BACKGROUND_URL, ENGINE, VOICE_SETTINGS } from '../places';
import { given, type Request } from '../request';
import {
	isNothing,
	knownText,
	memberOf,
	objectOf,
	plain,
	toCode,
	toParameter,
	valueOf,
	type Value,
} from '../value';

// v2/video/generate and its relatives.

const NO_PLACE = 'v3 has no field for it';
const IN_EDITOR = "Make the video in HeyGen's editor as a template, and use Template > Generate.";

const callback: readonly Field[] = [
	{ from: 'callback_url', to: 'options.callbackUrl', as: 'text' },
	{
		from: 'callback_id',
		to: 'options.callbackId',
		as: 'text',
		why: 'Kept only together with callback_url, without which v3 refuses it.',
	},
];

const SIZE = 'options.aspectRatio and options.resolution';

export const VIDEO_FIELDS: readonly Field[] = [
	{ from: 'title', to: 'options.title', as: 'text' },
	{ from: 'caption', decides: 'options.caption: Subtitle File, Default Style where it is true' },
	...callback,
	{ from: 'folder_id', to: 'options.folderId', as: 'text' },
	{ from: 'dimension.width', decides: SIZE },
	{ from: 'dimension.height', decides: SIZE },
	{ from: 'aspect_ratio', decides: 'options.aspectRatio, where there is no dimension' },
	{
		from: 'test',
		dropped: true,
		usual: [false],
		why: 'v3 has no test mode: every video is paid',
		todo: 'Use the option Dry Run to check a request without paying',
	},
	{ from: 'video_inputs[].character.type', decides: 'type: Avatar' },
	{
		from: 'video_inputs[].character.avatar_id',
		to: 'avatarId',
		as: 'locator',
		scene: 'avatar_id',
	},
	{
		from: 'video_inputs[].character.talking_photo_id',
		to: 'avatarId',
		as: 'locator',
		scene: 'avatar_id',
		why: 'A talking photo is a look in v3.',
	},
	{
		from: 'video_inputs[].character.avatar_style',
		dropped: true,
		usual: ['normal', ''],
		why: NO_PLACE,
	},
	{ from: 'video_inputs[].character.scale', dropped: true, usual: [1], why: NO_PLACE },
	{ from: 'video_inputs[].character.offset.x', dropped: true, usual: [0], why: NO_PLACE },
	{ from: 'video_inputs[].character.offset.y', dropped: true, usual: [0], why: NO_PLACE },
	{ from: 'video_inputs[].character.circle_background_color', dropped: true, why: NO_PLACE },
	{ from: 'video_inputs[].character.talking_photo_style', dropped: true, why: NO_PLACE },
	{ from: 'video_inputs[].character.talking_style', dropped: true, usual: ['stable'], why: NO_PLACE },
	{ from: 'video_inputs[].character.expression', dropped: true, usual: ['default'], why: NO_PLACE },
	{ from: 'video_inputs[].character.super_resolution', dropped: true, usual: [false], why: NO_PLACE },
	{ from: 'video_inputs[].character.matting', to: 'options.removeBackground', as: 'flag', usual: [false] },
	{ from: 'video_inputs[].character.use_avatar_iv_model', decides: 'the engine: Avatar IV where it is true' },
	{
		from: 'video_inputs[].character.prompt',
		to: 'options.motionPrompt',
		as: 'text',
		scene: 'motion_prompt',
	},
	{
		from: 'video_inputs[].character.custom_motion_prompt',
		to: 'options.motionPrompt',
		as: 'text',
		scene: 'motion_prompt',
	},
	{ from: 'video_inputs[].character.keep_original_prompt', dropped: true, why: NO_PLACE },
	{ from: 'video_inputs[].character.enhance_custom_motion_prompt', dropped: true, why: NO_PLACE },
	{ from: 'video_inputs[].voice.type', decides: 'voiceSource: Script or Audio' },
	{
		from: 'video_inputs[].voice.input_text',
		to: 'script',
		as: 'text',
		with: { voiceSource: 'script' },
		scene: 'script',
	},
	{ from: 'video_inputs[].voice.voice_id', to: 'voiceId', as: 'locator', scene: 'voice_id' },
	{
		from: 'video_inputs[].voice.speed',
		to: `${VOICE_SETTINGS}.speed`,
		as: 'number',
		usual: [1],
		scene: 'voice_settings.speed',
	},
	{
		from: 'video_inputs[].voice.pitch',
		to: `${VOICE_SETTINGS}.pitch`,
		as: 'number',
		usual: [0],
		scene: 'voice_settings.pitch',
	},
	{
		from: 'video_inputs[].voice.locale',
		to: `${VOICE_SETTINGS}.locale`,
		as: 'text',
		scene: 'voice_settings.locale',
	},
	{
		from: 'video_inputs[].voice.emotion',
		dropped: true,
		why: NO_PLACE,
		todo: 'Choose a voice that speaks so, or set Voice Settings',
	},
	{
		from: 'video_inputs[].voice.elevenlabs_settings.model',
		to: `${VOICE_SETTINGS}.elevenLabsModel`,
		as: 'text',
		with: { [`${VOICE_SETTINGS}.voiceEngine`]: 'elevenlabs' },
	},
	{
		from: 'video_inputs[].voice.elevenlabs_settings.stability',
		to: `${VOICE_SETTINGS}.stability`,
		as: 'number',
		with: { [`${VOICE_SETTINGS}.voiceEngine`]: 'elevenlabs' },
	},
	{
		from: 'video_inputs[].voice.elevenlabs_settings.similarity_boost',
		to: `${VOICE_SETTINGS}.similarityBoost`,
		as: 'number',
		with: { [`${VOICE_SETTINGS}.voiceEngine`]: 'elevenlabs' },
	},
	{
		from: 'video_inputs[].voice.elevenlabs_settings.style',
		to: `${VOICE_SETTINGS}.style`,
		as: 'number',
		with: { [`${VOICE_SETTINGS}.voiceEngine`]: 'elevenlabs' },
	},
	{
		from: 'video_inputs[].voice.audio_url',
		to: 'audioUrl',
		as: 'text',
		with: { voiceSource: 'audio', audioSource: 'url' },
		scene: 'audio_url',
	},
	{
		from: 'video_inputs[].voice.audio_asset_id',
		to: 'audioAssetId',
		as: 'text',
		with: { voiceSource: 'audio', audioSource: 'asset' },
		scene: 'audio_asset_id',
	},
	{
		from: 'video_inputs[].voice.duration',
		stops: true,
		why: 'v3 makes no video in which nobody says anything',
		todo: 'Give the scene a script or a recording.',
	},
	{ from: 'video_inputs[].background.type', decides: 'what is behind: a color or a picture' },
	{
		from: 'video_inputs[].background.value',
		...BACKGROUND_COLOR,
		as: 'text',
		scene: 'color',
	},
	{
		from: 'video_inputs[].background.url',
		...BACKGROUND_URL,
		as: 'text',
	},
	{
		from: 'video_inputs[].background.image_asset_id',
		...BACKGROUND_ASSET,
		as: 'text',
	},
	{ from: 'video_inputs[].background.fit', dropped: true, usual: ['cover'], why: NO_PLACE },
	{
		from: 'video_inputs[].background.video_asset_id',
		stops: true,
		why: 'v3 has no video as the background of a look',
		todo: IN_EDITOR,
	},
	{
		from: 'video_inputs[].background.play_style',
		stops: true,
		why: 'v3 has no video as the background of a look',
		todo: IN_EDITOR,
	},
	{
		from: 'video_inputs[].text.text',
		stops: true,
		why: 'v3 writes no text over a scene',
		todo: IN_EDITOR,
	},
];

/** Avatar III took any `avatar_style`; what a picture or a sound of a type needs is known by the type alone. */
function typeOf(part: Value | undefined, what: string, guesses: Readonly<Record<string, string>>): string {
	const type = memberOf(part, 'type');
	if (type?.is === 'expression') {
		throw new Untranslatable(
			`${what} is of a type that only an expression tells`,
			'Write the type out in the old node and migrate again, or build the new node by hand.',
		);
	}
	const entries = Object.entries(guesses);
	const filled = entries.find(([name]) => !isNothing(memberOf(part, name)));
	// Who shares a workflow empties the IDs.
	const named = entries.find(([name]) => memberOf(part, name) !== undefined);
	return knownText(type) || (filled ?? named)?.[1] || '';
}

/** Only what belongs to the type counts: people leave the fields of the others behind. */
function sceneOf(scene: Value): Value {
	const character = memberOf(scene, 'character');
	const voice = memberOf(scene, 'voice');
	const background = memberOf(scene, 'background');
	if (scene.is !== 'object' || [character, voice, background].some((part) => part?.is === 'expression')) {
		throw new Untranslatable(
			'a scene is made by an expression as a whole, so what is in it is not known here',
			'Write its fields out one by one in the old node and migrate again, or build the new node by hand.',
		);
	}
	const speaker = typeOf(character, 'the character', {
		talking_photo_id: 'talking_photo',
		avatar_id: 'avatar',
	});
	if (speaker !== 'avatar' && speaker !== 'talking_photo') {
		throw new Untranslatable(
			'a scene without an avatar or a talking photo',
			'Build it by hand: a studio video of Video > Create has pictures and clips, too.',
		);
	}
	const speech = typeOf(voice, 'the voice', {
		input_text: 'text',
		audio_url: 'audio',
		audio_asset_id: 'audio',
	});
	if (speech === 'silence') {
		throw new Untranslatable(
			'v3 makes no video in which nobody says anything',
			'Give the scene a script or a recording.',
		);
	}
	const behind = typeOf(background, 'the background', {
		image_asset_id: 'image',
		url: 'image',
		value: 'color',
	});
	if (behind === 'video') {
		throw new Untranslatable('v3 has no video as the background of a look', IN_EDITOR);
	}
	return objectOf({
		...Object.fromEntries(scene.members),
		character: without(
			character,
			speaker === 'avatar' ? ['talking_photo_id', 'talking_photo_style'] : ['avatar_id', 'avatar_style'],
		),
		voice: without(
			voice,
			speech === 'audio'
				? ['input_text', 'voice_id', 'speed', 'pitch', 'emotion', 'locale', 'duration', 'elevenlabs_settings']
				: ['audio_url', 'audio_asset_id', 'duration'],
		),
		background: without(
			background,
			behind === 'color'
				? ['url', 'image_asset_id', 'video_asset_id', 'play_style', 'fit']
				: ['value', 'play_style'],
		),
	});
}

function without(value: Value | undefined, names: readonly string[]): Value | undefined {
	if (value?.is !== 'object') return value;
	return { is: 'object', members: new Map([...value.members].filter(([name]) => !names.includes(name))) };
}

const RATIOS: ReadonlyArray<readonly [name: string, ratio: number]> = [
	['16:9', 16 / 9],
	['9:16', 9 / 16],
	['1:1', 1],
	['4:5', 4 / 5],
	['5:4', 5 / 4],
];

/** The nearest ratio that v3 has. */
export function ratioOf(width: number, height: number): { name: string; exact: boolean } {
	const wanted = width / height;
	const distance = ([, ratio]: readonly [string, number]) => Math.abs(Math.log(ratio / wanted));
	const [nearest = RATIOS[0]] = [...RATIOS].sort((one, other) => distance(one) - distance(other));
	return { name: nearest?.[0] ?? '16:9', exact: nearest !== undefined && distance(nearest) < 0.01 };
}

/** By the shorter side, in pixels. */
export function resolutionOf(width: number, height: number): string {
	const side = Math.min(width, height);
	return side >= 2160 ? '4k' : side >= 1080 ? '1080p' : '720p';
}

/** What was a size in pixels is a ratio and a resolution now. */
function writeSize(body: Value | undefined, draft: Draft): void {
	const dimension = memberOf(body, 'dimension');
	const [width, height] = ['width', 'height'].map((name) => sideOf(dimension, name));
	const ratio = memberOf(body, 'aspect_ratio');
	if (width === undefined || height === undefined) {
		if (ratio && !isNothing(ratio)) draft.set('options.aspectRatio', toParameter(ratio));
		return;
	}
	const [w, h] = [Number(knownText(width)), Number(knownText(height))];
	if (w > 0 && h > 0) {
		const { name, exact } = ratioOf(w, h);
		draft.set('options.aspectRatio', name);
		draft.set('options.resolution', resolutionOf(w, h));
		if (!exact) draft.check(`${w} × ${h} is in none of v3's ratios; the nearest, ${name}, was taken`);
		return;
	}
	const [wide, high] = [`Number(${toCode(width)})`, `Number(${toCode(height)})`];
	draft.set('options.aspectRatio', `={{ ${wide} > ${high} ? '16:9' : ${wide} < ${high} ? '9:16' : '1:1' }}`);
	draft.set(
		'options.resolution',
		`={{ Math.min(${wide}, ${high}) >= 2160 ? '4k' : Math.min(${wide}, ${high}) >= 1080 ? '1080p' : '720p' }}`,
	);
}

/** A side of a size that may be an expression as a whole. */
function sideOf(dimension: Value | undefined, name: string): Value | undefined {
	if (dimension?.is === 'expression') return valueOf(`={{ ${toCode(dimension)}.${name} }}`);
	const side = memberOf(dimension, name);
	return isNothing(side) ? undefined : side;
}

function writeCaption(caption: Value | undefined, draft: Draft): void {
	if (caption?.is === 'expression') {
		const code = toCode(caption);
		draft.set('options.caption', `={{ String(${code}) === 'true' ? 'styled' : 'none' }}`);
	} else if (knownText(caption) === 'true') draft.set('options.caption', 'styled');
}

/** v3 takes an ID to send along only where it knows whom to call. */
export function callable(body: Value, draft: Draft): Value {
	const hasId = !isNothing(memberOf(body, 'callback_id'));
	if (!hasId || !isNothing(memberOf(body, 'callback_url'))) return body;
	draft.dropped(
		'"callback_id" was left out',
		'v3 takes it only together with a callback_url',
		'Tell events apart by the video_id, or set Callback URL, too',
	);
	return without(body, ['callback_id']) ?? body;
}

type Scene = ReadonlyMap<string, Value>;

function sceneMap(assignments: readonly Assignment[]): Scene {
	return new Map(
		assignments.map(({ field, value }) => {
			if (field.scene !== undefined) return [field.scene, value];
			throw new Untranslatable(
				`"${field.from}" has no place in a video of several scenes`,
				'Build it by hand: a studio video of Video > Create, or one node for each scene.',
			);
		}),
	);
}

/** As fields, where nothing is said of how the voice speaks: so the node chooses each look's best engine. */
function sceneRow(scene: Scene): Fields {
	const audio = scene.get('audio_url') ?? scene.get('audio_asset_id');
	const locator = (value: Value | undefined) => written('locator', value ?? plain(''));
	const speech = audio
		? { voiceSource: 'audio', audio: toParameter(audio) }
		: {
				voiceSource: 'script',
				script: toParameter(scene.get('script') ?? plain('')),
				voiceId: locator(scene.get('voice_id')),
			};
	const optional = { color: scene.get('color'), motionPrompt: scene.get('motion_prompt') };
	return {
		sceneType: 'avatar',
		avatarId: locator(scene.get('avatar_id')),
		...speech,
		...Object.fromEntries(
			Object.entries(optional).flatMap(([name, value]) => (value ? [[name, toParameter(value)]] : [])),
		),
	};
}

/** In v3's own words. */
function sceneJson(scene: Scene): Value {
	const settings = ['speed', 'pitch', 'locale'].flatMap((name): Array<[string, Value]> => {
		const value = scene.get(`voice_settings.${name}`);
		return value ? [[name, name === 'locale' ? value : valueOf(written('number', value))]] : [];
	});
	const color = scene.get('color');
	return objectOf({
		type: plain('avatar_video'),
		input: objectOf({
			type: plain('avatar'),
			avatar_id: scene.get('avatar_id'),
			script: scene.get('script'),
			voice_id: scene.get('voice_id'),
			voice_settings: settings.length > 0 ? objectOf(Object.fromEntries(settings)) : undefined,
			audio_url: scene.get('audio_url'),
			audio_asset_id: scene.get('audio_asset_id'),
			motion_prompt: scene.get('motion_prompt'),
			background: color && objectOf({ type: plain('color'), color }),
		}),
	});
}

function writeScenes(scenes: readonly Value[], draft: Draft): void {
	draft.set('type', 'studio');
	const maps = scenes.map((scene) => {
		const body = objectOf({ video_inputs: { is: 'list', entries: [scene] } });
		return sceneMap(sorted(body, VIDEO_FIELDS, draft));
	});
	const settings = maps.some((map) => [...map.keys()].some((name) => name.startsWith('voice_settings.')));
	draft.set('scenesFrom', settings ? 'json' : 'fields');
	if (settings) {
		draft.set('scenesJson', toParameter({ is: 'list', entries: maps.map(sceneJson) }));
		draft.check(
			'the scenes are JSON, because their voices have settings, and are made by the engine HeyGen takes',
			'If a look does not support Avatar IV, name its engine in the JSON',
		);
	} else draft.set('scenes', { scene: maps.map(sceneRow) });
}

function writeScene(scene: Value, draft: Draft): void {
	const character = memberOf(scene, 'character');
	draft.set('type', 'avatar');
	const body = objectOf({ video_inputs: { is: 'list', entries: [scene] } });
	write(sorted(body, VIDEO_FIELDS, draft), draft);
	if (draft.parameters.avatarId === undefined) {
		draft.set('avatarId', { __rl: true, mode: 'list', value: '' });
		draft.check('no look is named', 'Choose one in Look');
	}
	const four = memberOf(character, 'use_avatar_iv_model');
	if (knownText(four) === 'true') draft.set(ENGINE, 'avatar_iv');
	if (memberOf(character, 'type') && !isNothing(memberOf(character, 'talking_photo_id'))) {
		draft.check(
			'a talking photo is a look in v3, by the same ID as far as is known',
			'See by Look > Get Many that it is there',
		);
	}
}

/** `POST /v2/video/generate` */
export function generateVideo(request: Request): Translated {
	const inputs = given(request, 'video_inputs');
	const body = request.body;
	if (request.unread || !body || inputs?.is !== 'list' || inputs.entries.length === 0) {
		throw new Untranslatable(
			'what it sends is made by an expression as a whole, or is no JSON, so its fields are not known here',
			'Write the body out in the old node and migrate again, or build Video > Create by hand.',
		);
	}
	const draft = new Draft();
	const scenes = inputs.entries.map(sceneOf);
	const [only] = scenes;
	if (scenes.length === 1 && only) writeScene(only, draft);
	else writeScenes(scenes, draft);
	write(sorted(callable(body, draft), VIDEO_FIELDS, draft, ['video_inputs', 'dimension']), draft);
	writeCaption(memberOf(body, 'caption'), draft);
	writeSize(body, draft);
	return {
		resource: 'video',
		operation: 'create',
		parameters: draft.parameters,
		outputs: VIDEO_CREATED,
		remarks: draft.remarks,
		creates: 'video',
	};
}

export const AV4_FIELDS: readonly Field[] = [
	{ from: 'video_title', to: 'options.title', as: 'text' },
	{
		from: 'image_key',
		to: 'imageAssetId',
		as: 'text',
		with: { type: 'image', imageSource: 'asset' },
		why: 'Kept where an expression takes it from an upload, which gives an asset ID now.',
	},
	{ from: 'script', to: 'script', as: 'text', with: { voiceSource: 'script' } },
	{ from: 'voice_id', to: 'voiceId', as: 'locator' },
	{
		from: 'audio_url',
		to: 'audioUrl',
		as: 'text',
		with: { voiceSource: 'audio', audioSource: 'url' },
	},
	{
		from: 'audio_asset_id',
		to: 'audioAssetId',
		as: 'text',
		with: { voiceSource: 'audio', audioSource: 'asset' },
	},
	{ from: 'custom_motion_prompt', to: 'options.motionPrompt', as: 'text' },
	{ from: 'enhance_custom_motion_prompt', dropped: true, usual: [false], why: NO_PLACE },
	{
		from: 'video_orientation',
		to: 'options.aspectRatio',
		as: 'text',
		words: { portrait: '9:16', landscape: '16:9', square: '1:1' },
	},
	{ from: 'fit', to: 'options.fit', as: 'text' },
	{ from: 'caption', decides: 'options.caption: Subtitle File, Default Style where it is true' },
	{ from: 'dimension.width', decides: SIZE },
	{ from: 'dimension.height', decides: SIZE },
	{ from: 'folder_id', to: 'options.folderId', as: 'text' },
	...callback,
];

/** `POST /v2/video/av4/generate` */
export function generateAvatar4(request: Request): Translated {
	const { body } = request;
	const key = memberOf(body, 'image_key');
	if (request.unread || body?.is !== 'object' || !key) {
		throw new Untranslatable(
			'what it sends is made by an expression as a whole, or is no JSON, so its fields are not known here',
			'Write the body out in the old node and migrate again, or build Video > Create by hand.',
		);
	}
	if (key.is !== 'expression') {
		throw new Untranslatable(
			'v3 does not take an image_key',
			'Upload the picture by Asset > Upload, and make an image video of its asset ID by Video > Create.',
		);
	}
	const draft = new Draft();
	write(sorted(callable(body, draft), AV4_FIELDS, draft, ['dimension']), draft);
	writeCaption(memberOf(body, 'caption'), draft);
	if (!isNothing(memberOf(body, 'dimension'))) writeSize(body, draft);
	draft.check('"Image Asset ID" has to get the asset ID of an upload, not an image_key');
	return {
		resource: 'video',
		operation: 'create',
		parameters: draft.parameters,
		outputs: VIDEO_CREATED,
		remarks: draft.remarks,
		creates: 'video',
	};
}

export const AGENT_FIELDS: readonly Field[] = [
	{ from: 'prompt', to: 'prompt', as: 'text' },
	{ from: 'config.avatar_id', to: 'avatarId', as: 'locator' },
	{ from: 'config.orientation', to: 'options.orientation', as: 'text' },
	{
		from: 'config.duration_sec',
		dropped: true,
		why: NO_PLACE,
		todo: 'Say in the prompt how long the video is to be',
	},
	...callback,
];

/** `POST /v1/video_agent/generate` */
export function generateByAgent(request: Request): Translated {
	const { body } = request;
	if (request.unread || body?.is !== 'object') {
		throw new Untranslatable(
			'what it sends is made by an expression as a whole, or is no JSON, so its fields are not known here',
			'Write the body out in the old node and migrate again, or build Video Agent > Create by hand.',
		);
	}
	const draft = new Draft();
	draft.set('prompt', '');
	draft.set('mode', 'generate');
	write(sorted(callable(body, draft), AGENT_FIELDS, draft), draft);
	return {
		resource: 'videoAgent',
		operation: 'create',
		parameters: draft.parameters,
		outputs: AGENT_CREATED,
		remarks: draft.remarks,
		creates: 'video',
		waits: true,
	};
}

/** An ID that the address or the body names. */
function idIn(request: Request, ...names: readonly string[]): Value | undefined {
	return names
		.map((name) => request.query.get(name) ?? given(request, name))
		.find((value) => !isNothing(value));
}

/** `GET /v1/video_status.get?video_id=` and `DELETE /v1/video.delete?video_id=` */
export function ofVideo(operation: 'get' | 'delete') {
	return (request: Request, inPath?: Value): Translated => {
		const id = idIn(request, 'video_id', 'id') ?? inPath;
		if (!id) {
			throw new Untranslatable('which video it is about is not said', `Build Video > ${operation} by hand.`);
		}
		return {
			resource: 'video',
			operation,
			parameters: { videoId: written('locator', id) },
			outputs: VIDEO_READ,
			remarks: [],
			reads: operation === 'get' ? 'video' : undefined,
		};
	};
}
