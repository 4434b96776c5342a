import type { Schema } from '../../api/contract';
import type { JobKind } from './kind';

/** Transcribing a video and translating what is said, so that a person can look over it (docs/heygen.md §14). */
export const proofread = {
	name: 'proofread',
	getOperation: 'Proofread > Get',
	completed: ['completed'],
	failed: ['failed'],
	calls: ['videoTranslateProofreadsGet'],
	read: async (client, id) =>
		await client.data('videoTranslateProofreadsGet', { path: { proofread_id: id } }),
	status: ({ status }) => status,
	createdAt: ({ created_at: createdAt }) => createdAt,
	failure: ({ failure_message: message }) => ({ message }),
	files: [],
	paidBy: 'job',
} satisfies JobKind<Schema<'Proofread'>>;
