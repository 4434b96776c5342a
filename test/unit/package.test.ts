import { execFile } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

import 'reflect-metadata';
import { PackageDirectoryLoader } from 'n8n-core';
import ts from 'typescript';

import manifest from '../../package.json';
import tsconfig from '../../tsconfig.json';
import { median } from '../bench/measure';

const run = promisify(execFile);
const root = join(__dirname, '..', '..');

/** Every file below a folder, as a path from there. */
function filesIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)))
		.sort();
}

const sources = ['nodes', 'credentials'].flatMap((folder) =>
	filesIn(join(root, folder))
		.filter((file) => file.endsWith('.ts'))
		.map((file) => join(folder, file)),
);

const sourceOf = (file: string) => readFileSync(join(root, file), 'utf8');

describe('package.json', () => {
	test('names a community node package under MIT, with someone to write to', () => {
		expect(manifest.name).toMatch(/^(@[a-z0-9-]+\/)?n8n-nodes-[a-z0-9-]+$/);
		expect(manifest.version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.license).toBe('MIT');
		expect(manifest.description).not.toBe('');
		expect(manifest.author.name).not.toBe('');
		expect(manifest.author.email).toMatch(/^\S+@\S+\.\S+$/);
		expect(manifest.homepage).toBe(`https://www.npmjs.com/package/${manifest.name}`);
	});

	test('has n8n-workflow as its only peer and no dependency at run time', () => {
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		for (const field of ['bundledDependencies', 'optionalDependencies', 'overrides', 'resolutions']) {
			expect(manifest).not.toHaveProperty(field);
		}
		expect({ dependencies: {}, ...manifest }.dependencies).toEqual({});
	});

	test('runs nothing on installation', () => {
		const forbidden = [
			'prepare',
			'preinstall',
			'install',
			'postinstall',
			'prepublish',
			'preprepare',
			'postprepare',
		];
		expect(Object.keys(manifest.scripts).filter((script) => forbidden.includes(script))).toEqual([]);
	});

	test('holds no placeholder of a template', () => {
		expect(JSON.stringify(manifest)).not.toMatch(/\{\{|<(?![^>@]*@)[^>]*>/);
	});

	test('ships dist alone, and speaks a node API that every n8n knows', () => {
		expect(manifest.files).toEqual(['dist']);
		expect(manifest.n8n.n8nNodesApiVersion).toBe(1);
	});

	test.each([
		['nodes', '.node'],
		['credentials', '.credentials'],
	] as const)('registers every file of %s', (kind, ending) => {
		const expected = sources
			.filter((file) => file.startsWith(kind) && file.endsWith(`${ending}.ts`))
			.map((file) => `dist/${file.replace(/\.ts$/, '.js')}`);
		expect([...manifest.n8n[kind]].sort()).toEqual(expected.sort());
		expect(expected.length).toBeGreaterThan(0);
	});
});

describe('the source', () => {
	test('is compiled strictly', () => {
		expect(tsconfig.compilerOptions).toMatchObject({ strict: true, noUncheckedIndexedAccess: true });
		for (const option of ['noImplicitAny', 'strictNullChecks', 'useUnknownInCatchVariables']) {
			expect(tsconfig.compilerOptions).not.toHaveProperty(option);
		}
	});

	test.each(sources)('%s silences neither the compiler nor the linter', (file) => {
		const text = sourceOf(file);
		expect(text).not.toMatch(/@ts-(ignore|expect-error|nocheck)|eslint-disable/);
		const found: string[] = [];
		const visit = (node: ts.Node): void => {
			const twice = ts.isAsExpression(node) && ts.isAsExpression(node.expression);
			if (node.kind === ts.SyntaxKind.AnyKeyword || twice) found.push(node.getText());
			ts.forEachChild(node, visit);
		};
		ts.forEachChild(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), visit);
		expect(found).toEqual([]);
	});

	test('holds no test, for what is in nodes is judged as what ships', () => {
		expect(sources.filter((file) => /\.(test|spec)\.ts$|__tests__/.test(file))).toEqual([]);
	});
});

describe('the tag of a release', () => {
	/** Runs the check beside a package.json of its own. */
	async function checkTag(tag: string, fields: object, repository = 'someone/nodes'): Promise<unknown> {
		const folder = mkdtempSync(join(tmpdir(), 'heygen-studio-tag-'));
		try {
			cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true });
			writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...OWNED, ...fields }));
			const env = { ...process.env, GITHUB_REPOSITORY: repository };
			return await run(process.execPath, [join(folder, 'scripts', 'check-tag.mjs'), tag], { env });
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}

	const OWNED = {
		version: '1.2.3',
		author: { name: 'Someone', email: 'someone@somewhere.org' },
		repository: { type: 'git', url: 'git+https://github.com/someone/nodes.git' },
	};

	test('is refused where it is not the version, or nobody owns the package', async () => {
		await expect(checkTag('1.2.3', {})).resolves.toMatchObject({ stderr: '' });
		const refusals: Array<[string, object, string]> = [
			['v1.2.3', {}, 'package.json says 1.2.3'],
			['9.9.9', {}, 'package.json says 1.2.3'],
			['1.2.3', { author: { name: 'Someone', email: 'someone@example.com' } }, 'author.email='],
			['1.2.3', { author: { name: 'Someone', email: 'someone@place.invalid' } }, 'author.email='],
			['1.2.3', { author: { name: '', email: 'someone@somewhere.org' } }, 'author.name='],
			['1.2.3', { repository: undefined }, 'no repository on GitHub'],
			['1.2.3', { repository: { url: 'git+https://github.com/else/nodes.git' } }, 'This is someone/nodes'],
		];
		for (const [tag, fields, reason] of refusals) {
			await expect(checkTag(tag, fields)).rejects.toMatchObject({
				code: 1,
				stderr: expect.stringContaining(reason),
			});
		}
	});
});

/** What test/bench/loading.cjs prints. */
interface Loading {
	processor: number;
	library: { processor: number };
}

interface Tarball {
	unpackedSize: number;
	files: Array<{ path: string }>;
}

describe('the build', () => {
	let home: string;
	let packed: string[];
	let unpackedSize: number;

	// Built in a copy, for others may be using this folder's dist.
	beforeAll(async () => {
		home = mkdtempSync(join(tmpdir(), 'heygen-studio-build-'));
		const needed = [
			'nodes',
			'credentials',
			'contract',
			'package.json',
			'gulpfile.js',
			'tsconfig.json',
			'tsconfig.build.json',
		];
		const shown = readdirSync(root).filter((file) => file.endsWith('.md'));
		for (const file of [...needed, ...shown]) cpSync(join(root, file), join(home, file), { recursive: true });
		symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'), 'dir');
		await run(process.execPath, [join(root, 'node_modules', 'gulp', 'bin', 'gulp.js'), 'build'], {
			cwd: home,
		});
		const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: home });
		// A list up to npm 11, by the package's name since.
		const [tarball] = Object.values(JSON.parse(stdout) as Record<string, Tarball>);
		unpackedSize = tarball?.unpackedSize ?? Number.POSITIVE_INFINITY;
		packed = (tarball?.files ?? []).map(({ path }) => path).sort();
	}, 120_000);

	afterAll(() => {
		rmSync(home, { recursive: true, force: true });
	});

	test('makes every file that package.json registers', () => {
		for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
			expect(existsSync(join(home, file))).toBe(true);
		}
	});

	test('packs dist, package.json and the pages a reader needs, and nothing else', () => {
		expect(packed).toContain('package.json');
		expect(packed).toContain('LICENSE.md');
		const others = packed.filter((file) => !file.startsWith('dist/'));
		expect(
			others.filter((file) => !['package.json', 'README.md', 'LICENSE.md', 'CHANGELOG.md'].includes(file)),
		).toEqual([]);
	});

	test('packs only what n8n needs: code, icons, codex and output previews', () => {
		const kinds = /\.js$|\.svg$|\/\w+\.node\.json$|\/__schema__\/v[\d.]+\/\w+\/\w+\.json$/;
		expect(packed.filter((file) => file.startsWith('dist/') && !kinds.test(file))).toEqual([]);
		expect(packed.filter((file) => /test|spec|\.map$|openapi|tsbuildinfo|\.ts$/.test(file))).toEqual([]);
	});

	test('unpacks to less than 700 kB', () => {
		expect(unpackedSize).toBeLessThan(700_000);
	});

	// A time in itself would say as much of the machine as of the package.
	test('loads in less than 40 ms, where n8n-workflow loads in 240', async () => {
		const files = [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((file) => join(home, file));
		const env = { ...process.env, NODE_PATH: join(root, 'node_modules') };
		const loading = join(root, 'test', 'bench', 'loading.cjs');
		const measured: number[] = [];
		while (measured.length < 5) {
			const { stdout } = await run(process.execPath, [loading, ...files], { env });
			const { processor, library } = JSON.parse(stdout) as Loading;
			measured.push(processor / library.processor);
		}
		expect(median(measured)).toBeLessThan(40 / 240);
	}, 120_000);

	test('keeps every icon byte for byte', () => {
		const icons = packed.filter((file) => /\.(svg|png)$/.test(file));
		expect(icons.length).toBeGreaterThanOrEqual(4);
		for (const icon of icons) {
			const source = readFileSync(join(root, icon.replace(/^dist\//, '')));
			expect(readFileSync(join(home, icon)).equals(source)).toBe(true);
		}
	});

	test('needs nothing at run time but n8n-workflow and node:crypto', () => {
		const scripts = packed.filter((file) => file.endsWith('.js'));
		const needed = scripts.flatMap((file) => {
			const source = readFileSync(join(home, file), 'utf8');
			expect(source).not.toMatch(/\bimport\(/);
			return [...source.matchAll(/require\("([^"]+)"\)/g)].map(([, name = '']) => name);
		});
		const outside = new Set(needed.filter((name) => !name.startsWith('.')));
		expect([...outside].sort()).toEqual(['n8n-workflow', 'node:crypto']);
	});

	test('uses nothing that n8n forbids to a verified node', () => {
		const forbidden =
			/(?<![.\w"'])(console|process|globalThis|global|setTimeout|setInterval|setImmediate|clearTimeout|__dirname|__filename|eval)(?=[.(\s])/;
		for (const file of packed.filter((name) => name.endsWith('.js'))) {
			const code = readFileSync(join(home, file), 'utf8')
				.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
				.replace(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g, '""');
			expect({ file, found: forbidden.exec(code)?.[1] }).toEqual({ file, found: undefined });
		}
	});

	test('is loaded by n8n: nodes, credentials, codex and icons', async () => {
		const loader = new PackageDirectoryLoader(home);
		await loader.loadAll();
		expect(Object.keys(loader.known.nodes).sort()).toEqual(['heyGen', 'heyGenPollTrigger', 'heyGenTrigger']);
		expect(Object.keys(loader.known.credentials).sort()).toEqual([
			'heyGenStudioApi',
			'heyGenStudioBearerApi',
			'heyGenStudioOAuth2Api',
		]);
		for (const description of loader.types.nodes) {
			const codex = description.codex;
			expect(codex?.categories?.length).toBeGreaterThan(0);
			expect(codex?.resources).toBeDefined();
			const { light, dark } = (description.iconUrl ?? {}) as { light?: string; dark?: string };
			for (const url of [light, dark]) {
				const file = url?.replace(`icons/${manifest.name}/`, '') ?? 'missing';
				expect(existsSync(join(home, file))).toBe(true);
			}
			expect(light).not.toBe(dark);
		}
		for (const { iconUrl } of loader.types.credentials) {
			expect(iconUrl).toMatchObject({ light: expect.stringContaining('heygen.svg') as string });
		}
	});

	test('offers the action node as a tool, and the triggers not', async () => {
		const loader = new PackageDirectoryLoader(home);
		await loader.loadAll();
		const usable = loader.types.nodes.map(({ name, usableAsTool }) => [name, usableAsTool]);
		expect(Object.fromEntries(usable)).toEqual({
			heyGen: true,
			heyGenPollTrigger: undefined,
			heyGenTrigger: undefined,
		});
	});

	test('has a trigger whose version keeps n8n from evaluating an expression at each delivery', async () => {
		const loader = new PackageDirectoryLoader(home);
		await loader.loadAll();
		const trigger = loader.types.nodes.find(({ name }) => name === 'heyGenTrigger');
		expect(trigger?.version).toBeGreaterThan(1);
	});

	test('has an output preview for operations that exist, in JSON', async () => {
		const { resources } = await import('../../nodes/HeyGen/resources');
		const known = resources.flatMap(({ value, operations }) =>
			operations.map((operation) => `${value}/${operation.value}`),
		);
		const previews = packed.filter((file) => file.includes('__schema__'));
		for (const file of previews) {
			const [, operation = ''] = /__schema__\/v[\d.]+\/(\w+\/\w+)\.json$/.exec(file) ?? [];
			expect(known).toContain(operation);
			expect(JSON.parse(readFileSync(join(home, file), 'utf8'))).toMatchObject({ type: 'object' });
		}
		expect(previews.length).toBeGreaterThan(0);
	});
});
