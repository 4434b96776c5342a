import {
	NodeHelpers,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { hasChanges, migrateWorkflow, textOf } from '../../migration';
import { isRecord } from '../../nodes/HeyGen/api/json';
import { HeyGen } from '../../nodes/HeyGen/HeyGen.node';
import { HeyGenTrigger } from '../../nodes/HeyGen/HeyGenTrigger.node';
import { fixture, fixtureNames, migrated } from './fixtures';

// What holds for every workflow that is migrated.

const PACKAGE = 'n8n-nodes-heygen-studio.';

const types: Record<string, INodeType> = {
	heyGen: new HeyGen(),
	heyGenTool: new HeyGen(),
	heyGenTrigger: new HeyGenTrigger(),
};

const ours = ({ type }: INode) => type.startsWith(PACKAGE);

/** Paths of what is set in parameters, down to the members of collections. */
function pathsOf(value: unknown, path: string): string[] {
	const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value) && !('__rl' in value);
	if (!isGroup) return [path];
	return Object.entries(value).flatMap(([name, member]) =>
		pathsOf(member, path === '' ? name : `${path}.${name}`),
	);
}

/** Choices that there are not, of parameters and of members of collections, which n8n does not look into. */
function wrongChoices(node: INode, description: INodeTypeDescription): string[] {
	const { parameters } = node;
	const shown = (members: readonly INodeProperties[], values: INodeParameters) =>
		members.filter((member) => NodeHelpers.displayParameter(values, member, node, description, parameters));
	const wrong = (members: readonly INodeProperties[], values: INodeParameters): string[] =>
		shown(members, values).flatMap((member): string[] => {
			const value = values[member.name];
			if (member.type === 'collection' && isParameters(value)) {
				const inside = (member.options ?? []).filter(isProperty);
				return wrong(inside, value);
			}
			if (member.type !== 'options' || typeof value !== 'string' || value.startsWith('=')) return [];
			const choices = (member.options ?? []).flatMap((option) => ('value' in option ? [option.value] : []));
			return choices.includes(value) ? [] : [`${member.name} cannot be ${value}`];
		});
	return wrong(description.properties, parameters);
}

function isParameters(value: unknown): value is INodeParameters {
	return isRecord(value);
}

function isProperty(
	option: INodePropertyOptions | INodeProperties | INodePropertyCollection,
): option is INodeProperties {
	return 'type' in option && 'displayName' in option;
}

/** What n8n would say of a node, or would not keep of it. */
function faultsOf(node: INode & IDataObject): string[] {
	const type = types[node.type.slice(PACKAGE.length)];
	if (!type) return [`${node.name} is of an unknown type`];
	const { description } = type;
	// What a tool is told besides belongs to n8n.
	const { toolDescription, descriptionType, ...parameters } = node.parameters;
	const plain = { ...node, parameters };
	expect([toolDescription, descriptionType].filter((text) => text !== undefined).length).toBeLessThan(3);
	const kept = NodeHelpers.getNodeParameters(
		description.properties,
		parameters,
		true,
		false,
		plain,
		description,
	);
	const known = new Set(pathsOf(kept ?? {}, ''));
	const unknown = pathsOf(parameters, '').filter(
		(path) => !known.has(path) && !/^(options|scenes\.scene)$/.test(path),
	);
	const issues = NodeHelpers.getNodeParametersIssues(description.properties, plain, description);
	return [
		...wrongChoices({ ...plain, parameters: { ...kept } }, description).map(
			(fault) => `${node.name}: ${fault}`,
		),
		...unknown.map((path) => `${node.name}: ${path} is no parameter that is shown`),
		...Object.values(issues?.parameters ?? {})
			.flat()
			.map((issue) => `${node.name}: ${issue}`),
	];
}

/** All keys that are typed into the fixtures. */
const KEYS = [
	'ZmFrZS1rZXktMDEyMzQ1Njc4OQ==',
	'c2VjcmV0LXR5cGVkLWludG8tYS1zZXQ=',
	'bGVmdC1rZXktYnV0LW5ldmVyLXRvbGQ=',
	'bGVmdC1hbG9uZS1idXQtbmV2ZXItdG9sZA',
	'aW4tY29kZS1idXQtbmV2ZXItdG9sZA==',
	'sk_V2_fake_in_code_never_told',
];

describe.each(fixtureNames)('%s', (name) => {
	const before = fixture(name);
	const result = migrated(before);
	const { workflow, notes } = result;

	it('is migrated to nodes that n8n shows without a complaint', () => {
		expect(workflow.nodes.filter(ours).flatMap(faultsOf)).toEqual([]);
	});

	it('is not changed itself', () => {
		expect(before).toEqual(fixture(name));
	});

	it('migrates to itself afterwards', () => {
		const again = migrateWorkflow(workflow);

		expect(again.workflow).toEqual(workflow);
		expect(hasChanges(again.report)).toBe(false);
	});

	it('keeps what it does not replace, but for the references', () => {
		const told = new Set(notes.filter(({ kind }) => kind === 'rewritten').map(({ node }) => node));
		const absorbing = new Set(
			result.said('removed').some((what) => what.includes('downloads')) ? ['Upload to Drive'] : [],
		);
		for (const node of workflow.nodes.filter((one) => !ours(one))) {
			const old = before.nodes.find((one) => one.name === node.name);
			const { parameters, ...rest } = node;
			expect({ ...old, parameters: undefined }).toEqual({ ...rest, parameters: undefined });
			if (!told.has(node.name) && !absorbing.has(node.name)) expect(parameters).toEqual(old?.parameters);
		}
		const gone = before.nodes.filter((node) => !workflow.nodes.some((one) => one.name === node.name));
		expect(gone.map((node) => node.name).sort()).toEqual(
			notes
				.filter(({ kind }) => kind === 'removed')
				.map(({ node }) => node)
				.sort(),
		);
	});

	it('leaves each new node where it was', () => {
		for (const node of workflow.nodes.filter(ours)) {
			const old = before.nodes.find((one) => one.name === node.name);
			expect([node.id, node.position, node.notes, node.retryOnFail]).toEqual([
				old?.id,
				old?.position,
				old?.notes,
				old?.retryOnFail,
			]);
			expect(node.credentials).toBeUndefined();
		}
	});

	it('connects nodes that are there, and leaves none behind that was connected', () => {
		const names = new Set(workflow.nodes.map((node) => node.name));
		const edges = Object.entries(workflow.connections).flatMap(([from, kinds]) =>
			Object.values(kinds)
				.flat(2)
				.map(({ node }) => [from, node] as const),
		);
		expect(edges.flat().filter((one) => !names.has(one))).toEqual([]);
		const reached = (connections: typeof before.connections) =>
			new Set(
				Object.values(connections).flatMap((kinds) =>
					Object.values(kinds)
						.flat(2)
						.map(({ node }) => node),
				),
			);
		const lost = [...reached(before.connections)].filter(
			(one) => names.has(one) && !reached(workflow.connections).has(one),
		);
		expect(lost).toEqual([]);
	});

	it('mentions no node that has gone', () => {
		const gone = result.notes.filter(({ kind }) => kind === 'removed').map(({ node }) => node ?? '');
		const text = JSON.stringify(workflow.nodes.map(({ parameters }) => parameters));

		for (const one of gone) {
			for (const mark of ["'", '\\"', '`']) expect(text).not.toContain(`(${mark}${one}${mark})`);
			expect(text).not.toContain(`$node[\\"${one}\\"]`);
		}
	});

	it('copies no key into a new node, and tells none', () => {
		const told = JSON.stringify(notes) + textOf({ notes });
		for (const key of KEYS) {
			expect(told).not.toContain(key);
			expect(JSON.stringify(workflow.nodes.filter(ours))).not.toContain(key);
		}
	});

	it('says which credential each new node needs', () => {
		const credentials = result.said('credential').join('\n');
		for (const node of workflow.nodes.filter(ours)) expect(credentials).toContain(`"${node.name}"`);
	});
});

it('finds every key that is typed in', () => {
	const nodes = fixtureNames.flatMap((name) =>
		migrated(fixture(name)).notes.filter(({ kind }) => kind === 'secret'),
	);

	expect([...new Set(nodes.map(({ node }) => node))].sort()).toEqual(
		[
			'AV4 Key',
			'Create',
			'Endpoint',
			'Fetch',
			'Send',
			'Set Up',
			'Setup Heygen',
			'Silence',
			'State',
			'Status',
			'Stream',
			'Text Over It',
			'Today',
			'Unheard Of',
			'Video Background',
		].sort(),
	);
});

it('names operations as the editor does', () => {
	const { properties } = new HeyGen().description;
	const shown = properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [], displayOptions }) => {
			const [resource] = displayOptions?.show?.resource ?? [];
			const title = (properties.find(({ name }) => name === 'resource')?.options ?? []).flatMap((option) =>
				'value' in option && option.value === resource ? [option.name] : [],
			);
			return options.map((option) => `${title[0]} > ${option.name}`);
		});
	const said = fixtureNames.flatMap((name) => migrated(fixture(name)).said('migrated'));
	const titles = said.flatMap((what) => /^it is (.+ > .+) now/.exec(what)?.[1] ?? []);

	expect(titles.length).toBeGreaterThan(40);
	expect(titles.filter((title) => !shown.includes(title))).toEqual([]);
});
