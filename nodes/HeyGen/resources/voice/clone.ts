import type { Data } from '../../api/contract';
import { audioSource, provideMedia, readMedia, UPLOADS } from '../../parameters/media';
import { jobOperation } from '../jobOperation';
import { RECORDINGS, recordingOptions } from '../recording';
import { simplified } from './simplified';

const NAME_LIMIT = 100;

export const clone = jobOperation<'voiceCloneCreate', { clonedVoice: Data<'voiceCloneCreate'> }>({
	name: 'Clone',
	value: 'clone',
	action: 'Clone voice',
	description: "Make a voice of a recording; it takes one of the account's places for cloned voices",
	calls: ['voiceCloneCreate', ...UPLOADS],
	makes: 'clonedVoice',
	downloads: true,
	/** HeyGen takes no Idempotency-Key for it. */
	paid: {
		name: 'voice',
		look: 'Look with Voice > Get Many, its filter Type set to My Own, whether it is there.',
	},
	parameters: [
		{
			displayName: 'Voice Name',
			name: 'voiceName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Anna',
			description: 'What the voice is called in HeyGen, in at most 100 characters',
		},
		...audioSource,
	],
	options: recordingOptions,
	simplify: simplified,
	wait: { until: 'the voice is made, about a minute', limit: 15 },
	async start(item, create) {
		const { values, options } = item;
		const body = {
			voice_name: values.text('voiceName', { max: NAME_LIMIT }),
			language: options.optionalText('language')?.trim(),
			remove_background_noise: options.optionalFlag('removeBackgroundNoise'),
		};
		const audio = await readMedia(item, values, 'audio', RECORDINGS);
		const created = await create({ body: { ...body, audio: await provideMedia(item, audio, 'audio') } });
		return { kind: 'clonedVoice', id: created.voice_clone_id, answer: created };
	},
	output: { clonedVoice: (_item, answer, voice) => ({ ...answer, ...voice }) },
});
