import type { Look, RequestQuery } from '../../api/contract';
import { fullPage } from '../../api/pages';
import { PRICES } from '../prices';
import { listed, type JobKind, type JobList } from './kind';

const TYPES: Readonly<Record<string, string>> = {
	digital_twin: 'digital twin',
	photo_avatar: 'photo',
	studio_avatar: 'studio',
};

/** The looks of the account, HeyGen's stock, or those of one group. */
export const lookList = (query: RequestQuery<'avatarLooksList'>): JobList<Look> => ({
	page: async (client, _, token) => await fullPage(client, 'avatarLooksList', { query, token }),
	entry: ({ id, name, avatar_type: type, status, preview_image_url: preview }) =>
		listed(
			`${name} (${TYPES[type] ?? type}${status && status !== 'completed' ? `, ${status}` : ''})`,
			id,
			preview,
		),
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
	price: {
		// What one from a prompt costs is said nowhere.
		rate: ({ type }) => (type === 'photo' || type === 'digital_twin' ? PRICES.avatar : undefined),
	},
};
