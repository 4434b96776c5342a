import { chunksOf, isExpression, parameterOf, soleCode, type Chunk } from './expression';
import { fieldsOf, isRecord, listOf, textIn, type Fields } from './json';
import { parseExpression, type Syntax } from './source';
import { fromJson, memberOf, valueOf, type Value } from './value';
import type { WorkflowNode } from './workflow';

// What an HTTP Request node sends, in all the ways its versions have of saying so.

export interface Request {
	readonly method: string;
	/** Of the address, without what may be an expression. */
	readonly host: string;
	/** The parts of the path between its slashes. */
	readonly path: readonly Value[];
	readonly query: ReadonlyMap<string, Value>;
	/** By their names in lower case. */
	readonly headers: ReadonlyMap<string, Value>;
	readonly body?: Value;
	/** The body is there and is no JSON that could be read. */
	readonly unread: boolean;
	/** The name of the item's file that is sent. */
	readonly file?: string;
	/** The answer comes with status and headers around it. */
	readonly fullResponse: boolean;
	/** The answer is put into a file of this name. */
	readonly download?: string;
}

const TYPES = /^n8n-nodes-base\.httpRequest(Tool)?$/;

export function isHttpRequest({ type }: WorkflowNode): boolean {
	return TYPES.test(type);
}

/** Texts and code that an address is made of, where it is one expression that joins them. */
function joined(syntax: Syntax, code: string): Chunk[] {
	const source = { code: true, text: ` ${code.slice(syntax.start, syntax.end)} ` };
	const expression = parseExpression(code.slice(syntax.start, syntax.end));
	if (!expression) return [source];
	const text = code.slice(syntax.start, syntax.end);
	if (expression.type === 'Literal' && typeof expression.value === 'string')
		return [{ code: false, text: expression.value }];
	if (expression.type === 'BinaryExpression' && expression.operator === '+') {
		return [...joined(expression.left, text), ...joined(expression.right, text)];
	}
	if (expression.type === 'TemplateLiteral') {
		const { quasis, expressions } = expression;
		return quasis.flatMap(({ value }, index) => {
			const inner = expressions[index];
			return [{ code: false, text: value.cooked ?? '' }, ...(inner ? joined(inner, text) : [])];
		});
	}
	return [source];
}

function addressChunks(url: string): Chunk[] {
	if (!isExpression(url)) return [{ code: false, text: url }];
	const code = soleCode(url);
	const syntax = code === undefined ? undefined : parseExpression(code);
	return code !== undefined && syntax ? joined(syntax, code) : chunksOf(url);
}

const MARK = /\uFDD0(\d+)\uFDD0/;

/** A piece of the address, with its expressions. */
function pieceOf(text: string, chunks: readonly Chunk[]): Value {
	const parts = text.split(MARK).map((part, index): Chunk => {
		if (index % 2 === 1) return { code: true, text: chunks[Number(part)]?.text ?? '' };
		return { code: false, text: decoded(part) };
	});
	return valueOf(parameterOf(parts.filter((part) => part.code || part.text !== '')));
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function addressOf(url: string): Pick<Request, 'host' | 'path' | 'query'> {
	const chunks = addressChunks(url.trim());
	const text = chunks
		.map((chunk, index) => (chunk.code ? `\uFDD0${index}\uFDD0` : chunk.text))
		.join('')
		.replace(/\s+/g, '');
	const [before = '', search = ''] = text.split('#')[0]?.split(/\?([\s\S]*)/) ?? [];
	const [, host = '', rest = ''] = /^(?:https?:\/\/)?([^/]*)(.*)$/i.exec(before) ?? [];
	return {
		host: host.replace(new RegExp(MARK, 'g'), '').toLowerCase(),
		path: rest
			.split('/')
			.filter((part) => part !== '')
			.map((part) => pieceOf(part, chunks)),
		query: new Map(
			search
				.split('&')
				.filter((part) => part.includes('='))
				.map((part) => {
					const [, name = '', value = ''] = /^([^=]*)=(.*)$/.exec(part) ?? [];
					return [decoded(name), pieceOf(value, chunks)];
				}),
		),
	};
}

/** Name and value pairs, wherever a version has put them. */
function pairsIn(parameters: Fields, name: string): Array<[string, unknown]> {
	const groups = [fieldsOf(parameters, name), fieldsOf(parameters, `${name}Ui`)];
	return groups
		.flatMap((group) => [...listOf(group.parameters), ...listOf(group.parameter)])
		.filter(isRecord)
		.flatMap((entry): Array<[string, unknown]> =>
			typeof entry.name === 'string' ? [[entry.name.replace(/^=/, '').trim(), entry.value]] : [],
		);
}

function membersOf(value: Value | undefined): Array<[string, Value]> {
	return value?.is === 'object' ? [...value.members] : [];
}

/** Query or headers. */
function namedValues(parameters: Fields, kind: 'query' | 'header'): Map<string, Value> {
	const pairs = pairsIn(parameters, `${kind}Parameters`).map(([name, value]): [string, Value] => [
		name,
		valueOf(value),
	]);
	const title = kind === 'query' ? 'jsonQuery' : 'jsonHeaders';
	const json = [parameters[title], parameters[`${kind}ParametersJson`]].flatMap((text) =>
		membersOf(fromJson(text)),
	);
	return new Map([...pairs, ...json]);
}

/** Puts a value where a name such as `video_inputs[0].voice` says, as the HTTP Request node does. */
function put(into: Value, path: readonly string[], value: Value): Value {
	const [name, ...rest] = path;
	if (name === undefined) return value;
	if (/^\d+$/.test(name)) {
		const entries = into.is === 'list' ? [...into.entries] : [];
		const index = Number(name);
		if (index > entries.length) return into;
		entries[index] = put(entries[index] ?? valueOf(null), rest, value);
		return { is: 'list', entries };
	}
	const members = new Map(into.is === 'object' ? into.members : []);
	members.set(name, put(members.get(name) ?? valueOf(null), rest, value));
	return { is: 'object', members };
}

/** A value of a pair, which people also write as JSON. */
function pairValue(value: unknown): Value {
	const isJson = typeof value === 'string' && /^=?\s*(\[|\{(?!\{))/.test(value);
	return (isJson ? fromJson(value) : undefined) ?? valueOf(value);
}

function bodyOf(parameters: Fields): { body?: Value; unread: boolean } {
	const texts = ['jsonBody', 'bodyParametersJson', 'body']
		.map((name) => parameters[name])
		.filter(
			(text) => (typeof text === 'string' && text.trim() !== '' && text.trim() !== '=') || isRecord(text),
		);
	const pairs = pairsIn(parameters, 'bodyParameters');
	const usesPairs =
		parameters.specifyBody === 'keypair' || (parameters.specifyBody === undefined && pairs.length > 0);
	const [text] = texts;
	if (text !== undefined && !usesPairs) {
		const body = fromJson(text);
		return { body, unread: body?.is !== 'object' };
	}
	if (pairs.length === 0) return { unread: false };
	const body = pairs.reduce<Value>(
		(whole, [name, value]) => put(whole, name.split(/[.[\]]+/).filter(Boolean), pairValue(value)),
		{ is: 'object', members: new Map() },
	);
	return { body, unread: false };
}

function fileOf(parameters: Fields): string | undefined {
	const isFile = parameters.contentType === 'binaryData' || parameters.sendBinaryData === true;
	const [name] = ['inputDataFieldName', 'binaryPropertyName']
		.map((field) => textIn(parameters, field))
		.filter(Boolean);
	if (isFile) return name ?? 'data';
	const [form] = ['bodyParameters']
		.flatMap((group) => listOf(fieldsOf(parameters, group).parameters))
		.filter((entry) => isRecord(entry) && entry.parameterType === 'formBinaryData');
	return form === undefined ? undefined : textIn(form, 'inputDataFieldName') || 'data';
}

function downloadOf({ parameters, typeVersion }: WorkflowNode): string | undefined {
	const response = fieldsOf(fieldsOf(fieldsOf(parameters, 'options'), 'response'), 'response');
	const format = response.responseFormat ?? parameters.responseFormat;
	const name = textIn(response, 'outputPropertyName') || textIn(parameters, 'dataPropertyName') || 'data';
	// Left to itself, a node from version 3 on makes a file of what is neither JSON nor text.
	const detects = format === undefined && typeof typeVersion === 'number' && typeVersion >= 3;
	return format === 'file' || format === 'autodetect' || detects ? name : undefined;
}

export function readRequest(node: WorkflowNode): Request {
	const { parameters } = node;
	const response = fieldsOf(fieldsOf(fieldsOf(parameters, 'options'), 'response'), 'response');
	const address = addressOf(textIn(parameters, 'url'));
	const headers = [...namedValues(parameters, 'header')];
	return {
		...address,
		method: (textIn(parameters, 'method') || textIn(parameters, 'requestMethod') || 'GET').toUpperCase(),
		query: new Map([...address.query, ...namedValues(parameters, 'query')]),
		headers: new Map(headers.map(([name, value]) => [name.toLowerCase(), value])),
		...bodyOf(parameters),
		file: fileOf(parameters),
		fullResponse: response.fullResponse === true || fieldsOf(parameters, 'options').fullResponse === true,
		download: downloadOf(node),
	};
}

/** A member of the body under a path. */
export function given(request: Request, ...path: readonly string[]): Value | undefined {
	return memberOf(request.body, ...path);
}
