/**
 * `npm run mutation`: changes the code in one place after the other and sees whether a test fails. What none notices is
 * written to docs/mutation.md.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, fail, root } from './bootstrap.mjs';
import { commandLine, misused } from './commandLine.mjs';
import { git } from './tested.mjs';
import { FOLDERS } from '../test/mutation/folders.mjs';
import {
	countsOf,
	LEAST,
	standing,
	summary,
	triedAgain,
	unexplained,
	written,
} from '../test/mutation/results.mjs';

const USAGE = `Changes the code of nodes/HeyGen in one place after the other, and sees whether a test fails.
What no test notices is written to docs/mutation.md.

  npm run mutation                        ${Object.keys(FOLDERS).join(', ')}: hours
  npm run mutation -- trigger polling     these
  npm run mutation -- --changed main      what differs from a commit; fails where tests notice less than ${LEAST} %
`;

const { values, positionals } = commandLine(USAGE, {
	options: { changed: { type: 'string' } },
	allowPositionals: true,
});
const unknown = positionals.find((name) => !(name in FOLDERS));
if (unknown !== undefined) misused(USAGE, `"${unknown}" is none of ${Object.keys(FOLDERS).join(', ')}.`);

const page = join(root, 'docs', 'mutation.md');
const data = join(root, 'sandbox', '.data', 'mutation');

/** What Stryker found in a folder, or in some files of it. */
function mutate(folder, files) {
	const report = join(data, `${folder}.json`);
	rmSync(report, { force: true });
	const before = join(data, `${folder}.incremental.json`);
	if (existsSync(before))
		writeFileSync(before, JSON.stringify(triedAgain(JSON.parse(readFileSync(before, 'utf8')))));
	const { status } = spawnSync(
		process.execPath,
		[
			join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'),
			'run',
			...(files ? ['--mutate', files.join(',')] : []),
		],
		{
			cwd: root,
			stdio: 'inherit',
			env: { ...process.env, MUTATION_FOLDER: folder, MUTATION_TESTS: FOLDERS[folder].join(',') },
		},
	);
	if (status !== 0) throw new Error(`The mutation of ${folder} ended with ${status}.`);
	return JSON.parse(readFileSync(report, 'utf8'));
}

/** The files of a folder that differ from a commit. */
function changedIn(folder, commit) {
	return git('diff', '--name-only', '--diff-filter=d', commit, '--', `nodes/HeyGen/${folder}`)
		.split('\n')
		.filter((file) => file.endsWith('.ts'));
}

await bootstrap().catch(fail);
const folders = positionals.length > 0 ? positionals : Object.keys(FOLDERS);
for (const folder of folders) {
	const files = values.changed === undefined ? undefined : changedIn(folder, values.changed);
	if (files?.length === 0) continue;
	console.log(`\n── ${folder}`);
	const report = mutate(folder, files);
	const counts = countsOf(report);
	console.log(`${folder}: ${summary(counts)}`);
	if (files) {
		for (const { where, from, to } of standing(report)) console.log(`  ${where}: ${from} → ${to}`);
		if (counts.score < LEAST) process.exitCode = 1;
	} else {
		const text = written(readFileSync(page, 'utf8'), folder, report);
		writeFileSync(page, text);
		const open = unexplained(text).length;
		if (open > 0) console.log(`docs/mutation.md does not say why ${open} of the others may stand.`);
	}
}
