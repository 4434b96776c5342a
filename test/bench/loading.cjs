/**
 * Prints how long it takes to load the files named, in milliseconds: by the clock, and what of it the processor has worked.
 * n8n-workflow, which n8n has loaded already, is loaded before: what that took tells how fast the machine is.
 */
const { join } = require('node:path');

function timed(load) {
	const started = performance.now();
	const worked = process.cpuUsage();
	load();
	const { user, system } = process.cpuUsage(worked);
	return { clock: performance.now() - started, processor: (user + system) / 1000 };
}

// n8n's own, which is also the one the files find.
const library = timed(() => require(join(process.env.NODE_PATH, 'n8n-workflow')));
const files = timed(() => process.argv.slice(2).forEach((file) => require(file)));
console.log(JSON.stringify({ ...files, library }));
