import { isLoopback, isPrivate } from './baseUrl';

/**
 * Whether an address is one of the internet. With a HeyGen on this machine, such as the simulated one, this machine's own
 * count as well. What a name stands for is not asked: n8n's own protection against such requests does.
 */
export function isPublic({ protocol, hostname }: URL, baseUrl: string): boolean {
	if (protocol === 'https:' && !isPrivate(hostname)) return true;
	return isLoopback(hostname) && isLoopback(new URL(baseUrl).hostname);
}

/**
 * Why HeyGen cannot call an address of this n8n, or undefined where it can: HeyGen calls public https addresses only
 * (docs/heygen.md §7). A HeyGen on this machine, such as the simulated one, may call this machine.
 */
export function unreachable(
	url: string,
	baseUrl: string,
): { message: string; description: string } | undefined {
	const address = new URL(url);
	if (isPublic(address, baseUrl)) return undefined;
	return {
		message: `HeyGen cannot reach this n8n at ${address.origin}`,
		description:
			'HeyGen calls public https addresses only. Set the environment variable WEBHOOK_URL to the public https address of this n8n and try again.',
	};
}
