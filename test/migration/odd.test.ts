import fc from 'fast-check';

import { hasChanges, migrateWorkflow, textOf } from '../../migration';
import { around, fixture, fixtureNames, generating } from './fixtures';

// Whatever somebody pastes: nothing is thrown, nothing is changed in place, and what is wrong is said.

const PROBLEM = 'This is no workflow of n8n: it has no list of nodes.';

describe('What is no workflow', () => {
	it.each<[string, unknown]>([
		['nothing', undefined],
		['null', null],
		['a text', 'workflow'],
		['a number', 7],
		['an object', { name: 'x' }],
		['nodes that are none', { nodes: 'none' }],
		['a list of them', [null, 7]],
	])('is said to be none: %s', (_, given) => {
		const { workflow, report } = migrateWorkflow(given);

		expect(workflow).toEqual(given);
		expect(textOf(report)).toContain(PROBLEM);
	});

	it('is said to be nested too deeply', () => {
		const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
		const { nodes, ...rest } = fixture('loop-if-2');

		const { workflow, report } = migrateWorkflow({
			...rest,
			nodes: [...nodes, { ...nodes[0], parameters: { deep } }],
		});

		expect(report.problem).toBe('It is nested too deeply to be a workflow');
		expect(workflow).toHaveProperty('nodes');
	});

	it('is said to be an empty list', () => {
		expect(migrateWorkflow([])).toEqual({
			workflow: [],
			report: { problem: 'This is an empty list', notes: [] },
		});
	});
});

describe('A workflow', () => {
	it('may stand in a list, beside what is none', () => {
		const { workflow, report } = migrateWorkflow([fixture('loop-if-2'), null, fixture('subworkflow-state')]);

		expect(workflow).toHaveLength(3);
		expect(textOf(report)).toContain(
			'"News to avatar video", " HeyGen: Create Video": it is Video > Create now',
		);
		expect(textOf(report)).toContain(`"workflow 2": ${PROBLEM}`);
		expect(hasChanges(migrateWorkflow(workflow).report)).toBe(false);
	});

	it.each(['workflow', 'data'])('may be wrapped in "%s"', (wrapper) => {
		const { workflow, report } = migrateWorkflow({ [wrapper]: { workflow: fixture('loop-if-2') } });

		expect(workflow).toEqual(migrateWorkflow(fixture('loop-if-2')).workflow);
		expect(hasChanges(report)).toBe(true);
	});

	it('may have members that are none', () => {
		const { nodes, ...rest } = around(
			generating({ video_inputs: [{ character: { avatar_id: 'a' }, voice: { input_text: 'x' } }] }),
		);
		const odd = {
			...rest,
			nodes: [null, 7, { name: 'x' }, [], ...nodes],
			connections: { Start: null, Request: { main: [null, [null, {}]] } },
		};
		const { workflow, report } = migrateWorkflow(odd);

		expect(hasChanges(report)).toBe(true);
		expect(workflow).toMatchObject({
			nodes: [{ name: 'Start' }, { name: 'Request' }, { name: 'Use' }],
			connections: {},
		});
	});

	it('without anything of HeyGen comes back as it was', () => {
		const { workflow, report } = migrateWorkflow({
			nodes: [null, { name: 'x', type: 'y' }],
			connections: 7,
			odd: true,
		});

		expect(workflow).toEqual({ nodes: [null, { name: 'x', type: 'y' }], connections: 7, odd: true });
		expect(textOf(report)).toBe('Nothing of HeyGen is in it that would have to be migrated.');
	});
});

/** Runs a migration as often as it takes to see that it is sound. */
function expectSound(given: unknown): void {
	const before = JSON.stringify(given);
	const { workflow, report } = migrateWorkflow(given);
	expect(JSON.stringify(given)).toBe(before);
	textOf(report);
	const again = migrateWorkflow(workflow);
	expect(hasChanges(again.report)).toBe(false);
	expect(again.workflow).toEqual(workflow);
}

it('is never an error, whatever is given', () => {
	fc.assert(fc.property(fc.jsonValue(), expectSound));
});

/** A fixture in which some values have become others. */
function mutated(
	value: unknown,
	replace: (depth: number) => { use: boolean; value: unknown },
	depth = 0,
): unknown {
	const { use, value: other } = replace(depth);
	if (use && depth > 1) return other;
	if (Array.isArray(value)) return value.map((entry) => mutated(entry, replace, depth + 1));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => [name, mutated(member, replace, depth + 1)]),
	);
}

it('is never an error where values of a workflow are others', () => {
	const texts = fc.constantFrom(
		'={{ $json.data.video_id }}',
		"={{ $('Status').item.json.data",
		'={{ {{ }} }}',
		'={"video_inputs":[{{ $json }}]}',
		'https://api.heygen.com/v2/template//generate',
		'=',
		'',
		'constructor',
	);
	const other = fc.oneof(texts, fc.jsonValue());
	fc.assert(
		fc.property(
			fc.constantFrom(...fixtureNames),
			fc.infiniteStream(fc.tuple(fc.nat(60), other)),
			(name, stream) => {
				const replace = () => {
					const [dice, value] = stream.next().value ?? [1, null];
					return { use: dice === 0, value };
				};
				expectSound(mutated(fixture(name), replace));
			},
		),
		{ numRuns: 300 },
	);
});

it('is never an error where the text of a body or an expression breaks off', () => {
	const body =
		'={"video_inputs":[{"character":{"avatar_id":"{{ $json.a }}"},"voice":{"input_text":"{{ JSON.stringify($json.b).slice(1,-1) }}"}}]}';
	fc.assert(
		fc.property(fc.nat(body.length), fc.string(), fc.nat(20), (at, put, cut) => {
			const text = body.slice(0, at) + put + body.slice(at + cut);
			expectSound(around(generating(text), { use: text }));
		}),
		{ numRuns: 500 },
	);
});
