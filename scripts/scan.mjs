/**
 * n8n's verification scan, run before publishing: n8n's own scanner takes only what npm has already published, so its
 * analysis is called here on the two things it would fetch, the source and the packed tarball. Inline disables count for
 * nothing in it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
import * as tar from 'tar';

const root = fileURLToPath(new URL('..', import.meta.url));
const unpacked = mkdtempSync(join(tmpdir(), 'heygen-studio-scan-'));

async function scan(what, directory, patterns) {
	const { passed, message, details } = await analyzePackage(directory, patterns);
	console.log(`${passed ? 'passed' : 'FAILED'}: ${what}`);
	if (passed) return;
	console.log(details ?? message);
	process.exitCode = 1;
}

try {
	execFileSync(process.execPath, ['node_modules/gulp/bin/gulp.js', 'build'], { cwd: root, stdio: 'pipe' });
	const [packed] = JSON.parse(
		execFileSync('npm', ['pack', '--json', '--pack-destination', unpacked], {
			cwd: root,
			stdio: ['ignore', 'pipe', 'pipe'],
		}),
	);
	await tar.extract({ file: join(unpacked, packed.filename), cwd: unpacked, strip: 1 });
	await scan('source', root, SOURCE_FILE_PATTERNS);
	await scan('packed tarball', unpacked, ['**/*.js', 'package.json']);
} finally {
	rmSync(unpacked, { recursive: true, force: true });
}
