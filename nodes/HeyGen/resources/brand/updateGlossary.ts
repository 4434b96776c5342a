import type { Operation } from '../../run/operation';
import { optionsFrom } from '../../run/values';
import { glossaryParameter, listParameters, listsOf, nameOf, nameParameter } from './glossary';

const LISTS = {
	do_not_translate_terms: 'Do Not Translate',
	forced_translations: 'Forced Translations',
	terms: 'Terms',
} as const;

export const updateGlossary: Operation = {
	name: 'Update Glossary',
	value: 'updateGlossary',
	action: 'Update brand glossary',
	description:
		'Change a brand glossary. A list that is given replaces the whole list of before; one that is empty stays as it is.',
	calls: ['brandGlossariesUpdate'],
	parameters: [glossaryParameter, nameParameter, ...listParameters],
	options: [
		{
			displayName: 'Clear',
			name: 'clear',
			type: 'multiOptions',
			options: optionsFrom(LISTS),
			default: [],
			description: 'Lists to empty, where nothing is given for them',
		},
	],
	async run(item) {
		const { values, options } = item;
		const id = values.id(glossaryParameter.name);
		const cleared = options.many('clear', LISTS).map((list) => [list, []] as const);
		const body = { ...Object.fromEntries(cleared), name: nameOf(values), ...listsOf(values) };
		if (Object.values(body).every((value) => value === undefined)) {
			throw values.refuse(
				`"${values.label('name')}" and all lists are empty, so there is nothing to change`,
				'Fill in what is to change, or choose what to clear in the options.',
			);
		}
		const glossary = await item.write('brandGlossariesUpdate', { path: { brand_glossary_id: id }, body });
		return { json: { ...glossary } };
	},
};
