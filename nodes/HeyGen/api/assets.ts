import type { HeyGenClient } from './client';

/** A client lives as long as a run. */
const names = new WeakMap<HeyGenClient, Promise<string>>();

/** Whose the credential is: HeyGen lists assets of somebody only, and has to be told of whom (docs/heygen.md §4). */
export async function ownUsername(client: HeyGenClient): Promise<string> {
	const known = names.get(client) ?? client.data('userMeGet').then(({ username }) => username);
	names.set(client, known);
	return await known;
}
