import { jobKinds } from '../../jobs/jobKinds';
import { translationLocator } from '../../parameters/locators';
import { readOperation } from '../readOperation';
import { simplified } from './simplified';

export const get = readOperation({
	name: 'Get',
	value: 'get',
	action: 'Get translation',
	description: 'Get the state of a translation and, once it is completed, its files',
	calls: ['videoTranslateGet'],
	reads: jobKinds.translation,
	id: translationLocator({
		name: 'videoTranslationId',
		displayName: 'Translation',
		description: 'The translation to read',
	}),
	simplify: simplified,
});
