import { jobKinds } from '../../jobs/jobKinds';
import { renderLocator } from '../../parameters/locators';
import { readOperation } from '../readOperation';
import { simplified } from './simplified';

export const get = readOperation({
	name: 'Get',
	value: 'get',
	action: 'Get render of HTML project',
	description: 'Get the state of a HyperFrames render and, once it is completed, its video',
	calls: ['hyperframesRendersGet'],
	reads: jobKinds.hyperframesRender,
	id: renderLocator({ name: 'renderId', displayName: 'Render', description: 'The render to read' }),
	simplify: simplified,
});
