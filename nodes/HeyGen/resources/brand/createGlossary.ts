import { payOnceOptions } from '../../parameters/payOnce';
import type { Operation } from '../../run/operation';
import { givenOnce } from '../givenOnce';
import { listParameters, listsOf, nameOf, nameParameter } from './glossary';

export const createGlossary: Operation = {
	name: 'Create Glossary',
	value: 'createGlossary',
	action: 'Create brand glossary',
	description: 'Create a brand glossary: how terms are spoken, and how they are translated or kept',
	calls: ['brandGlossariesCreate', 'brandGlossariesGet'],
	parameters: [{ ...nameParameter, required: true }, ...listParameters],
	options: payOnceOptions(true),
	async run(item) {
		const { values } = item;
		const name = nameOf(values) ?? values.text(nameParameter.name);
		const body = { name, ...listsOf(values) };
		return await givenOnce(item, {
			make: async () => ({ ...(await item.write('brandGlossariesCreate', { body })) }),
			read: async ({ brand_glossary_id }) =>
				await item.client.data('brandGlossariesGet', { path: { brand_glossary_id } }),
			createdAt: (glossary) => Date.parse(glossary.created_at) / 1000,
		});
	},
};
