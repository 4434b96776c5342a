import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { BASE_URL_RULE, DEFAULT_BASE_URL, parseBaseUrl } from './baseUrl';

// What the three credentials share.

export const baseUrlProperty: INodeProperties = {
	displayName: 'Base URL',
	name: 'baseUrl',
	type: 'string',
	default: DEFAULT_BASE_URL,
	description: 'Where HeyGen is. Change it only for a proxy of your own or a simulated HeyGen.',
};

/** The account behind the credential: the one read every key and token may do (FACTS §1). */
export const accountTest: ICredentialTestRequest = {
	request: {
		baseURL: `={{ ($credentials.baseUrl || '').trim() || '${DEFAULT_BASE_URL}' }}`,
		url: '/v3/users/me',
		disableFollowRedirect: true,
	},
};

/**
 * Adds a secret to a request's headers.
 *
 * n8n calls this for every request of the credential, its test included, so here is the last place to stop one whose Base
 * URL would carry the secret over plain http. A secret pasted with space around it is trimmed: it would break the header.
 */
export function authenticateWith(field: string, headersOf: (secret: string) => Record<string, string>) {
	return async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		if (parseBaseUrl(credentials.baseUrl) === undefined) throw new Error(BASE_URL_RULE);
		const secret = typeof credentials[field] === 'string' ? credentials[field].trim() : '';
		return await Promise.resolve({ ...request, headers: { ...request.headers, ...headersOf(secret) } });
	};
}
