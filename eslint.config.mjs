import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import eslint from '@eslint/js';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const nodesBase = (name, off) => ({
	...n8nNodesBase.configs[name].rules,
	...Object.fromEntries(off.map((rule) => [`n8n-nodes-base/${rule}`, 'off'])),
});

export default tseslint.config(
	{
		ignores: [
			'dist/**',
			'contract/types.d.ts',
			'sandbox/n8n/node_modules/**',
			'sandbox/.data/**',
			'coverage/**',
		],
	},
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['**/*.ts'],
		extends: [eslint.configs.recommended, tseslint.configs.recommendedTypeChecked],
		languageOptions: { parserOptions: { project: './tsconfig.json' } },
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
		},
	},
	// A syntax tree has some eighty kinds of nodes, of which a few matter.
	{
		files: ['migration/**/*.ts'],
		rules: {
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
		},
	},
	// Jest's matchers, such as expect.any(String), are typed any.
	{ files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-unsafe-assignment': 'off' } },
	// What ships: both of n8n's plugins, as its verification applies them.
	{
		files: ['package.json', 'nodes/**/*.ts', 'credentials/**/*.ts'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: { 'no-console': 'error' },
	},
	{
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser },
		rules: nodesBase('community', []),
	},
	{
		files: ['credentials/**/*.ts'],
		// The same two exceptions as n8n's own scanner: other rules replace them.
		rules: nodesBase('credentials', [
			'cred-class-field-documentation-url-miscased',
			'cred-class-field-type-options-password-missing',
		]),
	},
	{
		files: ['nodes/**/*.ts'],
		rules: nodesBase('nodes', [
			'node-class-description-inputs-wrong-regular-node',
			'node-class-description-outputs-wrong',
			'node-param-type-options-max-value-present',
		]),
	},
);
