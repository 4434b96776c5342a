import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Schema } from '../../api/contract';
import { textOf } from '../../api/json';
import { glossaryLocator } from '../../parameters/locators';
import { optionsFrom, type Values } from '../../run/values';

// What a brand glossary holds: three lists, two of them of pairs that are given as rows or as JSON.

/** docs/heygen.md §3. */
const NAME_LIMIT = 64;

const WAYS = {
	fields: { name: 'Fields', description: 'One row for each' },
	json: { name: 'JSON', description: 'As lists, such as rows of a sheet' },
} as const;

export const glossaryParameter = glossaryLocator({
	name: 'brandGlossaryId',
	displayName: 'Brand Glossary',
	description: 'The brand glossary',
});

export const nameParameter: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Product names',
	description: 'What the glossary is called, in at most 64 characters; each name once',
};

interface Pairs {
	readonly name: 'terms' | 'forcedTranslations';
	readonly displayName: string;
	/** What a term is given. */
	readonly second: Pick<INodeProperties, 'name' | 'displayName' | 'placeholder' | 'description'>;
	readonly description: string;
}

const PRONUNCIATIONS: Pairs = {
	name: 'terms',
	displayName: 'Terms',
	second: {
		name: 'pronunciation',
		displayName: 'Pronunciation',
		placeholder: 'e.g. hey jen',
		description: 'How it is spoken, spelled as it sounds',
	},
	description: 'How terms are spoken',
};

const TRANSLATIONS: Pairs = {
	name: 'forcedTranslations',
	displayName: 'Forced Translations',
	second: {
		name: 'translation',
		displayName: 'Translation',
		placeholder: 'e.g. Look',
		description: 'What it is always translated to',
	},
	description: 'Terms with a fixed translation',
};

const jsonName = ({ name }: Pairs): string => `${name}Json`;

function pairParameters(pairs: Pairs): INodeProperties[] {
	const { name, displayName, description, second } = pairs;
	return [
		{
			displayName,
			name,
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			placeholder: 'Add Term',
			displayOptions: { show: { termsAs: ['fields'] } },
			description,
			options: [
				{
					displayName: 'Term',
					name: 'entry',
					values: [
						{
							displayName: 'Term',
							name: 'term',
							type: 'string',
							default: '',
							required: true,
							placeholder: 'e.g. HeyGen',
							description: 'As it is written',
						},
						{ ...second, type: 'string', default: '', required: true },
					],
				},
			],
		},
		{
			displayName: `${displayName} (JSON)`,
			name: jsonName(pairs),
			type: 'json',
			default: '[]',
			displayOptions: { show: { termsAs: ['json'] } },
			description: `${description}: a list such as [{"term": "…", "${second.name}": "…"}]; other keys are ignored`,
		},
	];
}

/** The three lists. */
export const listParameters: readonly INodeProperties[] = [
	{
		displayName: 'Terms As',
		name: 'termsAs',
		type: 'options',
		noDataExpression: true,
		options: optionsFrom(WAYS),
		default: 'fields',
		description: 'How terms and forced translations are given',
	},
	...pairParameters(PRONUNCIATIONS),
	...pairParameters(TRANSLATIONS),
	{
		displayName: 'Do Not Translate',
		name: 'doNotTranslateTerms',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. HeyGen, n8n',
		description:
			'Terms that stay as they are in a translation: a list, or text with commas or lines between them',
	},
];

function pairsOf(values: Values, pairs: Pairs): Array<[term: string, second: string]> {
	const { name, second } = pairs;
	if (values.choice('termsAs', WAYS) === 'fields') {
		return values.rows(name, 'entry').map((row) => [row.text('term').trim(), row.text(second.name).trim()]);
	}
	const textIn = (entry: IDataObject, key: string, index: number): string => {
		const text = textOf(entry[key])?.trim();
		if (text) return text;
		throw values.refuse(
			`"${values.label(jsonName(pairs))}" lacks the ${key} of entry ${index}`,
			`Each entry is an object with a term and a ${second.name}, both text.`,
		);
	};
	return values
		.objects(jsonName(pairs))
		.list.map((entry, index) => [textIn(entry, 'term', index), textIn(entry, second.name, index)]);
}

/** The lists that hold something: HeyGen replaces what is sent and keeps what is not. */
export function listsOf(values: Values): Omit<Schema<'UpdateBrandGlossaryRequest'>, 'name'> {
	const terms = pairsOf(values, PRONUNCIATIONS);
	const translations = pairsOf(values, TRANSLATIONS);
	const untranslated = values.list('doNotTranslateTerms');
	return {
		...(terms.length > 0 && {
			terms: terms.map(([term, pronunciation]) => ({ term, pronunciation })),
		}),
		...(translations.length > 0 && {
			forced_translations: translations.map(([term, translation]) => ({ term, translation })),
		}),
		...(untranslated.length > 0 && { do_not_translate_terms: untranslated.map((term) => ({ term })) }),
	};
}

export function nameOf(values: Values): string | undefined {
	return values.optionalText(nameParameter.name, { max: NAME_LIMIT });
}
