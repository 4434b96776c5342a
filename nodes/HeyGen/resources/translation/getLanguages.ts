import { languagesOf } from '../../parameters/languages';
import { limit, returnAll } from '../../parameters/shared';
import type { Operation } from '../../run/operation';

export const getLanguages: Operation = {
	name: 'Get Many Languages',
	value: 'getLanguages',
	action: 'Get many languages',
	description: 'List the languages HeyGen translates into, by the names it takes',
	calls: ['videoTranslateLanguagesList'],
	parameters: [returnAll, limit],
	async run({ client, values }) {
		const most = values.flag('returnAll') ? undefined : values.requiredNumber('limit');
		const languages = await languagesOf(client);
		return languages.slice(0, most).map((language) => ({ json: { language } }));
	},
};
