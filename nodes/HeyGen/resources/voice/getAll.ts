import { optionsFrom } from '../../run/values';
import { GENDERS } from '../gender';
import { listOperation } from '../list';

const VOICE_TYPES = { private: 'My Own', public: "HeyGen's Stock" } as const;

export const getAll = listOperation({
	action: 'Get many voices',
	description: "List HeyGen's stock voices, or your own",
	calls: ['voiceList'],
	filters: [
		{
			displayName: 'Engine',
			name: 'engine',
			type: 'string',
			default: '',
			placeholder: 'e.g. starfish',
			description: 'Only voices of this engine',
		},
		{
			displayName: 'Gender',
			name: 'gender',
			type: 'options',
			options: optionsFrom(GENDERS),
			default: 'female',
			description: 'Only voices of this gender',
		},
		{
			displayName: 'Language',
			name: 'language',
			type: 'string',
			default: '',
			placeholder: 'e.g. English',
			description: 'Only voices that speak this language',
		},
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: optionsFrom(VOICE_TYPES),
			default: 'public',
			description: 'Whose voices to list; the stock if this is not added',
		},
	],
	query: (filters) => ({
		type: filters.optionalChoice('type', VOICE_TYPES),
		engine: filters.optionalText('engine'),
		language: filters.optionalText('language'),
		gender: filters.optionalChoice('gender', GENDERS),
	}),
});
