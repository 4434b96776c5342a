/** The fast projects run in this process; `sandbox` and `e2e` start a real n8n. */
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

module.exports = {
	projects: [
		...['unit', 'engine', 'contract', 'simulator', 'sandbox'].map((name) => project(name)),
		project('e2e', {
			globalSetup: '<rootDir>/test/support/packOnce.ts',
			globalTeardown: '<rootDir>/test/support/packed.ts',
		}),
	],
};
