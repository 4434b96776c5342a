import { Tinypool } from 'tinypool';
import { defineConfig } from 'vitest/config';

// Vitest begins each run in a new thread, and there is a run for each of thousands of changes: n8n would be loaded for each.
Tinypool.prototype.recycleWorkers = async () => {};

/**
 * The tests of jest, for mutation testing alone: jest loads n8n anew for each file, which thousands of times over takes days.
 * MUTATION_TESTS names the folders, and files, that count.
 */
export default defineConfig({
	test: {
		globals: true,
		setupFiles: ['test/support/setup.ts', 'test/mutation/jest.ts'],
		include: (process.env.MUTATION_TESTS ?? 'test/unit,test/engine')
			.split(',')
			.map((part) => (part.endsWith('.ts') ? part : `${part}/**/*.test.ts`)),
		exclude: [
			// What is measured there no mutant changes, or takes the package as it is packed.
			'test/engine/memory.test.ts',
			'test/unit/{package,release,documentation,examples,workflows}.test.ts',
		],
		runner: 'test/mutation/runner.ts',
		testTimeout: 30_000,
		pool: 'threads',
		isolate: false,
		poolOptions: { threads: { singleThread: true } },
	},
});
