import { optionsFrom } from '../../run/values';
import { listOperation } from '../list';

const TYPES = { icon: 'Icons', image: 'Images' } as const;

const SCOPES = { personal: 'My Own', public: "HeyGen's Stock" } as const;

/** By the contract. */
const QUERY_LIMIT = 1000;

export const search = listOperation({
	name: 'Search',
	value: 'search',
	action: 'Search assets',
	description: 'Find images or icons by words. HeyGen offers this outside of its public reference.',
	calls: ['assetSearch'],
	parameters: [
		{
			displayName: 'Query',
			name: 'query',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. city at night',
			description: 'What to look for, in at most 1000 characters',
		},
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: optionsFrom(TYPES),
			default: 'image',
			description: 'What to find',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'options',
			options: optionsFrom(SCOPES),
			default: 'public',
			description: 'Where to look',
		},
	],
	query: (_, values) => ({
		query: values.text('query', { max: QUERY_LIMIT }),
		type: values.choice('type', TYPES),
		scope: values.choice('scope', SCOPES),
	}),
});
