import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { resources } from '../../nodes/HeyGen/resources';
import { parametersOf } from '../../nodes/HeyGen/resources/compose';
import type { Operation, Resource } from '../../nodes/HeyGen/run/operation';
import { stored } from '../support/files';
import { BINARIES, factorsOf, pairwise, parametersFor, UNSET, type Choice, type Level } from './product';

/** An operation, and what its parameters can be. */
export interface Case {
	/** E.g. `video.create`. */
	readonly name: string;
	readonly resource: Resource;
	readonly operation: Operation;
	readonly properties: INodeProperties[];
}

export const cases: readonly Case[] = resources.flatMap((resource) =>
	resource.operations.map((operation) => ({
		name: `${resource.value}.${operation.value}`,
		resource,
		operation,
		properties: parametersOf(operation),
	})),
);

export function caseOf(name: string): Case {
	const found = cases.find((candidate) => candidate.name === name);
	if (!found) throw new Error(`There is no ${name}`);
	return found;
}

type Rule = (level: (path: string) => Level | undefined) => boolean;

function isSet(level: Level | undefined): boolean {
	return level !== undefined && level !== UNSET && level !== '';
}

export function idOf(level: Level | undefined): unknown {
	return typeof level === 'object' && level !== null && 'value' in level ? level.value : undefined;
}

/** What every operation refuses by itself, and other tests hold it to: these levels do not meet. */
const REFUSED: readonly Rule[] = [
	(level) =>
		isSet(level('options.callbackId')) && ['', UNSET].some((no) => no === level('options.callbackUrl')),
	(level) => level('options.waitBy') === 'callback' && isSet(level('options.batchCallbackUrl')),
];

/** Where HeyGen knows one address for one job. */
const REFUSED_ALONE: readonly Rule[] = [
	(level) =>
		level('options.waitBy') === 'callback' &&
		(isSet(level('options.callbackUrl')) || isSet(level('options.callbackId'))),
];

const REFUSED_VIDEOS: readonly Rule[] = [
	(level) =>
		level('options.outputFormat') === 'webm' &&
		(isSet(level('options.backgroundColor')) || isSet(level('options.backgroundImage'))),
	(level) => isSet(level('options.backgroundColor')) && isSet(level('options.backgroundImage')),
	(level) =>
		isSet(level('options.expressiveness')) &&
		['avatar_iii', 'avatar_v'].some((engine) => engine === level('options.engine')),
	(level) => isSet(level('options.motionPrompt')) && level('options.engine') === 'avatar_iii',
	(level) => level('type') === 'image' && level('voiceSource') === 'script' && idOf(level('voiceId')) === '',
	// Cinematic
	(level) =>
		level('type') === 'cinematic_avatar' &&
		(['4:5', '5:4', 'auto'].some((ratio) => ratio === level('options.aspectRatio')) ||
			level('options.resolution') === '4k'),
	(level) =>
		level('type') === 'cinematic_avatar' &&
		level('options.autoDuration') === true &&
		isSet(level('options.duration')),
	(level) =>
		level('type') === 'cinematic_avatar' &&
		(isSet(level('options.callbackUrl')) || isSet(level('options.callbackId'))),
	// Studio
	(level) => level('type') === 'studio' && level('scenesFrom') === 'fields' && level('scenes') === 0,
	(level) =>
		['clip', 'narratedClip'].some((type) => type === level('scenes.scene.sceneType')) &&
		level('scenes.scene.source') === 'picture',
	(level) =>
		['image', 'still'].some((type) => type === level('scenes.scene.sceneType')) &&
		level('scenes.scene.source') === 'film',
	(level) =>
		['image', 'narratedClip'].some((type) => type === level('scenes.scene.sceneType')) &&
		level('scenes.scene.voiceSource') === 'script' &&
		idOf(level('scenes.scene.voiceId')) === '',
];

/** Where HeyGen calls about one video alone. */
const REFUSED_CINEMATIC: readonly Rule[] = [
	(level) => level('type') === 'cinematic_avatar' && level('options.waitBy') === 'callback',
];

const REFUSED_TEMPLATES: readonly Rule[] = [
	(level) => level('options.width') === UNSET && isSet(level('options.height')),
	(level) => level('options.height') === UNSET && isSet(level('options.width')),
];

/** Whether all of these are left as they were; where one is not decided yet, they are not. */
function areLeft(level: (path: string) => Level | undefined, paths: readonly string[]): boolean {
	return paths.every((path) => {
		const value = level(path);
		return value === '' || value === 0 || value === UNSET || (Array.isArray(value) && value.length === 0);
	});
}

/** What ends before it begins; one that begins at 0 by itself ends at 0 at the earliest. */
const REFUSED_LIPSYNCS: readonly Rule[] = [
	(level) => {
		const [start, end] = [level('settings.startTime'), level('settings.endTime')];
		return typeof end === 'number' && end <= (typeof start === 'number' ? start : 0);
	},
];

const REFUSED_MODEL_VIDEOS: readonly Rule[] = [
	(level) =>
		level('mode') === 'reference_to_video' &&
		['imageReferences', 'videoReferences', 'audioReferences'].every((list) => level(list) === ''),
	(level) =>
		['1080p', '2k'].some((fine) => fine === level('options.resolution')) &&
		['1:1', '21:9', '3:4', '4:3', ...(level('mode') === 'reference_to_video' ? ['adaptive'] : [])].some(
			(ratio) => ratio === level('aspectRatio'),
		),
];

const REFUSED_TRANSLATIONS: readonly Rule[] = [
	...REFUSED_LIPSYNCS,
	(level) => isSet(level('settings.srtRole')) && ['', UNSET].some((no) => no === level('settings.srt')),
];

const REFUSED_BY: Record<string, readonly Rule[]> = {
	'translation.create': REFUSED_TRANSLATIONS,
	'translation.createBatch': REFUSED_TRANSLATIONS,
	'template.generate': REFUSED_TEMPLATES,
	'video.create': [
		...REFUSED_VIDEOS,
		...REFUSED_CINEMATIC,
		(level) => level('options.ifTitleExists') === 'use' && areLeft(level, ['options.title']),
	],
	'lipsync.create': REFUSED_LIPSYNCS,
	'lipsync.createBatch': REFUSED_LIPSYNCS,
	'videoAgent.create': [(level) => level('mode') === 'chat' && level('options.waitBy') === 'callback'],
	'video.createBatch': REFUSED_VIDEOS,
	'brand.updateGlossary': [
		(level) =>
			areLeft(level, ['name', 'doNotTranslateTerms', 'options.clear']) &&
			areLeft(
				level,
				level('termsAs') === 'json'
					? ['termsJson', 'forcedTranslationsJson']
					: ['terms', 'forcedTranslations'],
			),
	],
	'brand.updateKit': [
		(level) => areLeft(level, ['name', 'colorRoles', 'fontRoles', 'logoRoles']),
		(level) =>
			['title', 'body'].some((text) => {
				const weight = level(`fontRoles.roles.${text}Weight`);
				return typeof weight === 'number' && weight !== 400 && level(`fontRoles.roles.${text}FontId`) === '';
			}),
	],
	'videoModel.create': REFUSED_MODEL_VIDEOS,
};

export function isAllowed({ name, operation: { options = [] } }: Case, choice: Choice): boolean {
	const together = options.some((option) => option.name === 'batchCallbackUrl');
	const rules = [...REFUSED, ...(together ? [] : REFUSED_ALONE), ...(REFUSED_BY[name] ?? [])];
	return !rules.some((rule) => rule((path) => choice.get(path)));
}

/** What concerns n8n alone, or is the subject of other tests. */
export const FIXED: Readonly<Record<string, Level>> = {
	'options.concurrency': UNSET,
	'options.customBody': UNSET,
	'options.dryRun': UNSET,
	'options.inManualRuns': UNSET,
	'options.keepAtLeast': UNSET,
	'options.payOncePer': UNSET,
	'options.waitLimit': UNSET,
};

/** They take seconds for an operation of many parameters. */
const known = new Map<Case, readonly Choice[]>();

/** Choices in which every two values of any two parameters meet. */
export function choicesOf(of: Case): readonly Choice[] {
	const choices = known.get(of) ?? choicesWith(of, FIXED);
	known.set(of, choices);
	return choices;
}

/** As {@link choicesOf}, with other parameters that keep one value. */
export function choicesWith(of: Case, fixed: Readonly<Record<string, Level>>): Choice[] {
	return pairwise(factorsOf(of.properties, fixed), (choice) => isAllowed(of, choice));
}

/** A choice as of a user who fills in what is required and leaves the rest as it is. */
export function usualChoice(of: Case): Choice {
	const choice = new Map<string, Level>();
	const factors = factorsOf(of.properties, FIXED);
	for (const { path, property, levels } of factors) {
		const usual = levels.find((level) => JSON.stringify(level) === JSON.stringify(property.default));
		const filled = levels.find((level) => level !== '' && level !== UNSET);
		choice.set(
			path,
			levels.includes(UNSET)
				? UNSET
				: ((usual === '' && property.required ? filled : usual) ?? filled ?? UNSET),
		);
	}
	// Where it is refused to leave everything as it is, the first that helps is changed.
	const changed = factors.flatMap(({ path, levels }) =>
		levels.map((level) => new Map([...choice, [path, level] as const])),
	);
	return [choice, ...changed].find((candidate) => isAllowed(of, candidate)) ?? choice;
}

/** The node's parameters for a choice. */
export function nodeParameters({ resource, operation, properties }: Case, choice: Choice): IDataObject {
	return { resource: resource.value, operation: operation.value, ...parametersFor(choice, properties) };
}

/** An item with every file that a parameter may name. */
export async function itemWithFiles(): Promise<INodeExecutionData> {
	const binary = await Promise.all(
		Object.entries(BINARIES).map(
			async ([name, { bytes, fileName, mimeType }]) =>
				[name, await stored(bytes, fileName, mimeType)] as const,
		),
	);
	// What fields of its own may be mapped to.
	return { json: { text: 'Some text' }, binary: Object.fromEntries(binary) };
}
