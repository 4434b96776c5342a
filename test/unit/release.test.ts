import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(__dirname, '..', '..');

/** Of the release alone: whoever runs this may have git set up in some way of their own. */
const ENVIRONMENT = {
	PATH: process.env.PATH,
	HOME: tmpdir(),
	GIT_CONFIG_GLOBAL: '/dev/null',
	GIT_CONFIG_NOSYSTEM: '1',
	GIT_AUTHOR_NAME: 'Someone',
	GIT_AUTHOR_EMAIL: 'someone@somewhere.org',
	GIT_COMMITTER_NAME: 'Someone',
	GIT_COMMITTER_EMAIL: 'someone@somewhere.org',
};

const MANIFEST = {
	name: 'nodes',
	version: '0.1.0',
	author: { name: 'Someone', email: 'someone@somewhere.org' },
	repository: { type: 'git', url: 'git+https://github.com/someone/nodes.git' },
};

const CHANGELOG = `# Changelog

## Unreleased

- A look can be renamed.

## 0.0.9 (2026-01-01)

- The beginning.
`;

let place: string;
let home: string;

const git = (...args: string[]) =>
	execFileSync('git', args, { cwd: home, env: ENVIRONMENT, encoding: 'utf8', stdio: 'pipe' }).trim();
const path = (...parts: string[]) => join(home, ...parts);
const read = (file: string) => readFileSync(path(file), 'utf8');
const write = (file: string, content: unknown) =>
	writeFileSync(path(file), typeof content === 'string' ? content : JSON.stringify(content, null, '\t'));

function commit(message: string): void {
	git('add', '--all');
	git('commit', '--message', message);
}

/** As the end of `npm test` leaves it. */
function havePassed(): void {
	write('sandbox/.data/reports/passed.json', { tree: git('rev-parse', 'HEAD^{tree}') });
}

const release = async (version: string) =>
	await run(process.execPath, [path('scripts', 'release.mjs'), version], { env: ENVIRONMENT });

/** A checkout that is ready to be released. */
beforeEach(() => {
	place = mkdtempSync(join(tmpdir(), 'heygen-studio-release-'));
	home = join(place, 'checkout');
	const origin = join(place, 'someone', 'nodes.git');
	for (const folder of [origin, home, path('node_modules'), path('sandbox', '.data', 'reports')]) {
		mkdirSync(folder, { recursive: true });
	}
	cpSync(join(root, 'scripts'), path('scripts'), { recursive: true });
	for (const name of ['semver', 'auto-changelog']) {
		symlinkSync(join(root, 'node_modules', name), path('node_modules', name), 'dir');
	}
	write('.gitignore', 'node_modules/\nsandbox/.data/\n');
	write('package.json', MANIFEST);
	const lock = { ...MANIFEST, lockfileVersion: 3, packages: { '': { version: '0.1.0' } } };
	write('package-lock.json', lock);
	// Nothing has to be installed.
	write('node_modules/.install-stamp', createHash('sha256').update(read('package-lock.json')).digest('hex'));
	write('CHANGELOG.md', CHANGELOG);
	execFileSync('git', ['init', '--quiet', '--bare', origin], { env: ENVIRONMENT });
	git('init', '--quiet', '--initial-branch', 'main');
	git('remote', 'add', 'origin', origin);
	commit('Begin');
	git('tag', '--annotate', '0.1.0', '--message', '0.1.0');
	write('README.md', 'A reader');
	commit('Tell "what" & why\n\nBecause.');
	git('push', '--quiet', 'origin', 'main');
	havePassed();
});

afterEach(() => rmSync(place, { recursive: true, force: true }));

test('makes version, changelog, commit and tag, and sends nothing anywhere', async () => {
	const before = git('rev-parse', 'HEAD');
	const { stdout } = await release('minor');
	expect(stdout).toContain('git push --atomic origin main 0.2.0');
	for (const file of ['package.json', 'package-lock.json']) {
		expect(JSON.parse(read(file))).toMatchObject({ version: '0.2.0' });
	}
	const today = new Date().toISOString().slice(0, 10);
	expect(read('CHANGELOG.md')).toBe(`# Changelog

## Unreleased

## 0.2.0 (${today})

- A look can be renamed.

### Commits

- Tell "what" & why

## 0.0.9 (2026-01-01)

- The beginning.
`);
	expect(git('log', '-1', '--format=%s')).toBe('Release 0.2.0');
	expect(git('rev-parse', 'HEAD^')).toBe(before);
	expect(git('rev-parse', '0.2.0^{commit}')).toBe(git('rev-parse', 'HEAD'));
	expect(git('cat-file', '-t', '0.2.0')).toBe('tag');
	expect(git('status', '--porcelain')).toBe('');
	expect(git('ls-remote', '--heads', '--tags', 'origin')).toBe(`${before}\trefs/heads/main`);
});

test('lets the first release have the version that is there', async () => {
	git('tag', '--delete', '0.1.0');
	await release('0.1.0');
	expect(git('tag', '--list')).toBe('0.1.0');
	expect(read('CHANGELOG.md')).toContain('### Commits\n\n- Tell "what" & why\n- Begin\n');
});

const change = (file: string, content: unknown) => () => {
	write(file, content);
	commit('Change');
	havePassed();
};

const REFUSALS: Array<[string, () => void, RegExp, string?]> = [
	[
		'an author without an address',
		change('package.json', { ...MANIFEST, author: { name: 'Someone', email: 'a@b.invalid' } }),
		/author's address is "a@b\.invalid"/,
	],
	[
		'a package without a repository',
		change('package.json', { ...MANIFEST, repository: undefined }),
		/no repository on GitHub/,
	],
	[
		'another repository than the one it is pushed to',
		() => git('remote', 'set-url', 'origin', 'https://github.com/other/nodes.git'),
		/origin is "https:\/\/github\.com\/other\/nodes\.git", and package\.json says someone\/nodes/,
	],
	['another branch', () => git('switch', '--quiet', '--create', 'side'), /"side".*git switch main/],
	['a file that is not committed', () => write('new.ts', ''), /Files differ.*git status/],
	['a commit that was not tested', () => (write('new.ts', ''), commit('Add')), /Not all checks.*npm test/],
	[
		'a main that is behind',
		() => {
			git('reset', '--quiet', '--hard', 'HEAD^');
			havePassed();
		},
		/origin\/main has 1 commits that are not here/,
	],
	['a tag that is there', () => git('tag', '0.2.0'), /The tag 0\.2\.0 exists/],
	['an older version', () => undefined, /0\.0\.1 is older than 0\.1\.0/, '0.0.1'],
	[
		'a changelog that says nothing',
		change('CHANGELOG.md', CHANGELOG.replace('- A look can be renamed.\n\n', '')),
		/CHANGELOG\.md says nothing below "## Unreleased"/,
	],
	[
		'a changelog that has the version',
		change('CHANGELOG.md', CHANGELOG.replace('0.0.9', '0.2.0')),
		/CHANGELOG\.md has 0\.2\.0 already/,
	],
];

test.each(REFUSALS)('refuses %s, and changes nothing', async (_what, spoil, reason, version = '0.2.0') => {
	spoil();
	const seen = () => [git('rev-parse', 'HEAD'), git('status', '--porcelain'), git('tag', '--list')];
	const before = seen();
	await expect(release(version)).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(reason) });
	expect(seen()).toEqual(before);
});

test('says all that is missing at once', async () => {
	change('package.json', { ...MANIFEST, author: undefined, repository: undefined })();
	git('switch', '--quiet', '--create', 'side');
	const refused = release('0.2.0');
	await expect(refused).rejects.toMatchObject({ stderr: expect.stringMatching(/^ {2}- /m) });
	const { stderr } = (await refused.catch((error: unknown) => error)) as { stderr: string };
	expect(stderr.match(/^ {2}- /gm)).toHaveLength(4);
});

test('leaves everything as it was where git refuses the commit', async () => {
	write('.git/hooks/commit-msg', '#!/bin/sh\nexit 1\n');
	execFileSync('chmod', ['+x', path('.git/hooks/commit-msg')]);
	const before = git('rev-parse', 'HEAD');
	await expect(release('0.2.0')).rejects.toMatchObject({ stderr: expect.stringContaining('as it was') });
	expect(git('rev-parse', 'HEAD')).toBe(before);
	expect(git('status', '--porcelain')).toBe('');
	expect(git('tag', '--list')).toBe('0.1.0');
});

test.each([['0.1'], ['newest']])('says what it takes where %s is no version', async (version) => {
	await expect(release(version)).rejects.toMatchObject({
		code: 2,
		stderr: expect.stringMatching(/is no version\.\n\n.*npm run release -- 1\.2\.3/s),
	});
});
