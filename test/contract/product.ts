import type { IDataObject, INodeProperties, ResourceMapperField } from 'n8n-workflow';

import type { Schema } from '../../nodes/HeyGen/api/contract';
import { fieldsOf, KINDS } from '../../nodes/HeyGen/parameters/templateVariables';
import { answerTo, ID, TWIN } from '../support/contractAnswers';
import { mp4, png, srt, wav, zip } from '../support/files';
import { allScenes } from '../support/scenes';
import { operations } from './openapi';

/** A parameter that is left out. */
export const UNSET = Symbol('unset');

export type Level = IDataObject | string | number | boolean | readonly string[] | typeof UNSET;

/** What another parameter must be for this one to be shown. */
interface Need {
	readonly path: string;
	readonly levels: readonly Level[];
}

/** One thing that can be chosen in an operation, and the values tried for it. */
export interface Factor {
	/** Where it stands, e.g. `voiceSettings.speed`. */
	readonly path: string;
	readonly property: INodeProperties;
	readonly levels: readonly Level[];
	readonly needs: readonly Need[];
}

/** A value for each factor. */
export type Choice = ReadonlyMap<string, Level>;

/** The binary properties of the item that the product is run with. */
export const BINARIES = {
	picture: { bytes: png(), fileName: 'picture.png', mimeType: 'image/png' },
	film: { bytes: mp4(), fileName: 'film.mp4', mimeType: 'video/mp4' },
	project: { bytes: zip(), fileName: 'project.zip', mimeType: 'application/zip' },
	sound: { bytes: wav(), fileName: 'sound.wav', mimeType: 'audio/wav' },
	subtitles: { bytes: srt(), fileName: 'subtitles.srt', mimeType: 'application/x-subrip' },
};

/** One of each kind, as HeyGen takes them; in an operation that takes a map of them. */
const VARIABLES = {
	text: { type: 'text', content: 'Some text' },
	image: { type: 'image', asset: { type: 'asset_id', asset_id: 'asset-1' }, fit: 'none' },
	video: { type: 'video', asset: 'film', play_style: 'once', volume: 0 },
	audio: { asset: `data:audio/wav;base64,${BINARIES.sound.bytes.toString('base64')}` },
	character: 'look-1',
	voice: { type: 'voice', voice_id: 'voice-1', locale: 'en-GB' },
};

/** Scenes in HeyGen's own words, with all that can be said of them, and some as they are read back. */
const SCENES = JSON.stringify(allScenes());

/** Texts that must have a certain form; everything else is any text. */
const TEXTS: Record<string, readonly string[]> = {
	binaryProperty: ['picture'],
	url: ['https://files.heygen.example/file.png'],
	rerouteUrl: ['https://example.com/thanks'],
	callbackUrl: ['https://example.com/done'],
	batchCallbackUrl: ['https://example.com/all-done'],
	callbackId: ['row-7'],
	idempotencyKey: ['row:7'],
	customBody: ['{}'],
	fillerWordRemovalId: ['removal-1'],
	generationId: ['gen-1'],
	resourceId: ['resource-1'],
	locale: ['en-GB'],
	sceneIds: ['scene-1, scene-2', '["scene-1"]'],
	subtitles: [
		'{"preset_name":"bold"}',
		'{"preset_name":"bold","alignment":8,"disable_highlight":true,"font_size":40,"position":{"x":10,"y":20}}',
	],
	variables: ['{"text": "Some text"}', JSON.stringify(VARIABLES)],
	termsJson: ['[{"term":"HeyGen","pronunciation":"hey jen"}]'],
	forcedTranslationsJson: ['[{"term":"Schau","translation":"Look"}]'],
	// Files that one field holds.
	audio: ['https://example.com/sound.wav', 'asset-1', 'sound'],
	file: [
		'https://example.com/file',
		'asset-1',
		'film',
		`data:image/png;base64,${BINARIES.picture.bytes.toString('base64')}`,
	],
	source: ['https://example.com/file', 'asset-1', 'picture', 'film'],
	scenesJson: [SCENES],
	// What HeyGen lists, and what n8n therefore asks for.
	outputLanguages: ['German', 'French'],
	srt: ['1\n00:00:01,000 --> 00:00:04,000\nHello', 'https://example.com/a.srt', 'asset-1', 'subtitles'],
};

function binaryFor(media: string): keyof typeof BINARIES {
	if (/audio|recording/i.test(media)) return 'sound';
	if (media === 'project') return 'project';
	return /footage|video/i.test(media) ? 'film' : 'picture';
}

function mediaTexts(
	name: string,
	siblings: ReadonlyArray<Pick<INodeProperties, 'name'>>,
): string[] | undefined {
	const owner = siblings.find(
		({ name: source }) => source.endsWith('Source') && name.startsWith(source.slice(0, -6)),
	);
	if (!owner) return undefined;
	const media = owner.name.slice(0, -'Source'.length);
	const binary = binaryFor(media);
	const base64 = BINARIES[binary].bytes.toString('base64');
	const dataUri = `data:${BINARIES[binary].mimeType};base64,${base64}`;
	const link = `https://example.com/${BINARIES[binary].fileName}`;
	switch (name.slice(media.length)) {
		case '':
			return [link, dataUri, 'asset-1', binary];
		case 'Url':
			return [link];
		case 'AssetId':
			return ['asset-1'];
		case 'BinaryProperty':
			return [binary];
		case 'Base64':
			return [base64, dataUri];
		default:
			return undefined;
	}
}

/** What HeyGen says of a template, where it says all it can say. */
function templateOfAll(): Schema<'TemplateDetail'> {
	const { data } = answerTo('templateGet') as { data: Schema<'TemplateDetail'> };
	return data;
}

/** The fields of the resource mappers, by the methods that load them. */
const FIELDS: Readonly<Record<string, () => ResourceMapperField[]>> = {
	getTemplateVariables: () => fieldsOf(templateOfAll().variables ?? {}),
};

/** A resource mapper's fields as parameters of their own. */
function mappedFields({ name, displayName, typeOptions }: INodeProperties): INodeProperties[] {
	const fields = FIELDS[typeOptions?.resourceMapper?.resourceMapperMethod ?? '']?.();
	if (!fields)
		throw new Error(`No fields are known for ${name}: name its method in test/contract/product.ts`);
	// A field cannot state the limits that the node reads it by.
	const limitsOf = (id: string) =>
		Object.values(KINDS)
			.flatMap(({ settings }) => settings)
			.find((setting) => id.endsWith(`.${setting.name}`))?.typeOptions;
	return fields.map(({ id, type, options, required, defaultValue }) => ({
		name: id,
		// As a refusal names it.
		displayName: `${displayName}: ${id}`,
		type: type === 'options' || type === 'number' ? type : 'string',
		typeOptions: limitsOf(id),
		options,
		required,
		default: defaultValue ?? '',
	}));
}

/** Of a file in a mapper, which is one parameter. */
function mappedTexts(name: string): readonly string[] {
	const isFile = ['image', 'video', 'audio'].includes(name);
	const source: Pick<INodeProperties, 'name'> = { name: `${name}Source` };
	return (
		(isFile ? mediaTexts(name, [source]) : undefined) ?? TEXTS[name.split('.').pop() ?? ''] ?? ['Some text']
	);
}

/** Whether a text tells of one file in any way: mediaValue() in nodes/HeyGen/parameters/media.ts. */
function isMediaValue(
	{ name, type, description = '' }: INodeProperties,
	siblings: readonly INodeProperties[],
) {
	const isSource = siblings.some((sibling) => sibling.name === `${name}Source`);
	return type === 'string' && !isSource && description.endsWith('name of a binary property of the item');
}

/** Whether a text lists files: mediaList() there. */
export function isMediaList({ type, description = '' }: INodeProperties): boolean {
	return type === 'string' && description.endsWith('names of binary properties of the item, one a line');
}

/** A file in each of the ways one can be told. */
function mediaValueTexts(name: string): string[] {
	const { bytes, fileName, mimeType } = BINARIES[binaryFor(name)];
	const dataUri = `data:${mimeType};base64,${bytes.toString('base64')}`;
	return [binaryFor(name), `https://example.com/${fileName}`, dataUri];
}

/** As {@link mediaValueTexts}, where the text is a list. */
function mediaListTexts(name: string): string[] {
	// In a line of its own there are commas in it.
	return mediaValueTexts(name).map((text) => (text.startsWith('data:') ? JSON.stringify([text]) : text));
}

function textsFor(name: string, siblings: readonly INodeProperties[]): readonly string[] {
	return mediaTexts(name, siblings) ?? TEXTS[name] ?? ['Some text'];
}

/** What a locator by this name takes is no ID. */
const EVENT_TYPES = (operations.get('webhookEventsList')?.operation.parameters ?? [])
	.flatMap(({ name, schema }) => (name === 'event_type' ? (schema.enum ?? []) : []))
	.flatMap((type) => (type === null ? [] : [type]));

function locator(id: string): IDataObject {
	return { __rl: true, mode: 'id', value: id };
}

const VALUES: Partial<Record<INodeProperties['type'], (property: INodeProperties) => Level[]>> = {
	options: ({ options = [] }) => options.flatMap((option) => ('value' in option ? [option.value] : [])),
	multiOptions: ({ name, required, typeOptions, options = [] }) => {
		const listed = options.flatMap((option) => ('value' in option ? [String(option.value)] : []));
		const chosen = typeOptions?.loadOptionsMethod ? (TEXTS[name] ?? []).map((text) => [text]) : [listed];
		return required ? chosen : [[], ...chosen];
	},
	boolean: () => [true, false],
	number: ({ typeOptions: { minValue = -1, maxValue = 7 } = {}, default: usual }) => [
		...new Set([minValue, maxValue, Number(usual)]),
	],
	color: () => ['#f0f4ff'],
	resourceLocator: ({ name, required }) => {
		if (name === 'eventType') return [locator(''), ...EVENT_TYPES.map(locator)];
		const chosen = locator(name === 'referenceLookId' ? TWIN : ID);
		return required ? [chosen] : [locator(''), chosen];
	},
};

function valuesOf(property: INodeProperties, siblings: readonly INodeProperties[]): Level[] {
	const { name, type, required } = property;
	if (isMediaValue(property, siblings) && !(name in TEXTS)) return mediaValueTexts(name);
	if (isMediaList(property)) return [...(required ? [] : ['']), ...mediaListTexts(name)];
	if (type === 'string' || type === 'json') {
		return [...(required || mediaTexts(name, siblings) ? [] : ['']), ...textsFor(name, siblings)];
	}
	const values = VALUES[type];
	if (!values) throw new Error(`No values are known for ${name}, a ${type}`);
	return values(property);
}

interface Place {
	readonly prefix: string;
	/** Members of a collection may be left out. */
	readonly optional: boolean;
	readonly needs: readonly Need[];
}

const TOP: Place = { prefix: '', optional: false, needs: [] };

/** Everything that can be chosen among these parameters. `fixed` are the paths that keep one value. */
export function factorsOf(
	properties: readonly INodeProperties[],
	fixed: Readonly<Record<string, Level>>,
	place: Place = TOP,
): Factor[] {
	return properties.flatMap((property): Factor[] => {
		const { name, type, options = [], typeOptions = {}, displayOptions = {} } = property;
		const path = `${place.prefix}${name}`;
		const { '@tool': inTools = [], ...siblings } = displayOptions.show ?? {};
		// What only a tool shows, the tests of tools are about.
		if (inTools.includes(true)) return [];
		const shown = Object.entries(siblings).map(([sibling, levels = []]): Need => ({
			// What begins with a slash stands at the top, wherever it is asked for.
			path: sibling.startsWith('/') ? sibling.slice(1) : `${place.prefix}${sibling}`,
			levels: levels as Level[],
		}));
		const needs = [...place.needs, ...shown];
		if (path in fixed) return [{ path, property, levels: [fixed[path] ?? UNSET], needs }];
		if (type === 'notice') return [];
		if (type === 'collection') {
			const members = options.filter(
				(option): option is INodeProperties => 'displayName' in option && 'type' in option,
			);
			return factorsOf(members, fixed, { prefix: `${path}.`, optional: true, needs });
		}
		if (type === 'fixedCollection') {
			const counts = typeOptions.multipleValues ? [0, 1, 2, 3] : [0, 1];
			const inside = [...needs, { path, levels: counts.slice(1) }];
			const groups = options.flatMap((option) => ('values' in option ? [option] : []));
			return [
				{ path, property, levels: counts, needs },
				...groups.flatMap((group) =>
					factorsOf(group.values, fixed, {
						prefix: `${path}.${group.name}.`,
						optional: false,
						needs: inside,
					}),
				),
			];
		}
		if (type === 'resourceMapper') {
			const inside = [...needs, { path, levels: ['defineBelow'] }];
			return [
				{ path, property, levels: ['defineBelow', 'autoMapInputData'], needs },
				...mappedFields(property).map((field): Factor => {
					const levels = field.type === 'string' ? mappedTexts(field.name) : valuesOf(field, []);
					return {
						path: `${path}.${field.name}`,
						property: field,
						levels: field.required ? levels : [UNSET, ...levels],
						needs: inside,
					};
				}),
			];
		}
		const values = valuesOf(property, properties);
		return [{ path, property, levels: place.optional ? [UNSET, ...values] : values, needs }];
	});
}

/** A resource mapper as n8n saves it. */
function mapperFor(choice: Choice, property: INodeProperties): IDataObject {
	const fields = mappedFields(property).map(
		({ name }) => [name, choice.get(`${property.name}.${name}`)] as const,
	);
	return {
		mappingMode: choice.get(property.name) === 'autoMapInputData' ? 'autoMapInputData' : 'defineBelow',
		value: Object.fromEntries(fields.filter(([, level]) => level !== undefined && level !== UNSET)),
		matchingColumns: [],
		schema: mappedFields(property).map(({ name }) => ({ id: name })),
	};
}

/**
 * The node's parameters for a choice.
 *
 * @param prefix leads to these properties.
 */
export function parametersFor(
	choice: Choice,
	properties: readonly INodeProperties[],
	prefix = '',
): IDataObject {
	const parameters: IDataObject = {};
	for (const property of properties) {
		const { name, type, options = [], typeOptions = {} } = property;
		const path = `${prefix}${name}`;
		const level = choice.get(path);
		if (type === 'collection') {
			const members = options.filter(
				(option): option is INodeProperties => 'displayName' in option && 'type' in option,
			);
			const added = parametersFor(choice, members, `${path}.`);
			if (Object.keys(added).length > 0) parameters[name] = added;
		} else if (type === 'fixedCollection') {
			const count = Number(level ?? 0);
			const groups = options.flatMap((option) => ('values' in option ? [option] : []));
			if (!(count > 0)) continue;
			parameters[name] = Object.fromEntries(
				groups.map((group): [string, IDataObject | IDataObject[]] => {
					const row = parametersFor(choice, group.values, `${path}.${group.name}.`);
					return [group.name, typeOptions.multipleValues ? Array.from({ length: count }, () => row) : row];
				}),
			);
		} else if (type === 'resourceMapper') {
			if (level !== undefined) parameters[name] = mapperFor(choice, property);
		} else if (level !== undefined && level !== UNSET) {
			parameters[name] = level;
		}
	}
	return parameters;
}

/** What has to be chosen for all of these to be shown, or undefined where they never are together. */
function shownTogether(
	factors: readonly Factor[],
	chosen: Choice,
	all: ReadonlyMap<string, Factor>,
): Choice | undefined {
	const result = new Map<string, Level>(chosen);
	const needs = factors.flatMap((factor) => factor.needs);
	for (const { path } of needs) {
		const already = result.get(path);
		const candidates: readonly Level[] = already === undefined ? (all.get(path)?.levels ?? []) : [already];
		const level = candidates.find((candidate) =>
			needs.every((need) => need.path !== path || need.levels.some((wanted) => wanted === candidate)),
		);
		if (level === undefined) return undefined;
		result.set(path, level);
	}
	return result;
}

function isShown({ needs }: Factor, choice: Choice): boolean {
	return needs.every(({ path, levels }) => levels.some((level) => level === choice.get(path)));
}

/** The beginning of a choice. */
type Seed = ReadonlyArray<readonly [path: string, level: Level]>;

/** So many of the pairs that are open are looked at to decide what is shown. */
const SAMPLE = 400;

/**
 * Choices in which every two levels of any two factors meet at least once while both are shown, wherever `allowed` lets
 * them.
 *
 * @param allowed judges a choice that need not be complete.
 */
export function pairwise(factors: readonly Factor[], allowed: (choice: Choice) => boolean): Choice[] {
	const byPath = new Map(factors.map((factor) => [factor.path, factor]));
	const indexOf = new Map(factors.map(({ path }, index) => [path, index]));
	const keyOf = (path: string, level: Level) =>
		(indexOf.get(path) ?? -1) * 100 + (byPath.get(path)?.levels.indexOf(level) ?? -1);
	const pairOf = (a: [string, Level], b: [string, Level]) => {
		const [one, two] = [keyOf(...a), keyOf(...b)];
		return Math.min(one, two) * 1e6 + Math.max(one, two);
	};

	const possible: Array<[pair: number, seed: Seed]> = [];
	for (const [index, factor] of factors.entries()) {
		for (const other of factors.slice(index + 1)) {
			for (const level of factor.levels) {
				for (const otherLevel of other.levels) {
					const pair = new Map<string, Level>([
						[factor.path, level],
						[other.path, otherLevel],
					]);
					const seed = shownTogether([factor, other], pair, byPath);
					if (!seed || !allowed(seed)) continue;
					possible.push([pairOf([factor.path, level], [other.path, otherLevel]), [...seed]]);
				}
			}
		}
	}

	/**
	 * Pairs that no choice holds yet, each with the beginning of a choice that would. What is shown only under conditions
	 * comes first: the rest falls into place around it.
	 */
	const open = new Map(possible.sort(([, one], [, two]) => two.length - one.length));
	const decisive = new Set(factors.flatMap(({ needs }) => needs.map(({ path }) => path)));

	/** How many open pairs would still be possible; of those that need the most, because they stand first. */
	function prospects(choice: Choice): number {
		let left = SAMPLE;
		let count = 0;
		for (const seed of open.values()) {
			if (left-- === 0) break;
			if (seed.every(([path, level]) => !choice.has(path) || choice.get(path) === level)) count += 1;
		}
		return count;
	}

	function shownIn(choice: Choice): Array<[path: string, level: Level]> {
		return factors.flatMap((factor): Array<[string, Level]> => {
			const level = choice.get(factor.path);
			return level !== undefined && isShown(factor, choice) ? [[factor.path, level]] : [];
		});
	}

	function completed(seed: Seed): Choice {
		const choice = new Map<string, Level>(seed);
		const first = factors.filter(({ path }) => decisive.has(path));
		const then = factors.filter(({ path }) => !decisive.has(path));
		for (const factor of [...first, ...then]) {
			const { path, levels } = factor;
			if (choice.has(path)) continue;
			const beside = isShown(factor, choice) ? shownIn(choice) : [];
			let best: { level: Level; gain: number } | undefined;
			for (const level of levels) {
				choice.set(path, level);
				if (!allowed(choice)) continue;
				const gain = decisive.has(path)
					? prospects(choice)
					: beside.filter((entry) => open.has(pairOf([path, level], entry))).length;
				if (!best || gain > best.gain) best = { level, gain };
			}
			if (best === undefined) throw new Error(`Nothing is allowed for ${path}`);
			choice.set(path, best.level);
		}
		return choice;
	}

	const choices: Choice[] = [];
	for (let [next] = open; next !== undefined; [next] = open) {
		const [pair, seed] = next;
		const choice = completed(seed);
		const shown = shownIn(choice);
		for (const [index, one] of shown.entries()) {
			for (const two of shown.slice(index + 1)) open.delete(pairOf(one, two));
		}
		if (open.has(pair)) throw new Error(`${pair} is not shown in the choice that was made for it`);
		choices.push(choice);
	}
	return choices.length > 0 ? choices : [completed([])];
}
