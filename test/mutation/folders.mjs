/** The folders that are mutated, and the tests that count for each: its own, and those that run it through n8n's engine. */
export const FOLDERS = {
	api: [
		'test/unit/api',
		'test/unit/credentials.test.ts',
		...['account', 'asset', 'download', 'errors', 'media', 'payOnce', 'spendingLimits'].map(
			(name) => `test/engine/${name}.test.ts`,
		),
	],
	jobs: ['test/unit/jobs', 'test/engine'],
	polling: ['test/unit/polling'],
	run: [
		'test/unit/run',
		...[
			'batch',
			'created',
			'errors',
			'existing',
			'items',
			'media',
			'payOnce',
			'prices',
			'refusals',
			'resume',
			'shape',
			'spending',
			'spendingLimits',
			'studio',
			'tool',
			'waiting',
		].map((name) => `test/engine/${name}.test.ts`),
	],
	trigger: ['test/unit/trigger'],
};
