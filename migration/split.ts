import type { Translated } from './draft';
import { fieldsOf, textIn } from './json';
import type { OutputMap } from './outputs';
import type { Edge, Workflow } from './workflow';

// A Split Out right behind what was a list: the node that lists gives an item for each entry itself.

export interface Split {
	readonly list: string;
	/** The Split Out, which goes. */
	readonly node: string;
	/** The fields of an entry. */
	readonly entry: OutputMap;
	readonly done: readonly Edge[];
}

function splitOf(
	workflow: Workflow,
	list: string,
	{ path, entry }: NonNullable<Translated['list']>,
): Split | undefined {
	const [only, further] = workflow.edges.filter(({ from, kind }) => from === list && kind === 'main');
	const node = only && !further ? workflow.nodes.find(({ name }) => name === only.to) : undefined;
	if (node?.type !== 'n8n-nodes-base.splitOut' || node.disabled === true) return undefined;
	const { parameters, name } = node;
	const isAlone = workflow.edges.filter(({ to }) => to === name).length === 1;
	const field = textIn(parameters, 'fieldToSplitOut').replace(/^=?\$json\./, '');
	const keepsOthers = !['', 'noOtherFields'].includes(textIn(parameters, 'include'));
	const renames = textIn(fieldsOf(parameters, 'options'), 'destinationFieldName') !== '';
	if (!isAlone || field !== path || keepsOthers || renames) return undefined;
	return { list, node: name, entry, done: workflow.edges.filter(({ from }) => from === name) };
}

export function splitsIn(workflow: Workflow, translated: ReadonlyMap<string, Translated>): Split[] {
	return [...translated].flatMap(([name, { list }]) => {
		const split = list ? splitOf(workflow, name, list) : undefined;
		return split ? [split] : [];
	});
}
