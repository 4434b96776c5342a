import type { HeyGenClient } from '../api/client';
import { onStatus } from '../api/errors';
import { jobKinds, type JobKind, type JobName, type Jobs } from './kinds';

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
	const isOver = (status: string) => [...kind.completed, ...kind.failed, 'not_found'].includes(status);
	if (kind.many) {
		const { idsPerRequest, readStates } = kind.many;
		for (let from = 0; from < ids.length; from += idsPerRequest) {
			const part = ids.slice(from, from + idsPerRequest);
			const states = await readStates(client, part);
			if (!part.every((id) => isOver(states.get(id) ?? 'not_found'))) return false;
		}
		return true;
	}
	for (const id of ids) {
		const job = await kind.read(client, id).catch(onStatus(404));
		if (!isOver(job === undefined ? 'not_found' : (kind.status(job) ?? ''))) return false;
	}
	return true;
}
