import fc from 'fast-check';

import contract from '../../../contract/openapi.json';
import {
	APPEARANCE_LIMIT,
	ATTRIBUTES,
	PROMPT_LIMIT,
	promptOf,
	type Attributes,
} from '../../../nodes/HeyGen/resources/photo/attributes';

const schema =
	contract.paths['/v2/photo_avatar/photo/generate'].post.requestBody.content['application/json'].schema;

const anna: Attributes = {
	name: 'Anna',
	age: 'Young Adult',
	gender: 'Woman',
	ethnicity: 'South East Asian',
	orientation: 'horizontal',
	pose: 'half_body',
	style: 'Cinematic',
	appearance: 'Short brown hair, green sweater',
};

const choiceOf = <Name extends keyof typeof ATTRIBUTES>(name: Name) =>
	fc.constantFrom(...(Object.keys(ATTRIBUTES[name]) as Array<Attributes[Name]>));

const attributes: fc.Arbitrary<Attributes> = fc.record({
	name: fc.string({ minLength: 1 }),
	age: choiceOf('age'),
	gender: choiceOf('gender'),
	ethnicity: choiceOf('ethnicity'),
	orientation: choiceOf('orientation'),
	pose: choiceOf('pose'),
	style: choiceOf('style'),
	appearance: fc.oneof(
		fc.string({ unit: 'grapheme', minLength: 1, maxLength: APPEARANCE_LIMIT }),
		fc.string({
			unit: fc.constantFrom('a', 'b', ' ', '🙂', '\n'),
			minLength: 900,
			maxLength: APPEARANCE_LIMIT,
		}),
	),
});

test.each(Object.keys(ATTRIBUTES) as Array<keyof typeof ATTRIBUTES>)(
	'the choices of %s are those of the contract',
	(name) => {
		expect(Object.keys(ATTRIBUTES[name]).sort()).toEqual([...schema.properties[name].enum].sort());
	},
);

test('all eight fields of the contract are there, and its limits', () => {
	expect([...Object.keys(ATTRIBUTES), 'name', 'appearance'].sort()).toEqual([...schema.required].sort());
	expect(schema.properties.appearance.maxLength).toBe(APPEARANCE_LIMIT);
	const prompts = JSON.stringify(contract.paths['/v3/avatars'].post);
	expect(prompts.length).toBeGreaterThan(0);
	expect(PROMPT_LIMIT).toBe(1000);
});

describe('the prompt', () => {
	test('says all attributes in a sentence, the appearance after it', () => {
		expect(promptOf(anna)).toBe(
			'A photo of one South East Asian woman of the age group "young adult", half-body view, horizontal picture, in Cinematic style. Short brown hair, green sweater',
		);
	});

	test('leaves out what is not specified', () => {
		const prompt = promptOf({
			...anna,
			age: 'Unspecified',
			gender: 'Unspecified',
			ethnicity: 'Unspecified',
			style: 'Unspecified',
		});
		expect(prompt).toBe(
			'A photo of one person, half-body view, horizontal picture. Short brown hair, green sweater',
		);
	});

	test('holds every attribute that is specified, for any choice of them', () => {
		fc.assert(
			fc.property(attributes, (given) => {
				const prompt = promptOf(given).toLowerCase();
				for (const value of [given.age, given.gender, given.ethnicity, given.style]) {
					if (value !== 'Unspecified') expect(prompt).toContain(value.toLowerCase());
				}
				expect(prompt).not.toContain('unspecified');
				expect(prompt).toContain(given.orientation);
				expect(prompt).toContain(given.pose.replace('_', '-'));
			}),
		);
	});

	test('is never over the limit, and cuts only the end of the appearance', () => {
		fc.assert(
			fc.property(attributes, (given) => {
				const prompt = promptOf(given);
				expect([...prompt].length).toBeLessThanOrEqual(PROMPT_LIMIT);
				const lead = promptOf({ ...given, appearance: '' });
				expect(prompt.startsWith(lead.trimEnd())).toBe(true);
				expect(given.appearance.startsWith(prompt.slice(lead.length))).toBe(true);
			}),
			{ numRuns: 1000 },
		);
	});

	test('holds the whole appearance where it fits, to the character', () => {
		const room = PROMPT_LIMIT - promptOf({ ...anna, appearance: '' }).length;
		const fitting = 'x'.repeat(room);
		expect(promptOf({ ...anna, appearance: fitting }).endsWith(fitting)).toBe(true);
		expect(promptOf({ ...anna, appearance: fitting })).toHaveLength(PROMPT_LIMIT);
	});

	test('is cut at a word', () => {
		const prompt = promptOf({ ...anna, appearance: 'word '.repeat(200) });
		expect(prompt.endsWith('word')).toBe(true);
		expect(prompt.length).toBeGreaterThan(PROMPT_LIMIT - 10);
	});

	// An appearance without spaces, as in Chinese, is dropped as a whole as of now; this fails as soon as that is mended.
	test('keeps as much as fits of an appearance without any space', () => {
		const prompt = promptOf({ ...anna, appearance: '写'.repeat(APPEARANCE_LIMIT) });
		expect(prompt.length).toBeGreaterThan(PROMPT_LIMIT - 10);
	});

	test('is not cut in the middle of a character', () => {
		fc.assert(
			fc.property(fc.nat({ max: 5 }), (offset) => {
				const prompt = promptOf({ ...anna, appearance: 'a'.repeat(offset) + '🙂'.repeat(490) });
				// Half a character does not survive UTF-8.
				expect(Buffer.from(prompt).toString()).toBe(prompt);
			}),
		);
	});
});
