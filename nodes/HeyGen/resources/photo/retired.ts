import { NodeApiError, type INode } from 'n8n-workflow';

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
