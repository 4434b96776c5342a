/** `npm run release`: makes version, changelog, commit and tag on this machine, once nothing speaks against it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, fail, npmEnvironment, root } from './bootstrap.mjs';
import { commandLine, misused } from './commandLine.mjs';
import { missingFrom, repositoryOf } from './publishable.mjs';
import { committedTree, git, hasPassed } from './tested.mjs';

const USAGE = `Makes version, changelog, commit and tag of a release on this machine. It pushes nothing and publishes nothing.

  npm run release -- 1.2.3
  npm run release -- patch | minor | major
`;

const MAIN = 'main';
const UNRELEASED = '## Unreleased';
const CHANGELOG = join(root, 'CHANGELOG.md');

const { positionals } = commandLine(USAGE, { allowPositionals: true });
if (positionals.length !== 1) misused(USAGE, 'Which version?');

await bootstrap({ withN8n: false }).catch(fail);
const { default: semver } = await import('semver');

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const [wanted] = positionals;
const version = semver.valid(wanted) === wanted ? wanted : semver.inc(manifest.version, wanted);
if (version === null) misused(USAGE, `"${wanted}" is no version.`);

/** The output of a git command that may fail, and then has none. */
function attempt(...args) {
	try {
		return git(...args);
	} catch {
		return '';
	}
}

/** CHANGELOG.md around what the next version brings, which people have written for people. */
function changelogParts() {
	const text = readFileSync(CHANGELOG, 'utf8');
	const start = text.indexOf(`${UNRELEASED}\n`);
	if (start < 0) return undefined;
	const from = start + UNRELEASED.length;
	const end = text.indexOf('\n## ', from);
	return {
		before: text.slice(0, start),
		entries: text.slice(from, end < 0 ? undefined : end).trim(),
		after: end < 0 ? '' : text.slice(end + 1),
	};
}

/** Everything at once, so that nobody mends one thing to be told of the next. */
function problems() {
	const tree = committedTree();
	const branch = attempt('branch', '--show-current');
	const repository = repositoryOf(manifest);
	// A token may stand in it.
	const origin = attempt('remote', 'get-url', 'origin').replace(/\/\/[^/@]*@/, '//');
	const behind = Number(attempt('rev-list', '--count', `HEAD..origin/${MAIN}`));
	const parts = changelogParts();
	return [
		...missingFrom(manifest),
		repository &&
			!new RegExp(`[/:]${repository}(\\.git)?$`).test(origin) &&
			`The remote origin is "${origin}", and package.json says ${repository}: git remote set-url origin`,
		branch !== MAIN && `This is "${branch}", and a release is made on ${MAIN}: git switch ${MAIN}`,
		behind > 0 && `origin/${MAIN} has ${behind} commits that are not here: git pull`,
		tree === undefined && 'Files differ from the last commit: git status',
		tree !== undefined && !hasPassed(tree) && 'Not all checks have passed on this commit: npm test',
		semver.lt(version, manifest.version) && `${version} is older than ${manifest.version}, which this is.`,
		attempt('tag', '--list', version) !== '' && `The tag ${version} exists: choose another version.`,
		!parts?.entries.includes('- ') &&
			`CHANGELOG.md says nothing below "${UNRELEASED}": write what a user will notice.`,
		parts?.after.split('\n').some((line) => line.split(' (')[0] === `## ${version}`) &&
			`CHANGELOG.md has ${version} already.`,
	].filter(Boolean);
}

/** Every commit since the last tag by its first line, newest first. */
function commits() {
	const program = join(root, 'node_modules', 'auto-changelog', 'src', 'index.js');
	const settings = ['--unreleased-only', '--commit-limit', 'false', '--sort-commits', 'date-desc'];
	const template = ['--template', join(root, 'scripts', 'changelog.hbs')];
	return execFileSync(process.execPath, [program, '--stdout', ...settings, ...template], {
		cwd: root,
		encoding: 'utf8',
	}).trim();
}

function writeChangelog() {
	const { before, entries, after } = changelogParts();
	const date = new Date().toISOString().slice(0, 10);
	const section = `## ${version} (${date})\n\n${entries}\n\n### Commits\n\n${commits()}\n`;
	writeFileSync(CHANGELOG, `${before}${UNRELEASED}\n\n${section}${after && `\n${after}`}`);
}

function make() {
	writeChangelog();
	execFileSync('npm', ['version', version, '--no-git-tag-version', '--allow-same-version'], {
		cwd: root,
		env: npmEnvironment(),
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	git('commit', '--all', '--message', `Release ${version}`);
	git('tag', '--annotate', version, '--message', version);
}

const found = problems();
if (found.length > 0) {
	console.error(
		`✗ ${version} cannot be released yet:\n${found.map((problem) => `  - ${problem}`).join('\n')}`,
	);
	process.exit(1);
}
const before = git('rev-parse', 'HEAD');
try {
	make();
} catch (error) {
	// There was nothing that was not committed, so nothing is lost.
	git('reset', '--hard', before);
	console.error(`✗ ${error.message}\n  Everything is as it was.`);
	process.exit(1);
}
console.log(
	`✓ ${version} is made, here alone. This publishes it:\n\n  git push --atomic origin ${MAIN} ${version}\n\nThis takes it back: git tag --delete ${version} && git reset --hard ${before.slice(0, 9)}`,
);
