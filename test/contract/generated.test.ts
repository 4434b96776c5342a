import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import { HeyGenPollTrigger } from '../../nodes/HeyGen/HeyGenPollTrigger.node';
import { HeyGenTrigger } from '../../nodes/HeyGen/HeyGenTrigger.node';
import { resources } from '../../nodes/HeyGen/resources';
import { isRecord } from '../../sandbox/heygen/contract';
import { serveContract } from '../support/contractAnswers';
import { outputOf } from '../support/engine';
import { keepFilesIn } from '../support/files';
import { useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';
import { UNCOVERED } from './exceptions';
import { operations } from './openapi';
import { cases, itemWithFiles, nodeParameters, usualChoice } from './running';

// What is made of the operations and stands in the repository: `npm run contract` writes it, and here it is compared.

const root = join(__dirname, '../..');
const isWriting = process.env.WRITE_GENERATED === 'true';

const heygen = useFakeHeyGen();
useVirtualTime();

function textOf(name: string): string | undefined {
	try {
		return readFileSync(join(root, name), 'utf8');
	} catch {
		return undefined;
	}
}

function expectFile(name: string, content: string): void {
	if (isWriting) {
		mkdirSync(dirname(join(root, name)), { recursive: true });
		writeFileSync(join(root, name), content);
	}
	const [found = [], wanted] = [textOf(name)?.split('\n'), content.split('\n')];
	const line = wanted.findIndex((text, index) => text !== found[index]);
	expect(
		line === -1 && found.length === wanted.length
			? undefined
			: `${name} is not what the operations make of it: run \`npm run contract\` and read what changed. First: "${found[line] ?? ''}" would be "${wanted[line] ?? ''}"`,
	).toBeUndefined();
}

/** What the editor offers for dragging before a node has run: one type a key. */
function shapeOf(value: unknown): object {
	if (Array.isArray(value)) return { type: 'array', items: shapeOf(value[0]) };
	if (isRecord(value)) {
		const properties = Object.entries(value).map(([name, member]) => [name, shapeOf(member)] as const);
		return { type: 'object', properties: Object.fromEntries(properties) };
	}
	if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number' };
	return { type: typeof value === 'boolean' ? 'boolean' : 'string' };
}

describe.each(cases.map((of) => [of.name, of] as const))('The output preview of %s', (name, of) => {
	it('is what the operation gives where HeyGen says all it can say', async () => {
		await keepFilesIn('memory');
		serveContract(heygen());
		const [output] = await outputOf({
			asAdded: true,
			parameters: nodeParameters(of, usualChoice(of)),
			items: [await itemWithFiles()],
		});

		const schema = `${JSON.stringify({ ...shapeOf(output), version: 1 }, undefined, '\t')}\n`;
		expectFile(`nodes/HeyGen/__schema__/v1.0.0/${name.replace('.', '/')}.json`, schema);
	});
});

/** Puts a table between its marks on a page, or holds the one that is there against it. */
function expectTable(page: string, name: string, rows: readonly string[]): void {
	const [begin, end] = [`<!-- ${name}: made by \`npm run contract\` -->`, `<!-- end of ${name} -->`];
	const text = textOf(page) ?? '';
	const [before = '', rest = ''] = text.split(begin);
	const after = rest.split(end)[1] ?? '';

	expect(text).toContain(begin);
	expectFile(page, `${before}${begin}\n\n${rows.join('\n')}\n\n${end}${after}`);
}

const OPERATIONS = 'docs/operations.md';
const CREDENTIALS = 'docs/credentials.md';

const named = ({ resource, operation }: (typeof cases)[number]) => `${resource.name} > ${operation.name}`;

const scopesOf = (id: string) => operations.get(id)?.operation['x-heygen-required-scopes'] ?? [];

describe(`The table of operations in ${OPERATIONS}`, () => {
	it('has a row for each', () => {
		const rows = cases.map(({ resource, operation: { name, description, calls } }) => {
			const [own] = calls;
			return `| ${resource.name} | **${name}** | ${description} | \`${own}\` |`;
		});
		const table = [
			"| resource | operation | what it does | HeyGen's operation |",
			'| --- | --- | --- | --- |',
			...rows,
		];
		expectTable(OPERATIONS, 'operations', table);
	});
});

describe(`The table of HeyGen's operations in ${OPERATIONS}`, () => {
	const TRIGGER = 'nodes/HeyGen/trigger';
	const trigger = readdirSync(join(root, TRIGGER)).map((file) => textOf(`${TRIGGER}/${file}`) ?? '');

	/** Who calls it: what is made for it, else what needs it. */
	function coveredBy(id: string): string[] {
		const own = cases.filter(({ operation }) => operation.calls[0] === id).map(named);
		const others = cases.filter(({ operation }) => operation.calls.some((call) => call === id)).map(named);
		const nodes = trigger.some((text) => text.includes(`'${id}'`)) ? ['HeyGen Trigger'] : [];
		return [...new Set(own.length > 0 ? [...own, ...nodes] : [...nodes, ...others.slice(0, 3)])];
	}

	const all = [...operations].sort(([, one], [, other]) => one.path.localeCompare(other.path));

	it('has a row for each, with what covers it', () => {
		const rows = all.map(([id, { path, method }]) => {
			const covering = coveredBy(id).join(', ') || `— ${UNCOVERED[id] ?? ''}`;
			return `| \`${method.toUpperCase()} ${path}\` | ${covering} |`;
		});

		expectTable(OPERATIONS, 'coverage', ['| HeyGen | covered by |', '| --- | --- |', ...rows]);
	});

	it('lacks nothing but what has a reason', () => {
		const lacking = all.map(([id]) => id).filter((id) => coveredBy(id).length === 0);

		expect(lacking.sort()).toEqual(Object.keys(UNCOVERED).sort());
	});
});

describe('How many operations there are', () => {
	it.each(['README.md', OPERATIONS])('%s says rightly', (page) => {
		const told = [...(textOf(page) ?? '').matchAll(/(\d+) operations\b( of HeyGen's API)?/g)];
		const right = told.map(([, , ofHeyGen]) => String(ofHeyGen ? operations.size : cases.length));

		expect(told.map(([, number]) => number)).toEqual(right);
		expect(new Set(right).size).toBe(2);
	});
});

describe(`The table of scopes in ${CREDENTIALS}`, () => {
	/** "Avatar (Create, Update)": the operations of one resource together. */
	function grouped(needing: typeof cases): string {
		const byResource = new Map<string, string[]>();
		for (const { resource, operation } of needing)
			byResource.set(resource.name, [...(byResource.get(resource.name) ?? []), operation.name]);
		return [...byResource].map(([resource, names]) => `${resource} (${names.join(', ')})`).join('; ');
	}

	it('has a row for each, with all that may need it', () => {
		const scopes = [...new Set([...operations.keys()].flatMap(scopesOf))].sort();
		const rows = scopes.map((scope) => {
			const needs = (ids: readonly string[]) => ids.some((id) => scopesOf(id).includes(scope));
			const own = cases.filter(({ operation }) => needs(operation.calls.slice(0, 1)));
			const others = cases.filter(({ operation }) => needs(operation.calls.slice(1)));
			const further = others.filter((of) => !own.includes(of));
			return `| \`${scope}\` | ${grouped(own)} | ${grouped(further)} |`;
		});

		expectTable(CREDENTIALS, 'scopes', [
			'| scope | needed by | and, in some cases, by |',
			'| --- | --- | --- |',
			...rows,
		]);
	});
});

describe('What n8n saves of a node', () => {
	const FILE = 'test/contract/saved.txt';
	const HEAD = [
		"What n8n has saved in people's workflows, line by line: values, names, types, defaults. n8n does not save what is",
		'default, so a default that changes changes what saved nodes do, and drops what is not shown, so what is shown for less is',
		'lost. Lines are added by `npm run contract`; none may change or go.',
		'',
	];

	function members(property: INodeProperties): INodeProperties[] {
		return (property.options ?? []).flatMap((option) =>
			'values' in option
				? option.values.map((value) => ({ ...value, name: `${option.name}.${value.name}` }))
				: 'displayName' in option
					? [option]
					: [],
		);
	}

	/** What has to be chosen for a parameter to be shown: each way there is. */
	function waysTo({ displayOptions: { show = {} } = {} }: INodeProperties): string[] {
		// A node is a tool or none for good.
		const conditions = Object.entries(show).filter(([name]) => name !== '@tool');
		return conditions.reduce<string[]>(
			(ways, [name, values = []]) =>
				ways.flatMap((way) =>
					values.map((value) => `${way}${way && ' and '}${name} is ${JSON.stringify(value)}`),
				),
			[''],
		);
	}

	function* linesOf(owner: string, properties: readonly INodeProperties[], prefix = ''): Generator<string> {
		for (const property of properties) {
			const { type, default: usual, options = [] } = property;
			const name = `${prefix}${property.name}`;
			yield `${owner} ${name}: ${type}, by default ${JSON.stringify(usual)}`;
			for (const way of waysTo(property)) if (way) yield `${owner} ${name} is shown where ${way}`;
			for (const option of options)
				if ('value' in option) yield `${owner} ${name} may be ${JSON.stringify(option.value)}`;
			yield* linesOf(owner, members(property), `${name}.`);
		}
	}

	const triggers: INodeTypeDescription[] = [
		new HeyGenTrigger().description,
		new HeyGenPollTrigger().description,
	];

	const lines = [
		...resources.map(({ value, usual }) => `resource ${value}, by default ${usual.value}`),
		...cases.flatMap(({ name, properties }) => [`operation ${name}`, ...linesOf(name, properties)]),
		...triggers.flatMap(({ name, properties }) => [...linesOf(name, properties)]),
	];

	/**
	 * Whether a parameter is now shown wherever it was under these conditions. What depends by now on a further parameter has
	 * to be shown for every value that could be saved of that.
	 */
	function isStillShown(subject: string, conditions: readonly string[], before: readonly string[]): boolean {
		const ways = lines
			.filter((known) => known.startsWith(`${subject} is shown where `))
			.map((known) => known.slice(`${subject} is shown where `.length).split(' and '));
		const namesIn = (parts: readonly string[]) => parts.map((part) => part.slice(0, part.indexOf(' is ')));
		const [owner = ''] = subject.split(' ');
		const further = new Set(namesIn(ways.flat()).filter((name) => !namesIn(conditions).includes(name)));
		const worlds = [...further].reduce<string[][]>(
			(all, name) => {
				const may = `${owner} ${name.replace('/', '')} may be `;
				const values = before.filter((line) => line.startsWith(may)).map((line) => line.slice(may.length));
				return values.length === 0
					? all
					: all.flatMap((world) => values.map((value) => [...world, `${name} is ${value}`]));
			},
			[[...conditions]],
		);
		return (
			lines.some((known) => known.startsWith(`${subject}: `)) &&
			(ways.length === 0 ||
				worlds.every((world) => ways.some((way) => way.every((part) => world.includes(part)))))
		);
	}

	it('only grows', () => {
		const [, saved = ''] = (textOf(FILE) ?? '').split('\n\n');
		const before = saved.split('\n').filter((line) => line !== '');
		const gone = before.filter((line) => {
			const [subject = '', conditions] = line.split(' is shown where ');
			return (
				!lines.includes(line) && !(conditions && isStillShown(subject, conditions.split(' and '), before))
			);
		});
		const narrowed = before
			.flatMap((line) => /^\S+ [\w.]+(?=: )/.exec(line) ?? [])
			.filter((subject) => {
				const isNarrow = (line: string) => line.startsWith(`${subject} is shown where `);
				return lines.some(isNarrow) && !before.some(isNarrow) && !isStillShown(subject, [], before);
			});

		expect(
			gone.map(
				(line) =>
					`"${line}" is in people's workflows and may not change or go: give the new thing a name of its own. What was never released may: restore ${FILE} and run \`npm run contract\` again`,
			),
		).toEqual([]);
		expect(
			narrowed.map(
				(subject) => `${subject} was always shown, and people have saved it: show it always, as before`,
			),
		).toEqual([]);
		expect(new Set(lines).size).toBe(lines.length);
		expectFile(FILE, `${[...HEAD, ...lines].join('\n')}\n`);
	});

	it('has one type under one name: choosing another operation keeps what was typed', () => {
		const types = new Map<string, Set<string>>();
		const note = (properties: readonly INodeProperties[], prefix = ''): void => {
			for (const property of properties) {
				const name = `${prefix}${property.name}`;
				types.set(name, new Set([...(types.get(name) ?? []), property.type]));
				note(members(property), `${name}.`);
			}
		};
		for (const { properties } of cases) note(properties);
		const mixed = [...types].filter(([, all]) => all.size > 1);

		expect(
			mixed.map(([name, all]) => `"${name}" is ${[...all].join(' and ')}: give one of them another name`),
		).toEqual([]);
	});
});
