import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { HeyGen } from '../../nodes/HeyGen/HeyGen.node';
import { jobKinds } from '../../nodes/HeyGen/jobs/jobKinds';
import { resources } from '../../nodes/HeyGen/resources';
import { parametersOf } from '../../nodes/HeyGen/resources/compose';

const { properties, credentials = [] } = new HeyGen().description;

// All of it is loaded by everyone who opens an editor, twice: n8n makes a tool of the node. So what is shared by the whole
// node, most of it a video's request, may weigh so many bytes, each operation so many more on average, and all together so many.
const SHARED_BYTES = 38_000;
const BYTES_PER_OPERATION = 2_000;
const MOST_BYTES = 200_000;

const operations = resources.flatMap((resource) =>
	resource.operations.map((operation) => ({
		name: `${resource.value}.${operation.value}`,
		resource,
		operation,
	})),
);

function text(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function members(property: INodeProperties): INodeProperties[] {
	return (property.options ?? []).flatMap((option) =>
		'values' in option ? option.values : 'displayName' in option ? [option] : [],
	);
}

function choices(property: INodeProperties): INodePropertyOptions[] {
	return (property.options ?? []).filter((option): option is INodePropertyOptions => 'value' in option);
}

/** What a parameter is shown by, beside the operations. */
function beyondOperations(
	options: INodeProperties['displayOptions'],
): NonNullable<NonNullable<INodeProperties['displayOptions']>['show']> {
	return Object.fromEntries(
		Object.entries(options?.show ?? {}).filter(
			([name]) => !['resource', 'operation', '/resource', '/operation'].includes(name),
		),
	);
}

/** A list of parameters that stand side by side, with the name of where that is. */
type Level = [where: string, siblings: INodeProperties[]];

function levelsOf(where: string, siblings: INodeProperties[]): Level[] {
	return [
		[where, siblings],
		...siblings
			.filter((property) => members(property).length > 0)
			.flatMap((property) => levelsOf(`${where}.${property.name}`, members(property))),
	];
}

const levels = operations.flatMap(({ name, operation }) => levelsOf(name, parametersOf(operation)));

/** The parameters of the operation in which something stands. */
function rootOf(where: string): INodeProperties[] {
	const [, siblings = []] = levels.find(([level]) => where.startsWith(`${level}.`)) ?? [];
	return siblings;
}

/** Each parameter with where it stands and what stands beside it. */
const parameters = levels.flatMap(([where, siblings]) =>
	siblings.map((property) => ({ where: `${where}.${property.name}`, property, siblings })),
);

describe('The node', () => {
	it('has the operations of its resources, each once and under its own values', () => {
		const resource = properties.find(({ name }) => name === 'resource');
		const listed = properties
			.filter(({ name }) => name === 'operation')
			.flatMap((property) =>
				choices(property).map(
					({ value }) => `${text(property.displayOptions?.show?.resource?.[0])}.${String(value)}`,
				),
			);

		expect(resource && choices(resource).map(({ value }) => value)).toEqual(
			resources.map(({ value }) => value),
		);
		expect(listed).toEqual(operations.map(({ name }) => name));
		expect(new Set(listed).size).toBe(listed.length);
	});

	it.each(operations.map(({ name, operation }) => [name, operation] as const))(
		'says what %s does',
		(_, operation) => {
			expect(operation.name).toMatch(/^[A-Z]/);
			expect(operation.action).toMatch(/^[A-Z][a-z]+ [^A-Z]/);
			expect(operation.action).not.toMatch(/\.$/);
			expect(operation.description).toMatch(/^[A-Z].{10}/);
			expect(operation.description).not.toBe(operation.action);
		},
	);

	it('shows every parameter for operations that exist, or for all', () => {
		const unbound = properties
			.filter(({ displayOptions }) => !displayOptions?.show?.resource)
			.map(({ name }) => name);
		const wrong = properties
			.filter(({ name }) => !['authentication', 'resource', 'operation', 'options'].includes(name))
			.filter(({ displayOptions }) => {
				const { resource = [], operation = [] } = displayOptions?.show ?? {};
				const shown = operations.filter(
					(each) => resource.includes(each.resource.value) && operation.includes(each.operation.value),
				);
				return (
					new Set(shown.map((each) => each.resource.value)).size !== resource.length ||
					new Set(shown.map((each) => each.operation.value)).size !== operation.length
				);
			});

		expect(unbound).toEqual(['authentication', 'resource', 'options']);
		expect(wrong.map(({ name }) => name)).toEqual([]);
	});

	it('gives every operation all its parameters, in their order, and none of another', () => {
		const shownFor = (of: (typeof operations)[number], root: string, all: INodeProperties[]) =>
			all
				.filter(({ displayOptions: { show = {} } = {} }) => {
					const { [`${root}resource`]: resource, [`${root}operation`]: operation } = show;
					return (
						(resource?.includes(of.resource.value) ?? true) &&
						(operation?.includes(of.operation.value) ?? true)
					);
				})
				.map(({ displayOptions, ...property }) => {
					const own = beyondOperations(displayOptions);
					return Object.keys(own).length > 0 ? { ...property, displayOptions: { show: own } } : property;
				});
		const composed = properties.filter(
			({ name }) => !['authentication', 'resource', 'operation'].includes(name),
		);
		for (const of of operations) {
			const shown = shownFor(of, '', composed).map((property) =>
				property.name === 'options'
					? { ...property, options: shownFor(of, '/', members(property)) }
					: property,
			);
			expect(shown).toEqual(parametersOf(of.operation));
		}
	});

	it('holds the same parameter once, as far as its operations can be named together', () => {
		const stands = properties.map(({ displayOptions, ...property }) => {
			const { resource = [], operation = [] } = displayOptions?.show ?? {};
			return {
				content: JSON.stringify([property, beyondOperations(displayOptions)]),
				shows: (of: (typeof operations)[number]) =>
					resource.includes(of.resource.value) && operation.includes(of.operation.value),
				resource,
				operation,
			};
		});
		type Stand = (typeof stands)[number];
		// One of a single resource may stand in an order of its own.
		const areNamedTogether = (one: Stand, other: Stand) =>
			(one.resource.length === 1) === (other.resource.length === 1) &&
			(one.resource.length > 1 || one.resource[0] === other.resource[0]) &&
			operations
				.filter(
					({ resource, operation }) =>
						[...one.resource, ...other.resource].includes(resource.value) &&
						[...one.operation, ...other.operation].includes(operation.value),
				)
				.every((of) => one.shows(of) || other.shows(of));
		const twice = stands.filter((one, index) =>
			stands.slice(0, index).some((other) => other.content === one.content && areNamedTogether(one, other)),
		);

		expect(twice).toEqual([]);
	});

	it('says of what is paid by the second that it is paid', () => {
		const paid = Object.values(jobKinds).filter(({ paidBy }) => paidBy === 'second');
		const silent = operations
			.map(({ operation }) => operation)
			.filter(
				({ finish, calls }) =>
					finish && paid.some((kind) => kind.calls.every((call) => calls.includes(call))),
			)
			.filter(({ description }) => !/\b(paid|costs)\b/.test(description));

		expect(silent.map(({ action }) => action)).toEqual([]);
	});

	it('weighs at most 2 kB an operation, and 200 kB in all', () => {
		const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
		const bytes = bytesOf(new HeyGen().description);
		const most = Math.min(SHARED_BYTES + BYTES_PER_OPERATION * operations.length, MOST_BYTES);
		const heaviest = properties
			.map((property) => ({ property, bytes: bytesOf(property) }))
			.sort((one, other) => other.bytes - one.bytes)
			.slice(0, 10)
			.map(
				({ property: { name, displayOptions: { show } = {} }, bytes: own }) =>
					`${own} ${name} of ${JSON.stringify(show)}`,
			);

		expect(
			bytes <= most
				? undefined
				: `The description weighs ${bytes} bytes and may weigh ${most}: parameters in the very words of another operation's stand there once. The heaviest: ${heaviest.join(', ')}`,
		).toBeUndefined();
	});

	it('has a credential for every authentication, and none without', () => {
		const authentication = properties.find(({ name }) => name === 'authentication');
		const shown = credentials.flatMap(({ displayOptions }) => displayOptions?.show?.authentication ?? []);

		expect(
			authentication &&
				choices(authentication)
					.map(({ value }) => value)
					.sort(),
		).toEqual([...shown].sort());
	});
});

describe('The parameters', () => {
	it.each(levels)('of %s have names of their own', (_, siblings) => {
		const names = siblings.map(({ name }) => name);

		expect(new Set(names).size).toBe(names.length);
		expect(names.filter((name) => !/^[a-z][A-Za-z0-9]*$/.test(name))).toEqual([]);
	});

	it('are shown by parameters beside them, for values those can have', () => {
		const wrong = parameters.flatMap(({ where, property, siblings }) =>
			Object.entries(property.displayOptions?.show ?? {}).flatMap(([name, values = []]) => {
				if (name === '@tool') return [];
				const root = name.startsWith('/') ? rootOf(where) : siblings;
				const owner = root.find((sibling) => sibling.name === name.replace('/', ''));
				if (!owner) return [`${where}: no ${name} beside it`];
				const possible: unknown[] =
					owner.type === 'boolean' ? [true, false] : choices(owner).map(({ value }) => value);
				return values
					.filter((value) => !possible.includes(value))
					.map((value) => `${where}: ${name} is never ${text(value)}`);
			}),
		);

		expect(wrong).toEqual([]);
	});

	it('of a collection are in the order of their display names', () => {
		const wrong = parameters
			.filter(({ property }) => property.type === 'collection')
			.filter(({ property }) => {
				const names = members(property).map(({ displayName }) => displayName);
				return names.join() !== [...names].sort((a, b) => a.localeCompare(b)).join();
			});

		expect(wrong.map(({ where }) => where)).toEqual([]);
	});

	const isChoice = (property: INodeProperties, value: unknown) =>
		choices(property).some((choice) => choice.value === value);

	const DEFAULTS: Partial<Record<INodeProperties['type'], (property: INodeProperties) => boolean>> = {
		options: (property) => isChoice(property, property.default),
		multiOptions: (property) =>
			Array.isArray(property.default) && property.default.every((value) => isChoice(property, value)),
		boolean: ({ default: value }) => typeof value === 'boolean',
		number: ({ default: value, typeOptions: { minValue = -Infinity, maxValue = Infinity } = {} }) =>
			typeof value === 'number' && value >= minValue && value <= maxValue,
		collection: ({ default: value }) => JSON.stringify(value) === '{}',
		fixedCollection: ({ default: value }) => JSON.stringify(value) === '{}',
		resourceLocator: ({ default: value }) => JSON.stringify(value) === '{"mode":"list","value":""}',
		string: ({ default: value }) => typeof value === 'string',
		json: ({ default: value }) => typeof value === 'string',
		resourceMapper: ({ default: value }) =>
			JSON.stringify(value) === '{"mappingMode":"defineBelow","value":null}',
		color: ({ default: value }) => typeof value === 'string' && /^(#[0-9a-f]{6})?$/.test(value),
		notice: ({ default: value }) => value === '',
	};

	it('have defaults that they may have', () => {
		const wrong = parameters.filter(({ property }) => !DEFAULTS[property.type]?.(property));

		expect(wrong.map(({ where }) => where)).toEqual([]);
	});

	it('have a display name and, notices aside, a description that is one', () => {
		const wrong = parameters.filter(
			({ property: { type, name, displayName, description = '' } }) =>
				displayName === '' ||
				(!['notice', 'collection'].includes(type) && !/^[A-Z"].{8}/.test(description)) ||
				(description !== '' && /[\s,.][,.]/.test(description)) ||
				name === displayName,
		);

		expect(wrong.map(({ where }) => where)).toEqual([]);
	});

	it('each offer their choices once, by a name of its own', () => {
		const wrong = parameters.filter(({ property }) => {
			const offered = choices(property);
			return (
				new Set(offered.map(({ value }) => value)).size !== offered.length ||
				new Set(offered.map(({ name }) => name)).size !== offered.length
			);
		});

		expect(wrong.map(({ where }) => where)).toEqual([]);
	});

	it('never keep an expression from being used where something is picked', () => {
		const modes = parameters.flatMap(({ property: { modes: all = [] } }) => all);

		expect(modes.length).toBeGreaterThan(16);
		expect(modes.filter(({ validation }) => validation !== undefined).map(({ name }) => name)).toEqual([]);
	});

	it('that map fields have a method that loads these, and name what they depend on', () => {
		const methods = Object.keys(new HeyGen().methods.resourceMapping);
		const mappers = parameters.filter(({ property }) => property.type === 'resourceMapper');
		const wrong = mappers.flatMap(({ where, property: { typeOptions = {} }, siblings }) => {
			const [owner, ...inner] = (typeOptions.loadOptionsDependsOn?.[0] ?? '').split('.');
			const locator = siblings.find(({ name }) => name === owner);
			return locator?.type === 'resourceLocator' && inner.join() === 'value' ? [] : [where];
		});

		expect([
			...new Set(mappers.map(({ property }) => property.typeOptions?.resourceMapper?.resourceMapperMethod)),
		]).toEqual(methods);
		expect(wrong).toEqual([]);
	});

	it('that point to something have a list that the node can search', () => {
		const methods = Object.keys(new HeyGen().methods.listSearch);
		const locators = parameters.filter(({ property }) => property.type === 'resourceLocator');
		const asked = locators.map(
			({ property }) => property.modes?.find(({ name }) => name === 'list')?.typeOptions?.searchListMethod,
		);

		expect(locators.length).toBeGreaterThan(8);
		expect([...new Set(asked)].sort()).toEqual(methods.sort());
		for (const { property } of locators)
			expect(property.modes?.map(({ name }) => name).slice(0, 2)).toEqual(['list', 'id']);
	});
});
