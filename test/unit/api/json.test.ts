import fc from 'fast-check';

import { jsonBytes, merged } from '../../../nodes/HeyGen/api/json';

const file = Buffer.alloc(100_000, 'x').toString('base64');

describe('JSON as bytes', () => {
	test.each<[string, object]>([
		['nothing', {}],
		['what is left out', { a: undefined, b: null, c: [undefined] }],
		['text that needs escaping', { a: '"\\\n\u2028🙂ü', '"k"': '' }],
		['one file', { type: 'base64', data: file }],
		['several files, equal ones too', { a: file, b: [{ data: `${file}AA==` }, { data: file }], c: 1 }],
		['a long text that is no base64', { script: `${file}, said "she" 🙂` }],
		['a long text in which every character is two', { script: `x${'🙂'.repeat(70_000)}` }],
		['a character of two units where a part ends', { script: `${'x'.repeat(2 ** 16 - 1)}🙂y` }],
		['a long text that ends in half a character', { script: `${'🙂'.repeat(40_000)}\ud83d` }],
		['a long text of nothing but half characters', { script: '\ud83d'.repeat(70_000) }],
	])('is what JSON.stringify makes of %s', (_, value) => {
		expect(jsonBytes(value).toString()).toBe(JSON.stringify(value));
	});

	test('is what JSON.stringify makes of anything', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
				expect(jsonBytes({ ...value, file }).toString()).toBe(JSON.stringify({ ...value, file }));
			}),
		);
	});
});

describe('What is merged into an object', () => {
	test.each<[string, object, object, object]>([
		['stands beside it', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
		['replaces it', { a: 1, b: [1, 2] }, { a: null, b: [3] }, { a: null, b: [3] }],
		[
			'goes into what is an object in both',
			{ a: { b: 1, c: 2 } },
			{ a: { c: { d: 3 } } },
			{ a: { b: 1, c: { d: 3 } } },
		],
		['takes the place of what is none', { a: 'text' }, { a: { b: 1 } }, { a: { b: 1 } }],
	])('%s', (_, one, other, whole) => {
		expect(merged(one, { ...other })).toEqual(whole);
	});

	it('changes neither', () => {
		const [one, other] = [{ a: { b: 1 } }, { a: { c: 2 } }];
		merged(one, other);

		expect([one, other]).toEqual([{ a: { b: 1 } }, { a: { c: 2 } }]);
	});
});
