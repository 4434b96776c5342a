/**
 * `npm run migrate -- workflow.json [more.json] [--out folder]`: puts this package's nodes in place of requests to HeyGen's
 * old API and of HeyGen's own nodes. Writes `<name>.migrated.json` beside each file, or into the folder, and prints what was
 * done. Nothing is sent anywhere.
 *
 * Exits with 1 where a file could not be read or is no workflow, with 2 where it was not told what to do.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { commandLine, misused } from './commandLine.mjs';

const USAGE = `Moves workflows to this package's nodes: npm run migrate -- workflow.json [more.json] [--out folder]

Writes <name>.migrated.json beside each file, or into the folder, and prints what was done.
`;

async function read(file) {
	const text = await readFile(file, 'utf8').catch((error) => {
		throw new Error(`It cannot be read (${error.code ?? error.message}).`);
	});
	try {
		// Some editors begin a file with a mark of its encoding.
		return JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		throw new Error('It is no JSON.');
	}
}

const {
	values: { out },
	positionals: files,
} = commandLine(USAGE, { options: { out: { type: 'string' } }, allowPositionals: true });
if (files.length === 0) misused(USAGE, 'No workflow is named.');
await import('tsx');
const { migrateWorkflow, textOf } = createRequire(import.meta.url)('../migration/index.ts');

/** What must not be written over: what is read, and what was written just now. */
const taken = new Set(files.map((file) => resolve(file)));

for (const file of files) {
	console.log(`\n${file}`);
	try {
		const { workflow, report } = migrateWorkflow(await read(file));
		console.log(textOf(report));
		if (report.problem !== undefined) {
			process.exitCode = 1;
			continue;
		}
		const folder = out ?? dirname(file);
		const target = join(folder, `${basename(file).replace(/(\.migrated)?\.json$/i, '')}.migrated.json`);
		if (taken.has(resolve(target)))
			throw new Error(`${target} is another file of this call: name another folder by --out.`);
		taken.add(resolve(target));
		await mkdir(folder, { recursive: true });
		await writeFile(target, `${JSON.stringify(workflow, null, 2)}\n`);
		console.log(`Written to ${target}`);
	} catch (error) {
		console.error(`✗ ${error.message}`);
		process.exitCode = 1;
	}
}
