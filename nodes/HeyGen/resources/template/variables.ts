import type { INodeProperties } from 'n8n-workflow';

import type { RequestBody } from '../../api/contract';
import { isRecord } from '../../api/json';
import { perClient } from '../../api/perClient';
import type { MediaType } from '../../api/media';
import { AUDIO_TYPES, PICTURE_TYPES, provideMedia, readAsset, VIDEO_TYPES } from '../../parameters/media';
import {
	CHARACTER_TYPES,
	FITS,
	KINDS,
	kindOf,
	ownSetting,
	PLAY_STYLES,
	settingId,
	WAYS,
	type Variables,
	type VariableType,
} from '../../parameters/templateVariables';
import type { Item } from '../../run/item';
import { Values } from '../../run/values';

type Sent = RequestBody<'templateGenerate'>['variables'];

/** How a refusal names them all. */
export const LABEL = 'Variables';

/** docs/heygen.md §3. */
const LONGEST_TEXT = 10_000;

const FILES: Readonly<Record<'image' | 'video' | 'audio', readonly MediaType[]>> = {
	image: PICTURE_TYPES,
	video: VIDEO_TYPES,
	audio: AUDIO_TYPES,
};

/** The templates of a run: its items often use the same one. */
const templatesOf = perClient(() => new Map<string, Promise<Variables>>());

async function variablesOf({ client }: Item, id: string): Promise<Variables> {
	const templates = templatesOf(client);
	const read = async (): Promise<Variables> =>
		(await client.data('templateGet', { path: { template_id: id } })).variables ?? {};
	const variables = templates.get(id) ?? read();
	templates.set(id, variables);
	return await variables;
}

function isNothing(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** What is given of one variable, by HeyGen's keys. */
type Parts = Readonly<Record<string, unknown>>;

/** What the item gives, by the names of variables and settings. */
interface Given {
	readonly fields: Readonly<Record<string, unknown>>;
	/** Whether they are for the template alone, so that a name it does not have is a mistake. */
	readonly meant: boolean;
}

function givenBy({ values, json }: Item): Given {
	if (values.choice('specifyVariables', WAYS) === 'json') {
		return { fields: values.object('variables') ?? {}, meant: true };
	}
	const mapped = values.mapped('mappedVariables');
	return mapped ? { fields: mapped, meant: true } : { fields: json, meant: false };
}

/** What is said of a variable by one value, which may be an object of HeyGen's. */
function partsOf(item: Item, name: string, type: VariableType, value: unknown): Parts {
	const { refuse } = item.values;
	const { key, settings } = KINDS[type];
	if (!isRecord(value)) return { [key]: value };
	const { type: givenType, ...parts } = value;
	const isFile = ['url', 'asset_id', 'base64'].some((kind) => kind === givenType);
	if (isFile && key === 'asset') return { asset: value };
	if (givenType !== undefined && givenType !== type) {
		throw refuse(`"${LABEL}: ${name}" is of the type ${type} in the template; it is given as another`);
	}
	const takes = [key, ...settings.map((setting) => setting.name)];
	const wrong = Object.keys(parts).find((part) => !takes.includes(part));
	if (wrong === undefined) return parts;
	throw refuse(`"${LABEL}: ${name}" has no "${wrong}"`, `It takes: ${takes.join(', ')}.`);
}

/** Sorts what is given by variables. */
function sorted(item: Item, variables: Variables): Map<string, Parts> {
	const { fields, meant } = givenBy(item);
	const { refuse } = item.values;
	const found = new Map<string, Parts>();
	const note = (name: string, parts: Parts) => {
		const given = Object.entries(parts).filter(([, value]) => !isNothing(value));
		if (given.length > 0) found.set(name, { ...found.get(name), ...Object.fromEntries(given) });
	};
	for (const [field, value] of Object.entries(fields)) {
		if (isNothing(value)) continue;
		const variable = Object.hasOwn(variables, field) ? variables[field] : undefined;
		if (variable) {
			if (!kindOf(variable)) {
				throw refuse(
					`"${LABEL}: ${field}" is of a type this node does not know: ${String(variable.type)}`,
					'Leave it out, or give it by Custom Body in the options.',
				);
			}
			note(field, partsOf(item, field, variable.type, value));
			continue;
		}
		const [name, setting] =
			Object.entries(variables).flatMap(([owner, { type }]) =>
				(kindOf({ type })?.settings ?? [])
					.filter((candidate) => settingId(owner, candidate.name) === field)
					.map((candidate) => [owner, candidate.name]),
			)[0] ?? [];
		if (name !== undefined && setting !== undefined) {
			note(name, { [setting]: value });
		} else if (meant) {
			const names = Object.keys(variables);
			throw refuse(
				`"${LABEL}" names "${field}", which the template does not have`,
				names.length > 0 ? `It has: ${names.join(', ')}.` : 'It has no variables.',
			);
		}
	}
	return found;
}

/** HeyGen leaves `{{name}}` in the video where a text is not given, whatever the template shows there. */
function refuseMissing({ values }: Item, variables: Variables, given: ReadonlyMap<string, Parts>): void {
	const missing = Object.entries(variables).flatMap(([name, variable]) =>
		variable.type === 'text' && !given.has(name) ? [{ name, own: variable.content }] : [],
	);
	if (missing.length === 0) return;
	const names = missing.map(({ name }) => `"${name}"`).join(', ');
	const own = missing.map(
		({ name, own: text }) => `${name}: ${text ? `"${text.slice(0, 100)}"` : 'nothing'}`,
	);
	throw values.refuse(
		`"${LABEL}" has no text for ${names}`,
		`Without it, {{${missing[0]?.name}}} would stay in the video. The template shows ${own.join(', ')}.`,
	);
}

/** The parameters that a variable's parts are read by. */
function propertiesOf(name: string, type: VariableType): INodeProperties[] {
	const { key, settings } = KINDS[type];
	const label = `${LABEL}: ${name}`;
	return [
		{ displayName: label, name: key, type: 'string', default: '' },
		...settings.map((setting) => ({ ...setting, displayName: `${label}.${setting.name}` })),
	];
}

type Provide = () => Promise<Sent[string]>;

/** Reads and checks one variable; its file is uploaded when it is provided. */
async function readOne(item: Item, name: string, own: Variables[string], given: Parts): Promise<Provide> {
	const { type } = own;
	const { key, settings } = KINDS[type];
	// A slot of the design keeps its settings; the accent of a voice is that voice's own.
	const kept = type === 'voice' && key in given ? [] : settings;
	const parts: Parts = {
		...Object.fromEntries(kept.map((setting) => [setting.name, ownSetting(own, setting)])),
		...(key in given ? {} : { [key]: new Map<string, unknown>(Object.entries(own)).get(key) }),
		...given,
	};
	const values = new Values(propertiesOf(name, type), (part) => parts[part], item.values.refuse);
	const asset = async (types: readonly MediaType[]) => {
		const media = await readAsset(item, { values, label: values.label(key), rule: { types } }, parts.asset);
		return async () => await provideMedia(item, media, `variables.${name}`);
	};
	switch (type) {
		case 'text': {
			const content = values.text('content', { max: LONGEST_TEXT });
			return async () => await Promise.resolve({ type, content });
		}
		case 'image': {
			const provide = await asset(FILES[type]);
			const fit = values.optionalChoice('fit', FITS);
			return async () => ({ type, asset: await provide(), fit });
		}
		case 'video': {
			const provide = await asset(FILES[type]);
			const fit = values.optionalChoice('fit', FITS);
			const playStyle = values.optionalChoice('play_style', PLAY_STYLES);
			const volume = values.number('volume');
			return async () => ({ type, asset: await provide(), fit, play_style: playStyle, volume });
		}
		case 'audio': {
			const provide = await asset(FILES[type]);
			return async () => ({ type, asset: await provide() });
		}
		case 'character': {
			const id = values.text('character_id').trim();
			const characterType = values.optionalChoice('character_type', CHARACTER_TYPES);
			return async () => await Promise.resolve({ type, character_id: id, character_type: characterType });
		}
		case 'voice': {
			const id = values.text('voice_id').trim();
			const locale = values.optionalText('locale')?.trim();
			return async () => await Promise.resolve({ type, voice_id: id, locale });
		}
	}
}

/**
 * Reads what the item gives to the variables of a template, by the template as it is now.
 *
 * @returns what makes the variables of the request, uploading the files n8n holds.
 * @throws what `values.refuse` makes: for names the template does not have, texts that are missing, wrong types.
 */
export async function readVariables(item: Item, templateId: string): Promise<() => Promise<Sent>> {
	const variables = await variablesOf(item, templateId);
	const given = sorted(item, variables);
	refuseMissing(item, variables, given);
	const read: Array<readonly [string, Provide]> = [];
	for (const [name, parts] of given) {
		const own = variables[name];
		if (own) read.push([name, await readOne(item, name, own, parts)]);
	}
	return async () =>
		Object.fromEntries(
			await Promise.all(read.map(async ([name, provide]) => [name, await provide()] as const)),
		);
}
