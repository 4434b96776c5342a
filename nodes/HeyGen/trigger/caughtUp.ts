import type { IExecuteFunctions } from 'n8n-workflow';

import { readItem } from './events';
import { stateOf, type Kept } from './state';

type Context = Pick<
	IExecuteFunctions,
	'getInputData' | 'getMode' | 'getNode' | 'getWorkflow' | 'getWorkflowStaticData'
>;

/**
 * Has n8n store with the end of this execution that its missed events were had. A delivery stores its own; what a look found
 * while nothing is delivered would else be forgotten with the process, and run again after a restart.
 */
export function rememberCaughtUp(context: Context, now: number): void {
	if (context.getMode() === 'manual') return;
	const events = context
		.getInputData()
		.flatMap(({ json }) => (json.caughtUp === true ? [readItem(json)] : []));
	if (events.length === 0) return;
	const kept: Kept = context.getWorkflowStaticData('node');
	const state = stateOf(context, kept);
	state.load(kept, now);
	state.settle({ events, expires: now }, now);
	state.store(kept);
}
