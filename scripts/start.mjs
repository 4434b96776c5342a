/** `npm start`: installs what is missing, then runs the sandbox. */
import { createRequire } from 'node:module';
import { bootstrap, fail } from './bootstrap.mjs';
import { commandLine } from './commandLine.mjs';

const USAGE = `Runs the main job in a real n8n, with the package of this folder, and leaves the editor open.

  npm start                    on a simulated HeyGen: nothing is spent
  npm start -- --once          ends after the main job; exit code 0 says it succeeded
  npm start -- --fresh         forgets what earlier starts have made, in n8n and in the simulated HeyGen

  HEYGEN_API_KEY=…             uses HeyGen itself. This spends money.
  WEBHOOK_URL=https://…        with it, the public address under which HeyGen reaches this n8n
  N8N_PORT=5678                the port of n8n
  SIMULATOR_PORT=8089          the port of the simulated HeyGen; its files are served on the next one
`;

const { values } = commandLine(USAGE, { options: { once: { type: 'boolean' }, fresh: { type: 'boolean' } } });

await bootstrap().catch(fail);

// In this process and not in a child: a signal then reaches the sandbox itself, and its exit code is ours.
await import('tsx');
process.exitCode = await createRequire(import.meta.url)('../sandbox/main.ts').main(values);
