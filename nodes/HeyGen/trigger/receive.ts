import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { AT_ONCE, chosenIn, handOver, isDue, lookerOf, lookMeanwhile } from './catchUp';
import { parseBody, unfit, type Refusal } from './delivery';
import { isWanted, readEvent, timeOf, type ReadEvent } from './events';
import { beginDoubt, learnTime, recovered } from './recovery';
import { secretOf } from './secret';
import { forgery, MISMATCH, STALE } from './signature';
import { stateOf, type Kept } from './state';

/** HeyGen is answered that all is well, and nothing is run. */
const ACKNOWLEDGED: IWebhookResponseData = { webhookResponse: 'OK' };

function refuse(context: IWebhookFunctions, { status, reason }: Refusal): IWebhookResponseData {
	context.logger.warn(`A delivery to the HeyGen Trigger was refused: ${reason}`, {
		node: context.getNode().name,
	});
	context.getResponseObject().status(status).end();
	return { noWebhookResponse: true };
}

/** As items leave the trigger, before their details are read. */
export function itemsOf(events: readonly ReadEvent[]): INodeExecutionData[] {
	return events.map(({ event: json }) => ({ json }));
}

/**
 * Takes a delivery: runs the workflow for events of HeyGen's that are wanted and new, and for nothing else. What they are
 * about is read in the execution, which HeyGen does not wait for.
 */
export async function receive(context: IWebhookFunctions, now: number): Promise<IWebhookResponseData> {
	const kept: Kept = context.getWorkflowStaticData('node');
	const isTest = context.getMode() === 'manual';
	const state = stateOf(context, { ...kept, isTest });
	state.load(kept, now);
	if (!state.registration.secret) {
		return refuse(context, {
			status: 401,
			reason: 'no secret is known; unpublish and publish the workflow',
		});
	}
	const headers: Record<string, unknown> = context.getHeaderData();
	const { rawBody } = context.getRequestObject();
	const delivery = { headers, rawBody };
	const misfit = unfit(delivery);
	if (misfit) return refuse(context, misfit);

	const secret = await secretOf(context, state);
	let reason = forgery(delivery, secret, state.heygenTime(now));
	if (reason === STALE && beginDoubt(state, now)) {
		await learnTime(lookerOf(context), state);
		reason = forgery(delivery, secret, state.heygenTime(now));
	}
	let delivered: ReadEvent | undefined;
	if (reason === undefined) {
		// Not before: whoever can't sign may not have a megabyte read.
		const body = rawBody && parseBody(rawBody);
		if (!body) return refuse(context, { status: 400, reason: 'its body is no JSON object' });
		delivered = readEvent(body, headers);
		// So old an event may have been had and forgotten. HeyGen repeats for 24 hours: it is a replay.
		if (delivered && timeOf(delivered) < state.memory.reach(now)) return ACKNOWLEDGED;
	} else {
		if (reason !== MISMATCH || isTest || !beginDoubt(state, now))
			return refuse(context, { status: 401, reason });
		delivered = await recovered(lookerOf(context), state, delivery, now);
		state.store(kept);
		void handOver(state);
		if (!delivered) return refuse(context, { status: 401, reason });
	}

	const wanted = delivered && isWanted(delivered.event.event, chosenIn(context)) ? delivered : undefined;
	const taken = state.take(state.watch ? 0 : AT_ONCE, wanted, now);
	// A test listens for what happens now.
	if (!isTest && isDue(state, now)) lookMeanwhile(lookerOf(context), state, { now });
	if (taken.events.length === 0) return ACKNOWLEDGED;

	const response = context.getResponseObject();
	response.once('close', () => {
		// n8n could not start the execution, and HeyGen will deliver the event again.
		if (response.statusCode >= 500) state.giveUp(taken);
	});
	return {
		workflowData: [itemsOf(taken.events)],
		// n8n reads the answer when it has started the execution, and stores the static data right after. What was changed
		// earlier it takes for unchanged by then (n8n 2.41), and what is not started must not count as had.
		get webhookResponse() {
			state.settle(taken, now);
			state.store(kept);
			return 'OK';
		},
	};
}
