import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

import { isRecord } from '../../nodes/HeyGen/api/json';
import { systemClock } from '../../nodes/HeyGen/api/clock';

const START = Date.UTC(2026, 10, 21, 12);

/** Rounds of the event loop in which nothing may happen before time is let pass. */
const QUIET_ROUNDS = 8;

interface Sleeper {
	readonly at: number;
	wake(): void;
}

/** How many of n8n's helpers (requests, file reads) are under way: while they are, no time passes. */
let underWay = 0;

export async function takingNoTime<Result>(work: Promise<Result>): Promise<Result> {
	underWay++;
	try {
		return await work;
	} finally {
		underWay--;
	}
}

/** Also what an answer still brings after its head takes no time. */
export async function answeredInNoTime(answered: Promise<unknown>): Promise<unknown> {
	const answer = await takingNoTime(answered);
	if (isRecord(answer) && answer.body instanceof Readable) {
		void takingNoTime(finished(answer.body).catch(() => {}));
	}
	return answer;
}

async function nextRound(): Promise<void> {
	await new Promise<void>((resolve) => setImmediate(resolve));
}

async function quiet(): Promise<void> {
	for (let rounds = 0; rounds < QUIET_ROUNDS; rounds++) {
		await nextRound();
		if (underWay > 0) rounds = 0;
	}
}

/**
 * Time as the node's waiting code sees it. Requests take none of it; once all that runs is waiting, it jumps to the next
 * sleeper's moment, so that hours of waiting take milliseconds and end in the right order.
 */
export class VirtualTime {
	/** How long each sleep was, in the order they began. */
	readonly sleeps: number[] = [];

	private time = START;

	private readonly sleepers = new Set<Sleeper>();

	private passing = false;

	now(): number {
		return this.time;
	}

	/** Milliseconds since the test began. */
	elapsed(): number {
		return this.time - START;
	}

	async sleep(milliseconds: number): Promise<void> {
		this.sleeps.push(milliseconds);
		await new Promise<void>((wake) => {
			this.sleepers.add({ at: this.time + milliseconds, wake });
			if (!this.passing) void this.pass();
		});
	}

	async nextTurn(): Promise<void> {
		await takingNoTime(nextRound());
	}

	private async pass(): Promise<void> {
		this.passing = true;
		for (await quiet(); this.sleepers.size > 0; await quiet()) {
			this.time = Math.max(this.time, Math.min(...[...this.sleepers].map(({ at }) => at)));
			for (const sleeper of this.sleepers) {
				if (sleeper.at > this.time) continue;
				this.sleepers.delete(sleeper);
				sleeper.wake();
			}
		}
		this.passing = false;
	}
}

/** Replaces the node's clock in every test of a file. */
export function useVirtualTime(): () => VirtualTime {
	let time = new VirtualTime();
	beforeEach(() => {
		time = new VirtualTime();
		jest.spyOn(systemClock, 'now').mockImplementation(() => time.now());
		jest
			.spyOn(systemClock, 'sleep')
			.mockImplementation(async (milliseconds) => await time.sleep(milliseconds));
		jest.spyOn(systemClock, 'nextTurn').mockImplementation(async () => await time.nextTurn());
	});
	afterEach(() => jest.restoreAllMocks());
	return () => time;
}
