import { listOperation } from '../list';

export const getAllGlossaries = listOperation({
	name: 'Get Many Glossaries',
	value: 'getAllGlossaries',
	action: 'Get many brand glossaries',
	description: 'List the brand glossaries of the account, without their terms',
	calls: ['brandGlossariesList'],
});
