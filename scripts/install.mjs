/** Installs what the tests need, in a process of its own: `npm test` begins with what needs no n8n. */
import { bootstrap, fail } from './bootstrap.mjs';

await bootstrap().catch(fail);
