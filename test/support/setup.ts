import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n-core writes its settings and an encryption key into its user folder as soon as it is loaded.
process.env.N8N_USER_FOLDER = mkdtempSync(join(tmpdir(), 'heygen-studio-test-'));
process.env.N8N_ENCRYPTION_KEY = 'only-for-tests';
// Every failed run is an expected one here, and n8n would print each.
process.env.N8N_LOG_LEVEL = 'silent';
