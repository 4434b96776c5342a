import type { IHttpRequestOptions } from 'n8n-workflow';

import { GRACE, reminderDelay, Reminders } from '../../../nodes/HeyGen/run/reminders';
import { FakeClock } from '../../support/clock';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const URL = 'https://n8n.example.com/webhook-waiting/1/heygen-callback?signature=s&heygen=n';

/** n8n, with one run suspended in it, and the process that knows of it. */
function world({ answer }: { answer: () => number | Error }) {
	const clock = new FakeClock();
	const since = clock.now();
	const calls: number[] = [];
	const reminders = new Reminders(clock);
	const reminder = { url: URL, since, until: since + HOUR, ends: since + HOUR + GRACE };
	const helpers = {
		async httpRequest(options: IHttpRequestOptions): Promise<unknown> {
			expect(options).toMatchObject({ method: 'POST', url: URL, disableFollowRedirect: true });
			calls.push(clock.now() - since);
			const status = answer();
			if (status instanceof Error) throw status;
			return await Promise.resolve({ statusCode: status });
		},
	};
	return { clock, calls, reminders, reminder, helpers };
}

test('a run is called seldom, ever more seldom, and at its limit', async () => {
	const { clock, calls, reminders, reminder, helpers } = world({
		answer() {
			// As the node does that takes the call.
			reminders.remember(reminder, helpers);
			return 200;
		},
	});

	reminders.remember(reminder, helpers);
	await clock.advance(2 * HOUR);

	const inMinutes = calls.map((at) => at / MINUTE);
	expect(inMinutes.slice(0, 8)).toEqual([0.25, 0.75, 2.25, 6.75, 20.25, 35.25, 50.25, 60]);
	// After the limit it is up to n8n.
	expect(Math.max(...inMinutes)).toBeLessThan(60 + GRACE / MINUTE);
});

test.each([200, 401, 404])(
	'an answer of %s ends it: the run is known there, or waits no more',
	async (status) => {
		const { clock, calls, reminders, reminder, helpers } = world({ answer: () => status });

		reminders.remember(reminder, helpers);
		await clock.advance(2 * HOUR);

		expect(calls).toHaveLength(1);
	},
);

test.each([409, 429, 503, new Error('connect ECONNREFUSED')])(
	'after %s it is called again',
	async (answer) => {
		const { clock, calls, reminders, reminder, helpers } = world({ answer: () => answer });

		reminders.remember(reminder, helpers);
		await clock.advance(2 * HOUR);

		expect(calls.length).toBeGreaterThan(7);
		expect(Math.max(...calls)).toBeLessThan(HOUR + GRACE);
	},
);

test('a run that goes on is called no more', async () => {
	const { clock, calls, reminders, reminder, helpers } = world({ answer: () => 200 });

	reminders.remember(reminder, helpers);
	reminders.forget(URL);
	await clock.advance(2 * HOUR);

	expect(calls).toEqual([]);
});

test('a run that a hundred calls are about is remembered once', async () => {
	const { clock, calls, reminders, reminder, helpers } = world({ answer: () => 200 });

	for (let call = 0; call < 100; call++) reminders.remember(reminder, helpers);
	await clock.advance(2 * HOUR);

	expect(calls).toHaveLength(1);
	expect(clock.sleeps).toHaveLength(1);
});

test('the limit is not overslept, and soon after it follows another call', () => {
	const reminder = { url: URL, since: 0, until: 20_000, ends: 20_000 + GRACE };

	expect(reminderDelay(reminder, 0)).toBe(15_000);
	expect(reminderDelay(reminder, 15_000)).toBe(5_000);
	expect(reminderDelay(reminder, 20_000)).toBe(15_000);
});
