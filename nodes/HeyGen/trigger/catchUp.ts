import type { HeyGenClient } from '../api/client';
import { MEMORY, type Memory } from './deduplication';
import type { ReadEvent } from './events';
import { recordedBetween, timeOf } from './history';
import type { Registration } from './registration';

/** How often the history is looked at, at most; a delivery gives the occasion. */
const INTERVAL = 30_000;

/** How old an event has to be to count as missed. A younger one is on its way, or HeyGen is about to repeat it. */
const PATIENCE = 10 * 60_000;

/** As {@link PATIENCE}, after a start of n8n: what came while it was down counts as missed at once. */
const PATIENCE_AFTER_START = 2_000;

/** Events caught up with at one delivery; the next brings the rest. */
const AT_ONCE = 100;

/** Whether it is time for a look; if so it has begun, so that deliveries of the same moment do not all look. */
export function beginLook(memory: Memory, { gapUntil }: Registration, now: number): boolean {
	if (gapUntil === undefined && memory.lookedAt !== undefined && now - memory.lookedAt < INTERVAL)
		return false;
	memory.lookedAt = now;
	return true;
}

/**
 * The events HeyGen recorded and this trigger has not had, in order. The history is looked at from where it was last known
 * to be complete, but no further back than events are remembered: what is older may have been had.
 *
 * @param isWanted whether the workflow is for such an event.
 */
export async function missedEvents(
	client: HeyGenClient,
	memory: Memory,
	registration: Registration,
	isWanted: (event: string) => boolean,
	now: number,
): Promise<ReadEvent[]> {
	const settled = now - (memory.isComplete ? PATIENCE : PATIENCE_AFTER_START);
	const until = Math.max(settled, registration.gapUntil ?? 0);
	const from = Math.max(registration.completeUntil ?? until, memory.completeSince, now - MEMORY);
	const recorded = until > from ? await recordedBetween(client, from, until) : [];
	// Too late: nobody waits for the answer any more, so nothing may be noted as had.
	client.signal?.throwIfAborted();
	const missed = recorded.filter(({ event, keys }) => isWanted(event.event) && !memory.knows(keys, now));
	// A page that moved while it was read can bring an event twice.
	const taken = missed.slice(0, AT_ONCE).filter(({ keys }) => memory.note(keys, now));
	const next = missed[AT_ONCE];
	registration.completeUntil = next ? timeOf(next) - 1 : Math.max(from, until);
	memory.isComplete = next === undefined;
	if (next) delete memory.lookedAt;
	else delete registration.gapUntil;
	return taken;
}
