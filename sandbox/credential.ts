import type { Credential, CredentialTest, N8nClient } from './n8n/client';

interface HeyGenAddress {
	apiKey: string;
	baseUrl: string;
}

/**
 * Saves the credential of the main job and tests it, as the editor does.
 * @throws Error saying whether HeyGen refused the key or was never asked
 */
export async function saveTestedCredential(
	n8n: N8nClient,
	{ apiKey, baseUrl }: HeyGenAddress,
): Promise<Credential> {
	const saved = await n8n.saveCredential('HeyGen', 'heyGenStudioApi', { apiKey, baseUrl });
	const test = await n8n.testCredential(saved, { apiKey, baseUrl });
	if (test.status !== 'OK') throw new Error(reasonOf(test, baseUrl));
	return saved;
}

/** n8n gives HeyGen's refusal in the package's words, and what kept it from an answer as the code of Node's error. */
function reasonOf({ message }: CredentialTest, baseUrl: string): string {
	if (message.startsWith('HeyGen does not accept')) return message;
	if (/^[A-Z][A-Z0-9_]+$/.test(message)) {
		return `n8n never reached HeyGen at ${baseUrl}, so nothing is known of the credential: ${message}`;
	}
	return `The credential could not be tested: ${message}`;
}
