import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { isJsonObject, isRecord } from '../api/json';

/** The choices of an options parameter: HeyGen's value → what the user reads. */
export type Choices = Readonly<
	Record<string, string | { readonly name: string; readonly description: string }>
>;

/** The `options` of a parameter, in the order of the choices. */
export function optionsFrom(choices: Choices): INodePropertyOptions[] {
	return Object.entries(choices).map(([value, choice]) =>
		typeof choice === 'string' ? { name: choice, value } : { ...choice, value },
	);
}

export interface TextRules {
	/** Characters, as HeyGen counts them: code points. */
	readonly max?: number;
	/** What must not stand in the text. */
	readonly forbidden?: { readonly pattern: RegExp; readonly because: string };
}

/** Makes the error for a value that must not be sent. */
export type Refuse = (message: string, description?: string) => Error;

function isChoice<Map extends Choices>(choices: Map, value: unknown): value is keyof Map & string {
	return typeof value === 'string' && Object.hasOwn(choices, value);
}

/** An expression that had nothing to give. */
function isNothing(value: unknown): value is undefined | null | '' {
	return value === undefined || value === null || value === '';
}

/** What to do about a text that is missing. */
const FILL_IN = 'Fill it in; an expression may have had no value for this item.';

/** What no ID holds: what divides an address, what cannot be seen, and half of a character. */
const NO_ID = /[/\\?#%\p{Cc}\p{Cs}]|^\.{1,2}$/u;

/** Longer than any ID of HeyGen's; an address takes no such thing. */
export const LONGEST_ID = 255;

/** Far longer than any address that a server takes, signed ones included. */
const LONGEST_URL = 10_000;

/** The address that a text is, or undefined where it is none. */
export function urlOf(text: string): URL | undefined {
	return text.length <= LONGEST_URL && URL.canParse(text) ? new URL(text) : undefined;
}

/** How many code points a text has; the text may be a file of a hundred megabytes, so nothing is made of it. */
function lengthOf(text: string): number {
	let length = 0;
	for (let at = 0; at < text.length; length++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
	return length;
}

/** What an expression gave, in words a user knows; a text or a number is shown. */
function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	const shown = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
	return shown ? String(value).slice(0, 60) : 'an object';
}

/** The value of a JSON text, or undefined where it is none. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Far beyond what a request takes; of so many values each costs memory many times what it takes as text. */
const MOST_VALUES = 1_000_000;

/** Whether a text has so much that divides one value from the next that nothing should be made of it. */
function isEndless(text: string): boolean {
	let dividers = 0;
	for (let at = 0; at < text.length && dividers <= MOST_VALUES; at++) {
		const character = text[at];
		if (character === ',' || character === '\n' || character === '[' || character === '{') dividers += 1;
	}
	return dividers > MOST_VALUES;
}

/** What stands between commas, but for those in parentheses: "Chinese (Mandarin, Simplified)" is one. */
function betweenCommas(text: string): string[] {
	const parts: string[] = [];
	let end = text.length;
	let following: string | undefined;
	// From the end, where it is known what follows: to look ahead at every comma would take the square of the time.
	for (let at = text.length - 1; at >= 0; at--) {
		const character = text[at];
		if (character === '(' || character === ')') following = character;
		if (character !== ',' || following === ')') continue;
		parts.push(text.slice(at + 1, end));
		end = at;
	}
	parts.push(text.slice(0, end));
	return parts.reverse();
}

/** What a text lists; undefined where it begins as JSON does and is none. */
function listed(text: string): unknown[] | undefined {
	if (text.trimStart().startsWith('[')) {
		const list = parsed(text);
		return Array.isArray(list) ? list : undefined;
	}
	const trimmed = text.trim();
	if (trimmed.includes('\n')) return trimmed.split('\n');
	// An address may hold commas.
	return trimmed.includes('://') ? trimmed.split(/,\s+|,(?=https?:)/) : betweenCommas(trimmed);
}

function isPlain(value: unknown): value is string | number | boolean {
	return ['string', 'number', 'boolean'].includes(typeof value);
}

function members(property: INodeProperties): INodeProperties[] {
	return (property.options ?? []).flatMap((option) =>
		'values' in option ? option.values : 'displayName' in option ? [option] : [],
	);
}

/**
 * Reads an item's parameters by the rules their own descriptions state, so that a rule stands in one place: what the
 * editor enforces for a typed value holds for an expression too. Every refusal names the parameter as the user sees it.
 */
export class Values {
	/** Each is evaluated once: of a collection n8n evaluates every member, every time. */
	private readonly groups = new Map<string, Values>();

	constructor(
		private readonly properties: readonly INodeProperties[],
		private readonly valueOf: (name: string) => unknown,
		readonly refuse: Refuse,
	) {}

	/** Whether the operation has a parameter of this name. */
	has(name: string): boolean {
		return this.properties.some((property) => property.name === name);
	}

	/** Whether a parameter has a value. */
	given(name: string): boolean {
		return !isNothing(this.valueOf(name));
	}

	/** The display name of a parameter. */
	label(name: string): string {
		return this.property(name).displayName;
	}

	/** What a parameter holds until somebody changes it. */
	usual(name: string): unknown {
		return this.property(name).default;
	}

	private property(name: string): INodeProperties {
		const property = this.properties.find((candidate) => candidate.name === name);
		if (!property) throw new Error(`There is no parameter called ${name}`);
		return property;
	}

	/** A text that may not be empty. */
	text(name: string, rules?: TextRules): string {
		const text = this.optionalText(name, rules);
		if (text === undefined) throw this.refuse(`"${this.label(name)}" is empty`, FILL_IN);
		return text;
	}

	/** A text, or undefined where nothing but space was given. */
	optionalText(name: string, { max, forbidden }: TextRules = {}): string | undefined {
		const value = this.valueOf(name);
		if (value === undefined || value === null) return undefined;
		if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
			throw this.refuse(`"${this.label(name)}" must be text`, 'The expression gave a list or an object.');
		}
		const text = String(value);
		if (text.trim() === '') return undefined;
		// A code point is at least one of the units a string counts in.
		const length = max !== undefined && text.length > max ? lengthOf(text) : 0;
		if (max !== undefined && length > max) {
			throw this.refuse(
				`"${this.label(name)}" has ${length} characters; HeyGen takes at most ${max}`,
				'Shorten it, or split it over several items.',
			);
		}
		if (forbidden?.pattern.test(text)) throw this.refuse(`"${this.label(name)}" ${forbidden.because}`);
		return text;
	}

	/** A number within the bounds its description gives, or undefined where it is empty. */
	number(name: string): number | undefined {
		const value = this.valueOf(name);
		if (value === undefined || value === null) return undefined;
		if (typeof value === 'string' && value.trim() === '') return undefined;
		const number = typeof value === 'string' ? Number(value) : value;
		const {
			minValue = -Infinity,
			maxValue = Infinity,
			numberPrecision,
		} = this.property(name).typeOptions ?? {};
		if (typeof number !== 'number' || !Number.isFinite(number)) {
			throw this.refuse(`"${this.label(name)}" must be a number`);
		}
		if (number < minValue || number > maxValue) {
			const bounds = maxValue === Infinity ? `at least ${minValue}` : `from ${minValue} to ${maxValue}`;
			throw this.refuse(`"${this.label(name)}" must be ${bounds}; it is ${number}`);
		}
		if (numberPrecision === 0 && !Number.isInteger(number)) {
			throw this.refuse(`"${this.label(name)}" must be a whole number; it is ${number}`);
		}
		return number;
	}

	/** A number whose parameter always has one: the default stands in for an empty value. */
	requiredNumber(name: string): number {
		return this.number(name) ?? Number(this.property(name).default);
	}

	/** Yes or no, or undefined where it is empty (an option that was not added). */
	optionalFlag(name: string): boolean | undefined {
		const value = this.valueOf(name);
		if (isNothing(value)) return undefined;
		if (value === true || value === 'true') return true;
		if (value === false || value === 'false') return false;
		throw this.refuse(
			`"${this.label(name)}" must be true or false`,
			`The expression gave ${kindOf(value)}. Make it give true or false.`,
		);
	}

	/** As {@link optionalFlag}; the default stands in for an empty value. */
	flag(name: string): boolean {
		return this.optionalFlag(name) ?? this.property(name).default === true;
	}

	choice<Map extends Choices>(name: string, choices: Map): keyof Map & string {
		const value = this.valueOf(name);
		if (isChoice(choices, value)) return value;
		throw this.refuse(
			`"${this.label(name)}" must be one of ${Object.keys(choices).join(', ')}`,
			typeof value === 'string'
				? `It is ${kindOf(value)}.`
				: 'The expression gave no such value for this item.',
		);
	}

	/** A choice, or undefined where none was made (an empty value, or an option that was not added). */
	optionalChoice<Map extends Choices>(name: string, choices: Map): (keyof Map & string) | undefined {
		const value = this.valueOf(name);
		return isNothing(value) ? undefined : this.choice(name, choices);
	}

	/** Several choices; the order is the user's. */
	many<Map extends Choices>(name: string, choices: Map): Array<keyof Map & string> {
		const value = this.valueOf(name);
		if (isNothing(value)) return [];
		const list: unknown[] = Array.isArray(value) ? value : [value];
		const chosen = list.filter((entry) => isChoice(choices, entry));
		if (chosen.length < list.length) {
			throw this.refuse(`"${this.label(name)}" may hold only ${Object.keys(choices).join(', ')}`);
		}
		return chosen;
	}

	/**
	 * Texts without the space around them, in whatever form a user, an expression or a model gives them: a list, JSON of one,
	 * lines, or, in a single line, what stands between commas outside of parentheses and addresses. Empty ones are left out.
	 */
	list(name: string): string[] {
		const value = this.valueOf(name);
		if (isNothing(value)) return [];
		this.refuseEndless(name, value);
		const entries = typeof value === 'string' ? listed(value) : [value].flat();
		if (entries?.every(isPlain)) return entries.map((entry) => String(entry).trim()).filter(Boolean);
		throw this.refuse(
			`"${this.label(name)}" must be a list of texts`,
			'Give a list such as ["one", "two"], or one text a line.',
		);
	}

	/** What a JSON text says, or a value as it is; undefined where it is empty. */
	private json(name: string): unknown {
		const value = this.valueOf(name);
		if (isNothing(value) || (typeof value === 'string' && value.trim() === '')) return undefined;
		this.refuseEndless(name, value);
		return typeof value === 'string' ? (parsed(value) ?? null) : value;
	}

	private refuseEndless(name: string, value: unknown): void {
		if (typeof value !== 'string' || !isEndless(value)) return;
		throw this.refuse(
			`"${this.label(name)}" holds more than ${MOST_VALUES} values`,
			'HeyGen takes no such request. Give what belongs to one item.',
		);
	}

	private refuseJson(name: string, wanted: string): Error {
		const value = this.valueOf(name);
		return this.refuse(
			`"${this.label(name)}" must be ${wanted}`,
			`${typeof value === 'string' ? 'It is' : 'The expression gave'} ${kindOf(value)}.`,
		);
	}

	/** An object, or JSON of one; undefined where it is empty. */
	object(name: string): IDataObject | undefined {
		const object = this.json(name);
		if (object === undefined || isJsonObject(object)) return object;
		throw this.refuseJson(name, 'a JSON object');
	}

	/**
	 * A list of objects, or JSON of one, or an object that has the list under `key`, which comes along as `whole`; one object
	 * alone stands for a list of one. An empty value is an empty list.
	 */
	objects(name: string, key?: string): { list: IDataObject[]; whole?: IDataObject } {
		const json = this.json(name);
		const value = json === undefined ? [] : json;
		const whole = key !== undefined && isJsonObject(value) && key in value ? value : undefined;
		const list: unknown = whole && key !== undefined ? whole[key] : value;
		const entries: unknown[] = Array.isArray(list) ? list : [list];
		if (entries.every(isJsonObject)) return { list: entries, whole };
		throw this.refuseJson(name, 'a JSON list of objects');
	}

	/** The ID a resource locator points to, or undefined where it is empty. */
	optionalId(name: string): string | undefined {
		const value = this.valueOf(name);
		const { mode, value: id } = isRecord(value) && 'value' in value ? value : { mode: 'id', value };
		if (isNothing(id)) return undefined;
		if (typeof id !== 'string' && typeof id !== 'number') {
			throw this.refuse(
				`"${this.label(name)}" must be an ID`,
				`The expression gave ${kindOf(id)}. Make it give the ID alone.`,
			);
		}
		const text = String(id).trim();
		if (text === '') return undefined;
		const pattern = this.property(name).modes?.find((candidate) => candidate.name === mode)?.extractValue;
		if (!pattern || !('regex' in pattern)) return this.checkedId(name, text);
		const found = new RegExp(pattern.regex).exec(text)?.[1];
		if (!found)
			throw this.refuse(
				`"${this.label(name)}" is not a link that holds its ID`,
				'Choose By ID and give the ID itself.',
			);
		return this.checkedId(name, found);
	}

	/** An ID is a part of an address: what would make another address of it is none. */
	private checkedId(name: string, id: string): string {
		if (id.length <= LONGEST_ID && !NO_ID.test(id)) return id;
		throw this.refuse(
			`"${this.label(name)}" must be an ID; it is ${id.slice(0, 60)}`,
			urlOf(id)
				? 'It looks like a link: give the ID alone.'
				: 'Give the ID alone, without anything around it.',
		);
	}

	id(name: string): string {
		const id = this.optionalId(name);
		if (id !== undefined) return id;
		throw this.refuse(
			`"${this.label(name)}" is empty`,
			this.property(name).modes ? 'Choose one from the list, or give its ID.' : FILL_IN,
		);
	}

	/** A collection: what was added of it. */
	group(name: string): Values {
		const known = this.groups.get(name);
		if (known) return known;
		const property = this.property(name);
		const record = this.record(name);
		const group = new Values(members(property), (member) => record[member], this.refuse);
		this.groups.set(name, group);
		return group;
	}

	/** What is set in a resource mapper, by the IDs of its fields; undefined where the item's own fields are to be taken. */
	mapped(name: string): Record<string, unknown> | undefined {
		const { mappingMode, value } = this.record(name);
		if (mappingMode === 'autoMapInputData') return undefined;
		return isRecord(value) ? value : {};
	}

	/**
	 * The rows of a fixed collection's group.
	 *
	 * @param where begins what is said of a row, by its number from 0.
	 */
	rows(name: string, group: string, where?: (index: number) => string): Values[] {
		const property = this.property(name);
		const rows = this.record(name)[group];
		const list: unknown[] = isNothing(rows) ? [] : Array.isArray(rows) ? rows : [rows];
		return list.map((row, index) => {
			const refuse: Refuse = where
				? (message, description) => this.refuse(`${where(index)}: ${message}`, description)
				: this.refuse;
			if (isRecord(row)) return new Values(members(property), (member) => row[member], refuse);
			throw this.refuse(
				`"${this.label(name)}" must hold rows of fields`,
				`The expression gave ${kindOf(row)} as a row.`,
			);
		});
	}

	private record(name: string): Record<string, unknown> {
		const value = this.valueOf(name);
		if (isRecord(value)) return value;
		if (isNothing(value)) return {};
		throw this.refuse(`"${this.label(name)}" must hold fields`, `The expression gave ${kindOf(value)}.`);
	}
}
