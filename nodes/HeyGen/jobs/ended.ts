import type { HeyGenClient } from '../api/client';
import { onStatus } from '../api/errors';
import { jobKinds, type JobName, type Jobs } from './jobKinds';
import type { JobKind } from './kinds/kind';

function isOver<Job>({ completed, failed }: JobKind<Job>, status: string | null | undefined): boolean {
	return [...completed, ...failed].includes(status ?? '');
}

/** Whether one job has ended, by its own read; a deleted one has. */
async function hasEnded<Job>(client: HeyGenClient, kind: JobKind<Job>, id: string): Promise<boolean> {
	const job = await kind.read(client, id).catch(onStatus(404));
	return job === undefined || isOver(kind, kind.status(job));
}

/**
 * Whether all these jobs have ended, be it well or badly; a deleted job has ended too. Reads as little as it can: a
 * hundred states in one request where HeyGen offers that, and no further once one is found that has not ended.
 */
export async function haveEnded<Name extends JobName>(
	client: HeyGenClient,
	name: Name,
	ids: readonly string[],
): Promise<boolean> {
	const kind: JobKind<Jobs[Name]> = jobKinds[name];
	const { idsPerRequest, readStates } = kind.many ?? { idsPerRequest: ids.length };
	for (let from = 0; from < ids.length; from += idsPerRequest) {
		const part = ids.slice(from, from + idsPerRequest);
		const states = (await readStates?.(client, part)) ?? new Map<string, string>();
		// What the list does not know may only be too new for it, so the job itself is asked.
		const listed = part.filter((id) => ![undefined, 'not_found'].includes(states.get(id)));
		if (!listed.every((id) => isOver(kind, states.get(id)))) return false;
		for (const id of part) if (!listed.includes(id) && !(await hasEnded(client, kind, id))) return false;
	}
	return true;
}
