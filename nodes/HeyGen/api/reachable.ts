import { isLoopback, isPrivate } from './baseUrl';

/**
 * Why HeyGen cannot call an address of this n8n, or undefined where it can: HeyGen calls public https addresses only
 * (docs/heygen.md §7). A HeyGen on this machine, such as the simulated one, may call this machine.
 */
export function unreachable(
	url: string,
	baseUrl: string,
): { message: string; description: string } | undefined {
	const { protocol, hostname, origin } = new URL(url);
	if (protocol === 'https:' && !isPrivate(hostname)) return undefined;
	if (isLoopback(hostname) && isLoopback(new URL(baseUrl).hostname)) return undefined;
	return {
		message: `HeyGen cannot reach this n8n at ${origin}`,
		description:
			'HeyGen calls public https addresses only. Set the environment variable WEBHOOK_URL to the public https address of this n8n and try again.',
	};
}
