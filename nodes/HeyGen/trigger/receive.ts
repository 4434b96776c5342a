import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { isRecord } from '../api/json';
import { noted, type Seen } from './deduplication';
import { isWanted, readEvent } from './events';
import { registrationOf } from './registration';
import { forgery } from './signature';

function refuse(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	context.logger.warn(`A delivery to the HeyGen Trigger was refused: ${reason}`, {
		node: context.getNode().name,
	});
	context.getResponseObject().status(401).end();
	return { noWebhookResponse: true };
}

/** HeyGen is answered that all is well, and nothing is run. */
const ACKNOWLEDGED: IWebhookResponseData = { webhookResponse: 'OK' };

function seenIn(staticData: IDataObject): Seen {
	const { seen } = staticData;
	if (!isRecord(seen)) return {};
	return Object.fromEntries(
		Object.entries(seen).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
	);
}

/** Takes a delivery: runs the workflow for an event of HeyGen's that is wanted and new, and for nothing else. */
export function receive(context: IWebhookFunctions, now: number): IWebhookResponseData {
	const staticData = context.getWorkflowStaticData('node');
	const { secret } = registrationOf(staticData);
	if (!secret) return refuse(context, 'no secret is known; deactivate and activate the workflow');

	const headers: Record<string, unknown> = context.getHeaderData();
	const { rawBody } = context.getRequestObject();
	const reason = forgery({ headers, rawBody }, secret, now);
	if (reason) return refuse(context, reason);

	const event = readEvent(context.getBodyData(), headers);
	if (!event) return ACKNOWLEDGED;
	const chosen: unknown = context.getNodeParameter('events', []);
	if (!Array.isArray(chosen) || !isWanted(event.event, chosen.map(String))) return ACKNOWLEDGED;
	const trigger = `${context.getWorkflow().id}:${context.getNode().id}:${context.getMode()}`;
	const seen = noted(trigger, seenIn(staticData), event.id, now);
	if (!seen) return ACKNOWLEDGED;
	staticData.seen = seen;
	return { workflowData: [[{ json: event }]] };
}
