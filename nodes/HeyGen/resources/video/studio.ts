import type { INodeProperties } from 'n8n-workflow';

import type { Schema } from '../../api/contract';
import { isJsonObject, textOf } from '../../api/json';
import { lookLocator } from '../../parameters/locators';
import { mediaValue, PICTURE_TYPES, provideMedia, readMediaValue, VIDEO_TYPES } from '../../parameters/media';
import type { Item } from '../../run/item';
import { explainLooks, givenId, type GivenId } from '../../run/mistakenId';
import { optionsFrom, type Refuse, type Values } from '../../run/values';
import { chooseEngine } from './engine';
import { remixed } from './remix';
import { checkedScene, isHexColor } from './scenes';
import { checkOwnVoice, provideVoice, readVoice, speechParameters } from './voice';

// The scenes of a studio video: as fields, or as JSON in HeyGen's words. Their rules: docs/heygen.md §3.

/** By the contract; a test holds it against it. */
const MOST_SCENES = 50;

const WAYS = {
	fields: 'Fields Below',
	json: { name: 'JSON', description: "In HeyGen's words, or what Video > Get Scenes gave, changed or not" },
} as const;

const SCENES = {
	avatar: { name: 'Avatar', description: 'A look speaks' },
	clip: { name: 'Clip', description: 'A clip with its own sound' },
	image: { name: 'Image', description: 'A picture is spoken over' },
	narratedClip: { name: 'Narrated Clip', description: 'A clip is spoken over, as long as that takes' },
	still: { name: 'Still', description: 'A silent picture' },
} as const;

const MODES = {
	fit_to_scene: { name: 'Fit to Scene', description: 'Faster or slower' },
	freeze: { name: 'Freeze', description: 'Its last picture stays' },
	loop: 'Loop',
} as const;

const show = { type: ['studio'] };

const fields: readonly INodeProperties[] = [
	{
		displayName: 'Scene Type',
		name: 'sceneType',
		type: 'options',
		options: optionsFrom(SCENES),
		default: 'avatar',
		description: 'What the scene shows',
	},
	lookLocator({
		name: 'avatarId',
		displayName: 'Look',
		description: 'Who speaks, on the best engine the look supports',
		show: { sceneType: ['avatar'] },
	}),
	mediaValue({
		required: true,
		name: 'source',
		displayName: 'Picture or Clip',
		description: 'A picture (PNG or JPEG) or a clip (MP4 or WebM)',
		show: { sceneType: ['clip', 'image', 'narratedClip', 'still'] },
	}),
	...speechParameters({ sceneType: ['avatar', 'image', 'narratedClip'] }, (audio) =>
		mediaValue({ ...audio, required: true }),
	),
	{
		displayName: 'Background Color',
		name: 'color',
		type: 'color',
		default: '',
		displayOptions: { show: { sceneType: ['avatar'] } },
		description: 'What is behind the look, e.g. #f0f4ff; left empty, what it brings along',
	},
	{
		displayName: 'Clip Volume',
		name: 'clipVolume',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: 1,
		displayOptions: { show: { sceneType: ['clip', 'narratedClip'] } },
		description: 'How loud the sound of the clip is, from 0 (silent) to 1',
	},
	{
		displayName: 'Duration (Seconds)',
		name: 'duration',
		type: 'number',
		typeOptions: { minValue: 0.1, maxValue: 300 },
		default: 5,
		displayOptions: { show: { sceneType: ['still'] } },
		description: 'How long the picture stays, at most 300 seconds',
	},
	{
		displayName: 'Motion Prompt',
		name: 'motionPrompt',
		type: 'string',
		default: '',
		displayOptions: { show: { sceneType: ['avatar'] } },
		description: 'How the look moves',
	},
	{
		displayName: 'Play Mode',
		name: 'mode',
		type: 'options',
		options: optionsFrom(MODES),
		default: 'freeze',
		displayOptions: { show: { sceneType: ['narratedClip'] } },
		description: 'How a clip fills the time that the narration takes',
	},
];

export const studioParameters: readonly INodeProperties[] = [
	{
		displayName: 'Scenes From',
		name: 'scenesFrom',
		type: 'options',
		options: optionsFrom(WAYS),
		default: 'fields',
		displayOptions: { show },
		description: 'How the scenes are given',
	},
	{
		displayName: 'Scenes',
		name: 'scenes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		default: {},
		placeholder: 'Add Scene',
		displayOptions: { show: { ...show, scenesFrom: ['fields'] } },
		description: 'From 1 to 50, in the order in which they are shown',
		options: [{ displayName: 'Scene', name: 'scene', values: [...fields] }],
	},
	{
		displayName: 'Scenes (JSON)',
		name: 'scenesJson',
		type: 'json',
		default: '[]',
		required: true,
		displayOptions: { show: { ...show, scenesFrom: ['json'] } },
		description:
			'A list of 1 to 50 scenes of the types avatar_video, image and video as POST /v3/videos takes them, or the whole output of Video > Get Scenes',
	},
];

type Scene = Schema<'Scene'>;

/** What is said of the whole video that scenes were read from; what the options say goes before. */
type Context = Pick<
	Schema<'CreateStudioVideo'>,
	'aspect_ratio' | 'resolution' | 'caption' | 'brand_glossary_id'
>;

export interface Scenes {
	readonly looks: readonly GivenId[];
	readonly context: Context;
	/** Uploads what n8n holds of them. */
	readonly provide: () => Promise<Scene[]>;
}

function colorOf(row: Values): string | undefined {
	const color = row.optionalText('color')?.trim();
	if (color === undefined || isHexColor(color)) return color;
	throw row.refuse(`"${row.label('color')}" must be a color such as #f0f4ff`);
}

async function readAvatar(item: Item, row: Values, part: string): Promise<() => Promise<Scene>> {
	const look = givenId(row, 'avatarId');
	const voice = await readVoice(item, row, { voiceRequired: false, readAudio: readMediaValue });
	const color = colorOf(row);
	const motion = row.optionalText('motionPrompt');
	const read = await item.look(look.id).catch(explainLooks(item, [look]));
	checkOwnVoice(voice, read, row.refuse);
	const engine = chooseEngine(
		{ engine: 'auto', motionPrompt: motion !== undefined, expressiveness: false },
		read,
		row.refuse,
	);
	return async () => ({
		type: 'avatar_video',
		input: {
			type: 'avatar',
			avatar_id: look.id,
			engine,
			motion_prompt: motion,
			background: color === undefined ? undefined : { type: 'color', color },
			...(await provideVoice(item, voice, `${part}.audio`)),
		},
	});
}

/** Reads a scene and checks it; what n8n holds of it is uploaded when it is provided. */
async function readScene(item: Item, row: Values, part: string): Promise<() => Promise<Scene>> {
	const type = row.choice('sceneType', SCENES);
	if (type === 'avatar') return await readAvatar(item, row, part);
	const clip = type === 'clip' || type === 'narratedClip';
	const source = await readMediaValue(item, row, 'source', { types: clip ? VIDEO_TYPES : PICTURE_TYPES });
	const voice =
		type === 'image' || type === 'narratedClip'
			? await readVoice(item, row, { voiceRequired: true, readAudio: readMediaValue })
			: undefined;
	const volume = clip ? row.number('clipVolume') : undefined;
	const mode = type === 'narratedClip' ? row.optionalChoice('mode', MODES) : undefined;
	const duration = type === 'still' ? row.requiredNumber('duration') : undefined;
	return async () => {
		const provided = await provideMedia(item, source, `${part}.source`);
		const speech = voice && (await provideVoice(item, voice, `${part}.audio`));
		return clip
			? { type: 'video', source: provided, playback: { mode, volume }, ...speech }
			: { type: 'image', source: provided, duration, ...speech };
	};
}

function refuseCount({ values }: Item, name: string, count: number): void {
	if (count > 0 && count <= MOST_SCENES) return;
	throw values.refuse(
		count === 0
			? `"${values.label(name)}" is empty`
			: `"${values.label(name)}" holds ${count} scenes; HeyGen takes at most ${MOST_SCENES}`,
		'A video has from 1 to 50 scenes.',
	);
}

async function readFields(item: Item): Promise<Scenes> {
	const rows = item.values.rows('scenes', 'scene', (index) => `Scene ${index + 1}`);
	refuseCount(item, 'scenes', rows.length);
	const provides: Array<() => Promise<Scene>> = [];
	for (const [index, row] of rows.entries()) {
		provides.push(await readScene(item, row, `scenes.${index}`));
	}
	return {
		// Each was read, to choose its engine.
		looks: [],
		context: {},
		provide: async () => await Promise.all(provides.map(async (provide) => await provide())),
	};
}

const RATIOS = ['16:9', '9:16', '4:5', '5:4', '1:1', 'auto'] as const;
const RESOLUTIONS = ['4k', '1080p', '720p'] as const;

/** What Get Scenes says of the whole video. Its title is its own. */
function contextOf(video: unknown): Context {
	if (!isJsonObject(video)) return {};
	const { aspect_ratio: ratio, resolution, caption, brand_glossary_id: glossary } = video;
	return {
		aspect_ratio: RATIOS.find((known) => known === ratio),
		resolution: RESOLUTIONS.find((known) => known === resolution),
		caption:
			isJsonObject(caption) && caption.enabled === true
				? { file_format: 'srt', style: 'default' }
				: undefined,
		brand_glossary_id: textOf(glossary),
	};
}

function readJson(item: Item): Scenes {
	const { values } = item;
	const name = 'scenesJson';
	const { list, whole } = values.objects(name, 'scenes');
	refuseCount(item, name, list.length);
	const refuseAt =
		(index: number): Refuse =>
		(message, description) =>
			values.refuse(`"${values.label(name)}", scene ${index + 1}: ${message}`, description);
	const scenes = remixed(list, refuseAt).map((scene, index) => checkedScene(scene, refuseAt(index)));
	const looks = scenes.flatMap((scene, index): GivenId[] =>
		scene.type === 'avatar_video'
			? [{ label: 'avatar_id', id: scene.input.avatar_id, refuse: refuseAt(index) }]
			: [],
	);
	return { looks, context: contextOf(whole?.video), provide: async () => await Promise.resolve(scenes) };
}

export async function readScenes(item: Item): Promise<Scenes> {
	return item.values.choice('scenesFrom', WAYS) === 'json' ? readJson(item) : await readFields(item);
}
