import {
	NodeOperationError,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { HeyGenClient } from '../api/client';
import { accountOf, connect } from '../api/connection';
import { Watcher } from '../jobs/watcher';
import { Budget, keepAtLeast, OutOfFunds } from './budget';
import { callOf, isTool } from './call';
import { Creations } from './created';
import { Composed, dryRunHint, isDryRun, refusedOutput } from './dryRun';
import { asNodeError, errorItem, givenItem, type NodeError } from './errorItem';
import { finishEarly, type Outputs } from './early';
import { Arrivals } from './gathering';
import { Item, type Run } from './item';
import { Keys } from './keys';
import { labelFinder } from './labels';
import { Ledger } from './ledger';
import { ownCalls, type Operation } from './operation';
import { Suspended, type Output } from './output';
import { isManual, reuseHints } from './payOnce';
import { readShape, shaped } from './shape';
import { Slots } from './slots';
import { callbackOf, suspend, type Callback } from './suspension';
import { Values } from './values';

/** Tells why the run stops; what others were waiting for is given up, the jobs themselves go on at HeyGen. */
class Halted extends Error {}

/**
 * What an item of a dry run gives: what would be sent, or why it would be refused.
 *
 * @param dry takes note of it.
 */
async function dryly(
	node: INode,
	index: number,
	dry: Output[],
	act: () => ReturnType<Operation['run']>,
): Promise<Awaited<ReturnType<Operation['run']>>> {
	return await act().catch((error: unknown) => {
		const output = error instanceof Composed ? error.output : refusedOutput(asNodeError(node, error, index));
		dry.push(output);
		return output;
	});
}

/**
 * Runs an operation for every input item: several at a time, results in the order of the items, each paired with its item.
 *
 * Without Continue On Fail the first failure stops the run: nothing more is started, waiting ends, and what was already
 * sent is answered first, so that a repeat under the same keys finds it.
 */
export async function executeItems(
	context: IExecuteFunctions,
	operation: Operation,
	properties: readonly INodeProperties[],
): Promise<INodeExecutionData[]> {
	const node = context.getNode();
	const input = context.getInputData();
	if (input.length === 0) return [];
	const halt = new AbortController();
	const cancelled = new AbortController();
	const cancel = () => {
		// n8n knows a cancelled execution by this spelling in the message.
		const reason = new NodeOperationError(node, 'The execution was canceled');
		cancelled.abort(reason);
		halt.abort(reason);
	};
	context.onExecutionCancellation(cancel);
	// Retry On Fail runs the node again even then, and nobody would tell it a second time.
	if (context.getExecutionCancelSignal()?.aborted) cancel();

	const valuesOf = (index: number) =>
		new Values(
			properties,
			(name) => context.getNodeParameter(name, index, null) ?? undefined,
			(message, description) => new NodeOperationError(node, message, { itemIndex: index, description }),
		);
	const concurrency = valuesOf(0).group('options').requiredNumber('concurrency');
	const client = new HeyGenClient(await connect(context, context.getNodeParameter('authentication', 0)), {
		concurrency,
		signal: halt.signal,
		cancelled: cancelled.signal,
		labelOf: labelFinder(properties),
	});
	const call = callOf(context, properties);
	let callback: Callback | undefined;
	const run: Run = {
		context,
		client,
		watcher: new Watcher(client),
		slots: new Slots(concurrency, client.clock),
		own: ownCalls(operation),
		gathered: {
			arrivals: new Arrivals(input.length),
			signal: halt.signal,
			goOn: context.continueOnFail(),
		},
		ledger: new Ledger(call.notes, node),
		budget: new Budget(client, keepAtLeast(valuesOf(0).group('options')), input.length),
		created: new Creations(),
		hints: client.announcements,
		account: accountOf(client.connection),
		reused: [],
		callback: () => (callback ??= callbackOf(context, client.connection.baseUrl, call.round)),
	};

	const keys = new Keys(context, operation, call);
	const outputs: Outputs = new Array<Outputs[number]>(input.length);
	const failures = new Array<NodeError>(input.length);
	const dry: Output[] = [];
	const settle = async (index: number, act: () => ReturnType<Operation['run']>) => {
		try {
			halt.signal.throwIfAborted();
			const result = await act();
			outputs[index] =
				result instanceof Suspended ? result : [result].flat().map((given) => givenItem(node, given, index));
		} catch (error) {
			if (error instanceof Halted) return;
			const nodeError = asNodeError(node, error, index);
			// What is under way when the money runs short is finished and given.
			if (context.continueOnFail() || error instanceof OutOfFunds) {
				outputs[index] = [errorItem(nodeError, index)];
			} else {
				failures[index] = nodeError;
				halt.abort(new Halted());
			}
		}
	};
	const work = async (index: number) => {
		await run.slots.take();
		await settle(index, async () => {
			const values = valuesOf(index);
			const act = async () => {
				const shape = readShape(operation, values);
				const result = await operation.run(new Item(run, index, values, keys.of(index, values)));
				return shaped(operation, shape, result);
			};
			return isDryRun(values.group('options')) ? await dryly(node, index, dry, act) : await act();
		});
		run.slots.give();
		run.gathered.arrivals.ended(index);
		run.budget.arrivals.ended(index);
	};
	await Promise.all(input.map(async (_, index) => await work(index)));
	await finishEarly(run, operation, outputs, settle);

	const dryHint = dryRunHint(dry);
	if (dryHint !== undefined) run.hints.add(dryHint);
	for (const message of reuseHints(run.reused, isManual(context))) run.hints.add(message);
	for (const message of run.hints) {
		context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	}
	const failure =
		failures.find((error) => error === halt.signal.reason) ?? failures.find((error) => error !== undefined);
	if (failure) {
		run.created.tellIn(failure, failures);
		const finished = outputs.filter((output) => Array.isArray(output)).length;
		if (finished > 0) {
			failure.description =
				`${failure.description ?? ''} ${finished} of ${input.length} items were already done; set On Error to Continue to keep their results.`.trim();
		}
		throw failure;
	}
	const finished = outputs.filter((output) => Array.isArray(output));
	const given =
		finished.length < outputs.length ? await suspend(context, run.callback(), outputs) : finished.flat();
	// Retry On Fail also takes an error in the first item for a failure of the node, and an agent may ask for the same again.
	if (given[0]?.json.error === undefined && (!isTool(context) || operation.isRepeatable)) run.ledger.clear();
	return given;
}
