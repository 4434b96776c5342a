import { createHash } from 'node:crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { Contract, isRecord } from '../../sandbox/heygen/contract';
import { serveContract } from '../support/contractAnswers';
import { runNode } from '../support/engine';
import { keepFilesIn } from '../support/files';
import { multipartFile, useFakeHeyGen, type Sent } from '../support/heygen';
import { BASE_URL } from '../support/singleNode';
import { useVirtualTime } from '../support/time';
import { isBelow, UNLIMITED, UNREACHED, WITHOUT_EFFECT } from './exceptions';
import { bodyOf, operations, placeIn, propertiesOf, schemasAt, type Schema } from './openapi';
import { factorsOf, isMediaList, UNSET, type Choice, type Factor, type Level } from './product';
import { cases, choicesOf, isAllowed, itemWithFiles, nodeParameters, type Case } from './running';

// Each parameter is changed alone, and what then changes in the requests tells what it is for.

const heygen = useFakeHeyGen();
useVirtualTime();
jest.setTimeout(300_000);

const contract = new Contract();

/** A request as far as it can differ for a reason. */
function told(sent: Sent): unknown {
	const { method, origin, path, query, headers, json } = sent;
	const file = headers['content-type']?.startsWith('multipart/') ? multipartFile(sent) : undefined;
	return [
		method,
		origin,
		path,
		query,
		headers['idempotency-key'],
		file?.name,
		file?.type,
		digestOf(file?.content),
		json,
	];
}

function digestOf(content: Buffer | undefined): string | undefined {
	return content && createHash('sha256').update(content).digest('hex');
}

interface Outcome {
	readonly sent: readonly Sent[];
	readonly error?: string;
	/** All that can be seen of the run from outside. */
	readonly seen: string;
}

let items: INodeExecutionData[];

beforeEach(async () => {
	await keepFilesIn('memory');
	items = [await itemWithFiles()];
});

async function outcomeOf(parameters: IDataObject): Promise<Outcome> {
	const { items: given, error, hints } = await runNode({ parameters, asAdded: true, items });
	const sent = heygen().sent.splice(0);
	const output = given.map(({ json, binary }) => [json, Object.keys(binary ?? {})]);
	return {
		sent,
		error: error?.message,
		seen: JSON.stringify([sent.map(told), output, error?.message, hints]),
	};
}

/** A value unlike the others, for a parameter that the product tries with one only. */
function another(level: Level | undefined): Level {
	if (typeof level === 'object' && 'value' in level)
		return { ...level, value: `${JSON.stringify(level.value)}-2` };
	if (typeof level !== 'string') throw new Error('There is no other value');
	return level.startsWith('#') ? '#000000' : `${level}2`;
}

function isSame(one: Level | undefined, other: Level | undefined): boolean {
	return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}

function valuesOf(factor: Factor, level: Level | undefined): Level[] {
	const others = factor.levels.filter((candidate) => !isSame(candidate, level));
	return others.length === 0 || typeof level === 'string' ? [...others, another(level)] : others;
}

function isShown({ needs }: Factor, choice: Choice): boolean {
	return needs.every(({ path, levels }) => levels.some((level) => level === choice.get(path)));
}

function withLevel(choice: Choice, path: string, level: Level): Choice {
	return new Map([...choice, [path, level]]);
}

/** Whether any of the choices has another outcome when this one parameter is changed. */
async function hasEffect(of: Case, factor: Factor, choices: readonly Choice[]): Promise<boolean> {
	for (const choice of choices.filter((candidate) => isShown(factor, candidate))) {
		const before = await outcomeOf(nodeParameters(of, choice));
		for (const level of valuesOf(factor, choice.get(factor.path))) {
			const changed = withLevel(choice, factor.path, level);
			if (!isAllowed(of, changed)) continue;
			const after = await outcomeOf(nodeParameters(of, changed));
			if (after.seen !== before.seen) return true;
		}
	}
	return false;
}

describe.each(cases.map((of) => [of.name, of] as const))('Every parameter of %s', (name, of) => {
	it('has an effect', async () => {
		serveContract(heygen());
		const choices = choicesOf(of);
		const idle: string[] = [];
		for (const factor of factorsOf(of.properties, {})) {
			if (Object.hasOwn(WITHOUT_EFFECT, factor.path)) continue;
			if (!(await hasEffect(of, factor, choices))) idle.push(factor.path);
		}

		expect(
			idle.map(
				(path) =>
					`${name} has a parameter ${path} that changes neither a request nor the output: send it, take it out, or give the reason in test/contract/exceptions.ts`,
			),
		).toEqual([]);
		expect(heygen().complaints).toEqual([]);
	});
});

/** Where in a body a value stands: list entries under `[]`. */
type Place = readonly string[];

function* placesOf(body: unknown, isIt: (value: unknown) => boolean, place: Place = []): Generator<Place> {
	if (isIt(body)) yield place;
	if (Array.isArray(body)) {
		for (const entry of body) yield* placesOf(entry, isIt, [...place, '[]']);
	} else if (isRecord(body)) {
		for (const [name, member] of Object.entries(body)) yield* placesOf(member, isIt, [...place, name]);
	}
}

/** Where the first run sent one value to HeyGen and the second, in its place, the other; with the limits of the contract there. */
function limitsOf(
	runs: readonly Outcome[],
	isIt: ReadonlyArray<(value: unknown) => boolean>,
): { what: string; limits: Schema } | undefined {
	const [places = [], ...others] = runs.map((run, index) =>
		run.sent.flatMap(({ origin, method, path, json }) => {
			const call = origin === BASE_URL ? contract.match(method, path)?.operationId : undefined;
			if (!call) return [];
			const found = [...placesOf(json, isIt[index] ?? (() => false))];
			return found.map((place) => ({ call, place: placeIn(bodyOf(call), place), json }));
		}),
	);
	const keyOf = ({ call, place }: (typeof places)[number]) =>
		`${call} ${place.join('.').replace(/\.(\[\]|\{\})/g, '$1')}`;
	const found = places.find((candidate) =>
		others.every((other) => other.some((each) => keyOf(each) === keyOf(candidate))),
	);
	if (!found) return undefined;
	const limits = Object.assign({}, ...schemasAt(bodyOf(found.call), found.place, found.json)) as Schema;
	return { what: keyOf(found), limits };
}

/** The limits that were held against a parameter. */
const held = new Set<string>();

const MARKER = 'Zq7Marker';

/** Choices in which a value is looked for; what is sent as it is, is found in one of the first. */
const MOST_TRIED = 12;

describe.each(cases.map((of) => [of.name, of] as const))(
	'The limits of the contract are those of %s',
	(_, of) => {
		const factors = factorsOf(of.properties, {});
		/** A run of a choice in which the parameter has this value. */
		const runWith = async (choice: Choice, { path }: Factor, level: Level): Promise<Outcome> =>
			await outcomeOf(nodeParameters(of, withLevel(choice, path, level)));

		/** A choice in which the values of a parameter are sent as they are, with the limits of the contract where they are sent. */
		async function limitsFor(
			choices: readonly Choice[],
			factor: Factor,
			levels: readonly Level[],
			isIt: ReadonlyArray<(value: unknown) => boolean> = levels.map((level) => (value) => value === level),
		) {
			const candidates = choices
				.filter((choice) => isShown(factor, choice) && choice.get(factor.path) !== UNSET)
				.filter((choice) => levels.every((level) => isAllowed(of, withLevel(choice, factor.path, level))));
			for (const choice of candidates.slice(0, MOST_TRIED)) {
				const runs: Outcome[] = [];
				for (const level of levels) runs.push(await runWith(choice, factor, level));
				const found = limitsOf(runs, isIt);
				if (found) return { choice, ...found };
			}
			return undefined;
		}

		/** What is too much by one is refused by the parameter's name, and nothing is created. */
		function expectRefusal(outcome: Outcome, label: string, what: string): void {
			const [call = ''] = what.split(' ');
			expect(outcome.error).toContain(`"${label}"`);
			expect(
				outcome.sent.filter(({ method, path }) => contract.match(method, path)?.operationId === call),
			).toEqual([]);
		}

		it('for texts', async () => {
			serveContract(heygen());
			const choices = choicesOf(of);
			for (const factor of factors.filter(({ property }) => property.type === 'string')) {
				const found = await limitsFor(choices, factor, [MARKER]);
				const { maxLength } = found?.limits ?? {};
				if (!found || maxLength === undefined) continue;
				held.add(found.what);
				const label = factor.property.displayName;
				expect((await runWith(found.choice, factor, 'ü'.repeat(maxLength))).error).toBeUndefined();
				expectRefusal(await runWith(found.choice, factor, 'ü'.repeat(maxLength + 1)), label, found.what);
			}
			expect(heygen().complaints).toEqual([]);
		});

		it('for numbers', async () => {
			serveContract(heygen());
			const choices = choicesOf(of);
			for (const factor of factors) {
				const { type, typeOptions: { minValue = -7, maxValue = 7 } = {} } = factor.property;
				if (type !== 'number') continue;
				const found = await limitsFor(choices, factor, [minValue, maxValue]);
				const { minimum, maximum } = found?.limits ?? {};
				if (!found || (minimum === undefined && maximum === undefined)) continue;
				held.add(found.what);
				expect({ [factor.path]: [minValue, maxValue] }).toEqual({
					[factor.path]: [minimum ?? minValue, maximum ?? maxValue],
				});
			}
			expect(heygen().complaints).toEqual([]);
		});

		it('for lists', async () => {
			serveContract(heygen());
			const choices = choicesOf(of);
			for (const factor of factors.filter(
				({ property }) => property.typeOptions?.multipleValues || isMediaList(property),
			)) {
				const lengths = [1, 2];
				const levelOf = (length: number): Level =>
					isMediaList(factor.property) ? Array.from({ length }, (_, index) => `asset-${index}`) : length;
				const isIt = lengths.map(
					(length) => (value: unknown) => Array.isArray(value) && value.length === length,
				);
				const found = await limitsFor(choices, factor, lengths.map(levelOf), isIt);
				const { maxItems } = found?.limits ?? {};
				if (!found || maxItems === undefined) continue;
				held.add(found.what);
				const label = factor.property.displayName;
				expect((await runWith(found.choice, factor, levelOf(maxItems))).error).toBeUndefined();
				expectRefusal(await runWith(found.choice, factor, levelOf(maxItems + 1)), label, found.what);
			}
			expect(heygen().complaints).toEqual([]);
		});
	},
);

describe('The exceptions', () => {
	it('are about parameters and limits that there are', () => {
		const paths = new Set(
			cases.flatMap(({ properties }) => factorsOf(properties, {}).map(({ path }) => path)),
		);
		const isLimit = (what: string) => {
			const [call = '', path = ''] = what.split(' ');
			const place = path.match(/\[\]|\{\}|\w+/g) ?? [];
			return operations.has(call) && schemasAt(bodyOf(call), place).length > 0;
		};
		const nothing = [
			...Object.keys(WITHOUT_EFFECT).filter((path) => !paths.has(path)),
			...Object.keys(UNLIMITED).filter((what) => !isLimit(what)),
		];

		expect(nothing.map((what) => `There is no ${what}: take it out of test/contract/exceptions.ts`)).toEqual(
			[],
		);
	});
});

/** Runs after the rest: jest keeps the order of a file. */
describe('Every limit of the contract', () => {
	const called = [...new Set(cases.flatMap(({ operation }) => operation.calls))].sort();
	const bodies = called.filter(
		(call) => operations.get(call)?.operation.requestBody?.content['application/json'],
	);

	it.each(bodies)('on what %s takes is held against the parameter that sends it', (call) => {
		const missing = [...propertiesOf(bodyOf(call)).keys()]
			.filter((path) => !Object.keys(UNREACHED).some((excepted) => isBelow(`${call} ${path}`, excepted)))
			.filter((path) => {
				const place = path.match(/<\w+>|\[\]|\{\}|\w+/g) ?? [];
				return schemasAt(bodyOf(call), place).some(({ maxLength, minimum, maximum, maxItems }) =>
					[maxLength, minimum, maximum, maxItems].some((limit) => limit !== undefined),
				);
			})
			.map((path) => `${call} ${path.replace(/<\w+>/g, '').replace(/^\./, '')}`)
			.filter((what) => !held.has(what) && !Object.hasOwn(UNLIMITED, what));

		expect(
			[...new Set(missing)].map(
				(what) =>
					`${what} is limited by the contract, and no parameter is held to that: say the limit, or give the reason in test/contract/exceptions.ts`,
			),
		).toEqual([]);
	});
});
