import type { HeyGenClient } from '../api/client';
import type { Look } from '../api/contract';
import { perClient } from '../api/perClient';

/** Looks that are read or were: many items often use the same one. */
const looksOf = perClient(() => ({
	reading: new Map<string, Promise<Look>>(),
	known: new Map<string, Look>(),
}));

export async function readLook(client: HeyGenClient, id: string): Promise<Look> {
	const { reading, known } = looksOf(client);
	const look = reading.get(id) ?? client.data('avatarLooksGet', { path: { look_id: id } });
	reading.set(id, look);
	known.set(id, await look);
	return await look;
}

/** A look that was read by now. */
export function knownLook(client: HeyGenClient, id: string): Look | undefined {
	return looksOf(client).known.get(id);
}
