/** `npm start`: installs what is missing, then runs the sandbox. */
import { createRequire } from 'node:module';
import { bootstrap, fail } from './bootstrap.mjs';

await bootstrap().catch(fail);

// In this process and not in a child: a signal then reaches the sandbox itself, and its exit code is ours.
await import('tsx');
createRequire(import.meta.url)('../sandbox/main.ts');
