import { jobKinds } from '../../jobs/jobKinds';
import { backgroundRemovalLocator } from '../../parameters/locators';
import { readOperation } from '../readOperation';

export const get = readOperation({
	name: 'Get',
	value: 'get',
	action: 'Get background removal',
	description:
		"Get the state of a background removal and, once it is completed, links to its layers. HeyGen's public reference leaves this out.",
	calls: ['backgroundRemovalGet'],
	reads: jobKinds.backgroundRemoval,
	id: backgroundRemovalLocator({
		name: 'backgroundRemovalId',
		displayName: 'Background Removal',
		description: 'The background removal to read',
	}),
});
