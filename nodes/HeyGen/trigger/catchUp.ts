import type { ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { unlessAborted } from '../api/clock';
import { HeyGenClient } from '../api/client';
import { connect, type RequestContext } from '../api/connection';
import { isPassing } from '../api/errors';
import { isWanted, timeOf, type RecordedEvent } from './events';
import { Search } from './history';
import { warn } from './log';
import type { TriggerState } from './state';

/** How old an event has to be to count as missed. A younger one is on its way, or HeyGen is about to repeat it. */
export const LATER = 10 * 60_000;

/** How often there is occasion for a look at the history, at most. */
const INTERVAL = LATER / 2;

/** How long a look may read, in milliseconds; the next carries on. */
const LOOK_LIMIT = 60_000;

/** Missed events in one execution, at most. */
export const AT_ONCE = 100;

/** Who looks: on whose behalf, and for what. */
export interface Looker {
	readonly context: RequestContext;
	readonly authentication: unknown;
	/** The values of Events. */
	readonly chosen: readonly string[];
}

/** The values of Events. */
export function chosenIn(context: IWebhookFunctions | ITriggerFunctions): string[] {
	const chosen: unknown = context.getNodeParameter('events', []);
	return Array.isArray(chosen) ? chosen.map(String) : [];
}

/** Read at once: n8n can't evaluate an expression any more when a delivery has been answered. */
export function lookerOf<Context extends IWebhookFunctions | ITriggerFunctions>(
	context: Context,
): Looker & { readonly context: Context } {
	return { context, authentication: context.getNodeParameter('authentication'), chosen: chosenIn(context) };
}

/** A client whose questions all end within the limit, in milliseconds. */
export async function clientFor({ context, authentication }: Looker, limit: number): Promise<HeyGenClient> {
	return new HeyGenClient(await connect(context, authentication), { signal: AbortSignal.timeout(limit) });
}

/**
 * A search for what is missing up to a time of HeyGen's clock, from where nothing was, but no further back than events are
 * remembered: what is older may have been had. Undefined where there is nothing to look for.
 */
export function searchUntil(
	state: TriggerState,
	chosen: readonly string[],
	until: number,
	now: number,
): Search | undefined {
	const from = Math.max(state.completeUntil ?? until, state.memory.reach(now));
	if (from >= until) return undefined;
	const isMissing = (event: RecordedEvent) =>
		isWanted(event.event.event, chosen) &&
		timeOf(event) > state.wantedSince(event.event.event) &&
		!state.memory.knows(event, now) &&
		!state.memory.claim(event, now);
	return new Search(chosen, from, until, isMissing);
}

/**
 * Looks for what was missed. What is found waits for an execution; where it can't be read, a later look carries on.
 *
 * @param until by this clock.
 */
export async function look(
	looker: Looker,
	state: TriggerState,
	{ until, now, limit = LOOK_LIMIT }: { until: number; now: number; limit?: number },
): Promise<void> {
	state.lookedAt = now;
	const search = (state.search ??= searchUntil(state, looker.chosen, state.heygenTime(until), now));
	if (!search) return;
	try {
		const client = await clientFor(looker, limit);
		const found = await unlessAborted(search.carryOn(client), client.signal);
		state.setClock(client);
		state.miss(found, now);
		// Otherwise an event that it passed over as had turned out not to be meanwhile.
		if (state.search !== search) return;
		state.search = undefined;
		state.complete(search.until);
	} catch (error) {
		// A place HeyGen does not know any more leads nowhere.
		if (!isPassing(error) && !isTimeout(error)) state.search = undefined;
		warn(
			looker.context,
			"HeyGen's history of events could not be read; missed ones are looked for later",
			error,
		);
	}
}

function isTimeout(error: unknown): boolean {
	return error instanceof Error && error.name === 'TimeoutError';
}

/** Whether there is to be a look again. */
export function isDue(state: TriggerState, now: number): boolean {
	return now - state.lookedAt >= INTERVAL;
}

/** As {@link look}, while what gave the occasion goes its way. */
export function lookMeanwhile(
	looker: Looker,
	state: TriggerState,
	{ now, until = now - LATER }: { now: number; until?: number },
): void {
	void look(looker, state, { until, now }).then(async () => await handOver(state));
}

/** Starts executions for what was missed, where this process can: elsewhere, deliveries take it with them. */
export async function handOver(state: TriggerState): Promise<void> {
	for (;;) {
		const { watch } = state;
		if (!watch) return;
		const taken = state.take(AT_ONCE, undefined, Date.now());
		if (taken.events.length === 0) return;
		if (await watch.emit(taken.events)) state.settle(taken, Date.now());
		else state.giveUp(taken);
	}
}
