import { copyOf, fieldsOf, isRecord, listOf, textIn, type Fields } from './json';

// A workflow as n8n exports it, or as it is copied from the canvas.

export interface WorkflowNode extends Fields {
	name: string;
	type: string;
	parameters: Fields;
}

/** From an output of a node to the input of another. */
export interface Edge {
	readonly from: string;
	/** Such as "main". */
	readonly kind: string;
	readonly output: number;
	readonly to: string;
	readonly input: number;
	/** As the target names its input. */
	readonly inputKind: string;
}

export interface Workflow {
	/** All that is neither nodes nor connections. */
	readonly rest: Fields;
	readonly nodes: readonly WorkflowNode[];
	readonly edges: readonly Edge[];
	/** Members of the list of nodes that are none. */
	readonly odd: readonly unknown[];
}

function isNode(value: unknown): value is Fields & { name: string; type: string } {
	return isRecord(value) && typeof value.name === 'string' && typeof value.type === 'string';
}

function edgesOf(connections: unknown): Edge[] {
	if (!isRecord(connections)) return [];
	return Object.entries(connections).flatMap(([from, kinds]) =>
		Object.entries(isRecord(kinds) ? kinds : {}).flatMap(([kind, outputs]) =>
			listOf(outputs).flatMap((targets, output) =>
				listOf(targets).flatMap((target): Edge[] => {
					if (!isRecord(target) || typeof target.node !== 'string') return [];
					const { node: to, index, type } = target;
					const input = typeof index === 'number' && index >= 0 ? index : 0;
					return [{ from, kind, output, to, input, inputKind: typeof type === 'string' ? type : 'main' }];
				}),
			),
		),
	);
}

/** What wraps a workflow where somebody has copied an answer of n8n's. */
const WRAPPERS = ['workflow', 'data'];

/** The object with the nodes in it. */
function unwrapped(value: unknown, depth = 0): Fields | undefined {
	if (!isRecord(value)) return undefined;
	if (Array.isArray(value.nodes)) return value;
	if (depth > 3) return undefined;
	const [inner] = WRAPPERS.map((name) => unwrapped(value[name], depth + 1)).filter((found) => found);
	return inner;
}

/** Reads it; undefined where it is no workflow. Nothing of what was given is changed later. */
export function readWorkflow(value: unknown): Workflow | undefined {
	const found = unwrapped(value);
	if (!found) return undefined;
	const { nodes, connections, ...rest } = copyOf(found);
	const entries = listOf(nodes);
	return {
		rest,
		nodes: entries.filter(isNode).map((node) => ({ ...node, parameters: fieldsOf(node, 'parameters') })),
		edges: edgesOf(connections),
		odd: entries.filter((entry) => !isNode(entry)),
	};
}

/** As n8n writes connections: a list of targets for each output, up to the last one that has any. */
function connectionsOf(nodes: readonly WorkflowNode[], edges: readonly Edge[]): Fields {
	const names = [...new Set([...nodes.map(({ name }) => name), ...edges.map(({ from }) => from)])];
	const entries = names.flatMap((name): Array<[string, Fields]> => {
		const own = edges.filter(({ from }) => from === name);
		if (own.length === 0) return [];
		const kinds = [...new Set(own.map(({ kind }) => kind))];
		const outputsOf = (kind: string) => {
			const ofKind = own.filter((edge) => edge.kind === kind);
			const count = Math.max(...ofKind.map(({ output }) => output)) + 1;
			return Array.from({ length: count }, (_, output) =>
				ofKind
					.filter((edge) => edge.output === output)
					.map(({ to, input, inputKind }) => ({ node: to, type: inputKind, index: input })),
			);
		};
		return [[name, Object.fromEntries(kinds.map((kind) => [kind, outputsOf(kind)]))]];
	});
	return Object.fromEntries(entries);
}

/** The workflow as n8n imports it. */
export function writeWorkflow({ rest, nodes, edges }: Omit<Workflow, 'odd'>): Fields {
	const { name, ...others } = rest;
	return {
		...(name === undefined ? {} : { name }),
		nodes,
		connections: connectionsOf(nodes, edges),
		...others,
	};
}

function plainType({ type }: WorkflowNode): string {
	return type.replace(/^n8n-nodes-base\./, '');
}

const PASSING = ['if', 'switch', 'filter', 'noOp', 'limit', 'splitInBatches', 'sort', 'removeDuplicates'];

/** The names of the fields that a Set node sets, whatever its version. */
export function fieldsSet({ parameters }: WorkflowNode): Array<{ name: string; value: unknown }> {
	const lists = [
		...listOf(fieldsOf(parameters, 'assignments').assignments),
		...listOf(fieldsOf(parameters, 'fields').values),
		...Object.values(fieldsOf(parameters, 'values')).flatMap(listOf),
	];
	return lists
		.filter(isRecord)
		.map((entry) => ({ name: textIn(entry, 'name'), value: entry.value ?? entry.stringValue }));
}

/** Whether a Set node adds to what comes, and puts nothing in the place of an answer of HeyGen's. */
function isAdding(node: WorkflowNode): boolean {
	const { parameters, typeVersion } = node;
	const adds =
		typeof typeVersion === 'number' && typeVersion >= 3
			? parameters.includeOtherFields === true || parameters.include === 'all'
			: parameters.keepOnlySet !== true;
	const isRaw = parameters.mode === 'raw' || parameters.mode === 'json';
	return adds && !isRaw && fieldsSet(node).every(({ name }) => !/^(data|body)\b/.test(name));
}

/** What comes out of it is what went in, as far as an answer of HeyGen's goes. */
export function isPassing(node: WorkflowNode): boolean {
	const type = plainType(node);
	if (type === 'wait') return !['webhook', 'form'].includes(String(node.parameters.resume));
	return PASSING.includes(type) || (type === 'set' && isAdding(node));
}

const CARRYING = ['set', 'code', 'function', 'functionItem', 'merge', 'aggregate', 'itemLists', 'renameKeys'];

/** What comes out of it may be what went in, or a part of it. */
export function isCarrying(node: WorkflowNode): boolean {
	return isPassing(node) || CARRYING.includes(plainType(node));
}

/**
 * The nodes whose items arrive at a node, by their names; an error output's name ends with {@link ERROR}.
 *
 * @param through the nodes that are looked behind.
 */
export function producersOf(
	workflow: Pick<Workflow, 'nodes' | 'edges'>,
	name: string,
	through: (node: WorkflowNode) => boolean = isPassing,
): Set<string> {
	const byName = new Map(workflow.nodes.map((node) => [node.name, node]));
	const found = new Set<string>();
	const seen = new Set<string>();
	const walk = (at: string) => {
		if (seen.has(at)) return;
		seen.add(at);
		for (const { from, to, kind, output } of workflow.edges) {
			const node = byName.get(from);
			if (to !== at || kind !== 'main' || !node) continue;
			if (through(node)) walk(from);
			else found.add(output > 0 && node.onError === 'continueErrorOutput' ? `${from}${ERROR}` : from);
		}
	};
	walk(name);
	return found;
}

/** No name of a node holds it. */
export const ERROR = '\uFDD0error';
