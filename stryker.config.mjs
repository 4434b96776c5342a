/** What `npm run mutation` gives Stryker for one folder (scripts/mutation.mjs). */
const { MUTATION_FOLDER = 'api', MUTATION_TESTS = '' } = process.env;

export default {
	mutate: [`nodes/HeyGen/${MUTATION_FOLDER}/**/*.ts`],
	plugins: ['@stryker-mutator/vitest-runner'],
	testRunner: 'vitest',
	vitest: { configFile: 'vitest.config.mts', related: false },
	coverageAnalysis: 'perTest',
	// What is worked out while a file is loaded concerns every test there is: too many, where they run n8n's engine.
	ignoreStatic: MUTATION_TESTS.includes('test/engine'),
	concurrency: 2,
	// A process that has loaded the same files so often has grown.
	maxTestRunnerReuse: 250,
	timeoutMS: 10_000,
	tempDirName: 'sandbox/.data/mutation/work',
	ignorePatterns: ['/dist', '/docs', '/examples', '/sandbox/.data', '/sandbox/n8n/node_modules', '/.github'],
	// What was found stands for as long as neither the code nor its tests change.
	incremental: true,
	incrementalFile: `sandbox/.data/mutation/${MUTATION_FOLDER}.incremental.json`,
	reporters: ['json', 'progress-append-only'],
	jsonReporter: { fileName: `sandbox/.data/mutation/${MUTATION_FOLDER}.json` },
	warnings: { slow: false },
};
