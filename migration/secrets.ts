import { chunksOf, isExpression, soleCode } from './expression';
import { textIn, type Fields } from './json';
import { referencesIn } from './references';
import type { Note } from './report';
import type { Request } from './request';
import { parseExpression } from './source';
import type { Value } from './value';
import { fieldsSet, producersOf, type Workflow, type WorkflowNode } from './workflow';

// Keys that somebody has typed in. They are found to be named, and never repeated.

const HEADERS = ['x-api-key', 'authorization', 'api-key', 'apikey'];
const QUERY = [...HEADERS, 'api_key', 'key', 'token', 'access_token'];

/** What stands where a key is to be put in. */
const PLACEHOLDER = /your|api[_ -]?key|x{4}|<|\{\{|placeholder|here|\*{3}|\.\.\./i;

function isKey(text: string): boolean {
	const bare = text.replace(/^\s*bearer\s+/i, '').trim();
	return bare.length >= 8 && !PLACEHOLDER.test(bare);
}

function isTyped(value: Value): boolean {
	if (value.is === 'plain') return isKey(String(value.value));
	return (
		value.is === 'expression' && chunksOf(value.parameter).some(({ code, text }) => !code && isKey(text))
	);
}

function secret(node: string, where: string): Note {
	return {
		kind: 'secret',
		node,
		what: `a key is typed into ${where}`,
		todo: 'Revoke it at HeyGen and make another one for the credential: whoever has seen this workflow has it',
	};
}

/** Whether a node sets a field to a key, in fields of its own or in code. */
function setsKey(node: WorkflowNode, field: string): boolean {
	const set = fieldsSet(node).some(
		({ name, value }) => name === field && typeof value === 'string' && !isExpression(value) && isKey(value),
	);
	const code = textIn(node.parameters, 'jsCode') || textIn(node.parameters, 'functionCode');
	const last = field.split('.').at(-1) ?? '';
	if (set || code === '' || !/^[\w-]+$/.test(last)) return set;
	const written = new RegExp(`\\b${last}['"]?\\s*[:=]\\s*['"\`]([^'"\`]+)['"\`]`, 'g');
	return [...code.matchAll(written)].some(([, text = '']) => isKey(text));
}

/** The nodes in which the key of an expression is typed. */
function assignedKeys(value: Value, node: string, workflow: Workflow): string[] {
	const code = value.is === 'expression' ? soleCode(value.parameter) : undefined;
	const syntax = code === undefined ? undefined : parseExpression(code);
	if (!syntax) return [];
	return referencesIn(syntax, false).uses.flatMap(({ source, path }) => {
		const names = source.node === undefined ? [...producersOf(workflow, node)] : [source.node];
		const field = path.map(({ name }) => name).join('.');
		return workflow.nodes
			.filter((candidate) => names.includes(candidate.name))
			.filter((candidate) => setsKey(candidate, field))
			.map(({ name }) => name);
	});
}

/** What is said of the keys of a request. */
export function keysOf(request: Request, node: string, workflow: Workflow): Note[] {
	const headers = [...request.headers].filter(([name]) => HEADERS.includes(name));
	const query = [...request.query].filter(([name]) => QUERY.includes(name.toLowerCase()));
	const typed: Note[] = [
		...(headers.some(([, value]) => isTyped(value)) ? [secret(node, 'a header')] : []),
		...(query.some(([, value]) => isTyped(value)) ? [secret(node, 'the address')] : []),
	];
	const assigned = [...headers, ...query].flatMap(([, value]) => assignedKeys(value, node, workflow));
	return [
		...typed,
		...[...new Set(assigned)].map((name) => secret(name, 'a field, from which a request takes it')),
	];
}

/** How HeyGen's own keys begin. */
const OWN = /\bsk_V2_\w{8,}/;

/** What is said of a node in which one of HeyGen's keys stands, wherever that is. */
export function keyIn(parameters: Fields, node: string): Note[] {
	return OWN.test(JSON.stringify(parameters)) ? [secret(node, 'it')] : [];
}

/** What is said of a key in the code of a node. */
export function keyInCode(code: string, node: string): Note[] {
	const found = /['"`]?(?:x-api-key|authorization)['"`]?\s*:\s*['"`]([^'"`]+)['"`]/gi;
	return [...code.matchAll(found)].some(([, text = '']) => isKey(text)) ? [secret(node, 'its code')] : [];
}
