import type { HeyGenClient } from '../api/client';
import type { Look } from '../api/contract';
import { perClient } from '../api/perClient';

/** Looks read so far: many items often use the same one. */
const looksOf = perClient(() => new Map<string, Promise<Look>>());

export async function readLook(client: HeyGenClient, id: string): Promise<Look> {
	const looks = looksOf(client);
	const known = looks.get(id) ?? client.data('avatarLooksGet', { path: { look_id: id } });
	looks.set(id, known);
	return await known;
}

/** A look that was read before; undefined where none was, or it could not be. */
export async function knownLook(client: HeyGenClient, id: string): Promise<Look | undefined> {
	return await looksOf(client)
		.get(id)
		?.catch(() => undefined);
}
