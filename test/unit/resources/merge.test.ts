import fc from 'fast-check';
import { displayParameter, type INodeProperties } from 'n8n-workflow';

import { mergedMembers, mergedParameters, type Shown } from '../../../nodes/HeyGen/resources/merge';

const RESOURCES = ['avatar', 'look', 'video', 'voice'];
const OPERATIONS = ['create', 'delete', 'get', 'getAll'];

/** What operations can share; two of them have one name, as the same thing has for operations that need it differently. */
const PARAMETERS: INodeProperties[] = [
	{ displayName: 'Name', name: 'name', type: 'string', default: '' },
	{ displayName: 'Name', name: 'name', type: 'string', default: 'Anna' },
	{ displayName: 'Type', name: 'type', type: 'options', options: [{ name: 'A', value: 'a' }], default: 'a' },
	...['one', 'two', 'three', 'four'].map((name): INodeProperties => ({
		displayName: name,
		name,
		type: 'boolean',
		default: false,
		displayOptions: name === 'four' ? { show: { type: ['a'] } } : undefined,
	})),
];

/** Some of all operations, in the order of the resources, each with some of the parameters in an order of its own. */
const operations = fc
	.uniqueArray(fc.record({ at: fc.nat(15), parameters: fc.shuffledSubarray(PARAMETERS) }), {
		selector: ({ at }) => at,
		minLength: 1,
		maxLength: 16,
	})
	.map((some) =>
		some
			.sort((one, other) => one.at - other.at)
			.map(({ at, parameters }) => ({
				resource: RESOURCES[Math.floor(at / 4)] ?? '',
				operation: OPERATIONS[at % 4] ?? '',
				parameters,
			})),
	);

/** What n8n shows of the merged parameters for an operation, as far as it depends on the operation. */
function shownFor(merged: readonly INodeProperties[], { resource, operation }: Shown): INodeProperties[] {
	return merged.filter((property) => {
		const { show = {} } = property.displayOptions ?? {};
		const byOperation = { show: { resource: show.resource, operation: show.operation } };
		return displayParameter(
			{ resource, operation },
			{ ...property, displayOptions: byOperation },
			null,
			null,
		);
	});
}

/** A parameter as its operation has it. */
function ownOf({ displayOptions, ...property }: INodeProperties): INodeProperties {
	const own = Object.fromEntries(
		Object.entries(displayOptions?.show ?? {}).filter(([name]) => !['resource', 'operation'].includes(name)),
	);
	return Object.keys(own).length > 0 ? { ...property, displayOptions: { show: own } } : property;
}

test('n8n shows of merged parameters exactly those of the operation, in its order, whatever the operations', () => {
	fc.assert(
		fc.property(operations, (all) => {
			const merged = mergedParameters(all);
			for (const one of all) expect(shownFor(merged, one).map(ownOf)).toEqual(one.parameters.map(ownOf));
		}),
		{ numRuns: 300 },
	);
});

test('what two operations have alike stands there once where no third stops it', () => {
	const [name, , type] = PARAMETERS;
	const parameters = [name, type].flatMap((parameter) => parameter ?? []);
	const all = [
		{ resource: 'avatar', operation: 'create', parameters },
		{ resource: 'video', operation: 'create', parameters },
		{ resource: 'video', operation: 'get', parameters: parameters.slice(1) },
	];

	expect(
		mergedParameters(all).map(({ name: of, displayOptions }) => [of, displayOptions?.show?.resource]),
	).toEqual([
		['name', ['avatar', 'video']],
		// The avatar has no get, so nothing is shown where it does not belong.
		['type', ['avatar', 'video']],
	]);
});

test('a member of a collection names its operations from where it stands, unless all have it', () => {
	const member = (name: string, displayName: string): INodeProperties => ({
		displayName,
		name,
		type: 'string',
		default: '',
	});
	const everywhere = member('concurrency', 'Items at Once');
	const all: Shown[] = [
		{ resource: 'video', operation: 'create', parameters: [everywhere, member('title', 'Title')] },
		{ resource: 'video', operation: 'get', parameters: [everywhere] },
		{ resource: 'asset', operation: 'create', parameters: [member('fit', 'Fit'), everywhere] },
	];

	expect(mergedMembers(all)).toEqual([
		{
			...member('fit', 'Fit'),
			displayOptions: { show: { '/resource': ['asset'], '/operation': ['create'] } },
		},
		everywhere,
		{
			...member('title', 'Title'),
			displayOptions: { show: { '/resource': ['video'], '/operation': ['create'] } },
		},
	]);
});
