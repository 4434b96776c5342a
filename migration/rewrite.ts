import { chunksOf, isExpression, parameterOf } from './expression';
import { mapTexts } from './json';
import { FAILED, type Derived, type OutputMap } from './outputs';
import { referencesIn, type Span, type Use } from './references';
import { parseBody, parseExpression, quoted, type Syntax } from './source';
import type { WorkflowNode } from './workflow';

// Makes what reads an old answer read the new one.

/** What a source of items has become. */
export interface Became {
	/** The maps of all the nodes that may be meant; only what they agree on is certain. */
	readonly maps: readonly OutputMap[];
	/** Whether others may be meant besides, of which nothing is known. */
	readonly mixed: boolean;
	/** The answer came with status and headers around it. */
	readonly full: boolean;
	/** The name under which the items are found now, where it is another. */
	readonly rename?: string;
	/** They come no more by the input, but this node has them. */
	readonly explicit?: string;
	/** They have been through nodes that may have made something else of them. */
	readonly remote?: boolean;
	/** Where they are, nothing tells. */
	readonly lost: boolean;
}

/** @param source the name of a node, or undefined for the input. */
export type Resolve = (source: string | undefined) => Became | undefined;

interface Change extends Span {
	readonly text: string;
}

export interface Rewritten {
	readonly text: string;
	/** How many references read another field or node now. */
	readonly count: number;
	/** Paths that could not be rewritten. */
	readonly unclear: readonly string[];
}

function lookUp(map: OutputMap, path: string): readonly string[] | Derived | undefined {
	return Object.hasOwn(map.fields, path) ? map.fields[path] : undefined;
}

/** Where a field is now, by all of the maps. */
function agreed(maps: readonly OutputMap[], path: string): string | Derived | undefined {
	const found = maps.map((map) => lookUp(map, path));
	const [first] = found;
	if (typeof first === 'function') return found.every((other) => other === first) ? first : undefined;
	return first?.find((name) =>
		found.every((other) => other !== undefined && typeof other !== 'function' && other.includes(name)),
	);
}

function isFlattened(maps: readonly OutputMap[], path: string): boolean {
	return maps.length > 0 && maps.every((map) => map.flattened.includes(path));
}

/** What old answers had at their top; anything else was never a part of one. */
const ROOTS = ['data', 'error', 'code', 'message', 'msg', 'payload', 'video_id'];

class Rewriter {
	readonly changes: Change[] = [];
	readonly unclear: string[] = [];

	constructor(
		private readonly code: string,
		private readonly resolve: Resolve,
	) {}

	private slice({ start, end }: Span): string {
		return this.code.slice(start, end);
	}

	private replace(span: Span, text: string): void {
		if (this.slice(span) !== text) this.changes.push({ start: span.start, end: span.end, text });
	}

	/** What stands for the item's JSON from now on; undefined where that is not certain. */
	private baseOf(use: Use, became: Became): string | undefined {
		const { base, source, by } = use;
		if (by === 'variable' && use.held > 0) return this.slice(base);
		if (source.node !== undefined) {
			if (became.rename === undefined || !source.name || by === 'variable') return this.slice(base);
			const before = this.code.slice(base.start, source.name.start);
			return `${before}${quoted(became.rename)}${this.code.slice(source.name.end, base.end)}`;
		}
		if (became.explicit === undefined) return this.slice(base);
		if (by === 'all' || by === 'variable') return undefined;
		const way = by === 'first' || by === 'last' ? `${by}()` : 'item';
		return `$(${quoted(became.explicit)}).${way}.json`;
	}

	/** Names that are taken out of an object: `{ video_id } = $json.data`. */
	private takeApart(use: Use, path: string, became: Became, base: string): boolean {
		if (!use.into || !('pattern' in use.into)) return false;
		const { pattern } = use.into;
		const keys = pattern.properties.map((property) =>
			property.type === 'Property' && !property.computed && property.key.type === 'Identifier'
				? { key: property.key.name, property }
				: undefined,
		);
		const [only] = keys;
		if (only && keys.length === 1 && only.property.value.type === 'Identifier') {
			const whole = path === '' ? only.key : `${path}.${only.key}`;
			if (isFlattened(became.maps, whole)) {
				this.replace(pattern, only.property.value.name);
				this.replaceUse(use, base);
				return true;
			}
		}
		const renamed = keys.map((entry) => {
			const now = entry && agreed(became.maps, path === '' ? entry.key : `${path}.${entry.key}`);
			return entry && typeof now === 'string' ? { ...entry, now } : undefined;
		});
		if (renamed.some((entry) => !entry)) return false;
		for (const entry of renamed) {
			if (!entry || entry.now === entry.key) continue;
			this.replace(entry.property, `${entry.now}: ${this.slice(entry.property.value)}`);
		}
		this.replaceUse(use, base);
		return true;
	}

	/** Puts a text in place of a use as a whole, up to the last step of its path. */
	private replaceUse({ base, path }: Use, text: string): void {
		this.replace({ start: base.start, end: path.at(-1)?.end ?? base.end }, text);
	}

	rewrite(use: Use): void {
		const became = this.resolve(use.source.node);
		if (!became) return;
		const names = use.path.map(({ name }) => name);
		// A variable that holds the whole path has been seen to where it was given its value.
		if (use.held > 0 && use.held === names.length && !use.into) return;
		const inside = became.full && names[0] === 'body' ? 1 : 0;
		const told = names.slice(inside);
		const held = names.slice(inside, use.held).join('.');
		if (use.held > 0 && !isFlattened(became.maps, held) && !this.isHeldWhole(held, told, became)) {
			if (agreed(became.maps, held) === undefined) this.note(told);
			return;
		}
		const reach = told.map((_, index) => told.slice(0, index + 1).join('.'));
		const mapped = reach.map((path) => agreed(became.maps, path) !== undefined).lastIndexOf(true);
		const path = reach[mapped];
		const now = path === undefined ? undefined : agreed(became.maps, path);
		const base = became.lost ? undefined : this.baseOf(use, became);
		if (now !== undefined && (base === undefined || became.mixed)) return this.note(told);
		if (now !== undefined && base !== undefined) {
			const end = use.path[mapped + inside]?.end ?? use.base.end;
			const span = { start: use.base.start, end };
			return this.replace(span, typeof now === 'function' ? now(base) : `${base}.${now}`);
		}
		if (became.remote) return;
		const whole = told.join('.');
		if (base !== undefined && !became.mixed) {
			if (this.takeApart(use, whole, became, base)) return;
			const isVariable = use.into !== undefined && 'variable' in use.into;
			if (isVariable && whole !== '' && isFlattened(became.maps, whole)) return this.replaceUse(use, base);
			// The item as a whole: what is read of it later is seen to there.
			if (whole === '' && (isVariable || base !== this.slice(use.base))) this.replace(use.base, base);
		}
		this.note(told);
	}

	/** Whether a variable holds the item's JSON itself. */
	private isHeldWhole(held: string, told: readonly string[], became: Became): boolean {
		return held === '' && told.length > 0 && became.maps.length > 0;
	}

	private note(path: readonly string[]): void {
		if (ROOTS.includes(path[0] ?? '')) this.unclear.push(path.join('.'));
	}

	rename(node: string, name: Span): void {
		const became = this.resolve(node);
		if (became?.rename !== undefined) this.replace(name, quoted(became.rename));
	}

	/** The code with all changes; of two that overlap the first one counts. */
	apply(): string {
		let text = '';
		let at = 0;
		for (const { start, end, text: replacement } of [...this.changes].sort(
			(one, other) => one.start - other.start,
		)) {
			if (start < at) continue;
			text += this.code.slice(at, start) + replacement;
			at = end;
		}
		return text + this.code.slice(at);
	}
}

function rewriteCode(code: string, root: Syntax, isBody: boolean, resolve: Resolve): Rewritten {
	const rewriter = new Rewriter(code, resolve);
	const { uses, mentions } = referencesIn(root, isBody);
	for (const use of uses) rewriter.rewrite(use);
	for (const { node, name } of mentions) rewriter.rename(node, name);
	return { text: rewriter.apply(), count: rewriter.changes.length, unclear: rewriter.unclear };
}

/** What cannot be parsed is left; whether it mentions one of the nodes is said. */
function unread(text: string, names: readonly string[]): Rewritten {
	const mentions = names.some((name) => text.includes(name));
	return { text, count: 0, unclear: mentions ? ['code that could not be read'] : [] };
}

function rewriteExpression(text: string, resolve: Resolve, names: readonly string[]): Rewritten {
	const parts = chunksOf(text).map((chunk) => {
		if (!chunk.code) return { ...chunk, count: 0, unclear: [] };
		const root = parseExpression(chunk.text);
		const result = root ? rewriteCode(chunk.text, root, false, resolve) : unread(chunk.text, names);
		return { ...chunk, ...result };
	});
	const count = parts.reduce((sum, part) => sum + part.count, 0);
	return {
		text: count > 0 ? parameterOf(parts) : text,
		count,
		unclear: parts.flatMap(({ unclear }) => unclear),
	};
}

const CODE = ['jsCode', 'functionCode'];

/**
 * A node with its references brought up to date.
 *
 * @param names of the nodes that are others now.
 */
export function rewriteNode(
	node: WorkflowNode,
	resolve: Resolve,
	names: readonly string[],
): { node: WorkflowNode; count: number; unclear: string[] } {
	let count = 0;
	const unclear = new Set<string>();
	const note = (result: Rewritten): string => {
		count += result.count;
		result.unclear.forEach((path) => unclear.add(path));
		return result.text;
	};
	const parameters = mapTexts(node.parameters, (text, path) => {
		if (path.length === 1 && CODE.includes(path[0] ?? '')) {
			const root = parseBody(text);
			return note(root ? rewriteCode(text, root, true, resolve) : unread(text, names));
		}
		if (path.length === 1 && path[0] === 'pythonCode') return note(unread(text, names));
		return isExpression(text) ? note(rewriteExpression(text, resolve, names)) : text;
	});
	return count > 0
		? { node: { ...node, parameters }, count, unclear: [...unclear] }
		: { node, count, unclear: [...unclear] };
}

/** What a failed job's item has, where it leaves by the error output. */
export const FAILED_MAPS: readonly OutputMap[] = [FAILED];
