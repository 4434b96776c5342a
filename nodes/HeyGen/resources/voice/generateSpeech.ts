import { PRICES } from '../../jobs/prices';
import { speechLength } from '../../jobs/speechLength';
import { speechVoiceLocator } from '../../parameters/locators';
import { spendingOptions } from '../../parameters/spending';
import type { Operation } from '../../run/operation';
import { optionsFrom } from '../../run/values';
import { PAID_SPEECH, readText, speechDownload, speechText, spoken } from '../speech';
import { spokenLanguage } from '../recording';

const INPUT_TYPES = {
	ssml: { name: 'SSML', description: 'Text with marks for pauses and the like' },
	text: 'Plain Text',
} as const;

export const generateSpeech: Operation = {
	name: 'Generate Speech',
	value: 'generateSpeech',
	action: 'Generate speech',
	description:
		'Have a text spoken, with the times of its words; paid by the second. Voice Model > Generate Speech is its successor.',
	calls: ['voiceSpeechCreate'],
	parameters: [
		speechText,
		speechVoiceLocator({
			name: 'voiceId',
			displayName: 'Voice',
			description: 'Who says it: a voice of the engine starfish',
		}),
		speechDownload,
	],
	options: [
		...spendingOptions,
		{
			displayName: 'Input Type',
			name: 'inputType',
			type: 'options',
			options: optionsFrom(INPUT_TYPES),
			default: 'text',
			description: 'How the text is to be read',
		},
		spokenLanguage,
		{
			displayName: 'Locale',
			name: 'locale',
			type: 'string',
			default: '',
			placeholder: 'e.g. en-GB',
			description: 'The accent, for voices that support locales; it says the language, too',
		},
		{
			displayName: 'Speed',
			name: 'speed',
			type: 'number',
			typeOptions: { minValue: 0.5, maxValue: 2, numberPrecision: 2 },
			default: 1,
			description: 'From 0.5 (half as fast) to 2',
		},
	],
	async run(item) {
		const { values, options } = item;
		const body = {
			text: readText(values),
			voice_id: values.id('voiceId'),
			input_type: options.optionalChoice('inputType', INPUT_TYPES),
			language: options.optionalText('language')?.trim(),
			locale: options.optionalText('locale')?.trim(),
			speed: options.number('speed'),
		};
		return await spoken(item, {
			rate: PRICES.speech,
			expected: speechLength(body.text, body),
			amount: ({ duration }) => duration,
			speak: async (price) => ({
				...(await item.write('voiceSpeechCreate', { body, paid: PAID_SPEECH, price })),
			}),
		});
	},
};
