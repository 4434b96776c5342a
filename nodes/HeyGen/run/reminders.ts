import type { IExecuteFunctions } from 'n8n-workflow';

import { systemClock, type Clock } from '../api/clock';
import { isRecord } from '../api/json';

// HeyGen calls once about each job, and a call can be lost: it may come before n8n has stored the suspended execution, or
// while n8n is down. So the process that knows of a suspended run calls it too, seldom and at its limit, at the same
// address. Whoever takes such a call reads the jobs and, where they go on, is the next to remember the run.

type Helpers = Pick<IExecuteFunctions['helpers'], 'httpRequest'>;

/** A suspended run. */
export interface Reminder {
	/** The address HeyGen calls, too. */
	readonly url: string;
	/** When it was suspended and when its wait limit is reached, in milliseconds. */
	readonly since: number;
	readonly until: number;
	/** When n8n ends the wait by itself, without asking the node; in milliseconds. */
	readonly ends: number;
}

const FIRST_DELAY = 15_000;
const LONGEST_DELAY = 15 * 60_000;

/** The call was taken, or there is nothing at its address. */
const FINAL = [200, 401, 404];

/** Milliseconds the call may take: it reads every job. */
const TIMEOUT = 60_000;

/** Milliseconds from the limit until n8n ends the wait by itself, where nothing has to be downloaded. */
export const GRACE = 60_000;

/** Milliseconds until a run is called next: twice its age, and not long after its limit. */
export function reminderDelay({ since, until }: Reminder, now: number): number {
	const delay = Math.min(LONGEST_DELAY, Math.max(FIRST_DELAY, 2 * (now - since)));
	return now < until ? Math.min(delay, until - now) : FIRST_DELAY;
}

export class Reminders {
	private readonly waiting = new Map<string, Reminder>();

	/** The latest: all are alike, and an earlier one would keep its execution's data in memory. */
	private helpers?: Helpers;

	constructor(private readonly clock: Clock) {}

	remember({ url, since, until, ends }: Reminder, helpers: Helpers): void {
		this.helpers = helpers;
		if (this.waiting.has(url)) return;
		const reminder = { url, since, until, ends };
		this.waiting.set(url, reminder);
		void this.callLater(reminder);
	}

	/** The run goes on. */
	forget(url: string): void {
		this.waiting.delete(url);
	}

	private async callLater(reminder: Reminder): Promise<void> {
		const { url, ends } = reminder;
		await this.clock.sleep(reminderDelay(reminder, this.clock.now()));
		if (this.waiting.get(url) !== reminder) return;
		this.waiting.delete(url);
		const { helpers } = this;
		if (!helpers || this.clock.now() >= ends) return;
		const status = await statusOf(helpers, url);
		// Whoever took the call knows of the run now. n8n refuses it while the execution is not stored yet, too.
		if (status === undefined || !FINAL.includes(status)) this.remember(reminder, helpers);
	}
}

/** Undefined where no answer came. */
async function statusOf(helpers: Helpers, url: string): Promise<number | undefined> {
	try {
		const answer: unknown = await helpers.httpRequest({
			method: 'POST',
			url,
			timeout: TIMEOUT,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		});
		return isRecord(answer) && typeof answer.statusCode === 'number' ? answer.statusCode : undefined;
	} catch {
		return undefined;
	}
}

/** The suspended runs this process knows of. */
export const reminders = new Reminders(systemClock);
