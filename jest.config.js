/** The fast projects run in this process; `sandbox`, `waiting`, `e2e` and `load` start a real n8n. */
const project = (name, { setup = [], ...rest } = {}) => ({
	displayName: name,
	testEnvironment: 'node',
	roots: [`<rootDir>/test/${name}`],
	testMatch: ['**/*.test.ts'],
	transform: {
		'^.+\\.ts$': [
			'ts-jest',
			{ tsconfig: { ...require('./tsconfig.json').compilerOptions, rootDir: undefined } },
		],
	},
	setupFiles: ['<rootDir>/test/support/setup.ts', ...setup],
	modulePathIgnorePatterns: [
		'<rootDir>/dist/',
		'<rootDir>/sandbox/n8n/node_modules/',
		'<rootDir>/sandbox/.data/',
	],
	...rest,
});

/** They take pictures and find nothing that others do not: `npm run screenshots` runs them. */
const PICTURES = ['e2e/example-pictures', 'e2e/film'];

const packed = {
	globalSetup: '<rootDir>/test/support/packOnce.ts',
	globalTeardown: '<rootDir>/test/support/packed.ts',
};

module.exports = {
	// On a slow machine a test of a second takes several, which is no mistake of what it tests.
	testTimeout: 20_000,
	projects: [
		...['unit', 'engine', 'contract', 'simulator', 'sandbox', 'migration', 'reliability'].map((name) =>
			project(name),
		),
		// What takes minutes because it waits.
		project('waiting', packed),
		project('e2e', {
			...packed,
			...(process.env.SCREENSHOTS ? {} : { testPathIgnorePatterns: ['/node_modules/', ...PICTURES] }),
		}),
		// What n8n does under load, alone on the machine.
		project('load', packed),
	],
};
