import type { Schema } from '../../api/contract';
import type { JobKind } from './kind';

/** A brand that HeyGen gathers from a website (docs/heygen.md §3). */
export const brandKit = {
	name: 'brand kit',
	getOperation: 'Brand > Get Kit',
	completed: ['completed'],
	failed: ['error'],
	calls: ['brandKitsGet'],
	read: async (client, id) => await client.data('brandKitsGet', { path: { brand_kit_id: id } }),
	status: ({ status }) => status,
	// HeyGen says no more than that.
	failure: () => ({ message: 'its website could not be read; the kit keeps what was gathered until then' }),
	files: [],
	paidBy: 'job',
} satisfies JobKind<Schema<'BrandKitDetail'>>;
