import { listOperation } from '../list';
import { simplified } from './simplified';

export const getAll = listOperation({
	action: 'Get many translations',
	description: 'List the translations of the account',
	calls: ['videoTranslateList'],
	simplify: simplified,
});
