/**
 * `npm run migration`: makes `docs/migrate.html` of `migration/`, and the tables of `docs/migrating.md` of what it goes by.
 * `--check` writes nothing and fails where one of them is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { commandLine } from './commandLine.mjs';

const { values } = commandLine(
	'Makes docs/migrate.html and the tables of docs/migrating.md: npm run migration [-- --check]\n',
	{ options: { check: { type: 'boolean' } } },
);

const root = new URL('../', import.meta.url);
const read = async (path) => await readFile(new URL(path, root), 'utf8');

/** The source that a policy allows by its hash. */
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

async function page() {
	const { outputFiles } = await build({
		entryPoints: [fileURLToPath(new URL('migration/page/page.mjs', root))],
		bundle: true,
		write: false,
		format: 'iife',
		target: 'es2022',
		minify: true,
		legalComments: 'none',
		charset: 'ascii',
	});
	// An end tag within a text would end the script.
	const script = `\n${outputFiles[0].text.trim().replaceAll('</script', '<\\/script')}\n`;
	const style = `\n${(await read('migration/page/page.css')).trim()}\n`;
	const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`;
	const parts = [
		[/<!-- policy -->/, `<meta http-equiv="Content-Security-Policy" content="${policy}" />`],
		[/<style>[\s\S]*?<\/style>/, `<style>${style}</style>`],
		[/<script>[\s\S]*?<\/script>/, `<script>${script}</script>`],
	];
	return parts.reduce(
		(html, [place, part]) => {
			if (!place.test(html))
				throw new Error(`migration/page/page.html has no place for ${part.slice(0, 30)}`);
			return html.replace(place, () => part);
		},
		await read('migration/page/page.html'),
	);
}

async function documentation() {
	await import('tsx');
	const { TABLES } = createRequire(import.meta.url)('../migration/tables.ts');
	const text = await read('docs/migrating.md');
	const left = new Set(Object.keys(TABLES));
	const filled = text.replace(
		/(<!-- table: (.+?) -->\n)[\s\S]*?(<!-- end of table -->)/g,
		(_, begin, name, end) => {
			if (!left.delete(name))
				throw new Error(
					`docs/migrating.md has a place for a table "${name}" that there is not, or has it twice`,
				);
			return `${begin}\n${TABLES[name]()}\n\n${end}`;
		},
	);
	if (left.size > 0) throw new Error(`docs/migrating.md has no place for: ${[...left].join(', ')}`);
	return filled;
}

for (const [path, content] of [
	['docs/migrate.html', await page()],
	['docs/migrating.md', await documentation()],
]) {
	if ((await read(path).catch(() => '')) === content) continue;
	if (values.check) {
		console.error(`${path} is out of date: run \`npm run migration\`.`);
		process.exitCode = 1;
	} else {
		await writeFile(new URL(path, root), content);
		console.log(`wrote ${path}`);
	}
}
