import { isExpression, soleCode } from './expression';
import { fieldsOf, isRecord, listOf, type Fields } from './json';
import { referencesIn } from './references';
import { parseExpression, type Syntax } from './source';
import type { WorkflowNode } from './workflow';

// Which way an If, Filter or Switch sends a job, by the state the job is in.

/** What cannot be told before the workflow runs. */
export const UNKNOWN = Symbol('unknown');

/** The value that a field of the job's answer has. */
export type Read = (node: string | undefined, path: readonly string[]) => unknown;

type Known = unknown;

function member(value: Known, name: string): Known {
	return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** What code gives, where only fields of the job's answer stand in it. */
function evaluate(syntax: Syntax, read: Read): Known {
	const [use] = referencesIn(syntax, false).uses;
	if (use && use.base.start === syntax.start && use.path.at(-1)?.end === syntax.end) {
		return read(
			use.source.node,
			use.path.map(({ name }) => name),
		);
	}
	const of = (part: Syntax) => evaluate(part, read);
	switch (syntax.type) {
		case 'ParenthesizedExpression':
		case 'ChainExpression':
			return of(syntax.expression);
		case 'Literal':
			return syntax.value;
		case 'Identifier':
			return syntax.name === 'undefined' ? undefined : UNKNOWN;
		case 'UnaryExpression': {
			const value = of(syntax.argument);
			return syntax.operator === '!' && value !== UNKNOWN ? !value : UNKNOWN;
		}
		case 'LogicalExpression': {
			const left = of(syntax.left);
			if (left === UNKNOWN) return UNKNOWN;
			const goesOn =
				syntax.operator === '&&'
					? left
					: syntax.operator === '||'
						? !left
						: left === null || left === undefined;
			return goesOn ? of(syntax.right) : left;
		}
		case 'ConditionalExpression': {
			const test = of(syntax.test);
			return test === UNKNOWN ? UNKNOWN : of(test ? syntax.consequent : syntax.alternate);
		}
		case 'ArrayExpression':
			return syntax.elements.map((entry) => (entry ? of(entry) : undefined));
		case 'BinaryExpression': {
			const [left, right] = [of(syntax.left), of(syntax.right)];
			if (left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
			const same =
				left === right || (String(syntax.operator).length === 2 && (left ?? null) === (right ?? null));
			if (syntax.operator === '===' || syntax.operator === '==') return same;
			return syntax.operator === '!==' || syntax.operator === '!=' ? !same : UNKNOWN;
		}
		case 'CallExpression': {
			const { callee } = syntax;
			if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return UNKNOWN;
			const on = of(callee.object);
			const given = syntax.arguments.map(of);
			if (on === UNKNOWN || given.includes(UNKNOWN)) return UNKNOWN;
			return called(on, callee.property.name, given);
		}
		default:
			return UNKNOWN;
	}
}

function called(on: Known, name: string, [first]: readonly unknown[]): Known {
	if (name === 'includes' && (typeof on === 'string' || Array.isArray(on))) {
		const list: unknown[] = Array.isArray(on) ? on : [];
		return typeof on === 'string' ? on.includes(String(first)) : list.includes(first);
	}
	if (typeof on !== 'string') return UNKNOWN;
	if (name === 'toLowerCase') return on.toLowerCase();
	if (name === 'toUpperCase') return on.toUpperCase();
	return name === 'trim' || name === 'toString' ? on.trim() : UNKNOWN;
}

/** What a parameter gives. */
function valueIn(parameter: unknown, read: Read): Known {
	if (typeof parameter !== 'string' || !isExpression(parameter)) return parameter;
	const code = soleCode(parameter);
	const syntax = code === undefined ? undefined : parseExpression(code);
	return syntax ? evaluate(syntax, read) : UNKNOWN;
}

function isEmpty(value: Known): boolean {
	return (
		value === undefined ||
		value === null ||
		value === '' ||
		(Array.isArray(value) && value.length === 0) ||
		(isRecord(value) && Object.keys(value).length === 0)
	);
}

const NEGATED: Readonly<Record<string, string>> = {
	notequals: 'equals',
	notcontains: 'contains',
	notexists: 'exists',
	notempty: 'empty',
	false: 'true',
};

/** The names that versions have had for the same comparison. */
function comparisonOf(operation: unknown): string {
	const name = (typeof operation === 'string' ? operation : 'equal').toLowerCase();
	const plain = name.replace(/^is/, '');
	return { equal: 'equals', notequal: 'notequals' }[plain] ?? plain;
}

function compare(operation: string, left: Known, right: Known, exact: boolean): boolean | typeof UNKNOWN {
	const opposite = Object.hasOwn(NEGATED, operation) ? NEGATED[operation] : undefined;
	if (opposite !== undefined) {
		const result = compare(opposite, left, right, exact);
		return result === UNKNOWN ? UNKNOWN : !result;
	}
	if (left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
	const text = (value: Known) => (exact ? String(value) : String(value).toLowerCase());
	switch (operation) {
		case 'equals':
			return text(left ?? '') === text(right ?? '');
		case 'contains':
			return text(left ?? '').includes(text(right ?? ''));
		case 'exists':
			return left !== undefined && left !== null;
		case 'empty':
			return isEmpty(left);
		case 'true':
			return left === true;
		default:
			return UNKNOWN;
	}
}

function together(results: ReadonlyArray<boolean | typeof UNKNOWN>, any: boolean): boolean | typeof UNKNOWN {
	if (results.includes(any)) return any;
	return results.includes(UNKNOWN) || results.length === 0 ? UNKNOWN : !any;
}

/** Whether conditions hold, as If 2 and Switch 3 save them. */
function newConditions(conditions: Fields, read: Read): boolean | typeof UNKNOWN {
	const exact = fieldsOf(conditions, 'options').caseSensitive !== false;
	const results = listOf(conditions.conditions).map((condition) => {
		const operator = fieldsOf(condition, 'operator');
		const left = valueIn(member(condition, 'leftValue'), read);
		const right = valueIn(member(condition, 'rightValue'), read);
		return compare(comparisonOf(operator.operation), left, right, exact);
	});
	return together(results, conditions.combinator === 'or');
}

/** As If 1 saves them. */
function oldConditions(parameters: Fields, read: Read): boolean | typeof UNKNOWN {
	const results = Object.entries(fieldsOf(parameters, 'conditions')).flatMap(([kind, list]) =>
		listOf(list).map((condition) => {
			const left = valueIn(member(condition, 'value1'), read);
			const right = valueIn(member(condition, 'value2') ?? (kind === 'boolean' ? false : ''), read);
			return compare(comparisonOf(member(condition, 'operation')), left, right, true);
		}),
	);
	return together(results, parameters.combineOperation === 'any');
}

function holds(parameters: Fields, read: Read): boolean | typeof UNKNOWN {
	const conditions = fieldsOf(parameters, 'conditions');
	return Array.isArray(conditions.conditions)
		? newConditions(conditions, read)
		: oldConditions(parameters, read);
}

function switched(parameters: Fields, read: Read): readonly number[] | undefined {
	if (parameters.mode === 'expression') return undefined;
	const rules = fieldsOf(parameters, 'rules');
	const values = listOf(rules.values);
	const old = listOf(rules.rules);
	const results =
		values.length > 0
			? values.map((rule) => newConditions(fieldsOf(rule, 'conditions'), read))
			: old.map((rule) => {
					const left = valueIn(parameters.value1, read);
					const right = valueIn(member(rule, 'value2'), read);
					return compare(comparisonOf(member(rule, 'operation')), left, right, true);
				});
	for (const [index, result] of results.entries()) {
		if (result === UNKNOWN) return undefined;
		if (!result) continue;
		const output = member(old[index], 'output');
		return [typeof output === 'number' ? output : index];
	}
	const fallback = fieldsOf(parameters, 'options').fallbackOutput ?? parameters.fallbackOutput;
	if (fallback === 'extra') return [results.length];
	return typeof fallback === 'number' && fallback >= 0 ? [fallback] : [];
}

/** The outputs by which a node sends an item on; undefined where that is not known or the node is none that decides. */
export function outputsTaken({ type, parameters }: WorkflowNode, read: Read): readonly number[] | undefined {
	switch (type) {
		case 'n8n-nodes-base.if': {
			const result = holds(parameters, read);
			return result === UNKNOWN ? undefined : [result ? 0 : 1];
		}
		case 'n8n-nodes-base.filter': {
			const result = holds(parameters, read);
			return result === UNKNOWN ? undefined : result ? [0] : [];
		}
		case 'n8n-nodes-base.switch':
			return switched(parameters, read);
		default:
			return undefined;
	}
}
