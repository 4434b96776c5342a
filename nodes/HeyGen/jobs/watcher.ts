import { unlessAborted } from '../api/clock';
import type { HeyGenClient } from '../api/client';
import { isPassing, onStatus } from '../api/errors';
import { failedJobError, missingJobError } from './errors';
import type { JobKind } from './kinds/kind';

const FIRST_DELAY = 2_000;
const LONGEST_DELAY = 30_000;

/** Milliseconds the last look at a job may take once its limit is reached. */
const LAST_LOOK = 5_000;

/** Milliseconds until a job of this age is looked at next: half its age, from 2 s to 30 s (docs/heygen.md §5). */
export function pollDelay(age: number): number {
	return Math.min(LONGEST_DELAY, Math.max(FIRST_DELAY, age / 2));
}

/** One job somebody waits for; what the watcher needs of it, whatever its kind. */
interface Watched {
	readonly id: string;
	readonly since: number;
	readonly deadline: number;
	dueAt: number;
	/** Reads the job and settles the wait if it has ended. */
	look(): Promise<void>;
	late(): void;
	fail(error: unknown): void;
}

/** Jobs of one kind that HeyGen tells the states of together. */
interface Group {
	readonly kind: Pick<JobKind<never>, 'many' | 'completed' | 'failed'>;
	readonly jobs: Set<Watched>;
	/** A look at them is under way. HeyGen being slow with it delays neither the other groups nor a limit. */
	looking: boolean;
}

/**
 * Watches all jobs a run waits for, while others are still being created: one loop, one request per hundred jobs where
 * HeyGen has a bulk read, and the full job only once it has ended.
 */
export class Watcher {
	private readonly groups = new Map<unknown, Group>();

	private looping = false;

	private sleepingUntil = 0;

	private wake = () => {};

	constructor(private readonly client: HeyGenClient) {}

	/**
	 * Resolves with the finished job, or with undefined where it is not finished within `limit`.
	 *
	 * @param limit milliseconds to wait at most.
	 * @throws NodeApiError when the job failed or was deleted, with its ID; or as HeyGen refused to say.
	 */
	async finished<Job extends object>(
		kind: JobKind<Job>,
		id: string,
		limit: number,
	): Promise<Job | undefined> {
		const { client } = this;
		const node = client.connection.context.getNode();
		const group = this.groups.get(kind) ?? { kind, jobs: new Set<Watched>(), looking: false };
		this.groups.set(kind, group);
		const since = client.clock.now();
		const ending = new Promise<Job | undefined>((resolve, reject) => {
			const settle = (act: () => void) => {
				group.jobs.delete(watched);
				act();
			};
			const watched: Watched = {
				id,
				since,
				deadline: since + limit,
				dueAt: since + pollDelay(0),
				async look() {
					const job = await kind.read(client, id).catch(onStatus(404));
					if (job === undefined) return settle(() => reject(missingJobError(node, kind, id)));
					const status = kind.status(job) ?? '';
					if ([...kind.completed, ...kind.failed].includes(status)) client.jobEnded();
					if (kind.completed.includes(status)) settle(() => resolve(job));
					if (kind.failed.includes(status)) settle(() => reject(failedJobError(node, kind, id, job)));
				},
				late: () => settle(() => resolve(undefined)),
				fail: (error) => settle(() => reject(asError(error))),
			};
			group.jobs.add(watched);
		});
		if (!this.looping) void this.loop();
		else if (since + FIRST_DELAY < this.sleepingUntil) this.wake();
		return await unlessAborted(ending, client.signal);
	}

	private all(): Watched[] {
		return [...this.groups.values()].flatMap(({ jobs }) => [...jobs]);
	}

	/** When there is something to do next; the end of a look wakes the loop by itself. */
	private nextStep(): number {
		const steps = [...this.groups.values()].flatMap(({ looking, jobs }) =>
			[...jobs].map(({ dueAt, deadline }) => (looking ? deadline + LAST_LOOK : Math.min(dueAt, deadline))),
		);
		return Math.min(this.client.clock.now() + LONGEST_DELAY, ...steps);
	}

	private async loop(): Promise<void> {
		this.looping = true;
		const { clock, signal } = this.client;
		try {
			while (this.all().length > 0) {
				this.sleepingUntil = this.nextStep();
				const woken = new Promise<void>((resolve) => (this.wake = resolve));
				const slept = clock.sleep(Math.max(0, this.sleepingUntil - clock.now()));
				await unlessAborted(Promise.race([slept, woken]), signal);
				for (const group of this.groups.values()) if (!group.looking) void this.tick(group);
				for (const job of this.all()) if (job.deadline + LAST_LOOK <= clock.now()) job.late();
			}
		} catch (error) {
			for (const job of this.all()) job.fail(error);
		} finally {
			this.looping = false;
		}
	}

	private async tick(group: Group): Promise<void> {
		const { kind, jobs } = group;
		const { clock } = this.client;
		const now = clock.now();
		const due = [...jobs].filter(({ dueAt, deadline }) => dueAt <= now || deadline <= now);
		if (due.length === 0) return;
		// A bulk read costs one request whether it asks for one job or a hundred.
		const asked = kind.many ? [...jobs] : due;
		for (const job of asked) job.dueAt = now + pollDelay(now - job.since);
		group.looking = true;
		await (kind.many ? this.lookTogether(asked, kind, kind.many) : this.lookOneByOne(asked));
		group.looking = false;
		for (const job of jobs) if (job.deadline <= clock.now()) job.late();
		this.wake();
	}

	private async lookTogether(
		jobs: Watched[],
		{ completed, failed }: Group['kind'],
		{ idsPerRequest, readStates }: NonNullable<Group['kind']['many']>,
	): Promise<void> {
		for (let from = 0; from < jobs.length; from += idsPerRequest) {
			const part = jobs.slice(from, from + idsPerRequest);
			try {
				const states = await readStates(
					this.client,
					part.map(({ id }) => id),
				);
				// What the list does not know may only be too new for it, so the job itself is asked.
				const over = [...completed, ...failed, 'not_found'];
				await this.lookOneByOne(part.filter(({ id }) => over.includes(states.get(id) ?? 'not_found')));
			} catch (error) {
				for (const job of part) this.unread(job, error);
			}
		}
	}

	private async lookOneByOne(jobs: Watched[]): Promise<void> {
		await Promise.all(
			jobs.map(async (job) => {
				try {
					await job.look();
				} catch (error) {
					this.unread(job, error);
				}
			}),
		);
	}

	/** HeyGen being out of reach for a while says nothing about the job: only a refusal ends the wait before its limit. */
	private unread(job: Watched, error: unknown): void {
		if (!isPassing(error) && !this.client.signal?.aborted) job.fail(error);
	}
}

function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}
