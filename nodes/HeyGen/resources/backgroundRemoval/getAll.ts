import { listOperation } from '../list';

export const getAll = listOperation({
	action: 'Get many background removals',
	description: "List the background removals of the account. HeyGen's public reference leaves this out.",
	calls: ['backgroundRemovalList'],
});
