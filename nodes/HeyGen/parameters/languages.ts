import type { ILoadOptionsFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { HeyGenClient } from '../api/client';
import { connect } from '../api/connection';
import type { Choosable } from '../jobs/kinds/kind';
import type { Item } from '../run/item';
import { customBody } from './shared';

/** The languages HeyGen translates into; their names are what its requests take. */
export async function languagesOf(client: HeyGenClient): Promise<string[]> {
	return (await client.data('videoTranslateLanguagesList', {})).languages;
}

export const languageList: Choosable<string> = {
	page: async (client) => ({ data: await languagesOf(client) }),
	entry: (language) => ({ name: language, value: language }),
};

/** What the node's dropdowns show, by the names under which n8n asks for it. */
export const loadOptions = {
	async getLanguages(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const authentication = this.getCurrentNodeParameter('authentication');
		const languages = await languagesOf(new HeyGenClient(await connect(this, authentication)));
		return languages.map((language) => ({ name: language, value: language }));
	},
};

export const outputLanguages: INodeProperties = {
	displayName: 'Output Language Names or IDs',
	name: 'outputLanguages',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getLanguages' },
	default: [],
	required: true,
	description:
		'The languages to translate into, in HeyGen\'s words, such as Spanish (Spain). Each is paid for and gives an item of its own. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** The languages to translate into, each once. How many they are decides which job is whose, so nothing may add to them. */
export function readLanguages({ values, options }: Pick<Item, 'values' | 'options'>): string[] {
	if (Object.hasOwn(options.object(customBody.name) ?? {}, 'output_languages')) {
		throw options.refuse(
			`"${options.label(customBody.name)}" must not hold output_languages`,
			`Name the languages in ${outputLanguages.displayName}; it takes an expression, too.`,
		);
	}
	const languages = [...new Set(values.list(outputLanguages.name))];
	if (languages.length > 0) return languages;
	throw values.refuse(
		`"${outputLanguages.displayName}" is empty`,
		'Choose at least one language; an expression may have had no value for this item.',
	);
}
