import type { HeyGenClient } from './client';
import { perClient } from './perClient';

const ownAccount = perClient((client) => ({ reading: client.data('userMeGet') }));

/** Whose the credential is: HeyGen lists assets of somebody only, and has to be told of whom (docs/heygen.md §4). */
export async function ownUsername(client: HeyGenClient): Promise<string> {
	return (await ownAccount(client).reading).username;
}
