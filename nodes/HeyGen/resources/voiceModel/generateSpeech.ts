import { PRICES } from '../../jobs/prices';
import { modelVoiceLocator } from '../../parameters/locators';
import { spendingOptions } from '../../parameters/spending';
import type { Operation } from '../../run/operation';
import { spokenLanguage } from '../recording';
import { PAID_SPEECH, readText, speechDownload, speechText, spoken } from '../speech';

export const generateSpeech: Operation = {
	name: 'Generate Speech',
	value: 'generateSpeech',
	action: 'Generate speech with model voice',
	description: "Have a text spoken by HeyGen's speech model; paid by the character, at most 30 a minute",
	calls: ['modelAudioTtsCreate'],
	parameters: [
		speechText,
		modelVoiceLocator({
			name: 'voiceId',
			displayName: 'Voice',
			description:
				'Who says it: a voice of Voice Model > Create that is ACTIVE. Other voices do not work here.',
		}),
		speechDownload,
	],
	options: [
		...spendingOptions,
		{
			displayName: 'Expressiveness Boost',
			name: 'expressivenessBoost',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 1,
			description: 'How lively an instant voice speaks, from 0 to 1',
		},
		spokenLanguage,
		{
			displayName: 'Model',
			name: 'model',
			type: 'string',
			default: 'heygen-voice-1',
			description: 'The speech model, by its name at HeyGen',
		},
		{
			displayName: 'Pitch Shift',
			name: 'pitchShift',
			type: 'number',
			default: 0,
			description: 'How much higher a professional voice speaks, in semitones',
		},
		{
			displayName: 'Pitch Variance',
			name: 'pitchVariance',
			type: 'number',
			default: 1,
			description: 'How much the pitch of a professional voice varies; 1 is its own way',
		},
		{
			displayName: 'Seed',
			name: 'seed',
			type: 'number',
			typeOptions: { numberPrecision: 0 },
			default: 0,
			description: 'The same number makes a professional voice speak much the same way again',
		},
		{
			displayName: 'Speed',
			name: 'speed',
			type: 'number',
			default: 1,
			description: 'How fast a professional voice speaks; 1 is its own pace',
		},
	],
	async run(item) {
		const { values, options } = item;
		const body = {
			text: readText(values),
			voice_id: values.id('voiceId'),
			language: options.optionalText('language')?.trim(),
			model: options.optionalText('model')?.trim(),
			expressiveness_boost: options.number('expressivenessBoost'),
			seed: options.number('seed'),
			speed: options.number('speed'),
			pitch_shift: options.number('pitchShift'),
			pitch_variance: options.number('pitchVariance'),
		};
		return await spoken(item, {
			rate: PRICES.modelSpeech,
			expected: { from: [...body.text].length / 1e6, to: [...body.text].length / 1e6 },
			amount: () => {
				const { text }: { text: unknown } = item.withCustom(body);
				return typeof text === 'string' ? [...text].length / 1e6 : undefined;
			},
			speak: async (price) => ({
				...(await item.write('modelAudioTtsCreate', { body, paid: PAID_SPEECH, price })),
			}),
		});
	},
};
