import { NodeApiError, type INode } from 'n8n-workflow';

import { ownError } from '../../api/errors';
import { isRecord } from '../../api/json';

/** HeyGen announced the end of v2 for 31 October 2026; an endpoint that is gone answers one of these statuses. */
export const RETIRED = [404, 410] as const;

export function retiredError(node: INode): NodeApiError {
	const message = 'HeyGen has retired Generate Photo (v2)';
	return new NodeApiError(
		node,
		{ message },
		{
			message,
			description:
				'Nothing was created. Use Avatar > Create with the type Prompt, or set If Retired to "Create Prompt Avatar Instead" here to have the same attributes used for one.',
			httpCode: '410',
		},
	);
}

/** Answers that say something of the account or the moment, whatever became of v2. */
const OTHER_REASONS = [401, 402, 403, 408, 429];

/**
 * The error of a v2 read, which cannot tell an unknown ID from an endpoint that is gone: what HeyGen answers since the end
 * of v2 is not known.
 */
export function mayBeRetired(error: unknown): unknown {
	if (!(error instanceof NodeApiError)) return error;
	const { heygen } = error.context;
	const status = isRecord(heygen) ? heygen.http_status : undefined;
	if (typeof status !== 'number' || status >= 500 || OTHER_REASONS.includes(status)) return error;
	const told =
		'HeyGen announced the end of its v2 for 31 October 2026: this answer can mean that the endpoint is gone as well as that the ID is unknown.';
	return ownError(error, { description: [told, error.description].filter(Boolean).join(' ') });
}
