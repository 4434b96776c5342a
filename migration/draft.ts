import { isRecord, type Fields } from './json';
import type { OutputMap } from './outputs';
import type { Note } from './report';
import { isNothing, knownText, toParameter, type Value } from './value';

// A node of this package while it is being filled in.

/** What is waited for by asking again and again. */
export type Job = 'video' | 'translation' | 'photo';

export type Remark = Pick<Note, 'what' | 'why' | 'todo'> & { readonly kind: 'dropped' | 'check' };

/** What an old node becomes. */
export interface Translated {
	readonly resource: string;
	readonly operation: string;
	readonly parameters: Fields;
	readonly outputs: OutputMap;
	readonly remarks: readonly Remark[];
	/** The job it creates, or tells the state of. */
	readonly creates?: Job;
	readonly reads?: Job;
	/** Of what was a list in one item, and is an item for each entry: where the list was, and the fields of an entry. */
	readonly list?: { readonly path: string; readonly entry: OutputMap };
	/** It has to wait, because what the old one gave at once comes later now. */
	readonly waits?: boolean;
}

/** Why a node stays as it is. */
export class Untranslatable extends Error {
	constructor(
		why: string,
		readonly todo: string,
	) {
		super(why);
	}
}

export class Draft {
	readonly parameters: Fields = {};
	readonly remarks: Remark[] = [];

	/** Sets a parameter, or a member of a collection, which may stand in another: `options.title`. */
	set(path: string, value: unknown): void {
		const put = (fields: Fields, [name = '', ...inner]: readonly string[]): void => {
			const group = fields[name];
			if (inner.length === 0) fields[name] = value;
			else put(isRecord(group) ? group : (fields[name] = {}), inner);
		};
		put(this.parameters, path.split('.'));
	}

	dropped(what: string, why: string, todo?: string): void {
		this.remarks.push({ kind: 'dropped', what, why, todo });
	}

	check(what: string, todo?: string): void {
		this.remarks.push({ kind: 'check', what, todo });
	}
}

/** How a value is written into a parameter. */
const WAYS = {
	text: (value: Value) => toParameter(value),
	number: (value: Value) => {
		const text = knownText(value);
		return text !== undefined && text.trim() !== '' && Number.isFinite(Number(text))
			? Number(text)
			: toParameter(value);
	},
	flag: (value: Value) => {
		const text = knownText(value);
		return text === 'true' ? true : text === 'false' ? false : toParameter(value);
	},
	locator: (value: Value) => ({ __rl: true, mode: 'id', value: String(toParameter(value)) }),
	json: (value: Value) => toParameter(value),
} as const;

export type Way = keyof typeof WAYS;

export function written(way: Way, value: Value): unknown {
	return WAYS[way](value);
}

interface Common {
	/** In the old request, or in the parameters of another package's node; `[]` stands for any entry of a list. */
	readonly from: string;
	/** Said in the documentation, and in the report where something is lost. */
	readonly why?: string;
}

interface Kept extends Common {
	/** The parameter, or `collection.member`. */
	readonly to: string;
	readonly as: Way;
	/** What has to be chosen for it to be shown. */
	readonly with?: Readonly<Record<string, string>>;
	/** Where it goes where there are several scenes, in the words of v3. */
	readonly scene?: string;
	/** Values that say nothing, because they are what happens anyway. */
	readonly usual?: ReadonlyArray<string | number | boolean>;
	/** Old words for new ones. */
	readonly words?: Readonly<Record<string, string>>;
}

interface Made extends Common {
	/** What it decides in the new node, in words. */
	readonly decides: string;
}

interface Dropped extends Common {
	readonly dropped: true;
	readonly why: string;
	readonly todo?: string;
	readonly usual?: ReadonlyArray<string | number | boolean>;
}

interface Stopping extends Common {
	readonly stops: true;
	readonly why: string;
	readonly todo: string;
}

/** What becomes of a field. Every field that is known has an entry; what has none is reported. */
export type Field = Kept | Made | Dropped | Stopping;

export interface Assignment {
	readonly field: Kept;
	readonly value: Value;
}

interface Leaf {
	readonly path: string;
	readonly value: Value;
}

function leavesOf(value: Value, path = ''): Leaf[] {
	if (value.is === 'object') {
		return [...value.members].flatMap(([name, member]) =>
			leavesOf(member, path === '' ? name : `${path}.${name}`),
		);
	}
	const nested = value.is === 'list' && value.entries.some((entry) => entry.is === 'object');
	if (value.is === 'list' && nested) return value.entries.flatMap((entry) => leavesOf(entry, `${path}[]`));
	return [{ path, value }];
}

function isUsual(field: { usual?: ReadonlyArray<string | number | boolean> }, value: Value): boolean {
	const text = knownText(value);
	return (
		text !== undefined &&
		(field.usual ?? []).some(
			(usual) =>
				String(usual) === text || (typeof usual === 'number' && text.trim() !== '' && Number(text) === usual),
		)
	);
}

/** A field's name that may be told: those of objects somebody has made up may be anything. */
function told(path: string): string {
	return /^[\w.[\]-]{1,80}$/.test(path) ? `"${path}"` : 'a field';
}

/**
 * Sorts what a request holds by what becomes of it.
 *
 * @param ignored paths that somebody else reads.
 * @throws Untranslatable where something cannot be done without.
 */
export function sorted(
	body: Value,
	fields: readonly Field[],
	draft: Draft,
	ignored: readonly string[] = [],
): Assignment[] {
	return leavesOf(body).flatMap(({ path, value }): Assignment[] => {
		if (
			ignored.some((start) => path === start || path.startsWith(`${start}.`) || path.startsWith(`${start}[`))
		)
			return [];
		const field = fields.find(({ from }) => from === path);
		if (!field) {
			const above = fields.some(({ from }) => from.startsWith(`${path}.`) || from.startsWith(`${path}[`));
			if (above && !isNothing(value)) {
				throw new Untranslatable(
					`${told(path)} is made by an expression as a whole, so what is in it is not known here`,
					'Write its fields out one by one in the old node and migrate again, or build the new node by hand.',
				);
			}
			if (!above && !isNothing(value)) {
				draft.dropped(`${told(path)} was left out`, 'it is no field that is known of this endpoint');
			}
			return [];
		}
		if (isNothing(value) || 'decides' in field) return [];
		if ('stops' in field) throw new Untranslatable(`${told(path)}: ${field.why}`, field.todo);
		if (isUsual(field, value)) return [];
		if ('dropped' in field) {
			draft.dropped(`${told(path)} was left out`, field.why, field.todo);
			return [];
		}
		const word = field.words?.[knownText(value) ?? ''];
		return [{ field, value: word === undefined ? value : { is: 'plain', value: word } }];
	});
}

/** Writes what is kept into the new node. */
export function write(assignments: readonly Assignment[], draft: Draft): void {
	for (const { field, value } of assignments) {
		for (const [name, choice] of Object.entries(field.with ?? {})) draft.set(name, choice);
		draft.set(field.to, written(field.as, value));
	}
}
