import { optionsFrom } from '../../run/values';
import { listOperation } from '../list';

const TYPES = { music: 'Music', sound_effects: 'Sound Effects' } as const;
const QUERY_LIMIT = 5000;

export const searchSounds = listOperation({
	name: 'Search Sounds',
	value: 'searchSounds',
	action: 'Search sounds',
	description: "Find music or sound effects in HeyGen's catalogue, best first; the links expire",
	calls: ['audioSoundsList'],
	parameters: [
		{
			displayName: 'Query',
			name: 'query',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. calm piano for a product video',
			description: 'What it sounds like, in words',
		},
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: optionsFrom(TYPES),
			default: 'music',
			description: 'What to look for',
		},
	],
	filters: [
		{
			displayName: 'Minimum Score',
			name: 'minScore',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 0.7,
			description: 'How well it has to fit, from 0 to 1; 0.7 if this is not added',
		},
	],
	query: (filters, values) => ({
		query: values.text('query', { max: QUERY_LIMIT }),
		type: values.choice('type', TYPES),
		min_score: filters.number('minScore'),
	}),
});
