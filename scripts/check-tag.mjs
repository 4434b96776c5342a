/** Ends with an error unless the tag to be published is the version of package.json. */
import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const tag = process.argv[2];
if (tag !== version) {
	console.error(
		`✗ The tag is ${tag}, but package.json says ${version}. Tag the commit that has the version.`,
	);
	process.exitCode = 1;
}
