import type { IWebhookFunctions } from 'n8n-workflow';

import { unlessAborted } from '../api/clock';
import { fullPage } from '../api/pages';
import { clientFor, searchUntil, type Looker } from './catchUp';
import { parseBody, type Delivery } from './delivery';
import { readEvent, timeOf, type RecordedEvent } from './events';
import { warn } from './log';
import { mendRegistration } from './registration';
import type { TriggerState } from './state';

/** How often wrong signatures and times make HeyGen be asked, at most. */
const INTERVAL = 30_000;

/** HeyGen waits 10 s for an answer (docs/heygen.md §7). */
const LIMIT = 5_000;

/** A delivery that came rightly signed is in memory by then. */
const SETTLED = 60_000;

/** The largest body that is read though its signature is wrong, in bytes; HeyGen's events are a few kilobytes. */
const LARGEST = 64 * 1024;

/** Whether HeyGen may be asked about a delivery that is refused; if so, the asking has begun. */
export function beginDoubt(state: TriggerState, now: number): boolean {
	if (state.registration.endpointId === undefined || now - state.doubtedAt < INTERVAL) return false;
	state.doubtedAt = now;
	return true;
}

/** Asks HeyGen what time it is: its answers are dated. */
export async function learnTime(looker: Looker, state: TriggerState): Promise<void> {
	try {
		const client = await clientFor(looker, LIMIT);
		await fullPage(client, 'webhookEndpointsList', {});
		state.setClock(client);
	} catch (error) {
		warn(looker.context, "could not find out whether this n8n's clock is off", error);
	}
}

/**
 * What to run for a delivery that is signed with another secret than ours: the event it names as HeyGen recorded it, if it
 * is one that is missing here. What was delivered decides nothing. That HeyGen's history holds wanted events that never came
 * shows that the secret, or the endpoint, is another by now, and then a new one is taken: also where they are not what this
 * delivery names, so that a forger who is always first does not stand in the way.
 */
export async function recovered(
	looker: Looker & { readonly context: IWebhookFunctions },
	state: TriggerState,
	{ rawBody, headers }: Delivery,
	now: number,
): Promise<RecordedEvent | undefined> {
	const body = rawBody && rawBody.length <= LARGEST ? parseBody(rawBody) : undefined;
	const named = readEvent(body, headers);
	// What HeyGen has recorded has happened, and how late it is there is known to the second at best.
	const search = searchUntil(state, looker.chosen, Infinity, now);
	if (!search) return undefined;
	try {
		const client = await clientFor(looker, LIMIT);
		const missing = await unlessAborted(search.carryOn(client), client.signal);
		const match = missing.find(({ keys, traces = [] }) =>
			[...keys, ...traces].some((key) => named?.keys.includes(key)),
		);
		const late = missing.filter(
			(event) => event !== match && timeOf(event) <= state.heygenTime(now) - SETTLED,
		);
		if (!match && late.length === 0) return undefined;
		await mendRegistration(looker, state);
		state.miss(late, now);
		return match;
	} catch (error) {
		warn(looker.context, 'could not find out whether the secret is another by now', error);
		return undefined;
	}
}
