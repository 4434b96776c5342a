import type { Look } from '../../api/contract';
import type { JobKind } from './kind';
import { look, lookList } from './look';

/**
 * As {@link look}, but not over as long as the person in the footage has not agreed. HeyGen's list shows no time of creation,
 * and its stock is not the account's own.
 */
export const consentedLook: JobKind<Look> = {
	...look,
	completed: ['completed'],
	list: { ...lookList({ ownership: 'private' }), polled: { name: 'look', displayName: 'Looks' } },
};
