import { createHash } from 'node:crypto';
import type { IHookFunctions } from 'n8n-workflow';

import { isPublic } from '../api/reachable';

const TIMEOUT = 5_000;

/** What a trigger says to who asks at its address: by that another tells whether somebody lives there. */
export function greetingOf(url: string): string {
	return `OK ${createHash('sha256').update(url).digest('hex')}`;
}

/**
 * Whether a trigger answers there that has this address for its own. A copy of the database makes of n8n's instance ID a
 * copy as well (n8n 2.41), so that from within, a moved n8n and a copied one look alike.
 */
export async function isLivedAt(context: IHookFunctions, url: string, baseUrl: string): Promise<boolean> {
	if (!URL.canParse(url) || !isPublic(new URL(url), baseUrl)) return false;
	try {
		const answer: unknown = await context.helpers.httpRequest({
			url,
			timeout: TIMEOUT,
			json: false,
			disableFollowRedirect: true,
		});
		return answer === greetingOf(url);
	} catch {
		return false;
	}
}
