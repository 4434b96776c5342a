/**
 * n8n's verification scan, run before publishing: n8n's own scanner takes only what npm has already published, so its
 * analysis is called here on what it would fetch, the source of the commit and the packed tarball. Inline disables count for
 * nothing in it.
 *
 * Of the source it looks at package.json, nodes and credentials. The rest of the commit (tests, simulator, tools) is put to
 * the same rules here, without those about code that runs inside n8n.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
	analyzePackage,
	buildScanConfig,
	findPackageRoot,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { ESLint } from 'eslint';
import * as tar from 'tar';
import { commandLine } from './commandLine.mjs';

commandLine("Puts the source and the packed tarball to n8n's verification scan: npm run scan\n");

const root = fileURLToPath(new URL('..', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'heygen-studio-scan-'));

/** What a program on a developer's machine has to do, and a node must not. */
const INSIDE_N8N_ALONE = [
	'@n8n/community-nodes/no-dangerous-functions', // it starts n8n, browsers and databases
	'@n8n/community-nodes/no-restricted-globals', // it waits, and reads its environment
	'@n8n/community-nodes/no-restricted-imports', // it reads files and listens on ports
	'@n8n/community-nodes/require-node-api-error', // it has no node that could be named in an error
	'no-console', // it talks to a terminal
];

function say(what, passed, details) {
	console.log(`${passed ? 'passed' : 'FAILED'}: ${what}`);
	if (passed) return;
	console.log(details);
	process.exitCode = 1;
}

async function scan(what, directory, patterns) {
	const { passed, message, details } = await analyzePackage(directory, patterns);
	say(what, passed, details ?? message);
}

async function scanRest(directory) {
	const eslint = new ESLint({
		cwd: directory,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: [
			...(await buildScanConfig()),
			// The packages of the sandbox are nobody's nodes; what they may hold, the rules of package.json say.
			{ ignores: ['nodes/**', 'credentials/**', 'package.json', 'sandbox/n8n/package*.json'] },
			{ rules: Object.fromEntries(INSIDE_N8N_ALONE.map((rule) => [rule, 'off'])) },
		],
	});
	const results = await eslint.lintFiles(['**/*.js', '**/*.cjs', '**/*.mjs', '**/*.ts', '**/*.json']);
	if (results.length === 0) throw new Error(`There is nothing in ${directory}.`);
	const { format } = await eslint.loadFormatter('stylish');
	const passed = results.every(({ errorCount }) => errorCount === 0);
	say(`rest of the source, ${results.length} files`, passed, await format(results));
}

/** What the commit would hold if all of this were committed now: nothing that git ignores, and what was built least of all. */
function copySource(folder) {
	const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
	const files = execFileSync('git', list, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\0');
	for (const file of files) {
		// One that is deleted and not committed is still in the list.
		if (file === '' || !existsSync(join(root, file))) continue;
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		copyFileSync(join(root, file), join(folder, file));
	}
}

async function packed() {
	execFileSync(process.execPath, ['node_modules/gulp/bin/gulp.js', 'build'], { cwd: root, stdio: 'pipe' });
	// A list up to npm 11, by the package's name since.
	const [{ filename }] = Object.values(
		JSON.parse(
			execFileSync('npm', ['pack', '--json', '--pack-destination', place], {
				cwd: root,
				stdio: ['ignore', 'pipe', 'pipe'],
			}),
		),
	);
	const folder = join(place, 'packed');
	mkdirSync(folder);
	await tar.extract({ file: join(place, filename), cwd: folder, strip: 1 });
	return folder;
}

try {
	const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	const source = join(place, 'source');
	copySource(source);
	// As the scanner finds it: a second package.json of this name would be taken for it.
	await scan('source', findPackageRoot(source, name), SOURCE_FILE_PATTERNS);
	await scanRest(source);
	await scan('packed tarball', await packed(), ['**/*.js', 'package.json']);
} finally {
	rmSync(place, { recursive: true, force: true });
}
