import type { Operation } from '../../run/operation';
import { listParameters, listsOf, nameOf, nameParameter } from './glossary';

export const createGlossary: Operation = {
	name: 'Create Glossary',
	value: 'createGlossary',
	action: 'Create brand glossary',
	description: 'Create a brand glossary: how terms are spoken, and how they are translated or kept',
	calls: ['brandGlossariesCreate'],
	parameters: [{ ...nameParameter, required: true }, ...listParameters],
	async run(item) {
		const { values } = item;
		const name = nameOf(values) ?? values.text(nameParameter.name);
		const glossary = await item.write('brandGlossariesCreate', { body: { name, ...listsOf(values) } });
		return { json: { ...glossary } };
	},
};
