import type { Data } from '../../api/contract';
import type { JobKind } from './kind';

/** A voice that is made of a recording. Of HeyGen's stock no state is told. */
export const clonedVoice = {
	name: 'voice',
	getOperation: 'Voice > Get',
	completed: ['complete'],
	failed: ['failed'],
	calls: ['voiceGet'],
	read: async (client, id) => await client.data('voiceGet', { path: { voice_id: id } }),
	status: ({ status }) => status,
	createdAt: ({ created_at: createdAt }) => createdAt,
	failure: ({ failure_message: message }) => ({ message }),
	files: [
		{
			name: 'preview',
			displayName: 'Preview',
			ending: 'mp3',
			links: ({ preview_audio_url: link }) => [link],
		},
	],
	paidBy: 'job',
} satisfies JobKind<Data<'voiceGet'>>;
