import { randomUUID } from 'node:crypto';
import { NodeOperationError, type IDataObject, type IHookFunctions } from 'n8n-workflow';

import { HeyGenClient } from '../api/client';
import { connect } from '../api/connection';
import type { ListItem, RequestBody } from '../api/contract';
import { isPassing, onStatus } from '../api/errors';
import { collect, items, PAGE_SIZE } from '../api/pages';
import { unreachable } from '../api/reachable';
import { ALL_EVENTS } from './events';

type Endpoint = ListItem<'webhookEndpointsList'>;
type Events = NonNullable<RequestBody<'webhookEndpointsCreate'>['events']>;

/** What the workflow remembers of its endpoint. HeyGen shows the secret once, so it has to be kept. */
export interface Registration extends IDataObject {
	endpointId?: string;
	secret?: string;
	/** The events that came, as their memory writes itself. */
	seen?: string;
	/** Of HeyGen's events up to here none is missing, in milliseconds. */
	completeUntil?: number;
	/** Until when HeyGen did not deliver, because the endpoint was disabled; in milliseconds. */
	gapUntil?: number;
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

/** The endpoints with this very URL: the others belong to other workflows, test URLs and instances. */
async function endpointsAt(client: HeyGenClient, url: string): Promise<Endpoint[]> {
	const all = await collect(items(client, 'webhookEndpointsList', { pageSize: PAGE_SIZE.others }));
	return all.filter((endpoint) => endpoint.url === url);
}

/** Someone may have deleted it already. */
async function deleteEndpoint(client: HeyGenClient, endpointId: string): Promise<void> {
	await client.data('webhookEndpointsDelete', { path: { endpoint_id: endpointId } }).catch(onStatus(404));
}

/** Forgets the endpoint. What a disabled one did not deliver stays to be caught up with. */
function forget(registration: Registration, { gap }: { gap: boolean }): void {
	delete registration.endpointId;
	delete registration.secret;
	if (gap) registration.gapUntil = Date.now();
	if (registration.gapUntil === undefined) delete registration.completeUntil;
}

/**
 * Whether this workflow's endpoint stands at HeyGen, enabled and with its secret known here; changed events are brought up
 * to date. An endpoint at its URL that can't be used is removed, so that a new one can be made.
 */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const client = await clientOf(context);
	const registration = registrationOf(context.getWorkflowStaticData('node'));
	const standing = await endpointsAt(client, urlOf(context));
	const own = standing.find(({ endpoint_id: id }) => id === registration.endpointId);
	const usable = own?.status === 'enabled' && registration.secret ? own : undefined;
	for (const endpoint of standing) {
		if (endpoint === usable) continue;
		context.logger.info(
			'Removing a HeyGen webhook endpoint of this workflow: it is disabled, or its secret is not known here',
			{ endpointId: endpoint.endpoint_id },
		);
		await deleteEndpoint(client, endpoint.endpoint_id);
	}
	if (!usable) {
		forget(registration, { gap: standing.some(({ status }) => status === 'disabled') });
		return false;
	}
	const events = eventsOf(context);
	if (!sameEvents(usable.events, events)) {
		await client.data('webhookEndpointsUpdate', {
			path: { endpoint_id: usable.endpoint_id },
			body: { events: events ?? null },
		});
		// What happened before was not asked for, where it is of a kind that is new.
		registration.completeUntil = Date.now();
	}
	return true;
}

/** Where it is not known whether HeyGen made the endpoint, none is to be left behind. */
async function removeUncertain(context: IHookFunctions, client: HeyGenClient, url: string): Promise<void> {
	try {
		for (const { endpoint_id: id } of await endpointsAt(client, url)) await deleteEndpoint(client, id);
	} catch (error) {
		context.logger.warn(
			'A HeyGen webhook endpoint may have been left behind; it will be removed at the next activation',
			{
				url,
				reason: error instanceof Error ? error.message : String(error),
			},
		);
	}
}

export async function register(context: IHookFunctions): Promise<void> {
	const client = await clientOf(context);
	const url = urlOf(context);
	const problem = unreachable(url, client.connection.baseUrl);
	if (problem) throw new NodeOperationError(context.getNode(), problem.message, problem);
	const endpoint = await client
		.data('webhookEndpointsCreate', { body: { url, events: eventsOf(context) }, key: randomUUID() })
		.catch(async (error: unknown) => {
			if (isPassing(error)) await removeUncertain(context, client, url);
			throw error;
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
	const createdAt = Date.parse(endpoint.created_at) || Date.now();
	registration.completeUntil ??= createdAt;
	if (registration.gapUntil !== undefined) registration.gapUntil = createdAt;
}

/** Takes a new secret in place of one that HeyGen no longer signs with. */
export async function renewSecret(client: HeyGenClient, registration: Registration): Promise<void> {
	const { endpointId } = registration;
	if (endpointId === undefined) return;
	const { secret } = await client.data('webhookEndpointsRotateSecret', {
		path: { endpoint_id: endpointId },
		key: randomUUID(),
	});
	registration.secret = secret;
}

export async function unregister(context: IHookFunctions): Promise<void> {
	const client = await clientOf(context);
	const registration = registrationOf(context.getWorkflowStaticData('node'));
	const standing = await endpointsAt(client, urlOf(context));
	for (const { endpoint_id: id } of standing) await deleteEndpoint(client, id);
	forget(registration, { gap: standing.some(({ status }) => status === 'disabled') });
}
