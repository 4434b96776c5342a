import type { IDataObject } from 'n8n-workflow';

import { isJsonObject, textOf } from '../../api/json';
import type { Refuse } from '../../run/values';

// What Video > Get Scenes gives, in the words of a request. HeyGen tells more of a scene than a request can say
// (docs/heygen.md §3): what there are no words for is refused, because the new video would lack it.

const MODES = ['freeze', 'loop', 'fit_to_scene'];

/** The members that say something. */
function told(members: IDataObject): IDataObject {
	const kept: IDataObject = {};
	for (const [name, member] of Object.entries(members)) {
		const inside = isJsonObject(member) ? told(member) : undefined;
		if (inside ? Object.keys(inside).length > 0 : member !== null && member !== undefined) {
			kept[name] = inside ?? member;
		}
	}
	return kept;
}

/** HeyGen's name for what something is. */
function kindOf({ type }: IDataObject): string {
	return textOf(type) ?? 'nameless thing';
}

function objectsIn(list: unknown): IDataObject[] {
	return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

/** What a scene shows, without the containers around it. */
function elementsIn(list: unknown): IDataObject[] {
	return objectsIn(list).flatMap((element) =>
		Array.isArray(element.children) ? elementsIn(element.children) : [element],
	);
}

interface Said {
	/** What is said, as a request says it. */
	readonly speech?: IDataObject;
	/** Seconds of silence. */
	readonly silence?: number;
}

function saidIn(entries: readonly IDataObject[], refuse: Refuse): Said {
	const heard = entries.filter(({ type, duration }) => type !== 'silence' || Number(duration) > 0);
	const [first, ...others] = heard;
	if (!first) return {};
	if (heard.every(({ type }) => type === 'silence')) {
		return { silence: heard.reduce((sum, { duration }) => sum + Number(duration), 0) };
	}
	if (first.type === 'audio' && others.length === 0) {
		const url = textOf(first.audio_url);
		if (url !== undefined) return { speech: { audio_url: url } };
		throw refuse(
			'HeyGen gives no address of its recording',
			'Put one into audio_url, or take a text instead.',
		);
	}
	const manner = ({ voice_id: voice, voice_settings: settings }: IDataObject) =>
		told({ voice_id: voice, voice_settings: settings });
	const alike = others.every((other) => JSON.stringify(manner(other)) === JSON.stringify(manner(first)));
	if (!alike || heard.some(({ type }) => type !== 'text')) {
		throw refuse(
			'its script is made of several voices, recordings or pauses; Create Studio takes one text or one recording',
			'Leave one entry in its script.',
		);
	}
	const script = heard.map(({ text }) => (typeof text === 'string' ? text : '')).join('\n');
	return { speech: { script, ...manner(first) } };
}

function sourceOf({ url }: IDataObject, refuse: Refuse): IDataObject {
	if (textOf(url) !== undefined) return { type: 'url', url };
	throw refuse('HeyGen gives no address of its picture or clip', 'Put an address of yours into its url.');
}

function clipOf(clip: IDataObject, { speech }: Said, refuse: Refuse): IDataObject {
	const { playback, volume, trim, speed_multiplier: speed } = clip;
	if (isJsonObject(trim) && Number(trim.start_offset) > 0) {
		throw refuse('its clip begins after its start; Create Studio shows clips whole', 'Remove its trim.');
	}
	if (typeof speed === 'number' && speed !== 1) {
		throw refuse(
			`its clip runs at ${speed} times its speed; Create Studio shows clips as they are`,
			'Remove its speed_multiplier.',
		);
	}
	const mode = typeof playback === 'string' && speech ? playback : undefined;
	if (mode !== undefined && !MODES.includes(mode)) {
		throw refuse(
			`its clip plays in the mode ${mode}, which Create Studio does not know`,
			`Change playback to one of ${MODES.join(', ')}.`,
		);
	}
	return told({ type: 'video', source: sourceOf(clip, refuse), playback: { mode, volume }, ...speech });
}

function avatarOf(avatar: IDataObject, background: unknown, { speech }: Said, refuse: Refuse): IDataObject {
	if (!speech) throw refuse('its look says nothing', 'Give its script a text.');
	const { avatar_id: lookId, engine, expressiveness, motion_prompt: motion } = avatar;
	const color = isJsonObject(background) ? background.color : undefined;
	return {
		type: 'avatar_video',
		input: told({
			type: 'avatar',
			avatar_id: lookId,
			engine: typeof engine === 'string' ? { type: engine } : undefined,
			expressiveness,
			motion_prompt: motion,
			background: color === undefined ? undefined : { type: 'color', color },
			...speech,
		}),
	};
}

function sceneOf({ background, elements, script }: IDataObject, refuse: Refuse): IDataObject {
	const behind = isJsonObject(background) && background.type !== 'color' ? [background] : [];
	const shown = [...behind, ...elementsIn(elements)];
	const [only, ...others] = shown;
	if (!only) throw refuse('it shows nothing', 'Take it out of the scenes.');
	if (others.length > 0) {
		throw refuse(
			`it shows ${shown.map(kindOf).join(', ')} at once; Create Studio shows one thing a scene`,
			'Leave one look, picture or clip in its elements and background.',
		);
	}
	const said = saidIn(objectsIn(script), refuse);
	switch (kindOf(only)) {
		case 'avatar':
			return avatarOf(only, background, said, refuse);
		case 'image':
			return told({
				type: 'image',
				source: sourceOf(only, refuse),
				...(said.speech ?? { duration: said.silence }),
			});
		case 'video':
			return clipOf(only, said, refuse);
		default:
			throw refuse(
				`it shows a ${kindOf(only)}, which Create Studio has no words for`,
				'Take it out of the scenes.',
			);
	}
}

/** A scene as Get Scenes gives it: HeyGen's requests say of which type a scene is, what is read back has an ID instead. */
function isReadBack({ type, id }: IDataObject): boolean {
	return type === undefined && id !== undefined;
}

/** Which other scene has an entry of this script, or the same clip: the two are one, running through both. */
function refuseShared(scenes: readonly IDataObject[], refuseAt: (index: number) => Refuse): void {
	const owners = new Map<unknown, number>();
	for (const [index, scene] of scenes.entries()) {
		if (!isReadBack(scene)) continue;
		const { background, elements, script } = scene;
		const shown = [...objectsIn([background]), ...elementsIn(elements)];
		const running = [...objectsIn(script), ...shown.filter(({ type }) => type === 'video')];
		for (const { id } of running) {
			const owner = owners.get(id) ?? index;
			owners.set(id, owner);
			if (id === undefined || owner === index) continue;
			throw refuseAt(index)(
				`it shares what is said or a clip with scene ${owner + 1}; Create Studio would begin it anew`,
				'Give both an id of their own to have it twice, or take one of the scenes out.',
			);
		}
	}
}

/**
 * Scenes of a request for scenes that Video > Get Scenes gave; those that are in the words of a request stay as they are.
 *
 * A color behind a picture or clip is left out, which cover the frame.
 *
 * @param refuseAt makes the errors about the scene of this number, from 0.
 * @throws for a scene that a request cannot say, with what to change.
 */
export function remixed(scenes: readonly IDataObject[], refuseAt: (index: number) => Refuse): IDataObject[] {
	refuseShared(scenes, refuseAt);
	return scenes.map((scene, index) => (isReadBack(scene) ? sceneOf(scene, refuseAt(index)) : scene));
}
