/**
 * `npm run bench`: installs what is missing, measures, and writes the table of the README.
 * `npm run bench -- --pairs 2 reads creates` tries out the named parts only.
 */
import { createRequire } from 'node:module';
import { bootstrap, fail } from './bootstrap.mjs';

await bootstrap().catch(fail);

// In this process and not in a child: a signal then reaches what has to end all the others.
await import('tsx');
createRequire(import.meta.url)('../test/bench/main.ts');
