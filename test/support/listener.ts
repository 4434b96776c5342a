import axios from 'axios';
import { createHmac } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { SimulatorControl } from '../../sandbox/heygen/control';
import type { Credential, WorkflowFile } from '../../sandbox/n8n/client';
import { poll } from '../../sandbox/poll';
import { connected } from './workflows';
import { PACKAGE } from './world';

interface Listener {
	name: string;
	events: string[];
	webhookId: string;
	credential: Credential;
	/** Further parameters of the trigger. */
	parameters?: Record<string, unknown>;
	settings?: WorkflowFile['settings'];
}

/** HeyGen Trigger → No Operation. */
export function listener({
	name,
	events,
	webhookId,
	credential: { id, name: credentialName, type },
	parameters = {},
	settings,
}: Listener): WorkflowFile {
	return {
		name,
		nodes: [
			{
				name: 'HeyGen Trigger',
				type: `${PACKAGE}.heyGenTrigger`,
				typeVersion: 1.1,
				parameters: { authentication: 'apiKey', events, ...parameters },
				credentials: { [type]: { id, name: credentialName } },
				webhookId,
			},
			{ name: 'End', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
		],
		connections: connected(['HeyGen Trigger', 'End']),
		...(settings ? { settings } : {}),
	};
}

export const POLL_TRIGGER = 'HeyGen Poll Trigger';

/**
 * n8n refuses a cron expression that fires more than once a minute; several that fire once each come to the same. A test
 * cannot wait for minutes.
 */
const EVERY_THREE_SECONDS = Array.from({ length: 20 }, (_, index) => ({
	mode: 'custom',
	cronExpression: `${index * 3} * * * * *`,
}));

/** HeyGen Poll Trigger → No Operation. */
export function pollListener({
	name,
	credential: { id, name: credentialName, type },
	parameters = {},
}: Pick<Listener, 'name' | 'credential' | 'parameters'>): WorkflowFile {
	return {
		name,
		nodes: [
			{
				name: POLL_TRIGGER,
				type: `${PACKAGE}.heyGenPollTrigger`,
				typeVersion: 1,
				parameters: { authentication: 'apiKey', pollTimes: { item: EVERY_THREE_SECONDS }, ...parameters },
				credentials: { [type]: { id, name: credentialName } },
			},
			{ name: 'End', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
		],
		connections: connected([POLL_TRIGGER, 'End']),
	};
}

/** Resolves when these events have been answered everywhere, with the last status of each delivery. */
export async function delivered(
	control: SimulatorControl,
	eventIds: string[],
): Promise<Array<number | null | undefined>> {
	const statuses = await Promise.all(
		eventIds.map(async (eventId) => {
			for (;;) {
				const deliveries = await control.deliveries({ eventId, kind: 'webhook' });
				if (deliveries.length > 0 && deliveries.every(({ state }) => state !== 'pending')) {
					return deliveries.map(({ attempts }) => attempts.at(-1)?.status);
				}
				await setImmediate();
			}
		}),
	);
	return statuses.flat();
}

/** A start leaves to HeyGen what is younger than five seconds, and an n8n that is fast starts sooner than that. */
export async function areMissed(ids: readonly string[]): Promise<void> {
	const emitted = Date.now();
	await poll(async () => await Promise.resolve(Date.now() - emitted > 5_000 || undefined), {
		what: `the events ${ids.join(', ')} to be old enough`,
		timeoutMs: 10_000,
	});
}

export interface Sent {
	/** As HeyGen would sign it; without, the delivery has no signature. */
	secret?: string;
	headers?: Record<string, string>;
}

/** Sends a body of one's own, signed or not. */
export async function post(url: string, body: string | Buffer, { secret, headers }: Sent = {}) {
	const bytes = Buffer.from(body);
	const { status, data } = await axios.post<unknown>(url, bytes, {
		headers: {
			'Content-Type': 'application/json',
			...(secret ? { 'Heygen-Signature': createHmac('sha256', secret).update(bytes).digest('hex') } : {}),
			...headers,
		},
		validateStatus: () => true,
	});
	return { status, data };
}
