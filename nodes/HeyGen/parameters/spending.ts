import type { INodeProperties } from 'n8n-workflow';

import { KEEP_AT_LEAST } from '../run/budget';
import { DRY_RUN } from '../run/dryRun';

/** Members of the Options collection of what is paid. */
export const spendingOptions: readonly INodeProperties[] = [
	{
		displayName: 'Dry Run',
		name: DRY_RUN,
		type: 'boolean',
		default: true,
		description:
			'Whether to check everything and send nothing that costs. Each item shows the request as it would go out, what would be uploaded and the estimated price, or why it would be refused.',
	},
	{
		...KEEP_AT_LEAST,
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 5,
		description:
			'How much has to be left of the balance. Nothing is created if the items may cost more than that allows, and no more once the balance is lower. Of a sign-in it is the credits of the plan, of which the price is unknown. The first item decides.',
	},
];
