import type { Operation } from '../../run/operation';
import { optionsFrom } from '../../run/values';
import { GENDERS } from '../gender';

const PROMPT_LIMIT = 1000;

export const design: Operation = {
	name: 'Design',
	value: 'design',
	action: 'Design voice',
	description: "Find up to three of HeyGen's voices that fit a description, one output each, best first",
	calls: ['voiceCreate'],
	parameters: [
		{
			displayName: 'Prompt',
			name: 'prompt',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			required: true,
			placeholder: 'e.g. A warm, calm storyteller in his sixties',
			description: 'What the voice sounds like, in at most 1000 characters',
		},
	],
	options: [
		{
			displayName: 'Gender',
			name: 'gender',
			type: 'options',
			options: optionsFrom(GENDERS),
			default: 'female',
			description: 'Only voices of this gender',
		},
		{
			displayName: 'Locale',
			name: 'locale',
			type: 'string',
			default: '',
			placeholder: 'e.g. en-GB',
			description: 'Only voices of this language and region',
		},
		{
			displayName: 'Seed',
			name: 'seed',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 0,
			description: 'Which voices of those that fit: 0 for the best, 1 for the next, and so on',
		},
	],
	async run(item) {
		const { values, options } = item;
		const { voices, seed } = await item.write('voiceCreate', {
			body: {
				prompt: values.text('prompt', { max: PROMPT_LIMIT }),
				gender: options.optionalChoice('gender', GENDERS),
				locale: options.optionalText('locale')?.trim(),
				seed: options.number('seed'),
			},
		});
		return voices.map((voice) => ({ json: { ...voice, seed } }));
	},
};
