/** Ends with an error unless the tag to be published is the version of package.json, which says whose it is. */
import { readFileSync } from 'node:fs';
import { commandLine, misused } from './commandLine.mjs';
import { missingFrom, repositoryOf } from './publishable.mjs';

const USAGE = 'Says whether a tag may be published: node scripts/check-tag.mjs <tag>\n';

const {
	positionals: [tag, ...more],
} = commandLine(USAGE, { allowPositionals: true });
if (tag === undefined || more.length > 0) misused(USAGE, 'Which tag?');

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const { version } = manifest;
// Where GitHub runs it.
const here = process.env.GITHUB_REPOSITORY;
const repository = repositoryOf(manifest);
const problems = [
	tag !== version &&
		`The tag is ${tag}, but package.json says ${version}. Tag the commit that has the version.`,
	...missingFrom(manifest),
	here && repository && here !== repository && `This is ${here}, but package.json says ${repository}.`,
].filter(Boolean);

for (const problem of problems) console.error(`✗ ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
