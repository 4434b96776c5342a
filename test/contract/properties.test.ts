import fc from 'fast-check';
import type { INodeProperties } from 'n8n-workflow';

import { serveContract } from '../support/contractAnswers';
import { runNode } from '../support/engine';
import { keepFilesIn } from '../support/files';
import { useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';
import { factorsOf, UNSET, type Factor, type Level } from './product';
import { cases, FIXED, itemWithFiles, nodeParameters, type Case } from './running';

// Whatever an expression gives for whatever parameter: HeyGen gets a request its contract accepts, or nothing that creates,
// and the user is told which parameter to look at. DEEP tries twenty times as much, from another beginning each time.

const DEEP = process.env.DEEP === 'true';
const RUNS = DEEP ? 2_000 : 100;
const SEED = DEEP ? undefined : 20_261_125;

const heygen = useFakeHeyGen();
useVirtualTime();
jest.setTimeout(DEEP ? 1_800_000 : 300_000);

/** What an expression can give where something else was meant. */
const STRANGE = fc.oneof(
	fc.constantFrom<unknown>(
		null,
		'',
		'  ',
		'null',
		'true',
		0,
		-1,
		1e21,
		0.1,
		Number.NaN,
		Number.POSITIVE_INFINITY,
		true,
		false,
		[],
		[null],
		{},
		'__proto__',
		'constructor',
		'toString',
		JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
		'\ud800',
		'\udfff and on',
		'TRUE',
		'2026-02-30T25:00:00Z',
		new Date(Number.NaN),
		'../../etc',
		'a?b#c/d%2f',
		'line\nline',
		// The fake network reads no head of a request that is longer than 16 kB, as many a server.
		'x'.repeat(12_000),
		new Date(0),
	),
	fc.string({ unit: 'binary', maxLength: 40 }),
	fc.array(fc.string({ maxLength: 8 }), { maxLength: 3 }),
	fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
	fc.double(),
);

/** What n8n's own expressions give beside what stands in an item: its times, and nothing at all. */
const OF_N8N = ['{{ $now }}', '{{ [$now] }}', '{{ $json.missing }}', '{{ undefined }}', '{{ /a/ }}'];

/** What one parameter is given: one of its values, or by an expression something strange. */
type Given = { readonly level: Level } | { readonly strange: unknown } | { readonly expression: string };

function givenFor({ path, property, levels }: Factor): fc.Arbitrary<Given> {
	const usual = fc.constantFrom(...levels).map((level): Given => ({ level }));
	// What stays fixed is sent unchecked, or concerns time alone; the editor lets nobody put an expression into the others.
	if (path in FIXED || property.type === 'fixedCollection' || property.noDataExpression) return usual;
	return fc.oneof(
		{ weight: 5, arbitrary: usual },
		{ weight: 1, arbitrary: STRANGE.map((strange) => ({ strange })) },
		{ weight: 1, arbitrary: fc.constantFrom(...OF_N8N).map((expression) => ({ expression })) },
	);
}

/** How a parameter looks whose value an expression gives. */
function valueOf({ type }: INodeProperties, expression: string): Level {
	const value = `=${expression}`;
	return type === 'resourceLocator' ? { __rl: true, mode: 'id', value } : value;
}

function* labelsIn(properties: readonly INodeProperties[]): Generator<string> {
	for (const { displayName, options = [] } of properties) {
		yield displayName;
		for (const option of options) {
			if ('values' in option) yield* labelsIn(option.values);
			else if ('displayName' in option) yield* labelsIn([option]);
		}
	}
}

async function outcomeOf(of: Case, factors: readonly Factor[], given: readonly Given[]) {
	const choice = new Map<string, Level>();
	const strange: unknown[] = [];
	for (const [index, { path, property }] of factors.entries()) {
		const value = given[index] ?? { level: UNSET };
		if ('level' in value) choice.set(path, value.level);
		else if ('expression' in value) choice.set(path, valueOf(property, value.expression));
		else choice.set(path, valueOf(property, `{{ $json.strange[${strange.push(value.strange) - 1}] }}`));
	}
	const item = await itemWithFiles();
	const parameters = nodeParameters(of, choice);
	const { error } = await runNode({
		asAdded: true,
		parameters,
		items: [{ ...item, json: { strange: strange } }],
	});
	return { error, parameters };
}

beforeEach(async () => await keepFilesIn('memory'));

describe.each(cases.map((of) => [of.name, of] as const))('Whatever %s is given', (_, of) => {
	it('it sends what the contract accepts, or names the parameter', async () => {
		serveContract(heygen());
		const factors = factorsOf(of.properties, FIXED);
		const labels = [...labelsIn(of.properties)];
		await fc.assert(
			fc.asyncProperty(fc.tuple(...factors.map(givenFor)), async (given) => {
				const { error, parameters } = await outcomeOf(of, factors, given);
				const sent = heygen().sent.splice(0);
				const complaints = heygen().complaints.splice(0);
				const about = JSON.stringify(parameters);

				expect(complaints.map((complaint) => `${complaint} with ${about}`)).toEqual([]);
				expect(Object.keys(Object.prototype)).toEqual([]);
				if (!error) return;
				const named = labels.some(
					(label) => error.message.includes(`"${label}"`) || error.message.includes(`"${label}: `),
				);
				expect(named ? '' : `${error.message} (${error.description ?? ''}) with ${about}`).toBe('');
				expect(sent.filter(({ method }) => method !== 'GET').map(({ path }) => path)).toEqual([]);
			}),
			// Looking for the smallest case that fails would take minutes; the first one says what it was given.
			{ numRuns: RUNS, seed: SEED, endOnFailure: true },
		);
	});
});
