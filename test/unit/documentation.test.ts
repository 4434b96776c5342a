import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

import manifest from '../../package.json';
import sandbox from '../../sandbox/n8n/package.json';

const root = join(__dirname, '..', '..');

/** What is installed or made, and none of ours. */
const FOREIGN = ['node_modules', 'dist', '.git', '.data'];

function filesBelow(folder: string, ending: RegExp): string[] {
	return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return FOREIGN.includes(entry.name) ? [] : filesBelow(path, ending);
		return ending.test(entry.name) ? [path] : [];
	});
}

const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

const pages = filesBelow('.', /\.md$/);

const FENCE = /^```(\w*)\n([\s\S]*?)^```$/gm;

const withoutBlocks = (text: string) => text.replace(FENCE, '');

/** The names under which GitHub finds a page's headings. */
function anchorsOf(text: string): string[] {
	const seen = new Map<string, number>();
	return [...withoutBlocks(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
		const plain = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '');
		const slug = plain.trim().replaceAll(' ', '-');
		const before = seen.get(slug) ?? 0;
		seen.set(slug, before + 1);
		return before === 0 ? slug : `${slug}-${before}`;
	});
}

/** Where a page's links and pictures lead, but for those to other hosts. */
function linksOf(text: string): string[] {
	const prose = withoutBlocks(text).replace(/`[^`\n]*`/g, '');
	return [...prose.matchAll(/\]\(([^()\s]+)\)|\bsrc="([^"]+)"/g)]
		.map(([, link, picture]) => link ?? picture ?? '')
		.filter((target) => !/^[a-z]+:/.test(target));
}

/** Commands in its blocks of shell and in its sentences. */
function commandsOf(text: string): string[] {
	const blocks = [...text.matchAll(FENCE)].filter(([, language]) => language === 'sh');
	const lines = blocks.flatMap(([, , block = '']) => block.split('\n'));
	const inline = [...withoutBlocks(text).matchAll(/`((?:npm|npx|node) [^`]*)`/g)].map(
		([, command = '']) => command,
	);
	return [...lines.map((line) => line.replace(/\s+#.*$/, '').trim()), ...inline].filter(Boolean);
}

describe.each(pages)('%s', (page) => {
	const text = textOf(page);

	it('has links that lead somewhere', () => {
		const broken = linksOf(text).filter((target) => {
			const [path = '', anchor] = target.split('#');
			const file = path === '' ? page : relative(root, resolve(root, dirname(page), path));
			if (!existsSync(join(root, file))) return true;
			return anchor !== undefined && !anchorsOf(textOf(file)).includes(anchor);
		});
		expect(broken).toEqual([]);
	});

	it('names scripts and tests that are there', () => {
		const scripts = Object.keys(manifest.scripts);
		const tests = filesBelow('test', /\.test\.ts$/);
		const wrong = commandsOf(text).filter((command) => {
			const [, script] = /^npm (?:run )?([\w:]+)/.exec(command) ?? [];
			const [, project, pattern] = /--selectProjects (\w+) -- (\S+)/.exec(command) ?? [];
			if (project && pattern)
				return !tests.some((file) => file.startsWith(join('test', project)) && file.includes(pattern));
			return script !== undefined && !scripts.includes(script);
		});
		expect(wrong).toEqual([]);
	});
});

it('every section that a comment cites is there', () => {
	const sources = filesBelow('.', /\.(ts|mjs|js|cjs)$/);
	const cited = sources.flatMap((file) =>
		[...textOf(file).matchAll(/docs\/(\w+\.md)(?: §(\d+))?/g)].map(([what, page = '', section]) => ({
			what: `${file}: ${what}`,
			page: join('docs', page),
			section,
		})),
	);
	const missing = cited.filter(
		({ page, section }) =>
			!existsSync(join(root, page)) ||
			(section !== undefined && !new RegExp(`^## ${section} `, 'm').test(textOf(page))),
	);
	expect(missing.map(({ what }) => what)).toEqual([]);
	expect(cited.length).toBeGreaterThan(0);
});

describe('README.md', () => {
	/** Where each of its commands is run: a file, and what in it runs the command. */
	const RUN_BY: Record<string, readonly [file: string, by: string]> = {
		'npm start': ['test/e2e/fresh.test.ts', "spawn('npm', ['start']"],
		'npx jest --selectProjects e2e -- official-package': ['scripts/test.mjs', "jest('e2e'"],
		'npm test': ['.github/workflows/ci.yml', 'run: npm test'],
	};

	it('names no command that nothing runs', () => {
		for (const command of new Set(commandsOf(textOf('README.md')))) {
			const [file = '', by = ''] = RUN_BY[command] ?? [];
			expect({ command, runBy: file, found: file !== '' && textOf(file).includes(by) }).toEqual({
				command,
				runBy: expect.stringMatching(/./),
				found: true,
			});
		}
	});

	it('has the sections to which the nodes link', () => {
		const links = filesBelow('nodes', /\.node\.json$/).flatMap((file) => [
			...textOf(file).matchAll(/"url": "[^"#]*#([^"]+)"/g),
		]);
		// The whole of it GitHub calls "readme".
		const sections = links.map(([, anchor = '']) => anchor).filter((anchor) => anchor !== 'readme');
		expect(anchorsOf(textOf('README.md'))).toEqual(expect.arrayContaining(sections));
	});

	it('names the Node and the n8n that it is tested with', () => {
		const text = textOf('README.md');
		const [, node] = /Node (\S+) or newer/.exec(text) ?? [];
		expect(manifest.engines.node).toBe(`>=${node}`);
		const [, n8n] = /n8n (\d+\.\d+\.\d+)/.exec(text) ?? [];
		expect(sandbox.dependencies.n8n).toBe(n8n);
	});

	it("says nothing of HeyGen's own package that no test shows", () => {
		const [, table = ''] = textOf('README.md').split(/^\| {2}\| HeyGen's own package.*\n.*\n/m);
		const rows = (table.split('\n\n')[0] ?? '').split('\n').map((row) => row.split('|')[1]?.trim());
		const tests = [...textOf('test/e2e/official-package.test.ts').matchAll(/^test\('([^']+)'/gm)].map(
			([, name]) => name,
		);
		expect(rows).toEqual(tests);
	});
});

describe('docs/troubleshooting.md', () => {
	/** Every text in the shipped code, with … where a value is put in. */
	const texts = ['nodes', 'credentials']
		.flatMap((folder) => filesBelow(folder, /\.ts$/))
		.flatMap((file) => {
			const found: string[] = [];
			const visit = (node: ts.Node): void => {
				if (ts.isStringLiteralLike(node)) found.push(node.text);
				else if (ts.isTemplateExpression(node))
					found.push(
						[node.head, ...node.templateSpans.map(({ literal }) => literal)]
							.map(({ text }) => text)
							.join('…'),
					);
				ts.forEachChild(node, visit);
			};
			visit(ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true));
			return found;
		});

	const messages = [...textOf('docs/troubleshooting.md').matchAll(/^\| `([^`]+)` \|/gm)].map(
		([, message = '']) => message,
	);

	it.each(messages)('quotes what the code says: %s', (message) => {
		const parts = message.split('…').filter((part) => part.trim() !== '');
		const holds = (text: string) => {
			let from = 0;
			return parts.every((part) => {
				const at = text.indexOf(part, from);
				from = at + part.length;
				return at >= 0;
			});
		};
		expect(parts.join('').length).toBeGreaterThan(12);
		expect(texts.filter(holds)).not.toEqual([]);
	});

	it('quotes something in every row', () => {
		const rows = textOf('docs/troubleshooting.md').match(/^\| (?!you read|---)/gm) ?? [];
		expect(messages).toHaveLength(rows.length);
	});
});
