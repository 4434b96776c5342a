import { randomUUID } from 'node:crypto';
import { NodeOperationError, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';

import { unlessAborted } from '../api/clock';
import { HeyGenClient } from '../api/client';
import { connect } from '../api/connection';
import type { ListItem, RequestBody } from '../api/contract';
import { isPassing, onStatus, ownError } from '../api/errors';
import { collect, items } from '../api/pages';
import { unreachable } from '../api/reachable';
import { isLivedAt } from './address';
import { ALL_EVENTS, millisecondsOf } from './events';
import { warn } from './log';
import { opened, sealed } from './secret';
import { stateOf, TriggerState, type Kept, type Registration } from './state';

type Endpoint = ListItem<'webhookEndpointsList'>;
type Events = NonNullable<RequestBody<'webhookEndpointsCreate'>['events']>;

/** For how long a start of n8n waits to hear of HeyGen's endpoints, in milliseconds. */
const START_LIMIT = 10_000;

/** From here on it counts that a clock is off, in milliseconds: HeyGen's answers are dated to the second, and take their time. */
const MUCH = 60_000;

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

interface Own {
	readonly client: HeyGenClient;
	readonly kept: Kept;
	readonly state: TriggerState;
	readonly url: string;
}

/** The trigger, as far as a hook of n8n's deals with it. The registration of a test stands alone. */
async function ownOf(context: IHookFunctions): Promise<Own> {
	const kept: Kept = context.getWorkflowStaticData('node');
	const isTest = kept.isTest ?? context.getActivationMode() === 'manual';
	const state = isTest ? new TriggerState() : stateOf(context, kept);
	state.load(kept, Date.now());
	return { client: await clientOf(context), kept, state, url: urlOf(context) };
}

function change({ state, kept }: Own, registration: Registration): void {
	state.change(registration, Date.now());
	state.store(kept);
}

async function allEndpoints(client: HeyGenClient): Promise<Endpoint[]> {
	return await collect(items(client, 'webhookEndpointsList'));
}

interface Standing {
	readonly endpoints: readonly Endpoint[];
	/** Another n8n, of which this is a copy, goes on at the address the trigger had. */
	readonly isCopy: boolean;
}

/**
 * The endpoints of this trigger: those with this very URL, and its own with the URL this n8n had before. Others belong to
 * other workflows, test URLs and instances; so does its own where this n8n is a copy.
 */
async function findStanding(context: IHookFunctions, { client, state, url }: Own): Promise<Standing> {
	const { endpointId, instance } = state.registration;
	const all = await allEndpoints(client);
	state.setClock(client);
	const here = all.filter((endpoint) => endpoint.url === url);
	const former = all.find((endpoint) => endpoint.endpoint_id === endpointId && endpoint.url !== url);
	if (!former) return { endpoints: here, isCopy: false };
	const isCopy = await isLivedAt(context, former.url, client.connection.baseUrl);
	const isMine = !isCopy && instance === context.getInstanceId();
	return { endpoints: isMine ? [...here, former] : here, isCopy };
}

/** For a copy nothing was asked for yet: what HeyGen reported so far it reported to the other. */
function beginAnew(state: TriggerState): void {
	state.complete(state.heygenTime(Date.now()));
	state.registration = { ...state.registration, stopped: true };
}

/** Someone may have deleted it already. */
async function deleteEndpoint(client: HeyGenClient, endpointId: string): Promise<void> {
	await client.data('webhookEndpointsDelete', { path: { endpoint_id: endpointId } }).catch(onStatus(404));
}

/** From when on each of the events is wanted: what happened before one was chosen was not asked for. */
function sinceOf(
	events: Events | undefined,
	before: Readonly<Record<string, number>>,
	now: number,
): Record<string, number> {
	if (events === undefined) return { ...before, [ALL_EVENTS]: before[ALL_EVENTS] ?? now };
	return Object.fromEntries(events.map((event) => [event, before[event] ?? before[ALL_EVENTS] ?? now]));
}

/**
 * Whether this workflow's endpoint stands at HeyGen, enabled and with its secret known here; changed events are brought up
 * to date. An endpoint of this trigger that can't be used is removed, so that a new one can be made.
 */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const own = await ownOf(context);
	const { endpointId, secret } = own.state.registration;
	const isStart = ['init', 'leadershipChange'].includes(context.getActivationMode());
	const goOn = (error: unknown) => {
		// n8n would take the trigger down for good. As far as is known it works, and the next start looks again.
		if (!isStart || endpointId === undefined || !secret) throw error;
		warn(context, 'its endpoint could not be checked; it goes on with the one it has', error);
	};
	const standing = await unlessAborted(
		findStanding(context, own),
		// n8n starts its workflows one after the other.
		isStart ? AbortSignal.timeout(START_LIMIT) : undefined,
	).catch(goOn);
	if (!standing) return true;
	if (standing.isCopy) beginAnew(own.state);
	const { endpoints } = standing;
	const usable = usableOf(endpoints, own);
	if (!usable) {
		await removeUnusable(context, own, endpoints);
		forget(own);
		return false;
	}
	await removeUnusable(
		context,
		own,
		endpoints.filter((endpoint) => endpoint !== usable),
	)
		.then(async () => await updateEvents(context, own, usable))
		.catch(goOn);
	return true;
}

function usableOf(standing: readonly Endpoint[], { client, state, url }: Own): Endpoint | undefined {
	const { endpointId, secret } = state.registration;
	return standing.find(
		(endpoint) =>
			endpoint.endpoint_id === endpointId &&
			endpoint.url === url &&
			endpoint.status === 'enabled' &&
			secret !== undefined &&
			opened(secret, client.connection) !== undefined,
	);
}

async function removeUnusable(
	context: IHookFunctions,
	{ client }: Own,
	endpoints: readonly Endpoint[],
): Promise<void> {
	for (const { endpoint_id: endpointId } of endpoints) {
		context.logger.info(
			'Removing a HeyGen webhook endpoint of this workflow: it is disabled, at an old address, or its secret is not known here',
			{ endpointId },
		);
		await deleteEndpoint(client, endpointId);
	}
}

/** Without an endpoint, the trigger still knows from when on events are wanted. */
function forget(own: Own): void {
	const { endpointId, since, isTest, stopped } = own.state.registration;
	if (endpointId !== undefined) change(own, { since, isTest, stopped });
}

async function updateEvents(context: IHookFunctions, own: Own, usable: Endpoint): Promise<void> {
	const events = eventsOf(context);
	if (sameEvents(usable.events, events)) return;
	await own.client.data('webhookEndpointsUpdate', {
		path: { endpoint_id: usable.endpoint_id },
		body: { events: events ?? null },
	});
	const { state } = own;
	const { registration } = state;
	const before = Object.fromEntries((usable.events ?? [ALL_EVENTS]).map((event) => [event, 0]));
	change(own, {
		...registration,
		since: sinceOf(events, registration.since ?? before, state.heygenTime(Date.now())),
	});
}

/** Where it is not known whether HeyGen made the endpoint, none is to be left behind. */
async function removeUncertain(context: IHookFunctions, { client, url }: Own): Promise<void> {
	try {
		for (const endpoint of await allEndpoints(client))
			if (endpoint.url === url) await deleteEndpoint(client, endpoint.endpoint_id);
	} catch (error) {
		warn(context, `an endpoint at ${url} may have been left behind; the next activation removes it`, error);
	}
}

export async function register(context: IHookFunctions): Promise<void> {
	const own = await ownOf(context);
	const { client, state, url } = own;
	const problem = unreachable(url, client.connection.baseUrl);
	if (problem) throw new NodeOperationError(context.getNode(), problem.message, problem);
	const events = eventsOf(context);
	const endpoint = await client
		.data('webhookEndpointsCreate', { body: { url, events }, key: randomUUID() })
		.catch(async (error: unknown) => {
			if (!isPassing(error)) throw error;
			await removeUncertain(context, own);
			// The advice for a request of an item is none for a trigger.
			throw ownError(error, { description: 'No endpoint was kept. Publish the workflow again.' });
		});
	if (!endpoint.secret) {
		await deleteEndpoint(client, endpoint.endpoint_id);
		throw new NodeOperationError(context.getNode(), 'HeyGen gave no secret with the new webhook endpoint', {
			description: 'Without it nobody could tell real events from forged ones. Activate the workflow again.',
		});
	}
	const { since, stopped } = state.registration;
	const createdAt = millisecondsOf(endpoint.created_at) || state.heygenTime(Date.now());
	const activation = context.getActivationMode();
	// To publish a change, n8n unpublishes and publishes, and nothing may be missed meanwhile.
	const isNew = state.completeUntil === undefined || (stopped && activation === 'activate');
	if (isNew) state.complete(createdAt);
	change(own, {
		endpointId: endpoint.endpoint_id,
		secret: sealed(endpoint.secret, client.connection),
		instance: context.getInstanceId(),
		since: sinceOf(events, isNew ? {} : (since ?? { [ALL_EVENTS]: 0 }), createdAt),
		isTest: activation === 'manual' || undefined,
		ahead: client.ahead !== undefined && Math.abs(client.ahead) >= MUCH ? client.ahead : undefined,
	});
}

export async function unregister(context: IHookFunctions): Promise<void> {
	const own = await ownOf(context);
	const { client, state } = own;
	const { endpoints, isCopy } = await findStanding(context, own);
	if (isCopy) beginAnew(state);
	for (const { endpoint_id: id } of endpoints) await deleteEndpoint(client, id);
	const { endpointId, since, stopped } = state.registration;
	const worked = endpoints.some(
		(endpoint) =>
			endpoint.endpoint_id === endpointId && endpoint.url === own.url && endpoint.status === 'enabled',
	);
	change(own, { since, stopped: worked || stopped });
}

/** Takes a new secret in place of one that HeyGen no longer signs with. */
async function renewSecret(client: HeyGenClient, state: TriggerState, endpointId: string): Promise<void> {
	const { secret } = await client.data('webhookEndpointsRotateSecret', {
		path: { endpoint_id: endpointId },
		key: randomUUID(),
	});
	state.change({ ...state.registration, endpointId, secret: sealed(secret, client.connection) }, Date.now());
}

/**
 * Brings a registration in order of which HeyGen's events show that it is not. What is signed with another secret may come
 * from another endpoint at this URL, which then goes; where only another stands, it was made by another process whose note of
 * it was overwritten.
 */
export async function mendRegistration(
	{ context, authentication }: { context: IWebhookFunctions; authentication: unknown },
	state: TriggerState,
): Promise<void> {
	// Not cut short: of a secret that HeyGen has made anew, the answer is all there is.
	const client = new HeyGenClient(await connect(context, authentication));
	const url = context.getNodeWebhookUrl('default');
	const { endpointId } = state.registration;
	const all = await allEndpoints(client);
	const here = all.filter((endpoint) => endpoint.url === url);
	const own = here.find((endpoint) => endpoint.endpoint_id === endpointId);
	const [other, ...others] = here.filter((endpoint) => endpoint !== own);
	for (const each of own && other ? [other, ...others] : others)
		await deleteEndpoint(client, each.endpoint_id);
	if (own && other) return;
	const current = own ?? other;
	if (!current)
		throw new NodeOperationError(context.getNode(), 'HeyGen has no endpoint of this trigger', {
			description: 'Unpublish and publish the workflow.',
		});
	await renewSecret(client, state, current.endpoint_id);
	context.logger.info('HeyGen Trigger: the secret was another by now, so a new one was taken', {
		node: context.getNode().name,
	});
}
