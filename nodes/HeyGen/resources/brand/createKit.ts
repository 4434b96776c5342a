import type { Data } from '../../api/contract';
import { jobOperation } from '../jobOperation';
import { nameOf, nameParameter } from './kit';

/** HeyGen's limit. */
const URL_LIMIT = 2048;

export const createKit = jobOperation<'brandKitsCreate', { brandKit: Data<'brandKitsCreate'> }>({
	name: 'Create Kit',
	value: 'createKit',
	action: 'Create brand kit',
	description: 'Create a brand kit from a website: its colors, logos and fonts',
	calls: ['brandKitsCreate'],
	makes: 'brandKit',
	parameters: [
		{
			displayName: 'Website',
			name: 'url',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://example.com',
			description: 'The address that HeyGen reads, in at most 2048 characters',
		},
		nameParameter,
	],
	wait: { until: 'the website is read', limit: 15 },
	async start({ values }, create) {
		const body = { url: values.text('url', { max: URL_LIMIT }).trim(), name: nameOf(values) };
		const created = await create({ body });
		return { kind: 'brandKit', id: created.brand_kit_id, answer: created };
	},
	output: { brandKit: (_item, answer, kit) => ({ ...answer, ...kit }) },
});
