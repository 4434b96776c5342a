import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

import { endpoints } from '../../contract/endpoints';

const root = join(__dirname, '../..');
const node = join(root, 'nodes/HeyGen');

interface Import {
	/** Paths from the project's root. */
	readonly from: string;
	readonly to: string;
	readonly typeOnly: boolean;
}

function filesIn(directory: string): string[] {
	return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
		const path = join(directory, entry.name);
		if (entry.name === 'node_modules') return [];
		if (entry.isDirectory()) return filesIn(path);
		return path.endsWith('.ts') ? [path] : [];
	});
}

function targetOf(file: string, specifier: string): string {
	return specifier.startsWith('.') ? relative(root, join(dirname(file), specifier)) : specifier;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
	if (!clause) return false;
	const { isTypeOnly: whole, name, namedBindings } = clause;
	if (whole) return true;
	if (name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
	return namedBindings.elements.every((element) => element.isTypeOnly);
}

function importsOf(file: string): Import[] {
	const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
	const found: Import[] = [];
	const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
		if (specifier && ts.isStringLiteralLike(specifier)) {
			found.push({ from: relative(root, file), to: targetOf(file, specifier.text), typeOnly });
		}
	};
	const visit = (child: ts.Node): void => {
		if (ts.isImportDeclaration(child)) add(child.moduleSpecifier, isTypeOnly(child.importClause));
		if (ts.isExportDeclaration(child)) add(child.moduleSpecifier, child.isTypeOnly);
		if (ts.isCallExpression(child)) {
			const {
				expression,
				arguments: [first],
			} = child;
			const loads =
				expression.kind === ts.SyntaxKind.ImportKeyword ||
				(ts.isIdentifier(expression) && expression.text === 'require');
			if (loads) add(first, false);
		}
		ts.forEachChild(child, visit);
	};
	visit(source);
	return found;
}

const files = [...filesIn(node), ...filesIn(join(root, 'credentials'))];
const imports = files.flatMap(importsOf);

/** Each circle as the files it leads through. */
function circlesIn(arrows: readonly Import[]): string[] {
	const graph = new Map<string, string[]>();
	for (const { from, to } of arrows) {
		const start = from.replace(/\.ts$/, '');
		const end = existsSync(join(root, to, 'index.ts')) ? `${to}/index` : to;
		graph.set(start, [...(graph.get(start) ?? []), end]);
	}
	const circles: string[] = [];
	const done = new Set<string>();
	const walk = (file: string, path: readonly string[]): void => {
		if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
		if (path.includes(file) || done.has(file)) return;
		for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
		done.add(file);
	};
	for (const file of graph.keys()) walk(file, []);
	return circles;
}

/** The part of the house a file belongs to. */
function partOf(path: string): string {
	if (path.startsWith('contract/')) return 'contract';
	if (path.startsWith('credentials/')) return 'credentials';
	const [first = '', second] = path.replace(/^nodes\/HeyGen\//, '').split('/');
	return second === undefined ? 'node' : first;
}

/** From top to bottom: what stands further right knows nothing of what stands further left. */
const ALLOWED: Record<string, readonly string[]> = {
	node: ['resources', 'parameters', 'run', 'jobs', 'trigger', 'polling', 'api'],
	resources: ['parameters', 'run', 'jobs', 'api'],
	parameters: ['run', 'jobs', 'api'],
	run: ['jobs', 'api'],
	jobs: ['api'],
	trigger: ['jobs', 'api'],
	polling: ['jobs', 'api'],
	api: ['contract'],
	contract: [],
	credentials: ['api'],
};

const PACKAGES = ['n8n-workflow', 'node:crypto'];

describe('The arrows between the parts of the node', () => {
	const inside = imports.filter(({ to }) => /^(nodes|contract|credentials)\//.test(to));

	it('are there to be checked', () => {
		expect(files.length).toBeGreaterThan(50);
		expect(inside.length).toBeGreaterThan(150);
		expect([...new Set(files.map((file) => partOf(relative(root, file))))].sort()).toEqual([
			'api',
			'credentials',
			'jobs',
			'node',
			'parameters',
			'polling',
			'resources',
			'run',
			'trigger',
		]);
	});

	it('never point back', () => {
		const wrong = inside.filter(({ from, to }) => {
			const [start, end] = [partOf(from), partOf(to)];
			return start !== end && !ALLOWED[start]?.includes(end);
		});

		expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
	});

	it('lead to the resources from the node alone', () => {
		const wrong = inside.filter(({ from, to }) => partOf(to) === 'resources' && partOf(from) !== 'resources');

		expect([...new Set(wrong.map(({ from }) => from))]).toEqual(['nodes/HeyGen/HeyGen.node.ts']);
	});

	it('form no circle, types included', () => {
		expect(circlesIn(inside)).toEqual([]);
	});
});

describe('The arrows between the files of the sandbox', () => {
	const inside = filesIn(join(root, 'sandbox'))
		.flatMap(importsOf)
		.filter(({ to }) => /^(nodes|contract|credentials|sandbox)\//.test(to));

	it('are there to be checked', () => {
		expect(inside.length).toBeGreaterThan(150);
	});

	it('form no circle, types included', () => {
		expect(circlesIn(inside)).toEqual([]);
	});
});

describe('The list of', () => {
	const RESOURCES = 'nodes/HeyGen/resources';
	const paths = files.map((file) => relative(root, file));
	const lists = paths.filter((file) => /\/(resources\/\w+|jobs\/kinds)\/index\.ts$/.test(file)).map(dirname);

	/** What a list names, in its order. */
	const named = (folder: string) =>
		imports
			.filter(({ from, to }) => from === `${folder}/index.ts` && dirname(to) === folder)
			.map(({ to }) => to);

	function expectOrder(folder: string): void {
		expect(
			named(folder)
				.filter((file, index, all) => index > 0 && file < (all[index - 1] ?? ''))
				.map(
					(file) => `${folder}/index.ts names ${file} too late: its lines stand in the order of the names`,
				),
		).toEqual([]);
	}

	it.each(lists)('%s has a line for each of its files that no other uses, in their order', (folder) => {
		const lacking = paths
			.filter((file) => dirname(file) === folder && file !== `${folder}/index.ts`)
			.filter((file) => !imports.some(({ to }) => `${to}.ts` === file));

		expect(
			lacking.map((file) => `${folder}/index.ts lacks a line for ${file}: without it nobody has it`),
		).toEqual([]);
		expectOrder(folder);
	});

	it('resources has a line for each folder, in their order', () => {
		const lacking = lists
			.filter((folder) => dirname(folder) === RESOURCES)
			.filter((folder) => !named(RESOURCES).includes(folder));

		expect(
			lacking.map((folder) => `${RESOURCES}/index.ts lacks a line for ${folder}: without it nobody has it`),
		).toEqual([]);
		expectOrder(RESOURCES);
	});
});

describe("An operation's write", () => {
	/** HeyGen's operations that a file names where it calls the client itself. */
	function callsIn(file: string): string[] {
		const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
		const found: string[] = [];
		const visit = (child: ts.Node): void => {
			if (ts.isCallExpression(child) && /\bclient\.data$/.test(child.expression.getText(source))) {
				found.push(child.arguments[0]?.getText(source).replace(/'/g, '') ?? '');
			}
			ts.forEachChild(child, visit);
		};
		visit(source);
		return found;
	}

	it('goes through item.write(), which protects it from being paid twice', () => {
		const reads = Object.entries(endpoints)
			.filter(([, { method }]) => method !== 'POST')
			.map(([id]) => id);
		const wrong = filesIn(join(node, 'resources')).flatMap((file) =>
			callsIn(file)
				.filter((call) => !reads.includes(call))
				.map((call) => `${relative(root, file)} sends ${call} past item.write()`),
		);

		expect(wrong).toEqual([
			// A place for a file is not paid; both requests stand under the keys of the items that make them together.
			'nodes/HeyGen/resources/asset/uploadBatch.ts sends assetDirectUploadsBatchesCreate past item.write()',
			'nodes/HeyGen/resources/asset/uploadBatch.ts sends assetCompleteBatchesCreate past item.write()',
			// The batch is one request of many items, each of them noted in the ledger.
			'nodes/HeyGen/resources/batchOperation.ts sends own past item.write()',
			// A delete makes nothing that could be paid; the ledger knows whether an earlier try has carried it out.
			'nodes/HeyGen/resources/deleteOperation.ts sends own past item.write()',
		]);
	});
});

describe('What the shipped code loads', () => {
	it(`is its own files, ${PACKAGES.join(' and ')}`, () => {
		const foreign = imports.filter(
			({ to, typeOnly }) =>
				!typeOnly && !/^(nodes|contract|credentials)\//.test(to) && !PACKAGES.includes(to),
		);

		expect(foreign.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
	});

	it('is nothing that n8n would not have beside it, not even for types', () => {
		const foreign = imports.filter(
			({ to }) => !/^(nodes|contract|credentials)\//.test(to) && !PACKAGES.includes(to),
		);

		expect(foreign.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
	});
});
