import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { endingAfter } from '../../../nodes/HeyGen/api/ending';
import { systemClock } from '../../../nodes/HeyGen/api/clock';

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
