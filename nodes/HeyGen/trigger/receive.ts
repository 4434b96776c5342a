import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { unlessAborted } from '../api/clock';
import { HeyGenClient } from '../api/client';
import { connect } from '../api/connection';
import { downloaded } from '../jobs/files';
import { beginLook, missedEvents } from './catchUp';
import { memoryOf, type Memory } from './deduplication';
import { parseBody, unfit, type Refusal } from './delivery';
import { readingOf, subjectOf, withDetails, type Reading } from './details';
import { isWanted, readEvent, type HeyGenEvent, type ReadEvent } from './events';
import { recordedAs } from './history';
import { registrationOf, renewSecret, type Registration } from './registration';
import { forgery, MISMATCH } from './signature';

/** HeyGen waits 10 s for an answer (FACTS §7). These are the milliseconds what it is asked meanwhile may take. */
const HISTORY_LIMIT = 2_000;
const DETAILS_LIMIT = 4_000;

/** How often a wrong signature makes HeyGen be asked whether the secret is another by now, at most. */
const DOUBT_INTERVAL = 60_000;

/** HeyGen is answered that all is well, and nothing is run. */
const ACKNOWLEDGED: IWebhookResponseData = { webhookResponse: 'OK' };

function refuse(context: IWebhookFunctions, { status, reason }: Refusal): IWebhookResponseData {
	context.logger.warn(`A delivery to the HeyGen Trigger was refused: ${reason}`, {
		node: context.getNode().name,
	});
	context.getResponseObject().status(status).end();
	return { noWebhookResponse: true };
}

function warn(context: IWebhookFunctions, what: string, error: unknown): void {
	context.logger.warn(`HeyGen Trigger: ${what}`, {
		node: context.getNode().name,
		reason: error instanceof Error ? error.message : String(error),
	});
}

/** A client for one delivery, whose questions all end within the limit. */
async function clientFor(context: IWebhookFunctions, limit?: number): Promise<HeyGenClient> {
	return new HeyGenClient(await connect(context, context.getNodeParameter('authentication')), {
		signal: limit === undefined ? undefined : AbortSignal.timeout(limit),
	});
}

/**
 * The event of a delivery that is signed with another secret than ours, if HeyGen itself says that it sent such an event:
 * then the secret was rotated elsewhere, and a new one is taken. What goes on is what HeyGen recorded, not what came.
 */
async function recovered(
	context: IWebhookFunctions,
	memory: Memory,
	registration: Registration,
	delivered: ReadEvent | undefined,
	now: number,
): Promise<ReadEvent | undefined> {
	if (!delivered || registration.endpointId === undefined || memory.knows(delivered.keys, now))
		return undefined;
	if (memory.secretDoubtedAt !== undefined && now - memory.secretDoubtedAt < DOUBT_INTERVAL) return undefined;
	memory.secretDoubtedAt = now;
	try {
		const client = await clientFor(context, HISTORY_LIMIT);
		const recorded = await unlessAborted(recordedAs(client, delivered), client.signal);
		if (!recorded) return undefined;
		// Not cut short: of a secret that HeyGen has made anew, the answer is all there is.
		await renewSecret(client, registration);
		context.logger.info('HeyGen Trigger: the secret was rotated elsewhere, so a new one was taken', {
			node: context.getNode().name,
		});
		return recorded;
	} catch (error) {
		warn(context, 'could not find out whether the secret was rotated elsewhere', error);
		return undefined;
	}
}

async function caughtUp(
	context: IWebhookFunctions,
	memory: Memory,
	registration: Registration,
	wanted: (event: string) => boolean,
	now: number,
): Promise<ReadEvent[]> {
	// A test listens for what happens now.
	if (context.getMode() === 'manual' || !beginLook(memory, registration, now)) return [];
	try {
		const client = await clientFor(context, HISTORY_LIMIT);
		return await unlessAborted(missedEvents(client, memory, registration, wanted, now), client.signal);
	} catch (error) {
		warn(context, "HeyGen's history of events could not be read; missed ones are looked for later", error);
		return [];
	}
}

async function itemsOf(
	context: IWebhookFunctions,
	trigger: string,
	events: HeyGenEvent[],
): Promise<INodeExecutionData[]> {
	const fetchDetails = context.getNodeParameter('fetchDetails', true) === true;
	if (!fetchDetails || !events.some(subjectOf)) return events.map((json) => ({ json }));
	const wanted: unknown = context.getNodeParameter('download', []);
	const files = Array.isArray(wanted) ? wanted.map(String) : [];
	// A download can take longer than HeyGen waits. The execution follows when it is done.
	if (files.length > 0) context.getResponseObject().status(200).end('OK');
	const limit = AbortSignal.timeout(DETAILS_LIMIT);
	let client: Promise<HeyGenClient> | undefined;
	const clientOf = async () => await (client ??= clientFor(context, DETAILS_LIMIT));
	const reading: Reading = {
		details: async (reader, id) => await unlessAborted(reader(await clientOf(), id), limit),
		// In a round of its own by then, which has a limit of its own.
		video: async (id) =>
			await unlessAborted(
				readingOf(trigger).read(id, async () => await clientFor(context, DETAILS_LIMIT)),
				limit,
			),
		async download(video, id) {
			if (files.length === 0) return undefined;
			const hint = (message: string) => context.logger.info(`HeyGen Trigger: ${message}`);
			const downloading = { client: await clientFor(context), helpers: context.helpers, hint };
			return await downloaded(downloading, 'video', id, video, files);
		},
	};
	return await Promise.all(events.map(async (event) => await withDetails(event, reading)));
}

/** Takes a delivery: runs the workflow for events of HeyGen's that are wanted and new, and for nothing else. */
export async function receive(context: IWebhookFunctions, now: number): Promise<IWebhookResponseData> {
	const registration = registrationOf(context.getWorkflowStaticData('node'));
	const { secret } = registration;
	if (!secret) {
		return refuse(context, {
			status: 401,
			reason: 'no secret is known; deactivate and activate the workflow',
		});
	}
	const trigger = `${context.getWorkflow().id}:${context.getNode().id}:${context.getMode()}`;
	const memory = memoryOf(trigger, registration.seen ?? '');

	const headers: Record<string, unknown> = context.getHeaderData();
	const { rawBody } = context.getRequestObject();
	const delivery = { headers, rawBody };
	const misfit = unfit(delivery);
	if (misfit) return refuse(context, misfit);
	const reason = forgery(delivery, secret, now);
	const body = rawBody && parseBody(rawBody);
	let delivered = readEvent(body, headers);
	if (reason !== undefined) {
		delivered =
			reason === MISMATCH ? await recovered(context, memory, registration, delivered, now) : undefined;
		if (!delivered) return refuse(context, { status: 401, reason });
	} else if (!body) {
		return refuse(context, { status: 400, reason: 'its body is no JSON object' });
	}

	const chosen: unknown = context.getNodeParameter('events', []);
	const wanted = (event: string) => Array.isArray(chosen) && isWanted(event, chosen.map(String));
	const isNew = delivered !== undefined && wanted(delivered.event.event) && memory.note(delivered.keys, now);
	const missed = await caughtUp(context, memory, registration, wanted, now);
	const fresh = [
		...missed.map(({ event }) => ({ ...event, caughtUp: true })),
		...(delivered && isNew ? [delivered.event] : []),
	];
	if (fresh.length === 0) return ACKNOWLEDGED;

	const keys = [...missed, ...(delivered && isNew ? [delivered] : [])].flatMap((read) => read.keys);
	const response = context.getResponseObject();
	response.once('finish', () => {
		// n8n could not start the execution, and HeyGen will deliver the event again.
		if (response.statusCode >= 500) memory.forget(keys);
	});
	const workflowData = [await itemsOf(context, trigger, fresh)];
	const remember = () => {
		memory.settle(keys);
		registration.seen = memory.toString();
	};
	if (response.headersSent) {
		remember();
		return { noWebhookResponse: true, workflowData };
	}
	return {
		workflowData,
		// n8n reads the answer when it has started the execution, and stores the static data right after. What was changed
		// earlier it takes for unchanged by then (n8n 2.41), and what is not started must not count as seen.
		get webhookResponse() {
			remember();
			return 'OK';
		},
	};
}
