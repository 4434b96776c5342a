import { jobKinds } from '../../jobs/jobKinds';
import { clippingLocator } from '../../parameters/locators';
import { readOperation } from '../readOperation';
import { simplified } from './simplified';

export const get = readOperation({
	name: 'Get',
	value: 'get',
	action: 'Get clipping',
	description: 'Get the state and progress of a clipping and, once it is completed, its clips',
	calls: ['aiClippingGet'],
	reads: jobKinds.clipping,
	id: clippingLocator({ name: 'aiClippingId', displayName: 'Clipping', description: 'The clipping to read' }),
	simplify: simplified,
});
