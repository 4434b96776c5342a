import type { HeyGenClient } from '../api/client';
import { onStatus } from '../api/errors';
import { jobKinds, type JobName, type Jobs } from './jobKinds';
import type { JobKind } from './kinds/kind';

/** When an item, or a try of it before, began. */
export interface Beginning {
	/** By HeyGen's clock, in unix seconds: what is older was there before. */
	readonly since: number;
	/** Whether no try of before, in this round of the execution, may have made what it is about. */
	readonly isFirstTry: boolean;
	/** Whether this process was given something under the same key before, as far as it remembers. */
	readonly isRepeated: boolean;
	/** Whether what was given is of before, where this process knows that. */
	readonly isEarlier?: boolean;
}

/** What is known of a job that was created under a key that may have been used before. */
export interface Recognised<Job = unknown> {
	/** Whether it was there before; undefined where that cannot be told. */
	readonly isEarlier?: boolean;
	/** Whether it is one of before that has failed or was deleted. */
	readonly isLost: boolean;
	/** In unix seconds, where HeyGen says so. */
	readonly createdAt?: number;
	/** The job, where it has ended well. */
	readonly ended?: Job;
}

/** Milliseconds after which HeyGen is asked once more for a job that it does not know: it may be too new. */
const SECOND_LOOK = 2_000;

/**
 * Reads a job, and tells by its age whether it was there before the item began. Where HeyGen does not date it, one that has
 * ended was: nothing that HeyGen makes is ready at once.
 *
 * @param dated when HeyGen says elsewhere that it was created; null where its age tells nothing.
 */
export async function recognise<Name extends JobName>(
	client: HeyGenClient,
	name: Name,
	id: string,
	{ since, isFirstTry, isRepeated, isEarlier: known }: Beginning,
	dated?: number | null,
): Promise<Recognised<Jobs[Name]>> {
	const kind: JobKind<Jobs[Name]> = jobKinds[name];
	const read = async () => await kind.read(client, id).catch(onStatus(404));
	let job = await read();
	// What HeyGen does not know was deleted, or is only too new to be read: to make that once more would pay it twice.
	const isRemembered = known ?? (isFirstTry && isRepeated);
	if (job === undefined && isRemembered) {
		await client.clock.sleep(SECOND_LOOK);
		job = await read();
	}
	if (job === undefined) return { isEarlier: isRemembered || undefined, isLost: isRemembered };
	const status = kind.status(job) ?? '';
	const [isGood, isBad] = [kind.completed.includes(status), kind.failed.includes(status)];
	const createdAt = dated === null ? undefined : (dated ?? kind.createdAt?.(job) ?? undefined);
	// Of the states that end a wait, the first is the job's own end; what waits for a person may do so from the start.
	const isOver = isBad || status === kind.completed[0];
	const byState = dated !== null && isFirstTry && isOver ? true : undefined;
	const isEarlier = known ?? (createdAt === undefined ? byState : createdAt < since);
	return {
		isEarlier,
		isLost: isEarlier === true && isBad,
		...(createdAt === undefined ? {} : { createdAt }),
		...(isGood ? { ended: job } : {}),
	};
}

/**
 * Makes something, and as another for as long as HeyGen gives one of before that is no good any more; see {@link recognise}.
 *
 * @param make makes it and tells what is known of it.
 * @param again has the next one made as another.
 */
export async function madeUnlessLost<Made extends { readonly found: ReadonlyArray<Recognised | undefined> }>(
	make: () => Promise<Made>,
	again: () => void,
	isLost: (found: ReadonlyArray<Recognised | undefined>) => boolean,
): Promise<Made> {
	let made = await make();
	while (isLost(made.found)) {
		again();
		made = await make();
	}
	return made;
}
