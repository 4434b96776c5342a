import { parseArgs } from 'node:util';

/** As shells and most commands have it: what was asked for cannot be understood. */
const MISUSE = 2;

/**
 * Reads what a command of this project was called with. What it does not know, and `--help`, end it with its usage before
 * anything is done.
 * @param {string} usage what the command does and takes
 * @param {{ options?: import('node:util').ParseArgsConfig['options'], allowPositionals?: boolean }} takes
 */
export function commandLine(usage, { options = {}, allowPositionals = false } = {}) {
	try {
		const { values, positionals } = parseArgs({
			options: { ...options, help: { type: 'boolean' } },
			allowPositionals,
		});
		if (!values.help) return { values, positionals };
	} catch (error) {
		// Node goes on to explain how to quote; the usage says what there is.
		misused(usage, error.message.split('. ')[0]);
	}
	process.stdout.write(usage);
	process.exit(0);
}

/** Ends the process with what was wrong with the call, and with what would be right. */
export function misused(usage, problem) {
	process.stderr.write(`✗ ${problem}\n\n${usage}`);
	process.exit(MISUSE);
}
