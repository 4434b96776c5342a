import fc from 'fast-check';

import { jsonBytes } from '../../../nodes/HeyGen/api/json';

const file = Buffer.alloc(100_000, 'x').toString('base64');

describe('JSON as bytes', () => {
	test.each<[string, object]>([
		['nothing', {}],
		['what is left out', { a: undefined, b: null, c: [undefined] }],
		['text that needs escaping', { a: '"\\\n\u2028🙂ü', '"k"': '' }],
		['one file', { type: 'base64', data: file }],
		['several files, equal ones too', { a: file, b: [{ data: `${file}AA==` }, { data: file }], c: 1 }],
		['a long text that is no base64', { script: `${file}, said "she" 🙂` }],
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
