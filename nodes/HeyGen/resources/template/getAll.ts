import { listOperation } from '../list';

export const getAll = listOperation({
	action: 'Get many templates',
	description: 'List your templates that have variables',
	calls: ['templateList'],
});
