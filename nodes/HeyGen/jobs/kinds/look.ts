import type { Look } from '../../api/contract';
import { fullPage } from '../../api/pages';
import type { JobKind, JobList } from './kind';

const TYPES: Readonly<Record<string, string>> = {
	digital_twin: 'digital twin',
	photo_avatar: 'photo',
	studio_avatar: 'studio',
};

/** The looks of the account, or HeyGen's stock. */
export const lookList = (ownership: 'private' | 'public'): JobList<Look> => ({
	page: async (client, _, token) =>
		await fullPage(client, 'avatarLooksList', { query: { ownership }, token }),
	entry: ({ id, name, avatar_type: type, status }) => ({
		name: `${name} (${TYPES[type] ?? type}${status && status !== 'completed' ? `, ${status}` : ''})`,
		value: id,
	}),
});

/**
 * The training of an avatar's look. Group and look have a status each; a group can read `completed` while its look failed,
 * so the look is what counts (docs/heygen.md §2). `pending_consent` ends the wait too: only a person can go on from there.
 */
export const look: JobKind<Look> = {
	name: 'look',
	getOperation: 'Look > Get',
	completed: ['completed', 'pending_consent'],
	failed: ['failed'],
	calls: ['avatarLooksGet'],
	read: async (client, id) => await client.data('avatarLooksGet', { path: { look_id: id } }),
	status: ({ status }) => status,
	failure: ({ error }) => error ?? {},
	// Stands in for the photos of a generation where a prompt avatar was created instead.
	files: [
		{
			name: 'photo',
			displayName: 'Photos',
			ending: 'png',
			several: true,
			links: ({ preview_image_url: link }) => [link],
		},
	],
	paidBy: 'job',
};
