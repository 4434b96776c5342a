import { soleCode } from './expression';
import { textIn } from './json';
import { referencesIn } from './references';
import { childrenOf, parseBody, parseExpression, type Syntax } from './source';
import { fromJson, memberOf, spelled, valueOf, type Value } from './value';
import { fieldsSet, producersOf, type Workflow, type WorkflowNode } from './workflow';

// A body that another node has made: what it looks like is seen there, what it holds is read when the workflow runs.

interface Seen {
	readonly value: Value;
	/** It may be there as JSON text. */
	readonly asText: boolean;
}

/** The objects in code that have a key, as far as they are spelled out. */
function objectsIn(syntax: Syntax, code: string, key: string): Value[] {
	const own = syntax.type === 'ObjectExpression' ? spelled(syntax, code) : undefined;
	if (own && memberOf(own, key)) return [own];
	return childrenOf(syntax).flatMap((child) => objectsIn(child, code, key));
}

function inCode(code: string, key: string): Seen | undefined {
	const root = parseBody(code);
	const [only, further] = root ? objectsIn(root, code, key) : [];
	return only && !further ? { value: only, asText: code.includes('JSON.stringify') } : undefined;
}

function inSet(node: WorkflowNode, key: string): Seen | undefined {
	const texts = [...fieldsSet(node).map(({ value }) => value), node.parameters.jsonOutput];
	const objects = texts.flatMap((text) => {
		const value = fromJson(text);
		return [value, ...(value?.is === 'object' ? value.members.values() : [])].filter(
			(found) => found && memberOf(found, key),
		);
	});
	const [only, further] = objects;
	return only && !further ? { value: only, asText: true } : undefined;
}

function seenIn(node: WorkflowNode, key: string): Seen | undefined {
	const code = textIn(node.parameters, 'jsCode') || textIn(node.parameters, 'functionCode');
	if (code !== '') return inCode(code, key);
	return /\.set$/.test(node.type) ? inSet(node, key) : undefined;
}

/** The same shape; what an expression gives in the other node is read from what that node gives. */
function referring(value: Value, at: string): Value {
	switch (value.is) {
		case 'plain':
			return value;
		case 'expression':
			return valueOf(`={{ ${at} }}`);
		case 'list':
			return {
				is: 'list',
				entries: value.entries.map((entry, index) => referring(entry, `${at}[${index}]`)),
			};
		case 'object': {
			const place = (name: string) =>
				/^[a-zA-Z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
			return {
				is: 'object',
				members: new Map(
					[...value.members].map(([name, member]) => [name, referring(member, `${at}${place(name)}`)]),
				),
			};
		}
	}
}

export interface Shaped {
	readonly body: Value;
	/** The node in which it was seen. */
	readonly from: string;
}

/**
 * What a body is made of that an expression takes from a Code or Set node.
 *
 * @param key by which the body is known.
 */
export function shapedBody(body: Value, key: string, node: string, workflow: Workflow): Shaped | undefined {
	const code = body.is === 'expression' ? soleCode(body.parameter) : undefined;
	const syntax = code === undefined ? undefined : parseExpression(code);
	const [use, further] = syntax ? referencesIn(syntax, false).uses : [];
	if (code === undefined || !syntax || !use || further) return undefined;
	const isWhole = use.base.start === syntax.start && (use.path.at(-1)?.end ?? use.base.end) === syntax.end;
	const makers = use.source.node === undefined ? [...producersOf(workflow, node)] : [use.source.node];
	const [maker, another] = workflow.nodes.filter(({ name }) => makers.includes(name));
	const seen = isWhole && maker && !another && makers.length === 1 ? seenIn(maker, key) : undefined;
	if (!seen || !maker) return undefined;
	const at = seen.asText ? `(typeof ${code} === 'string' ? JSON.parse(${code}) : ${code})` : code;
	return { body: referring(seen.value, at), from: maker.name };
}
