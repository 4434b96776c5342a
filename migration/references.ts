import type { CallExpression, MemberExpression, ObjectPattern, VariableDeclarator } from 'acorn';

import { childrenOf, type Syntax } from './source';

// Where code reads what a node has given.

export interface Span {
	readonly start: number;
	readonly end: number;
}

/** The items of a node by its name, or of the input. */
interface Source {
	/** Undefined for the input. */
	readonly node?: string;
	/** The place of the name in the code, with its quotes. */
	readonly name?: Span;
}

export interface Step {
	readonly name: string;
	readonly end: number;
}

interface ReachedItems {
	readonly at: 'node' | 'items' | 'item';
	readonly source: Source;
}

interface ReachedJson {
	readonly at: 'json';
	readonly source: Source;
	/** From the item's JSON on. */
	readonly path: readonly Step[];
	/** What stands for the item's JSON in the code, or the variable that holds a part of it. */
	readonly base: Span;
	/** How much of the path a variable stands for. */
	readonly held: number;
	/** How the item was got: `first`, `last`, `all`, `item`, `variable`, or nothing where it is `$json`. */
	readonly by: string;
}

/** How far an expression has come on its way to a field. */
type Reached = ReachedItems | ReachedJson;

/** What a value is put into: a variable, or names that are taken out of it. */
type Into = { readonly variable: string } | { readonly pattern: ObjectPattern };

/** A place where a field is read. */
export interface Use extends Omit<ReachedJson, 'at'> {
	readonly into?: Into;
}

/** A mention of a node's name that reads no field, such as `$('Name').isExecuted`. */
export interface Mention {
	readonly node: string;
	readonly name: Span;
}

export interface Found {
	readonly uses: readonly Use[];
	readonly mentions: readonly Mention[];
}

function isNamed(syntax: Syntax, name: string): boolean {
	return syntax.type === 'Identifier' && syntax.name === name;
}

/** A text that is written out, and where. */
function literalOf(syntax: Syntax | undefined): { text: string; span: Span } | undefined {
	if (!syntax) return undefined;
	const { start, end } = syntax;
	if (syntax.type === 'Literal' && typeof syntax.value === 'string')
		return { text: syntax.value, span: { start, end } };
	if (syntax.type !== 'TemplateLiteral' || syntax.expressions.length > 0) return undefined;
	return { text: syntax.quasis[0]?.value.cooked ?? '', span: { start, end } };
}

/** The name of a member that is written out. */
function memberName({ property, computed }: MemberExpression): string | undefined {
	if (!computed) return property.type === 'Identifier' ? property.name : undefined;
	if (property.type === 'Literal' && typeof property.value === 'number') return String(property.value);
	return literalOf(property)?.text;
}

/** Without parentheses, and without what only says that a chain may break off. */
function bare(syntax: Syntax): Syntax {
	return syntax.type === 'ParenthesizedExpression' || syntax.type === 'ChainExpression'
		? bare(syntax.expression)
		: syntax;
}

const TO_ITEM = ['item', 'first', 'last', 'itemMatching', 'pairedItem'];
const ITEMS_TO_ITEM = ['at', 'find', 'pop', 'shift'];
const ITEMS_TO_ITEMS = ['filter', 'slice', 'reverse'];

/** Members that end a path of fields: they are those of texts and lists. */
const METHODS = ['length', 'toString', 'toJsonString', 'trim', 'includes', 'split', 'replace', 'map', 'join'];

/** Names that stand for different things in different places, or change: what they hold is not certain. */
function unsureNames(root: Syntax): Set<string> {
	const bound = new Set<string>();
	const unsure = new Set<string>();
	const bind = (syntax: Syntax): void => {
		switch (syntax.type) {
			case 'Identifier':
				if (bound.has(syntax.name)) unsure.add(syntax.name);
				bound.add(syntax.name);
				return;
			case 'AssignmentPattern':
				return bind(syntax.left);
			case 'Property':
				return bind(syntax.value);
			case 'ObjectPattern':
			case 'ArrayPattern':
			case 'RestElement':
				childrenOf(syntax).forEach(bind);
				return;
			default:
		}
	};
	const walk = (syntax: Syntax): void => {
		if (syntax.type === 'VariableDeclarator') bind(syntax.id);
		if ('params' in syntax) syntax.params.forEach(bind);
		if (syntax.type === 'AssignmentExpression' && syntax.left.type === 'Identifier')
			unsure.add(syntax.left.name);
		childrenOf(syntax).forEach(walk);
	};
	walk(root);
	return unsure;
}

/** Reads code and notes where it reads what nodes have given. */
class Finder {
	readonly uses: Use[] = [];
	readonly mentions: Mention[] = [];
	private readonly held = new Map<string, Reached>();
	private readonly unsure: ReadonlySet<string>;

	constructor(
		private readonly root: Syntax,
		private readonly isBody: boolean,
	) {
		this.unsure = unsureNames(root);
	}

	find(): Found {
		this.visit(this.root);
		return { uses: this.uses, mentions: this.mentions };
	}

	/** What an expression has reached of the items of a node. */
	private reach(given: Syntax): Reached | undefined {
		const syntax = bare(given);
		switch (syntax.type) {
			case 'Identifier':
				return this.reachName(syntax.name, syntax);
			case 'CallExpression':
				return this.reachCall(syntax);
			case 'MemberExpression':
				return this.reachMember(syntax, given);
			default:
				return undefined;
		}
	}

	private reachName(name: string, { start, end }: Span): Reached | undefined {
		const base = { start, end };
		if (name === '$json') return { at: 'json', source: {}, path: [], base, held: 0, by: '' };
		if (name === '$input') return { at: 'node', source: {} };
		const held = this.unsure.has(name) ? undefined : this.held.get(name);
		if (held?.at === 'json') return { ...held, base, held: held.path.length, by: 'variable' };
		if (held) return held;
		return name === 'items' && this.isBody ? { at: 'items', source: {} } : undefined;
	}

	private reachCall({ callee: called, arguments: given }: CallExpression): Reached | undefined {
		const callee = bare(called);
		if (isNamed(callee, '$') || isNamed(callee, '$items')) {
			const name = literalOf(given[0]);
			const at = isNamed(callee, '$') ? 'node' : 'items';
			if (name) return { at, source: { node: name.text, name: name.span } };
			return at === 'items' && given.length === 0 ? { at, source: {} } : undefined;
		}
		const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
		if (callee.type !== 'MemberExpression' || name === undefined) return undefined;
		const reached = this.reach(callee.object);
		if (reached?.at === 'node') {
			if (name === 'all') return { at: 'items', source: reached.source };
			if (TO_ITEM.includes(name)) return { at: 'item', source: reached.source };
		}
		if (reached?.at !== 'items') return undefined;
		if (ITEMS_TO_ITEM.includes(name)) return { at: 'item', source: reached.source };
		return ITEMS_TO_ITEMS.includes(name) ? reached : undefined;
	}

	private reachMember(member: MemberExpression, whole: Syntax): Reached | undefined {
		const { object, property, computed } = member;
		const holder = bare(object);
		// `$node["Name"]`, also behind `$item(0)`.
		const isNodes =
			isNamed(holder, '$node') || (holder.type === 'MemberExpression' && isNamed(holder.property, '$node'));
		const literal = literalOf(property);
		if (isNodes) {
			return computed && literal
				? { at: 'node', source: { node: literal.text, name: literal.span } }
				: undefined;
		}
		const reached = this.reach(object);
		const name = memberName(member);
		if (reached?.at === 'json') {
			return name === undefined
				? undefined
				: { ...reached, path: [...reached.path, { name, end: member.end }] };
		}
		// Which entry of a list does not matter: all are of the same kind.
		if (reached?.at === 'items') return computed ? { at: 'item', source: reached.source } : undefined;
		if (!reached || name === undefined) return undefined;
		if (name === 'json') {
			const base = { start: whole.start, end: member.end };
			return { at: 'json', source: reached.source, path: [], base, held: 0, by: this.wayOf(object) };
		}
		return reached.at === 'node' && TO_ITEM.includes(name)
			? { at: 'item', source: reached.source }
			: undefined;
	}

	/** How an item was got, by the last word of the expression that gives it. */
	private wayOf(given: Syntax): string {
		const syntax = bare(given);
		if (syntax.type === 'Identifier') return 'variable';
		if (syntax.type === 'CallExpression') {
			const callee = bare(syntax.callee);
			return callee.type === 'MemberExpression' ? (memberName(callee) ?? '') : '';
		}
		if (syntax.type !== 'MemberExpression') return '';
		return syntax.computed ? 'all' : (memberName(syntax) ?? '');
	}

	/** Notes what a variable holds: `const data = …`, or the names that are taken out of an object. */
	private noteVariable({ id, init }: VariableDeclarator): Into | undefined {
		const reached = init ? this.reach(init) : undefined;
		if (!reached) return undefined;
		if (id.type === 'Identifier') {
			this.held.set(id.name, reached);
			return this.unsure.has(id.name) ? undefined : { variable: id.name };
		}
		if (reached.at !== 'json' || id.type !== 'ObjectPattern') return undefined;
		for (const property of id.properties) {
			if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') continue;
			if (property.value.type !== 'Identifier') continue;
			const step = { name: property.key.name, end: property.end };
			this.held.set(property.value.name, { ...reached, path: [...reached.path, step] });
		}
		return { pattern: id };
	}

	/** Notes what stands for each of a node's items: `for (const item of …)`, `….map((item) => …)`. */
	private noteEach(syntax: Syntax): void {
		if (syntax.type === 'ForOfStatement') {
			const reached = this.reach(syntax.right);
			const id = syntax.left.type === 'VariableDeclaration' ? syntax.left.declarations[0]?.id : undefined;
			if (reached?.at === 'items' && id) this.hold(id, reached.source);
		}
		if (syntax.type !== 'CallExpression') return;
		const callee = bare(syntax.callee);
		if (callee.type !== 'MemberExpression' || memberName(callee) === 'reduce') return;
		const reached = this.reach(callee.object);
		const [called] = syntax.arguments;
		const [item] = called && 'params' in called ? called.params : [];
		if (reached?.at === 'items' && item) this.hold(item, reached.source);
	}

	private hold(syntax: Syntax, source: Source): void {
		if (syntax.type === 'Identifier') this.held.set(syntax.name, { at: 'item', source });
	}

	private visit(syntax: Syntax): void {
		if (syntax.type === 'VariableDeclarator') {
			const into = this.noteVariable(syntax);
			if (syntax.init && !this.use(syntax.init, into)) this.visit(syntax.init);
			return;
		}
		this.noteEach(syntax);
		if (this.use(syntax)) return;
		// A name behind a dot, or before a colon, is no variable.
		const key =
			syntax.type === 'MemberExpression' && !syntax.computed
				? syntax.property
				: syntax.type === 'Property' && !syntax.computed && !syntax.shorthand
					? syntax.key
					: undefined;
		for (const child of childrenOf(syntax)) if (child !== key) this.visit(child);
	}

	/** Notes the use that an expression is, as a whole. */
	private use(syntax: Syntax, into?: Into): boolean {
		const reached = this.reach(syntax);
		if (!reached) return false;
		if (reached.at === 'json') {
			const { source, path, base, held, by } = reached;
			const method = path.findIndex(({ name }) => METHODS.includes(name));
			const fields = method < 0 ? path : path.slice(0, method);
			this.uses.push({ source, path: fields, base, held: Math.min(held, fields.length), by, into });
		} else if (reached.source.node !== undefined && reached.source.name) {
			this.mentions.push({ node: reached.source.node, name: reached.source.name });
		}
		this.visitInside(syntax);
		return true;
	}

	/** What stands in calls and brackets on the way is code of its own. */
	private visitInside(given: Syntax): void {
		const syntax = bare(given);
		if (syntax.type === 'CallExpression') {
			const callee = bare(syntax.callee);
			if (!isNamed(callee, '$') && !isNamed(callee, '$items'))
				syntax.arguments.forEach((argument) => this.visit(argument));
			if (callee.type === 'MemberExpression') this.visitInside(callee.object);
		} else if (syntax.type === 'MemberExpression') {
			if (syntax.computed && !literalOf(syntax.property)) this.visit(syntax.property);
			this.visitInside(syntax.object);
		}
	}
}

/**
 * @param isBody whether it is the body of a Code node, where `items` are the input.
 */
export function referencesIn(root: Syntax, isBody: boolean): Found {
	return new Finder(root, isBody).find();
}
