import type { Expression, Property, SpreadElement } from 'acorn';

import { chunksOf, isExpression, parameterOf, soleCode, type Chunk } from './expression';
import { isRecord } from './json';
import { parseExpression, quoted } from './source';

/**
 * A value as far as the workflow tells it: plain ones, lists and objects are known, the rest is what an expression gives
 * when the workflow runs.
 */
export type Value =
	| { readonly is: 'plain'; readonly value: string | number | boolean | null }
	/** `parameter` begins with an equals sign, as n8n saves it. */
	| { readonly is: 'expression'; readonly parameter: string }
	| { readonly is: 'list'; readonly entries: readonly Value[] }
	| { readonly is: 'object'; readonly members: ReadonlyMap<string, Value> };

export function plain(value: string | number | boolean | null): Value {
	return { is: 'plain', value };
}

/** Braces stand apart, so that no two of them end the expression. */
function expression(code: string): Value {
	return { is: 'expression', parameter: `={{ ${code.trim().replace(/\}(?=\})/g, '} ')} }}` };
}

/** What a parameter of n8n holds that is no JSON text: plain, or an expression. */
export function valueOf(parameter: unknown): Value {
	if (typeof parameter === 'string') return isExpression(parameter) ? fromCode(parameter) : plain(parameter);
	if (typeof parameter === 'number' || typeof parameter === 'boolean' || parameter === null)
		return plain(parameter);
	if (Array.isArray(parameter)) return { is: 'list', entries: parameter.map(valueOf) };
	if (isRecord(parameter)) {
		return {
			is: 'object',
			members: new Map(Object.entries(parameter).map(([name, member]) => [name, valueOf(member)])),
		};
	}
	return plain(null);
}

/** An expression, or what it spells out. */
function fromCode(parameter: string): Value {
	const code = soleCode(parameter);
	const syntax = code === undefined ? undefined : parseExpression(code);
	if (code !== undefined && syntax) return spelled(syntax, code);
	const chunks = chunksOf(parameter);
	return chunks.some((chunk) => chunk.code)
		? { is: 'expression', parameter }
		: plain(chunks.map(({ text }) => text).join(''));
}

function keyOf(property: Property | SpreadElement): string | undefined {
	if (property.type !== 'Property' || property.kind !== 'init' || property.method) return undefined;
	const { key, computed } = property;
	if (!computed && key.type === 'Identifier') return key.name;
	return key.type === 'Literal' ? String(key.value) : undefined;
}

/** What JavaScript spells out: literals stay literals, everything else is left to n8n. */
export function spelled(syntax: Expression, code: string): Value {
	const asIs = expression(code.slice(syntax.start, syntax.end));
	switch (syntax.type) {
		case 'ParenthesizedExpression':
			return spelled(syntax.expression, code);
		case 'Literal': {
			const { value } = syntax;
			return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
				? plain(value)
				: value === null && syntax.raw === 'null'
					? plain(null)
					: asIs;
		}
		case 'TemplateLiteral': {
			const [only] = syntax.quasis;
			return syntax.expressions.length === 0 && only ? plain(only.value.cooked ?? '') : asIs;
		}
		case 'UnaryExpression':
			return syntax.operator === '-' &&
				syntax.argument.type === 'Literal' &&
				typeof syntax.argument.value === 'number'
				? plain(-syntax.argument.value)
				: asIs;
		case 'ArrayExpression': {
			const entries = syntax.elements.map((entry) =>
				entry && entry.type !== 'SpreadElement' ? spelled(entry, code) : undefined,
			);
			return entries.every((entry) => entry !== undefined) ? { is: 'list', entries } : asIs;
		}
		case 'ObjectExpression': {
			const members = new Map<string, Value>();
			for (const property of syntax.properties) {
				const key = keyOf(property);
				if (key === undefined || property.type !== 'Property') return asIs;
				members.set(key, spelled(property.value, code));
			}
			return { is: 'object', members };
		}
		default:
			return asIs;
	}
}

/** What a call of JSON.stringify or toJsonString makes a text of, as code. */
function stringified(code: string): string | undefined {
	const syntax = parseExpression(code);
	if (syntax?.type !== 'CallExpression') return undefined;
	const { callee, arguments: given } = syntax;
	const [first] = given;
	if (callee.type === 'MemberExpression' && /\.toJsonString$/.test(code.slice(callee.start, callee.end)))
		return code.slice(callee.object.start, callee.object.end);
	const isCall =
		callee.type === 'MemberExpression' &&
		code.slice(callee.start, callee.end).replace(/\s/g, '') === 'JSON.stringify';
	return isCall && first && first.type !== 'SpreadElement' ? code.slice(first.start, first.end) : undefined;
}

/** What stands for itself between quotes only where it is escaped. */
const ESCAPED = ['\\', '"', '\n', '\r', '\t', '\b', '\f'];

/** Whether an argument finds one of these, as text or as a pattern. */
function findsEscaped(syntax: Expression | SpreadElement | undefined): boolean {
	if (syntax?.type !== 'Literal') return false;
	if (typeof syntax.value === 'string') return ESCAPED.includes(syntax.value);
	const pattern = syntax.regex?.pattern ?? '';
	return /^(\\\\|\\?"|\\[nrtbf]|\\r\?\\n|\\r\\n\|\\n|\[(\\[nrtbf"\\]|")+\][+*]?)$/.test(pattern);
}

/** Without the replacements at its end that escape a text for the quotes it stands in. */
function unescapedCode(code: string): string {
	const syntax = parseExpression(code);
	if (syntax?.type !== 'CallExpression' || syntax.callee.type !== 'MemberExpression') return code;
	const { callee, arguments: given } = syntax;
	const name = callee.property.type === 'Identifier' ? callee.property.name : '';
	const [found, put] = given;
	const escapes =
		['replace', 'replaceAll'].includes(name) &&
		findsEscaped(found) &&
		put?.type === 'Literal' &&
		typeof put.value === 'string' &&
		put.value.startsWith('\\');
	return escapes ? unescapedCode(code.slice(callee.object.start, callee.object.end)) : code;
}

/** The text that stands inside of quotes, where code has escaped it for them. */
function insideQuotes(code: string): string {
	const sliced = /^\s*(JSON\.stringify\([\s\S]*\))\s*\.slice\(\s*1\s*,\s*-1\s*\)\s*$/.exec(code)?.[1];
	const argument = sliced === undefined ? undefined : stringified(sliced);
	if (argument !== undefined) return ` ${argument} `;
	const plainCode = unescapedCode(code);
	const escapes = /\\\\|JSON\.stringify/.test(plainCode);
	if (escapes) return ` JSON.parse('"' + (${code.trim()}) + '"') `;
	return plainCode === code ? code : ` ${plainCode.trim()} `;
}

/** The value at a place where JSON has no quotes. */
function bare(code: string): Value {
	const argument = stringified(code.trim());
	const syntax = argument === undefined ? undefined : parseExpression(argument);
	return argument !== undefined && syntax ? spelled(syntax, argument) : expression(code);
}

/** JSON in which expressions stand for values or parts of texts. */
class JsonReader {
	private readonly text: string;
	private at = 0;

	constructor(private readonly chunks: readonly Chunk[]) {
		this.text = chunks.map((chunk, index) => (chunk.code ? holeAt(index) : chunk.text)).join('');
	}

	whole(): Value {
		const value = this.value();
		this.space();
		if (this.at < this.text.length) throw new SyntaxError('There is something behind the value');
		return value;
	}

	private space(): void {
		while (/\s/.test(this.text.charAt(this.at))) this.at++;
	}

	private take(token: string): boolean {
		this.space();
		if (!this.text.startsWith(token, this.at)) return false;
		this.at += token.length;
		return true;
	}

	private need(token: string): void {
		if (!this.take(token)) throw new SyntaxError(`There is no ${token}`);
	}

	private hole(): string | undefined {
		const found = HOLE.exec(this.text.slice(this.at));
		if (!found) return undefined;
		this.at += found[0].length;
		return this.chunks[Number(found[1])]?.text;
	}

	private value(): Value {
		this.space();
		const hole = this.hole();
		if (hole !== undefined) return bare(hole);
		if (this.take('{')) return this.object();
		if (this.take('[')) return this.list();
		if (this.text.charAt(this.at) === '"') return this.string();
		const token = /^(-?\d[\d.eE+-]*|true|false|null)/.exec(this.text.slice(this.at))?.[0] ?? '';
		this.at += token.length;
		const literal: unknown = JSON.parse(token);
		return valueOf(literal);
	}

	private object(): Value {
		const members = new Map<string, Value>();
		while (!this.take('}')) {
			this.space();
			const key = this.string();
			if (key.is !== 'plain') throw new SyntaxError('A key is an expression');
			this.need(':');
			members.set(String(key.value), this.value());
			// A comma too many is what people leave behind; n8n refuses it, so nothing hangs on it.
			if (!this.take(',')) {
				this.need('}');
				break;
			}
		}
		return { is: 'object', members };
	}

	private list(): Value {
		const entries: Value[] = [];
		while (!this.take(']')) {
			entries.push(this.value());
			if (!this.take(',')) {
				this.need(']');
				break;
			}
		}
		return { is: 'list', entries };
	}

	private string(): Value {
		this.need('"');
		const parts: Chunk[] = [];
		const add = (text: string) => parts.push({ code: false, text });
		for (;;) {
			const rest = this.text.slice(this.at);
			const hole = this.hole();
			if (hole !== undefined) {
				parts.push({ code: true, text: insideQuotes(hole) });
				continue;
			}
			// Line breaks inside of quotes are no JSON, but people write them.
			const literal = /^(?:[^"\\\uFDD0]|\\[\s\S])+/.exec(rest)?.[0];
			if (literal === undefined) break;
			this.at += literal.length;
			add(unescaped(literal));
		}
		this.need('"');
		if (parts.some((part) => part.code)) return { is: 'expression', parameter: parameterOf(parts) };
		return plain(parts.map(({ text }) => text).join(''));
	}
}

function holeAt(index: number): string {
	return `\uFDD0${index}\uFDD0`;
}

const HOLE = /^\uFDD0(\d+)\uFDD0/;

function unescaped(literal: string): string {
	const escaped = literal.replace(/[\n\r\t]/g, (space) => JSON.stringify(space).slice(1, -1));
	const text: unknown = JSON.parse(`"${escaped}"`);
	return String(text);
}

/** What a parameter says that holds JSON, with expressions or as one; undefined where it is no JSON. */
export function fromJson(parameter: unknown): Value | undefined {
	if (typeof parameter !== 'string') return isRecord(parameter) ? valueOf(parameter) : undefined;
	const code = soleCode(parameter);
	if (code !== undefined) return bare(code).is === 'expression' ? fromCode(parameter) : bare(code);
	const chunks = isExpression(parameter) ? chunksOf(parameter) : [{ code: false, text: parameter }];
	try {
		return new JsonReader(chunks).whole();
	} catch {
		return undefined;
	}
}

/** The member of an object, or of what stands under a path. */
export function memberOf(value: Value | undefined, ...path: readonly string[]): Value | undefined {
	return path.reduce<Value | undefined>(
		(at, name) => (at?.is === 'object' ? at.members.get(name) : undefined),
		value,
	);
}

/** Whether a value says nothing: null, or an empty text. */
export function isNothing(value: Value | undefined): boolean {
	return value === undefined || (value.is === 'plain' && (value.value === null || value.value === ''));
}

/** The text of a value that is known. */
export function knownText(value: Value | undefined): string | undefined {
	return value?.is === 'plain' && value.value !== null ? String(value.value) : undefined;
}

/** A value as n8n saves it in a parameter. */
export function toParameter(value: Value): unknown {
	switch (value.is) {
		case 'plain':
			return typeof value.value === 'string' ? literal(value.value) : value.value;
		case 'expression':
			return value.parameter;
		case 'list':
		case 'object':
			return isKnown(value) ? JSON.stringify(toPlain(value), null, 2) : `={{ ${toCode(value)} }}`;
	}
}

/** A text that is no expression, though it may begin as one. */
function literal(text: string): string {
	return text.startsWith('=') ? `={{ ${quoted(text)} }}` : text;
}

function isKnown(value: Value): boolean {
	switch (value.is) {
		case 'plain':
			return true;
		case 'expression':
			return false;
		case 'list':
			return value.entries.every(isKnown);
		case 'object':
			return [...value.members.values()].every(isKnown);
	}
}

function toPlain(value: Value): unknown {
	switch (value.is) {
		case 'plain':
			return value.value;
		case 'expression':
			return value.parameter;
		case 'list':
			return value.entries.map(toPlain);
		case 'object':
			return Object.fromEntries([...value.members].map(([name, member]) => [name, toPlain(member)]));
	}
}

/** A value as JavaScript. Braces stand apart, so that no two of them end the expression. */
export function toCode(value: Value): string {
	switch (value.is) {
		case 'plain':
			return typeof value.value === 'string' ? quoted(value.value) : String(value.value);
		case 'expression': {
			const code = soleCode(value.parameter);
			if (code !== undefined) return `(${code})`;
			const parts = chunksOf(value.parameter).map((chunk) =>
				chunk.code ? `(${chunk.text.trim()})` : quoted(chunk.text),
			);
			return `[${parts.join(', ')}].join('')`;
		}
		case 'list':
			return `[${value.entries.map(toCode).join(', ')}]`;
		case 'object': {
			const members = [...value.members].map(([name, member]) => `${keyCode(name)}: ${toCode(member)}`);
			return `{ ${members.join(', ')} }`;
		}
	}
}

function keyCode(name: string): string {
	return /^[a-zA-Z_]\w*$/.test(name) ? name : quoted(name);
}

/** An object of some values, without those that are missing. */
export function objectOf(members: Readonly<Record<string, Value | undefined>>): Value {
	return {
		is: 'object',
		members: new Map(
			Object.entries(members).flatMap(([name, member]): Array<[string, Value]> =>
				member === undefined ? [] : [[name, member]],
			),
		),
	};
}
