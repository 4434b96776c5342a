import type { INodeProperties } from 'n8n-workflow';

import { IN_MANUAL_RUNS, PAY_ONCE_OPTIONS, PAY_ONCE_PER } from '../run/payOnce';
import { optionsFrom } from '../run/values';

const payOncePer: INodeProperties = {
	displayName: 'Pay Once Per',
	name: PAY_ONCE_OPTIONS.once,
	type: 'options',
	options: optionsFrom(PAY_ONCE_PER),
	default: 'content',
	description:
		'Which requests are the same, so that the job of the first is given again and nothing is paid. Execution if this is not added; in runs by hand it is Content.',
};

const inManualRuns: INodeProperties = {
	displayName: 'In Manual Runs',
	name: PAY_ONCE_OPTIONS.manual,
	type: 'options',
	options: optionsFrom(IN_MANUAL_RUNS),
	default: 'new',
	description:
		'What happens when you run the workflow by hand again within 24 hours. It is Reuse if this is not added.',
};

/**
 * Which jobs count as the same.
 *
 * @param isKeyed whether HeyGen protects the creation by a key; where it does not, n8n's process remembers what it has made by
 *   hand until it restarts, and there is nothing to choose for production.
 */
export function payOnceOptions(isKeyed: boolean): INodeProperties[] {
	return isKeyed ? [payOncePer, inManualRuns] : [inManualRuns];
}
