/** `npm run bench`: installs what is missing, measures, and writes the table of docs/figures.md. */
import { createRequire } from 'node:module';
import { bootstrap, fail } from './bootstrap.mjs';
import { commandLine, misused } from './commandLine.mjs';

const USAGE = `Measures this package in a real n8n, beside HeyGen's own and a bare loop, and writes the table of docs/figures.md.

  npm run bench
  npm run bench -- --pairs 2 reads creates     tries out the named parts only, in so many pairs
`;

const { values, positionals } = commandLine(USAGE, {
	options: { pairs: { type: 'string' } },
	allowPositionals: true,
});
const pairs = values.pairs === undefined ? undefined : Number(values.pairs);
if (pairs !== undefined && !(Number.isInteger(pairs) && pairs > 0)) {
	misused(USAGE, '--pairs takes a number from 1 on.');
}

await bootstrap().catch(fail);

// In this process and not in a child: a signal then reaches what has to end all the others.
await import('tsx');
const { main, PARTS } = createRequire(import.meta.url)('../test/bench/main.ts');
const known = Object.keys(PARTS);
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0)
	misused(USAGE, `There is no part ${unknown.join(', ')}. There are: ${known.join(', ')}.`);

await main({ pairs, names: positionals.length > 0 ? positionals : known });
