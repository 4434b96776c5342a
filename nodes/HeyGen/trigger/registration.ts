import { randomUUID } from 'node:crypto';
import { NodeOperationError, type IDataObject, type IHookFunctions } from 'n8n-workflow';

import { HeyGenClient } from '../api/client';
import { connect } from '../api/connection';
import type { ListItem, RequestBody } from '../api/contract';
import { onStatus } from '../api/errors';
import { items, PAGE_SIZE } from '../api/pages';
import { unreachable } from '../api/reachable';
import { ALL_EVENTS } from './events';

type Endpoint = ListItem<'webhookEndpointsList'>;
type Events = NonNullable<RequestBody<'webhookEndpointsCreate'>['events']>;

/** What the workflow remembers of its endpoint. HeyGen shows the secret once, so it has to be kept. */
export interface Registration extends IDataObject {
	endpointId?: string;
	secret?: string;
}

export function registrationOf(staticData: IDataObject): Registration {
	return staticData;
}

async function clientOf(context: IHookFunctions): Promise<HeyGenClient> {
	return new HeyGenClient(await connect(context, context.getNodeParameter('authentication')));
}

function urlOf(context: IHookFunctions): string {
	const url = context.getNodeWebhookUrl('default');
	if (url === undefined)
		throw new NodeOperationError(context.getNode(), 'n8n gave this trigger no webhook URL');
	return url;
}

function isEventList(events: readonly string[]): events is Events {
	return events.length > 0;
}

/** The events to subscribe to; undefined stands for all, present and future. */
function eventsOf(context: IHookFunctions): Events | undefined {
	const chosen: unknown = context.getNodeParameter('events', []);
	const events = Array.isArray(chosen)
		? chosen.filter((event): event is string => typeof event === 'string')
		: [];
	if (events.includes(ALL_EVENTS)) return undefined;
	if (isEventList(events)) return events;
	throw new NodeOperationError(context.getNode(), '"Events" is empty', {
		description: 'Choose at least one event, or All Events.',
	});
}

function sameEvents(registered: readonly string[] | null | undefined, wanted: Events | undefined): boolean {
	return [...(registered ?? [])].sort().join() === [...(wanted ?? [])].sort().join();
}

async function findByUrl(client: HeyGenClient, url: string): Promise<Endpoint | undefined> {
	for await (const endpoint of items(client, 'webhookEndpointsList', { pageSize: PAGE_SIZE.others })) {
		if (endpoint.url === url) return endpoint;
	}
	return undefined;
}

/** Someone may have deleted it already. */
async function deleteEndpoint(client: HeyGenClient, endpointId: string): Promise<void> {
	await client.data('webhookEndpointsDelete', { path: { endpoint_id: endpointId } }).catch(onStatus(404));
}

function forget(registration: Registration): void {
	delete registration.endpointId;
	delete registration.secret;
}

/**
 * Whether this workflow's endpoint stands at HeyGen, enabled and with its secret known here; changed events are brought up
 * to date. An endpoint that can't be used is removed, so that a new one can be made.
 */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const client = await clientOf(context);
	const registration = registrationOf(context.getWorkflowStaticData('node'));
	const endpoint = await findByUrl(client, urlOf(context));
	if (!endpoint) {
		forget(registration);
		return false;
	}
	const { endpoint_id: endpointId } = endpoint;
	const usable =
		registration.secret && registration.endpointId === endpointId && endpoint.status === 'enabled';
	if (!usable) {
		context.logger.info(
			'Replacing the HeyGen webhook endpoint: it is disabled or its secret is not known here',
			{ endpointId },
		);
		await deleteEndpoint(client, endpointId);
		forget(registration);
		return false;
	}
	const events = eventsOf(context);
	if (!sameEvents(endpoint.events, events)) {
		await client.data('webhookEndpointsUpdate', {
			path: { endpoint_id: endpointId },
			body: { events: events ?? null },
		});
	}
	return true;
}

export async function register(context: IHookFunctions): Promise<void> {
	const client = await clientOf(context);
	const url = urlOf(context);
	const problem = unreachable(url, client.connection.baseUrl);
	if (problem) throw new NodeOperationError(context.getNode(), problem.message, problem);
	const endpoint = await client.data('webhookEndpointsCreate', {
		body: { url, events: eventsOf(context) },
		key: randomUUID(),
	});
	if (!endpoint.secret) {
		await deleteEndpoint(client, endpoint.endpoint_id);
		throw new NodeOperationError(context.getNode(), 'HeyGen gave no secret with the new webhook endpoint', {
			description: 'Without it nobody could tell real events from forged ones. Activate the workflow again.',
		});
	}
	const registration = registrationOf(context.getWorkflowStaticData('node'));
	registration.endpointId = endpoint.endpoint_id;
	registration.secret = endpoint.secret;
}

export async function unregister(context: IHookFunctions): Promise<void> {
	const client = await clientOf(context);
	const registration = registrationOf(context.getWorkflowStaticData('node'));
	const endpointId = registration.endpointId ?? (await findByUrl(client, urlOf(context)))?.endpoint_id;
	if (endpointId !== undefined) await deleteEndpoint(client, endpointId);
	forget(registration);
}
