import type { IRun, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import { systemClock } from '../api/clock';
import { handOver, isDue, look, lookerOf, lookMeanwhile, LATER, type Looker } from './catchUp';
import { MINUTE } from './deduplication';
import { warn } from './log';
import { itemsOf } from './receive';
import { stateOf, type Kept, type TriggerState, type Watch } from './state';

/** How old an event has to be at a start to count as missed; a younger one may be on its way, or about to be repeated. */
const PATIENCE = 5_000;

/** For how long a start waits for HeyGen's history, in milliseconds. */
const LIMIT = 10_000;

/** By then n8n has failed to start an execution, if it does, in milliseconds. */
const FAILURE_SHOWS = 1_000;

/**
 * Runs beside the webhook, in n8n's main process: what was missed while n8n was down or the endpoint disabled is run at
 * once. That there is something to run makes n8n look after the webhook's registration at its own start, too: one that has
 * webhooks alone it leaves as it was (n8n 2.41).
 */
export async function watch(context: ITriggerFunctions): Promise<ITriggerResponse> {
	const kept: Kept = context.getWorkflowStaticData('node');
	const state = stateOf(context, kept);
	const now = Date.now();
	state.load(kept, now);
	state.activated = kept;
	state.search = undefined;
	const own: Watch = {
		async emit(events) {
			const done = context.helpers.createDeferredPromise<IRun>();
			const failed = done.promise.then(
				() => false,
				(error: unknown) => {
					warn(context, 'an execution could not be started; its events are looked for again', error);
					return true;
				},
			);
			context.emit([itemsOf(events)], undefined, done);
			return !(await Promise.race([failed, systemClock.sleep(FAILURE_SHOWS).then(() => false)]));
		},
	};
	state.watch = own;
	const looker = lookerOf(context);
	// n8n registers the webhook at the same time, and what came while the workflow was unpublished was not asked for.
	const begins = state.registration.stopped && context.getActivationMode() === 'activate';
	if (!begins) await look(looker, state, { until: now - PATIENCE, now, limit: LIMIT });
	// n8n stores the static data when the start is over; a long row goes on after that.
	await Promise.race([handOver(state), systemClock.sleep(LIMIT)]);
	state.store(kept);
	void lookAgain(looker, state, own, { now, kept });
	return {
		closeFunction: async () => {
			if (state.watch === own) state.watch = state.activated = undefined;
			return await Promise.resolve();
		},
	};
}

/**
 * Looks once more for what the look at the start could not see: it may have failed, and while an endpoint was made anew
 * HeyGen had nowhere to deliver to. The next delivery, the other occasion, can be days away. What came later than the start
 * is left to that: webhook processors may have had it, of which this process hears nothing more.
 */
async function lookAgain(
	looker: Looker,
	state: TriggerState,
	own: Watch,
	start: { now: number; kept: Kept },
) {
	for (let wait = LATER + MINUTE; ; wait = MINUTE) {
		await systemClock.sleep(wait);
		const now = Date.now();
		const { revision = 0 } = start.kept;
		const isAnew = revision > start.now - MINUTE;
		const until = isAnew ? Math.min(revision, now - LATER) : start.now - PATIENCE;
		const { completeUntil } = state;
		if (state.watch !== own || completeUntil === undefined || completeUntil >= state.heygenTime(until))
			return;
		if (isDue(state, now)) lookMeanwhile(looker, state, { until, now });
	}
}
