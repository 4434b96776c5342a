/**
 * Loaded into n8n before n8n itself. On SIGUSR2 it collects the garbage and writes the bytes that JavaScript objects, and the
 * buffers they hold, still take into a file of the folder MEMORY_REPORTS: what n8n says of its own accord is mostly garbage,
 * and as much as chance has it.
 */
const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { isMainThread } = require('node:worker_threads');

const { MEMORY_REPORTS } = process.env;

if (isMainThread && MEMORY_REPORTS) {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc');
	process.on('SIGUSR2', () => {
		collect();
		const { heapUsed, external } = process.memoryUsage();
		appendFileSync(join(MEMORY_REPORTS, String(process.pid)), `${heapUsed + external}\n`);
	});
}
