import { jobKinds } from '../../jobs/jobKinds';
import { lipsyncLocator } from '../../parameters/locators';
import { readOperation } from '../readOperation';
import { simplified } from './simplified';

export const get = readOperation({
	name: 'Get',
	value: 'get',
	action: 'Get lipsync',
	description: 'Get the state of a lipsync and, once it is completed, its files',
	calls: ['lipsyncGet'],
	simplify: simplified,
	reads: jobKinds.lipsync,
	id: lipsyncLocator({ name: 'lipsyncId', displayName: 'Lipsync', description: 'The lipsync to read' }),
});
