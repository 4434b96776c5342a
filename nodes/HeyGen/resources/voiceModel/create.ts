import type { Data, Schema } from '../../api/contract';
import { modelVoiceLocator } from '../../parameters/locators';
import { mediaList, provideMediaList, readMediaList, UPLOADS } from '../../parameters/media';
import type { Item } from '../../run/item';
import { optionsFrom } from '../../run/values';
import { GENDERS } from '../gender';
import { jobOperation } from '../jobOperation';
import { RECORDINGS, removeBackgroundNoise, spokenLanguage } from '../recording';

const MODES = {
	instant: { name: 'Instant', description: 'Of one recording; ready soon' },
	professional: {
		name: 'Professional',
		description:
			"Trained on at least 20 minutes of recordings; it takes one of the account's places for these",
	},
} as const;

const AGES = { old: 'Old', young: 'Young' } as const;

const SIMILARITIES = {
	medium: 'Medium',
	high: 'High',
	mel: 'Mel',
	extra_high: 'Extra High',
	max: 'Maximum',
} as const;

type Body = Schema<'CreateInstantVoice'> | Schema<'CreateProfessionalVoice'>;

async function bodyOf(item: Item): Promise<Body> {
	const { values, options } = item;
	const mode = values.choice('mode', MODES);
	const language = options.optionalText('language')?.trim();
	const name = values.text('name');
	const voiceId = mode === 'professional' ? values.optionalId('voiceId') : undefined;
	const settings = values.group('instantSettings');
	const instant = {
		gender: settings.optionalChoice('gender', GENDERS),
		age: settings.optionalChoice('age', AGES),
		remove_background_noise: settings.optionalFlag('removeBackgroundNoise'),
		similarity: settings.optionalChoice('instantSimilarity', SIMILARITIES),
	};
	const most = mode === 'instant' ? 1 : Infinity;
	const recordings = await readMediaList(item, 'recordings', { ...RECORDINGS, most });
	const audio = await provideMediaList(item, recordings, 'audio');
	if (!audio)
		throw values.refuse(`"${values.label('recordings')}" is empty`, 'A voice is made of what it said.');
	return mode === 'instant'
		? { mode, name, language, audio, ...instant }
		: { mode, name, language, audio, voice_id: voiceId };
}

export const create = jobOperation<'modelAudioVoicesCreate', { modelVoice: Data<'modelAudioVoicesCreate'> }>({
	name: 'Create',
	value: 'create',
	action: 'Create model voice',
	description: "Make a voice of HeyGen's speech model from recordings, or train one anew",
	calls: ['modelAudioVoicesCreate', ...UPLOADS],
	makes: 'modelVoice',
	parameters: [
		{
			displayName: 'Mode',
			name: 'mode',
			type: 'options',
			options: optionsFrom(MODES),
			default: 'instant',
			description: 'What kind of voice',
		},
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Anna',
			description: 'What the voice is called in HeyGen. One that is trained anew keeps its name.',
		},
		mediaList({
			name: 'recordings',
			displayName: 'Recordings',
			required: true,
			description: 'MP3 or WAV of one speaker, a single one for an instant voice',
		}),
		modelVoiceLocator({
			name: 'voiceId',
			displayName: 'Train Anew',
			description: 'A professional voice to train on these recordings. Left empty, a new voice is made.',
			required: false,
			show: { mode: ['professional'] },
		}),
		{
			displayName: 'Instant Settings',
			name: 'instantSettings',
			type: 'collection',
			placeholder: 'Add setting',
			default: {},
			displayOptions: { show: { mode: ['instant'] } },
			options: [
				{
					displayName: 'Age',
					name: 'age',
					type: 'options',
					options: optionsFrom(AGES),
					default: 'young',
					description: 'How old the speaker is, for the picture HeyGen gives the voice',
				},
				{
					displayName: 'Gender',
					name: 'gender',
					type: 'options',
					options: optionsFrom(GENDERS),
					default: 'female',
					description: 'Which gender the speaker has, for the picture HeyGen gives the voice',
				},
				removeBackgroundNoise,
				{
					displayName: 'Similarity',
					name: 'instantSimilarity',
					type: 'options',
					options: optionsFrom(SIMILARITIES),
					default: 'extra_high',
					description: 'How closely the voice keeps to the recording',
				},
			],
		},
	],
	options: [spokenLanguage],
	wait: { until: 'the voice can speak, a professional one after hours', limit: 60 },
	async start(item, create) {
		const created = await create({
			body: await bodyOf(item),
			labels: { audio: item.values.label('recordings'), similarity: 'Similarity' },
		});
		// One that is trained anew is older than this.
		const isNew = item.values.choice('mode', MODES) === 'instant' || !item.values.optionalId('voiceId');
		return {
			kind: 'modelVoice',
			id: created.voice_id,
			answer: created,
			createdAt: isNew ? undefined : null,
		};
	},
	output: { modelVoice: (_item, answer, voice) => ({ ...answer, ...voice }) },
});
