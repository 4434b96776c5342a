import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

// In a process of its own, because jest loads no ECMAScript modules.
const SCRIPT = `
	import { text } from 'node:stream/consumers';
	import * as results from './test/mutation/results.mjs';
	const [name, given] = JSON.parse(await text(process.stdin));
	process.stdout.write(JSON.stringify(results[name](...given)));
`;

function results(
	name: 'countsOf' | 'standing' | 'triedAgain' | 'unexplained' | 'written',
	...given: unknown[]
): unknown {
	const answer = execFileSync(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
		cwd: join(__dirname, '..', '..'),
		input: JSON.stringify([name, given]),
		encoding: 'utf8',
	});
	return JSON.parse(answer) as unknown;
}

const written = (...given: unknown[]) => String(results('written', ...given));

const PAGE = `# Mutation testing

| folder | changes | noticed | score |
| --- | --- | --- | --- |
| api | 7 | 6 | 85.7 % |

## What no test noticed

### api

<!-- api: written by npm run mutation -->
| where | is | becomes | why it may |
| --- | --- | --- | --- |
| api/retry.ts:9 | \`a \\|\\| b\` | \`a\` | b is never true |
| api/retry.ts:12 | \`1\` | nothing | gone by now |
<!-- end of api -->
`;

const mutant = (status: string, line: number, [from, to]: [number, number], replacement: string) => ({
	status,
	replacement,
	location: { start: { line, column: from }, end: { line, column: to } },
});

const report = {
	files: {
		'nodes/HeyGen/api/retry.ts': {
			source: 'one\nreturn a || b;\n',
			mutants: [
				mutant('Survived', 2, [8, 14], 'a'),
				mutant('NoCoverage', 2, [8, 9], 'true'),
				mutant('Killed', 2, [8, 9], 'false'),
				mutant('Timeout', 2, [13, 14], 'true'),
				mutant('CompileError', 1, [1, 4], ''),
			],
		},
	},
};

it('counts what was tried, and what a test noticed', () => {
	expect(results('countsOf', report)).toEqual({ made: 4, noticed: 2, score: 50 });
	expect(results('standing', report)).toEqual([
		{ where: 'api/retry.ts:2', from: 'a || b', to: 'a' },
		{ where: 'api/retry.ts:2', from: 'a', to: 'true' },
	]);
});

it('writes what stands in the place of what stood, keeps its reasons, and knows which have none', () => {
	const page = written(PAGE, 'api', report);
	expect(page.split('\n').filter((line) => line.startsWith('| api'))).toEqual([
		'| api | 4 | 2 | 50.0 % |',
		'| api/retry.ts:2 | `a \\|\\| b` | `a` | b is never true |',
		'| api/retry.ts:2 | `a` | `true` |  |',
	]);
	expect(results('unexplained', page)).toEqual(['api/retry.ts | `a` | `true`']);
	expect(written(page, 'api', report)).toBe(page);
});

it('adds a folder that the page does not have yet', () => {
	const page = written(PAGE, 'run', report);
	expect(page).toContain('| api | 7 | 6 | 85.7 % |\n| run | 4 | 2 | 50.0 % |\n');
	expect(page).toContain('### run\n\n<!-- run: written by npm run mutation -->');
	expect(page).toContain('gone by now');
});

it('tries again what stood although every test counts for it, and believes the rest', () => {
	const found = (...mutants: object[]) => ({
		files: { 'retry.ts': { source: 'one', mutants } },
		tests: ['a'],
	});
	const killed = { status: 'Killed', static: true };
	const stood = { status: 'Survived', static: false };
	expect(results('triedAgain', found({ status: 'Survived', static: true }, killed, stood))).toEqual(
		found(killed, stood),
	);
});
