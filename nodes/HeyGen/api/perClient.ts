import type { HeyGenClient } from './client';

/**
 * What all have in common who share a client: it lives as long as a run, or as the call that resumes one.
 *
 * @param make makes it where it is first asked for.
 */
export function perClient<Shared extends object>(
	make: (client: HeyGenClient) => Shared,
): (client: HeyGenClient) => Shared {
	const made = new WeakMap<HeyGenClient, Shared>();
	return (client) => {
		const shared = made.get(client) ?? make(client);
		made.set(client, shared);
		return shared;
	};
}
