import type { Operation } from '../../run/operation';
import { glossaryParameter } from './glossary';

export const getGlossary: Operation = {
	name: 'Get Glossary',
	value: 'getGlossary',
	action: 'Get brand glossary',
	description: 'Get a brand glossary with all its terms',
	calls: ['brandGlossariesGet'],
	parameters: [glossaryParameter],
	async run({ client, values }) {
		const path = { brand_glossary_id: values.id(glossaryParameter.name) };
		return { json: { ...(await client.data('brandGlossariesGet', { path })) } };
	},
};
