import { PassThrough } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { cancelOf, ended, endingAfter, endingWith } from '../../../nodes/HeyGen/api/ending';
import { systemClock } from '../../../nodes/HeyGen/api/clock';
import { TriggerWorkflow } from '../../support/trigger';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** A request that listens to its ending, as n8n's helper does. */
function begun() {
	const ending = endingAfter(60_000);
	const request = { answer: Buffer.alloc(1_000) };
	ending.signal.addEventListener('abort', () => request.answer.fill(0));
	return { ending, request: new WeakRef(request) };
}

function endedRequest(): WeakRef<object> {
	const { ending, request } = begun();
	ending.end();
	return request;
}

test('nothing of a request is held from its end until the end of its time', async () => {
	const request = endedRequest();
	await systemClock.nextTurn();
	collect();

	expect(request.deref()).toBeUndefined();
});

test('at the end of its time a request is ended, whoever else is gone', async () => {
	const { signal } = endingAfter(20);
	const reason = await new Promise((resolve) =>
		signal.addEventListener('abort', () => resolve(signal.reason)),
	);

	expect(reason).toMatchObject({ name: 'TimeoutError' });
});

test('a request is ended with what it depends on', () => {
	const execution = new AbortController();
	const { signal } = endingAfter(60_000, execution.signal);
	expect(signal.aborted).toBe(false);
	execution.abort();
	expect(signal.aborted).toBe(true);
});

test('what comes of an answer that was left does not end n8n', async () => {
	const body = new PassThrough();
	await ended(body, endingAfter(60_000), async () => {
		body.emit('error', new Error('aborted'));
		await Promise.resolve();
	});
	expect(body.destroyed).toBe(true);
});

describe('the signal of an execution', () => {
	const context = new TriggerWorkflow().hook();
	const { signal } = new AbortController();

	test('is that of its context, where it has one', () => {
		expect(cancelOf(context)).toBeUndefined();
		expect(
			cancelOf(Object.assign(new TriggerWorkflow().hook(), { getExecutionCancelSignal: () => signal })),
		).toBe(signal);
	});

	test('is another for a request, in a context that is otherwise the same', () => {
		const other = endingWith(context, signal);
		expect(cancelOf(other)).toBe(signal);
		expect('getNode' in other).toBe(true);
		expect('getInputData' in other).toBe(false);
		expect(other.getNode()).toEqual(context.getNode());
		expect(other.helpers).toBe(context.helpers);
	});
});
