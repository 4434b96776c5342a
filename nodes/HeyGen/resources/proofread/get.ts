import { jobKinds } from '../../jobs/jobKinds';
import { readOperation } from '../readOperation';
import { proofreadId } from './proofreadId';

export const get = readOperation({
	name: 'Get',
	value: 'get',
	action: 'Get proofread',
	description: 'Get the state of a proofread: processing, completed or failed',
	calls: ['videoTranslateProofreadsGet'],
	reads: jobKinds.proofread,
	id: proofreadId,
});
