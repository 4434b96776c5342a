/**
 * Loaded into n8n before n8n itself. On SIGUSR2 it collects the garbage and writes the bytes that JavaScript objects still
 * hold into the file HEAP_REPORT: what n8n says of its own accord is mostly garbage, and as much as chance has it.
 */
const { appendFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { isMainThread } = require('node:worker_threads');

const { HEAP_REPORT } = process.env;

if (isMainThread && HEAP_REPORT) {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc');
	process.on('SIGUSR2', () => {
		collect();
		appendFileSync(HEAP_REPORT, `${process.memoryUsage().heapUsed}\n`);
	});
}
