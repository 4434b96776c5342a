import fc from 'fast-check';

import { Pace } from '../../../nodes/HeyGen/api/pace';
import { FakeClock, settled } from '../../support/clock';

interface Sent {
	readonly name: string;
	finish(): void;
}

/** Requests through a pace, each of which runs until the test finishes it. */
class Sender {
	readonly clock = new FakeClock();

	readonly pace: Pace;

	readonly running: Sent[] = [];

	readonly started: string[] = [];

	most = 0;

	constructor(widest: number) {
		this.pace = new Pace(widest, this.clock);
	}

	async send(name: string, signal?: AbortSignal): Promise<void> {
		await this.pace.inTurn(async () => {
			await new Promise<void>((resolve) => {
				const sent = {
					name,
					finish: () => {
						this.running.splice(this.running.indexOf(sent), 1);
						resolve();
					},
				};
				this.running.push(sent);
				this.started.push(name);
				this.most = Math.max(this.most, this.running.length);
			});
		}, signal);
	}

	sendAll(count: number, signal?: AbortSignal): Array<Promise<void>> {
		return Array.from({ length: count }, async (_, index) => await this.send(String(index), signal));
	}

	async finishOne(): Promise<void> {
		this.running[0]?.finish();
		await settled();
	}
}

describe('the window', () => {
	test('lets as many requests run at once as it is wide', async () => {
		const sender = new Sender(3);
		const all = sender.sendAll(7);
		await settled();
		expect(sender.started).toEqual(['0', '1', '2']);
		await sender.finishOne();
		expect(sender.started).toEqual(['0', '1', '2', '3']);
		while (sender.running.length > 0) await sender.finishOne();
		await Promise.all(all);
		expect(sender.most).toBe(3);
	});

	test('serves in the order of coming, and a newcomer does not overtake', async () => {
		const sender = new Sender(1);
		const line = sender.sendAll(4);
		await settled();
		sender.running[0]?.finish();
		// The place is free at this very moment, and the line has not looked yet.
		const newcomer = sender.send('newcomer');
		await settled();
		while (sender.running.length > 0) await sender.finishOne();
		await Promise.all([...line, newcomer]);
		expect(sender.started).toEqual(['0', '1', '2', '3', 'newcomer']);
	});

	test('goes on after a request that throws', async () => {
		const pace = new Pace(1, new FakeClock());
		const failing = pace.inTurn(async () => await Promise.reject(new Error('no')));
		const next = pace.inTurn(async () => await Promise.resolve('next'));
		await expect(failing).rejects.toThrow('no');
		await expect(next).resolves.toBe('next');
	});

	test('starves nobody among hundreds', async () => {
		const sender = new Sender(10);
		const all = sender.sendAll(500);
		await settled();
		while (sender.running.length > 0) await sender.finishOne();
		await Promise.all(all);
		expect(sender.started).toEqual(Array.from({ length: 500 }, (_, index) => String(index)));
		expect(sender.most).toBe(10);
	});
});

describe('a pause', () => {
	test('holds everything back until it is over, then sends a single request', async () => {
		const sender = new Sender(5);
		sender.pace.pause(10_000);
		const all = sender.sendAll(8);
		await sender.clock.advance(9_999);
		expect(sender.started).toEqual([]);
		await sender.clock.advance(1);
		expect(sender.started).toEqual(['0']);
		await sender.finishOne();
		expect(sender.started).toEqual(['0', '1']);
		while (sender.running.length > 0) await sender.finishOne();
		await Promise.all(all);
		expect(sender.most).toBe(1);
	});

	test('widens by one with every success after it', async () => {
		const sender = new Sender(4);
		sender.pace.pause(1000);
		const all = sender.sendAll(30);
		await sender.clock.advance(1000);
		const widths: number[] = [];
		for (let round = 0; round < 5; round++) {
			widths.push(sender.running.length);
			sender.pace.accepted();
			await sender.finishOne();
		}
		expect(widths).toEqual([1, 2, 3, 4, 4]);
		while (sender.running.length > 0) await sender.finishOne();
		await Promise.all(all);
	});

	test('is not shortened by a later, shorter one, and is lengthened by a longer one', async () => {
		const sender = new Sender(1);
		sender.pace.pause(10_000);
		sender.pace.pause(1_000);
		const waiting = sender.send('a');
		await sender.clock.advance(5_000);
		sender.pace.pause(10_000);
		await sender.clock.advance(9_999);
		expect(sender.started).toEqual([]);
		await sender.clock.advance(1);
		expect(sender.started).toEqual(['a']);
		await sender.finishOne();
		await waiting;
	});

	test('is not opened by the successes of requests that were sent before it', async () => {
		const sender = new Sender(10);
		const all = sender.sendAll(40);
		await settled();
		sender.pace.pause(5_000);
		for (let sent = 0; sent < 10; sent++) {
			sender.pace.accepted();
			await sender.finishOne();
		}
		expect(sender.started).toHaveLength(10);
		await sender.clock.advance(5_000);
		expect(sender.running).toHaveLength(1);
		while (sender.running.length > 0) await sender.finishOne();
		await Promise.all(all);
	});

	test('takes one timer, however many stand in line', async () => {
		const sender = new Sender(10);
		sender.pace.pause(60_000);
		const all = sender.sendAll(300);
		await settled();
		expect(sender.clock.sleeps).toEqual([60_000]);
		await sender.clock.advance(60_000);
		while (sender.running.length > 0) await sender.finishOne();
		await Promise.all(all);
	});
});

describe('an abort', () => {
	test('rejects everyone in line at once, with its reason', async () => {
		const sender = new Sender(1);
		const abort = new AbortController();
		const [first, ...rest] = sender.sendAll(50, abort.signal);
		await settled();
		abort.abort(new Error('cancelled'));
		for (const outcome of await Promise.allSettled(rest)) {
			expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'cancelled' } });
		}
		await sender.finishOne();
		await first;
		expect(sender.started).toEqual(['0']);
	});

	test('rejects during a pause without waiting for its end', async () => {
		const sender = new Sender(1);
		const abort = new AbortController();
		sender.pace.pause(1_000_000);
		const waiting = sender.send('a', abort.signal);
		abort.abort(new Error('cancelled'));
		await expect(waiting).rejects.toThrow('cancelled');
	});

	test('rejects a newcomer before anything is sent', async () => {
		const sender = new Sender(1);
		await expect(sender.send('a', AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
		expect(sender.started).toEqual([]);
	});

	test('of one in line does not hold up those behind it', async () => {
		const sender = new Sender(1);
		const abort = new AbortController();
		const first = sender.send('first');
		const given = sender.send('given up', abort.signal);
		const last = sender.send('last');
		await settled();
		abort.abort(new Error('cancelled'));
		await expect(given).rejects.toThrow('cancelled');
		await sender.finishOne();
		expect(sender.started).toEqual(['first', 'last']);
		await sender.finishOne();
		await Promise.all([first, last]);
	});

	test('at the moment its turn comes passes the turn on', async () => {
		const sender = new Sender(1);
		const abort = new AbortController();
		const first = sender.send('first');
		const given = sender.send('given up', abort.signal);
		const last = sender.send('last');
		await settled();
		abort.signal.addEventListener('abort', () => {});
		sender.running[0]?.finish();
		await Promise.resolve();
		abort.abort(new Error('cancelled'));
		const outcome = await Promise.race([given.catch(String), settled().then(() => 'still running')]);
		while (sender.running.length > 0) await sender.finishOne();
		await Promise.all([first, last]);
		expect(sender.started).toContain('last');
		expect(outcome).toEqual(sender.started.includes('given up') ? expect.any(String) : 'Error: cancelled');
	});

	test('leaves nobody hanging, in whatever order things happen', async () => {
		const steps = fc.array(
			fc.oneof(
				fc.record({ kind: fc.constant('send' as const), stoppable: fc.boolean() }),
				fc.record({ kind: fc.constantFrom('finish', 'accept', 'pause', 'abort', 'pass' as const) }),
			),
			{ maxLength: 40 },
		);
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 4 }), steps, async (widest, script) => {
				const sender = new Sender(widest);
				const abort = new AbortController();
				const all: Array<Promise<void>> = [];
				for (const step of script) {
					if (step.kind === 'send') {
						const sent = sender.send('x', 'stoppable' in step && step.stoppable ? abort.signal : undefined);
						// Until it is looked at below, its end would be unhandled.
						sent.catch(() => undefined);
						all.push(sent);
					} else if (step.kind === 'finish') sender.running[0]?.finish();
					else if (step.kind === 'accept') sender.pace.accepted();
					else if (step.kind === 'pause') sender.pace.pause(500);
					else if (step.kind === 'abort') abort.abort(new Error('cancelled'));
					else await settled();
				}
				const outcomes = Promise.allSettled(all);
				await sender.clock.advance(1000);
				while (sender.running.length > 0) await sender.finishOne();
				const ended = await Promise.race([outcomes.then(() => 'all ended'), settled().then(() => 'hanging')]);
				expect(ended).toBe('all ended');
				expect(sender.most).toBeLessThanOrEqual(widest);
			}),
			{ numRuns: 150 },
		);
	});
});

describe('the time since something moved', () => {
	test('counts from the last success or ended job, and from the own start at the earliest', async () => {
		const clock = new FakeClock();
		const pace = new Pace(1, clock);
		const start = clock.now();
		await clock.advance(5_000);
		expect(pace.stalledFor(start)).toBe(5_000);
		pace.accepted();
		await clock.advance(1_000);
		expect(pace.stalledFor(start)).toBe(1_000);
		pace.moved();
		expect(pace.stalledFor(start)).toBe(0);
		await clock.advance(2_000);
		expect(pace.stalledFor(clock.now() - 500)).toBe(500);
	});
});
