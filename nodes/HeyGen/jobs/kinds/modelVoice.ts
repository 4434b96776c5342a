import type { Schema } from '../../api/contract';
import { fullPage } from '../../api/pages';
import type { JobKind } from './kind';

/** A voice of HeyGen's speech model, made of recordings. Its states are in capitals. */
export const modelVoice = {
	name: 'model voice',
	getOperation: 'Voice Model > Get',
	completed: ['ACTIVE'],
	failed: ['FAILED'],
	calls: ['modelAudioVoicesGet'],
	read: async (client, id) => await client.data('modelAudioVoicesGet', { path: { voice_id: id } }),
	status: ({ status }) => status,
	createdAt: ({ created_at: createdAt }) => createdAt,
	failure: ({ failure_reason: code }) => ({ code }),
	files: [],
	list: {
		page: async (client, _, token) => await fullPage(client, 'modelAudioVoicesList', { token }),
		entry: ({ voice_id: id, name, mode, language, status }) => ({
			name: `${name} (${[language, mode, status !== 'ACTIVE' && status].filter(Boolean).join(', ')})`,
			value: id,
		}),
	},
	paidBy: 'job',
} satisfies JobKind<Schema<'ModelAudioVoice'>>;
